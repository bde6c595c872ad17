"""Tables of brands, one row a brand: CSV, XLSX, Parquet and JSON Lines to profiles and back."""
