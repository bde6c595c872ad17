"""What polars raises over a file that it cannot read."""

from __future__ import annotations

from polars.exceptions import PanicException, PolarsError

UNREADABLE = (PolarsError, PanicException)
"""Some damage polars does not foresee: it panics, which Python takes for no `Exception`."""
