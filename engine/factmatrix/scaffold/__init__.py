"""The package of a new position, written from the files in `templates`."""
