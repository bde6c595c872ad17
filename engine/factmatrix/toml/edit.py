"""Changing what a person wrote: only what differs is touched, everything else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from factmatrix.text import Text
from factmatrix.toml.differences import apply, pair, same
from factmatrix.toml.draft import Draft
from factmatrix.toml.layout import Node, Path
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import SourceError
from factmatrix.toml.values import revised
from factmatrix.toml.writing import is_section, line_value_text


class EditError(Exception):
    """An edit that did not come out as wanted; the text is to be left alone."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def edit(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """The text after a change of what it says from `old` to `new`.

    Both are plain data. Only what differs between them is changed, so a value that the text
    spells in its own way (an alias, 1_000) keeps its spelling, and a key that neither knows stays.
    A key that `new` lacks is removed. Lists in `old` and in the text correspond element by element.
    Rows are known by their `name`. Comments, order, line ends stay as they are (`draft`).

    Raises SourceError if `text` is not TOML, EditError if the result would not read back as wanted.
    """
    found = parse(text)
    wanted = apply(found, _plain(old), _plain(new))
    assert isinstance(wanted, dict), "a table stays a table"
    if same(found, wanted):
        return text
    draft = Draft(text)
    _restructure(draft, (), found, wanted)
    draft.replace(_changes(draft, draft.layout.root, parse(draft.text), wanted))
    _check(draft.result, wanted)
    return draft.result


def _plain(value: object) -> object:
    """The value with dicts for all mappings and lists for all sequences, as the parser has them."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _restructure(draft: Draft, path: Path, found: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Makes the table at `path` have the keys and rows it should, whatever their values."""
    names = list(wanted)
    for position, (name, value) in enumerate(wanted.items()):
        here = (*path, name)
        node = draft.layout.find(here)
        if node is None:
            draft.add(path, name, value, names[:position])
        elif node.form == "table" and isinstance(value, dict):
            _restructure(draft, here, found[name], value)
        elif node.form == "rows" and is_section(value) and isinstance(value, list):
            _restructure_rows(draft, here, found[name], value)
        elif node.form in ("table", "rows"):  # lines cannot become a value where they stand
            draft.remove(here)
            draft.add(path, name, value, names[:position])
    for name in found.keys() - wanted.keys():
        draft.remove((*path, name))
    if draft.layout.find(path) is None:  # made by dotted keys only, and the last one is gone
        draft.add(path[:-1], str(path[-1]), {}, ())


def _restructure_rows(draft: Draft, path: Path, found: list[Any], wanted: list[Any]) -> None:
    order = pair(found, wanted)
    if order != list(range(len(found))):
        draft.arrange(path, order, wanted)
    for position, index in enumerate(order):
        if index is not None:
            _restructure(draft, (*path, position), found[index], wanted[position])


def _changes(
    draft: Draft, node: Node, found: object, wanted: object
) -> Iterator[tuple[int, int, str]]:
    """Start, end and new source of each value that is not yet as wanted."""
    if same(found, wanted):
        return
    if node.form == "table" and isinstance(found, dict) and isinstance(wanted, dict):
        for name, child in node.members.items():
            yield from _changes(draft, child, found[name], wanted[name])
    elif node.form == "rows" and isinstance(found, list) and isinstance(wanted, list):
        for position, row in enumerate(node.items):
            yield from _changes(draft, row, found[position], wanted[position])
    elif isinstance(wanted, str):
        yield node.start, node.end, line_value_text(wanted).replace("\n", draft.newline)
    else:
        yield node.start, node.end, revised(draft.text, node, found, wanted)


def _check(text: str, wanted: dict[str, Any]) -> None:
    """Raises EditError unless the text says what is wanted."""
    try:
        if same(parse(text), wanted):
            return
        cause = None
    except (SourceError, UnicodeEncodeError) as error:
        cause = error
    raise EditError(
        Text(
            "The change could not be written into this file without changing something else. "
            "Nothing was written: save under another name, or change the file by hand.",
            "无法在不影响其他内容的情况下把修改写入此文件，因此没有写入：请另存为新文件，或手动修改。",
        )
    ) from cause
