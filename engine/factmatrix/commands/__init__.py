"""The command `fact`. Modules are imported when their command runs, so that help comes at once."""
