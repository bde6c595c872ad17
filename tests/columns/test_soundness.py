"""Rows that columns call sound are profiles, and sound profiles are hardly ever doubted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.columns.evaluator import TYPES
from factmatrix.columns.soundness import sound
from factmatrix.profile.entered import check_entered
from factmatrix.profile.pairs import NONE_BUT_SOME
from tests.scoring.cards import SPACE
from tests.scoring.strategies import values
from tests.strategies_rules import FIELDS

Row = Mapping[str, Any]
PATHS = [domain.path for domain in FIELDS if domain.path != "brand.category"]
NAMED = {"brand.name": "Ling", "brand.category": "skincare"}
KINDS = {"brand.name": pl.String(), "brand.category": pl.String()} | {
    path: TYPES[SPACE.domains[path].shape] for path in PATHS
}
ODD: Mapping[str, st.SearchStrategy[Any]] = {
    "number": st.sampled_from([-1.0, 0.0, 0.5, 1.0, 3.0, 5.0, 6.0, 99.5, 101.0, 1e300]),
}
"""Values that no profile may hold; the choices of a table are always some that there are."""


def judged(rows: Sequence[Row]) -> list[bool]:
    """What the columns say of rows."""
    data = {
        path: [list(v) if isinstance(v := row.get(path), tuple) else v for row in rows]
        for path in KINDS
    }
    table = pl.DataFrame(data, schema=KINDS, strict=False)
    return [bool(said) for said in table.select(sound(KINDS)).to_series()]


def is_profile(row: Row) -> bool:
    """What validation says of one."""
    data: dict[str, Any] = {"format": 1}
    for path, value in row.items():
        *above, key = path.split(".")
        inside = data
        for name in above:
            inside = inside.setdefault(name, {})
        domain = SPACE.domains.get(path)
        stated = domain.stated(value) if domain else value
        inside[key] = list(stated) if isinstance(stated, tuple) else stated
    return check_entered(data, {}).profile is not None


def fields(path: str) -> st.SearchStrategy[Any]:
    domain = SPACE.domains[path]
    if domain.shape == "set":
        return st.lists(st.sampled_from(domain.choices or ("", "a", "b")), max_size=3)
    return values(path) | ODD.get(domain.shape, st.nothing())


@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={path: fields(path) for path in (*PATHS, "brand.category")}
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["Ling", "", "  ", "\u3000", None]),
)
def test_what_columns_call_sound_is_a_profile(drawn: list[Row], name: str | None) -> None:
    named = {} if name is None else {"brand.name": name}
    rows = [named | dict(row) for row in drawn]
    for row, said in zip(rows, judged(rows), strict=True):
        assert is_profile(row) or not said


@given(st.lists(st.fixed_dictionaries({}, optional={p: values(p) for p in PATHS}), max_size=4))
def test_a_profile_is_not_doubted(drawn: list[Row]) -> None:
    rows = [NAMED | dict(row) for row in drawn]
    for row, said in zip(rows, judged(rows), strict=True):
        assert said == is_profile(row)


def test_every_contradiction_is_seen() -> None:
    rows: list[Row] = [
        NAMED | {pair.first: _none(pair.first), pair.second: _some(pair.second)}
        for pair in NONE_BUT_SOME[""]
        if pair.severity == "error"
    ]
    rows += [
        NAMED | {"quality.experience_score": 4.5, "quality.experience_scale": 100},
        NAMED | {"quality.experience_service": 70.0, "quality.experience_scale": 5},
        NAMED | {"live.feed_share": 0.7, "live.paid_share": 0.4},
    ]
    assert not any(map(is_profile, rows))
    assert not any(judged(rows))


def _none(path: str) -> object:
    return False if SPACE.domains[path].shape == "flag" else 0.0


def _some(path: str) -> object:
    domain = SPACE.domains[path]
    return True if domain.shape == "flag" else 0.5 if domain.high == 1 else 3.0
