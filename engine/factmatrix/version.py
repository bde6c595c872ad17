"""The version of the program, as the installed distribution states it."""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def version() -> str:
    """The version of the distribution `factmatrix`."""
    return metadata.version("factmatrix")
