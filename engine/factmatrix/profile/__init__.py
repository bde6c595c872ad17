"""Brand profiles: what a consultant knows about a brand, declared once and read from TOML."""
