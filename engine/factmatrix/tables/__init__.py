"""Tables of brands, one row a brand: CSV, XLSX, Parquet and JSON Lines to profiles and back."""

ENDINGS = (".csv", ".xlsx", ".parquet", ".jsonl", ".ndjson")
"""By which a file is known to be a table of brands."""
