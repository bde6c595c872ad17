"""What can be asked of a profile: every input of the scoring, with its declaration.

An *input* is a scalar or a set that a criterion or a condition may read, named by its dotted
path. The names are known without any profile, so rules are checked when they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from factmatrix.profile.declaration import Declaration
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import Section, Table, declarations, is_input
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.profile.tables.campaigns import Campaign
from factmatrix.profile.tables.creators import Creator


class Input(NamedTuple):
    """One input: its path in the profile ("powers.content.live") and what is declared of it."""

    path: str
    declaration: Declaration


def _inputs(table: type[Table], prefix: str = "") -> Mapping[str, Input]:
    return MappingProxyType(
        {
            path: Input(path, declaration)
            for path, declaration in declarations(table, prefix)
            if is_input(path, declaration)
        }
    )


@cache
def core_inputs() -> Mapping[str, Input]:
    """All inputs of the core tables in the order of the file; rows have none."""
    return _inputs(BrandProfile)


@cache
def section_inputs(position_id: str, section: type[Section]) -> Mapping[str, Input]:
    """The inputs of the section that a plugin declares for `[ext.<position id>]`.

    Raises TypeError where a field of the section was not made with `declare`.
    """
    return _inputs(section, f"ext.{position_id}.")


@cache
def row_fields() -> Mapping[str, Mapping[str, Declaration]]:
    """The fields of one row, by list ("creators", "campaigns", "boost_tests") and by field."""
    rows: dict[str, type[Table]] = {
        "creators": Creator,
        "campaigns": Campaign,
        "boost_tests": BoostTest,
    }
    return MappingProxyType(
        {name: MappingProxyType(dict(declarations(row))) for name, row in rows.items()}
    )
