"""What a valid profile still gets wrong: contradictions, doubtful values, doubled names.

The models refuse what no profile may hold; the checks here look across fields. Errors are
impossible, warnings improbable. Both say where, what and what would be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import cast

from factmatrix.profile.contradictions import (
    impossible_figures,
    improbable_figures,
    with_impossible_figures,
)
from factmatrix.profile.declaration import Declaration
from factmatrix.profile.findings import (
    PLAINLY,
    Columns,
    Finding,
    Path,
    Severity,
    Spelling,
    place,
    shortened,
)
from factmatrix.profile.inputs import row_fields
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.pairs import disagreeing_pairs, with_disagreeing_pairs
from factmatrix.profile.plausibility import doubtful_values
from factmatrix.profile.row_contradictions import impossible_deals, improbable_rows
from factmatrix.profile.table import declarations
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.profile.tables.campaigns import Campaign
from factmatrix.profile.tables.creators import Creator
from factmatrix.text import Text

__all__ = ["Finding", "Path", "Severity", "check", "impossible", "improbable"]

Rows = tuple[Creator | Campaign | BoostTest, ...]

_MAX_HINTS = 20
"""Looking for a near name takes long; after this many unknown names none is meant as a field."""
_MAX_COMPARED = 60
"""Longer names are no misspelling of a field."""


def check(profile: BrandProfile, spelt: Spelling = PLAINLY) -> tuple[Finding, ...]:
    """Everything that is wrong or doubtful in a profile, errors before warnings."""
    return (*impossible(profile, spelt), *improbable(profile, spelt))


def impossible(profile: BrandProfile, spelt: Spelling = PLAINLY) -> Iterator[Finding]:
    """The errors: what cannot be. Most profiles have none, which is told at little cost."""
    yield from _blank_name(profile)
    yield from disagreeing_pairs(profile, "", "error", spelt)
    yield from impossible_figures(profile, spelt)
    yield from _impossible_rows({group: getattr(profile, group) for group in row_fields()}, spelt)


def impossible_among(columns: Columns) -> set[int]:
    """The numbers of the profiles in which `impossible` finds something.

    `columns` have all fields of the core, lists and open tables too.
    """
    names = columns["brand.name"]
    found = {number for number, name in enumerate(names) if not name.strip()}
    found.update(with_disagreeing_pairs(columns), with_impossible_figures(columns))
    groups = [columns[group] for group in row_fields()]
    for number, lists in enumerate(zip(*groups, strict=True)):
        if any(lists):
            given = {group: rows for group, rows in zip(row_fields(), lists, strict=True) if rows}
            if next(_impossible_rows(given, PLAINLY), None) is not None:
                found.add(number)
    return found


def _impossible_rows(lists: Mapping[str, Rows], spelt: Spelling) -> Iterator[Finding]:
    """The errors in the rows of some lists, and between the rows of one."""
    for group, rows in lists.items():
        if group == "creators":
            yield from impossible_deals(cast(tuple[Creator, ...], rows), spelt)
        for index, row in enumerate(rows):
            yield from disagreeing_pairs(row, group, "error", spelt, (group, index))
        yield from _same_names(group, rows)


def improbable(profile: BrandProfile, spelt: Spelling = PLAINLY) -> Iterator[Finding]:
    """The warnings: what can be, and probably is not."""
    yield from doubtful_values(profile, spelt)
    yield from disagreeing_pairs(profile, "", "warning", spelt)
    yield from improbable_figures(profile, spelt)
    yield from improbable_rows(profile, spelt)
    for group in row_fields():
        rows = getattr(profile, group)
        for index, row in enumerate(rows):
            yield from disagreeing_pairs(row, group, "warning", spelt, (group, index))
        yield from _nameless(group, rows)
    yield from _evidence(profile)


def _blank_name(profile: BrandProfile) -> Iterator[Finding]:
    """A brand whose name shows nothing."""
    if not profile.brand.name.strip():
        yield Finding("error", ("brand", "name"), (), Text(
            "brand.name is blank: reports and rankings need a name to show.",
            "brand.name 是空的：报告和榜单需要显示品牌名称。",
        ))  # fmt: skip


def _nameless(group: str, rows: Rows) -> Iterator[Finding]:
    """Rows without a name."""
    for index, row in enumerate(rows):
        if not (row.name or "").strip():
            where = place((group, index))
            yield Finding("warning", (group, index), (), Text(
                f"{where.en} has no name, so no result can point to it. Add name = \"…\".",
                f"{where.zh}没有名称，结果里无法指明是哪一行，请补上 name = \"…\"。",
            ))  # fmt: skip


def _same_names(group: str, rows: Rows) -> Iterator[Finding]:
    """Names that two rows share."""
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        name = (row.name or "").strip()
        earlier = first.setdefault(name, index)
        if name and earlier != index:
            where, other, name = place((group, index)), place((group, earlier)), shortened(name)
            yield Finding("error", (group, index, "name"), ((group, earlier, "name"),), Text(
                f'{where.en} has the same name "{name}" as {other.en}. Names in a list are '
                "unique: add a date or a number.",
                f'{where.zh}和 {other.zh}同名（"{name}"）。同一列表里名称不能重复，'
                "可以加上日期或编号。",
            ))  # fmt: skip


def _evidence(profile: BrandProfile) -> Iterator[Finding]:
    """Evidence for a field that does not exist."""
    paths = _paths()
    unknown = (
        key for key in dict(profile.evidence.items())
        if key not in paths and not key.startswith(("ext.", "sales.shares"))
    )  # fmt: skip
    for number, key in enumerate(unknown):
        compared = number < _MAX_HINTS and len(key) <= _MAX_COMPARED
        nearest = get_close_matches(key, paths, n=1) if compared else None
        hint = Text(f" Is {nearest[0]} meant?", f"是不是想写 {nearest[0]}？") if nearest else None
        yield Finding("warning", ("evidence", key), (), Text(
            f'evidence names "{shortened(key)}", which is no field of a profile.'
            + (hint.en if hint else ""),
            f'evidence 里的 "{shortened(key)}" 不是档案字段。' + (hint.zh if hint else ""),
        ))  # fmt: skip


@cache
def _paths() -> Mapping[str, Declaration]:
    """Every field that evidence can name, by its path."""
    return dict(declarations(BrandProfile))
