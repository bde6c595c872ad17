"""Numbers that a scorecard has for some categories only."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from factmatrix.columns.curves import End
from factmatrix.scoring.facts import CATEGORY


def by_category(usual: float, variants: Mapping[str, float]) -> End:
    """The number of a row's category, the `usual` one for all others."""
    if all(variant == usual for variant in variants.values()):
        return usual
    return pl.col(CATEGORY).replace_strict(
        list(variants), list(variants.values()), default=usual, return_dtype=pl.Float64
    )
