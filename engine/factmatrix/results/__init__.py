"""Results that were written to files: reading them, and comparing two of them brand by brand."""
