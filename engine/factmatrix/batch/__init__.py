"""Many brands in one run: read in processes, scored in columns, written whole or not at all."""
