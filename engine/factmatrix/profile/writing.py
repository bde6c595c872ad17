"""Write a brand profile: into the file a person wrote, or as a new text without an author."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import Reading, read_profile
from factmatrix.profile.table import Section
from factmatrix.text import Text
from factmatrix.toml.edit import edit
from factmatrix.toml.problem import EditError
from factmatrix.toml.save import save
from factmatrix.toml.writing import dump

OTHER_PROFILE = Text(
    "The profile was not saved: the changed file would not read back as what was entered. "
    "Save it under another name, or change the file by hand.",
    "档案未保存：修改后的文件读回来与填写的内容不一致。请另存为新文件，或手动修改。",
)
_EXACT = 2.0**53
"""Up to here every whole number is a float and fits into TOML's 64 bits."""


def save_profile(reading: Reading, profile: BrandProfile) -> Reading:
    """Write an edited profile into the file it was read from; what is there now, as read again.

    Only what differs from `reading.profile` is touched: comments, order and spelling stay, and so
    do sections of absent plugins. Before the file is replaced, the new text is read back and must
    give this very profile.

    Raises EditError if it would not, SaveError if the file cannot be written, ChangedOnDisk if it
    is no longer what was read, and ValueError for a reading without a file or with errors. In all
    these cases nothing is written.
    """
    if reading.path is None or reading.data is None or reading.profile is None:
        raise ValueError("only a profile that was read from a file without errors can be edited")
    text = edit(reading.text, as_written(reading.profile), as_written(profile))
    again = read_profile(text, sections=reading.sections)
    for problem in again.errors:
        raise EditError(_not_valid(problem.message))
    # Compared as data: plugins' sections that hold nothing are in one and not in the other.
    if again.profile is None or again.profile.to_data() != profile.to_data():
        raise EditError(OTHER_PROFILE)
    data = save(reading.path, text, expected=reading.data)
    return replace(again, path=reading.path, data=data)


def render_profile(profile: BrandProfile) -> str:
    """The profile as the text of a new file, for what no person wrote: imports and drafts."""
    return dump(as_written(profile))


def as_written(profile: BrandProfile) -> dict[str, Any]:
    """The profile as TOML data with 80 for 80.0; the tables of absent plugins as they are."""
    data = profile.to_data()
    ext = {
        position: _whole(table) if isinstance(profile.ext.get(position), Section) else table
        for position, table in data.pop("ext", {}).items()
    }
    core = {key: _whole(value) for key, value in data.items()}
    return core | {"ext": ext} if ext else core


def _whole(value: object) -> object:
    """The value with whole numbers for floats without a fraction, as people write them."""
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


def _not_valid(reason: Text) -> Text:
    return Text(
        f"The profile was not saved, because it would have an error: {reason.en}",
        f"档案未保存，因为其中有错误：{reason.zh}",
    )
