"""Hypothesis strategies that tests share: brand profiles with any fields missing."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from factmatrix.profile.checks import check
from factmatrix.profile.declaration import Declaration
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.model import BrandProfile, Extensions
from factmatrix.profile.table import OpenTable, Table
from factmatrix.profile.tables.sales import SalesShares

_NO_UPPER_END = 10**9
_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_TEXTS = st.text(min_size=1, max_size=6).filter(str.strip)
_SCALARS = (
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6)
    | _DAYS
)
_UNCLAIMED = st.dictionaries(
    _TEXTS,
    st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXTS, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=3,
)


def profiles() -> st.SearchStrategy[BrandProfile]:
    """Profiles without errors (warnings are possible): any optional field may be missing."""
    return profile_data().map(BrandProfile.model_validate)


def profile_data() -> st.SearchStrategy[dict[str, Any]]:
    """The same as TOML data, as a file holds it."""
    return _table(BrandProfile).map(_without_errors)


def field_values(declaration: Declaration) -> st.SearchStrategy[Any]:
    """The values that one field takes."""
    kind = declaration.kind
    if declaration.choices:
        members = st.sampled_from([choice.value for choice in declaration.choices])
        return st.lists(members, unique=True) if kind.name == "set" else members
    if not kind.numeric:
        others = {"flag": st.booleans(), "date": _DAYS, "text": _TEXTS}
        return others.get(kind.name, st.lists(_TEXTS, unique=True, max_size=3))
    low = declaration.low or 0
    high = _NO_UPPER_END if declaration.high is None else declaration.high
    whole = st.integers(int(low) + (low > int(low)), int(high))
    if kind.name in ("count", "rank"):
        return whole
    return whole | st.floats(low, high, allow_subnormal=False)


def _table(table: type[Table]) -> st.SearchStrategy[dict[str, Any]]:
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for key, info in table.model_fields.items():
        declaration, annotation = declaration_of(info), info.annotation
        values: st.SearchStrategy[Any]
        if declaration is not None:
            values = field_values(declaration)
        elif not isinstance(annotation, type):
            values = st.lists(_table(get_args(annotation)[0]), max_size=2)
        elif issubclass(annotation, OpenTable):
            values = _open_table(annotation)
        else:
            values = _table(annotation)
        (required if info.is_required() else optional)[key] = values
    return st.fixed_dictionaries(required, optional=optional)


def _open_table(table: type[OpenTable]) -> st.SearchStrategy[dict[str, Any]]:
    if table is SalesShares:
        return st.dictionaries(st.sampled_from(["field", "alliance", "topkol"]), st.floats(0, 1))
    if table is Extensions:
        return st.dictionaries(st.sampled_from(["xhs", "kuaishou"]), _UNCLAIMED)
    return st.dictionaries(st.sampled_from(["powers.content.live", "live.gpm"]), _TEXTS)


def _without_errors(data: dict[str, Any]) -> dict[str, Any]:
    """The data with one side of every contradiction taken out."""
    while errors := [
        finding
        for finding in check(BrandProfile.model_validate(data))
        if finding.severity == "error"
    ]:
        *above, last = errors[0].path
        place: Any = data
        for key in above:
            place = place[key]
        del place[last]
    return data
