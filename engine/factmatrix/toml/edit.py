"""Changing what a person wrote: only what differs is touched, everything else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from factmatrix.text import Text
from factmatrix.toml.differences import apply, pair, same
from factmatrix.toml.draft import Addition, Draft
from factmatrix.toml.layout import Node
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import EditError, Path, SourceError
from factmatrix.toml.values import revised
from factmatrix.toml.writing import is_section, line_value_text

_BYTE_ORDER_MARK = "\ufeff"


def edit(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """The text after a change of what it says from `old` to `new`.

    Both are plain data. Only what differs between them is changed, so a value that the text
    spells in its own way (an alias, 1_000) keeps its spelling, and a key that neither knows stays.
    A key that `new` lacks is removed. Lists in `old` and in the text correspond element by element.
    Rows are known by their `name`. Comments, order, line ends stay as they are (`draft`).

    Raises SourceError if `text` is not TOML, EditError if the result would not read back as wanted.
    """
    if text.startswith(_BYTE_ORDER_MARK):  # no part of the first line, which may move
        return _BYTE_ORDER_MARK + edit(text.removeprefix(_BYTE_ORDER_MARK), old, new)
    found = parse(text)
    wanted = apply(found, _plain(old), _plain(new))
    assert isinstance(wanted, dict), "a table stays a table"
    if same(found, wanted):
        return text
    try:
        result = _rewritten(text, found, wanted)
        if same(parse(result), wanted):
            return result
        cause = None
    except (SourceError, UnicodeEncodeError) as error:
        cause = error
    raise EditError(
        Text(
            "The change could not be written into this file without changing something else. "
            "Nothing was written: save under another name, or change the file by hand.",
            "无法在不影响其他内容的情况下把修改写入此文件，因此没有写入："
            "请另存为新文件，或手动修改。",
        )
    ) from cause


def _rewritten(text: str, found: dict[str, Any], wanted: dict[str, Any]) -> str:
    draft = Draft(text)
    _arrange(draft, (), found, wanted)
    draft.add(list(_additions((), draft.layout.root, wanted)))
    draft.remove(_leftovers((), draft.layout.root, wanted))
    # A table made by dotted keys only is gone with the last of them.
    draft.add(list(_additions((), draft.layout.root, wanted)))
    draft.replace(_changes(draft, draft.layout.root, parse(draft.text), wanted))
    return draft.result


def _plain(value: object) -> object:
    """The value with dicts for all mappings and lists for all sequences, as the parser has them."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _arrange(draft: Draft, path: Path, found: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Puts rows in their new order, and takes out tables and rows that become something else."""
    for name in found.keys() & wanted.keys():
        here, value = (*path, name), wanted[name]
        node = draft.layout.find(here)
        assert node, "what is found in the text is laid out"
        if node.form == "table" and isinstance(value, dict):
            _arrange(draft, here, found[name], value)
        elif node.form == "rows" and isinstance(value, list) and is_section(value):
            order = pair(found[name], value)
            if order != list(range(len(found[name]))):
                draft.arrange(here, order, value)
            for position, index in enumerate(order):
                if index is not None:
                    _arrange(draft, (*here, position), found[name][index], value[position])
        elif node.form in ("table", "rows"):
            draft.remove([here])


def _additions(path: Path, node: Node, wanted: dict[str, Any]) -> Iterator[Addition]:
    """What the tables at and below `node` lack."""
    names = list(wanted)
    for position, (name, value) in enumerate(wanted.items()):
        child = node.members.get(name)
        if child is None:
            yield Addition(path, name, value, names[:position])
        elif child.form == "table":
            yield from _additions((*path, name), child, value)
        elif child.form == "rows":
            for index, row in enumerate(child.items):
                yield from _additions((*path, name, index), row, value[index])


def _leftovers(path: Path, node: Node, wanted: dict[str, Any]) -> Iterator[Path]:
    """What the tables at and below `node` have that is not wanted."""
    for name, child in node.members.items():
        if name not in wanted:
            yield (*path, name)
        elif child.form == "table":
            yield from _leftovers((*path, name), child, wanted[name])
        elif child.form == "rows":
            for index, row in enumerate(child.items):
                yield from _leftovers((*path, name, index), row, wanted[name][index])


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
