"""The door for positions: hook specifications, loading, and calls that contain every failure."""
