"""A table of brands to a folder of profiles: one file a row, none of them overwritten."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from factmatrix.desk.folder import file_name
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import read_profile
from factmatrix.profile.validating import Sections
from factmatrix.profile.writing import render_profile
from factmatrix.tables.making import CellProblem, MadeRow, profiles_of
from factmatrix.tables.scanning import Table
from factmatrix.text import Text
from factmatrix.toml.save import ChangedOnDisk, SaveError, save

State = Literal["written", "there", "failed"]
"""What became of a row; `there` is a file that holds exactly this profile already."""

_OTHER_PROFILE = Text(
    "The profile would not read back from a file as it is. Nothing was written; please report it.",
    "写成文件后读回的档案与原来不一致，未写入。请反馈这个问题。",
)


class ImportedRow(NamedTuple):
    """What became of one row; `path` is its file, None where there is none."""

    row: int
    path: Path | None
    state: State
    problems: tuple[CellProblem, ...]


def import_profiles(table: Table, folder: Path, sections: Sections) -> Iterator[ImportedRow]:
    """Writes the rows one after another into a folder that exists, and says what became of each.

    Files are called as their brands; of several brands of one name the later ones get a number.
    A file of another content is never overwritten: its row fails.
    """
    taken: set[str] = set()
    for made in profiles_of(table, sections):
        if made.profile is None:
            yield ImportedRow(made.row, None, "failed", made.problems)
            continue
        path = folder / f"{_free_name(made, taken)}.toml"
        try:
            state = _write(path, made.profile, sections)
        except SaveError as error:
            refused = CellProblem("error", "", error.message)
            yield ImportedRow(made.row, path, "failed", (*made.problems, refused))
        else:
            yield ImportedRow(made.row, path, state, made.problems)


def _free_name(made: MadeRow, taken: set[str]) -> str:
    """A name that no earlier row has, also where systems ignore case and how accents are put."""
    name = file_name(made.name).lstrip("-. ") or f"row-{made.row}"
    free, number = name, 1
    while (known_as := unicodedata.normalize("NFC", free).casefold()) in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(known_as)
    return free


def _write(path: Path, profile: BrandProfile, sections: Sections) -> State:
    text = render_profile(profile)
    again = read_profile(text, sections=sections).profile
    if again is None or again.to_data() != profile.to_data():
        raise SaveError(_OTHER_PROFILE)
    try:
        save(path, text, expected=None)
    except ChangedOnDisk:
        if path.is_file() and path.read_bytes() == text.encode():
            return "there"
        raise
    return "written"
