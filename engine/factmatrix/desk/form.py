"""The form of a profile as data: its tables and fields, plugins' own included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.profile.declaration import Declaration
    from factmatrix.scoring.inputs import Domain


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its key in the table, what is declared of it, and the positions it moves.

    `domain` is what its values are written with.
    """

    key: str
    declaration: Declaration
    domain: Domain
    required: bool
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of the file by its dotted path; `rows` says that it is a list of tables."""

    path: str
    heading: Text
    explanation: Text | None
    rows: bool
    fields: tuple[FormField, ...]
