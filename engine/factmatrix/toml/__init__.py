"""TOML text: read it, say where something in it is wrong, change it without disturbing the rest.

Nothing here knows what a brand is. `decode` and `parse` read; `place` finds a value; `edit` and
`save` write a file that a person wrote; `dump` writes data that has no author.
"""
