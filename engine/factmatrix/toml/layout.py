"""Where everything in a valid TOML text lies: each table, key and value, by character offset.

Error messages need the place of a value, and an edit must know exactly which characters belong to
what. The parser reports places in bytes and none for headers, so this is one scan of its own. It
only ever sees text that the parser took, so it checks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import toml_rs

from factmatrix.toml.problem import Path
from factmatrix.toml.tokens import STRING

Form = Literal["scalar", "array", "inline table", "table", "rows"]

_TRIVIA = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BLANKS = re.compile(r"[ \t]*+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]++")
# A date and its time may have a blank between them.
_BARE_VALUE = re.compile(r"[^ \t\r\n,\]}#]++(?: (?=[0-9]{2}:)[^ \t\r\n,\]}#]++)?")


@dataclass(slots=True)
class Entry:
    """One `key = value` of an inline table or one element of an array, from start to end."""

    key: str | int
    start: int
    end: int


@dataclass(slots=True)
class Node:
    """A value and where it stands; for a table or a row, where it is first written.

    "table" and "rows" are spread over statements (headers, dotted keys), the others lie between
    `start` and `end`. `entries` is what an array or inline table holds, in order.
    """

    form: Form
    key: int
    start: int
    end: int
    members: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def child(self, step: str | int) -> Node | None:
        """What lies one step further, if anything does."""
        if isinstance(step, str):
            return self.members.get(step)
        return self.items[step] if 0 <= step < len(self.items) else None


@dataclass(slots=True)
class Statement:
    """A header or a `key = value` line: the full path it is about, and its characters.

    `section` is the path of the header it stands under; its own path for a header.
    """

    path: Path
    section: Path
    start: int
    end: int

    @property
    def is_header(self) -> bool:
        """Whether this is a `[table]` or `[[row]]` line."""
        return self.path == self.section


class Layout:
    """The layout of one text that `parse` has accepted."""

    def __init__(self, text: str) -> None:
        self.root = Node("table", 0, 0, 0)
        self.statements: list[Statement] = []
        self._text = text
        section: Path = ()
        table = self.root
        position = self._after_trivia(len("\ufeff") if text.startswith("\ufeff") else 0)
        while position < len(text):
            start = position
            if text[position] == "[":
                section, table, position = self._header(start)
                self.statements.append(Statement(section, section, start, position))
            else:
                names, position = self._entry(table, start)
                self.statements.append(Statement((*section, *names), section, start, position))
            position = self._after_trivia(position)

    def find(self, path: Path) -> Node | None:
        """The node at a path, None if the text has no such value."""
        node: Node | None = self.root
        for step in path:
            node = node and node.child(step)
        return node

    def walk(self) -> Iterator[tuple[Node, int]]:
        """Every node and how deep it lies, in no promised order."""
        waiting = [(self.root, 0)]
        while waiting:
            node, depth = waiting.pop()
            yield node, depth
            waiting += ((child, depth + 1) for child in (*node.members.values(), *node.items))

    def _after_trivia(self, position: int) -> int:
        return _end_of(_TRIVIA, self._text, position)

    def _after_blanks(self, position: int) -> int:
        return _end_of(_BLANKS, self._text, position)

    def _header(self, start: int) -> tuple[Path, Node, int]:
        """Opens the table or row of the header at `start`: its path, its node, the header's end."""
        rows = self._text.startswith("[[", start)
        keys, end = self._keys(start + 1 + rows)
        end += 1 + rows
        path: list[str | int] = []
        node = self.root
        for name, key in keys[:-1]:
            node = node.members.setdefault(name, Node("table", key, start, end))
            path.append(name)
            if node.form == "rows":
                path.append(len(node.items) - 1)
                node = node.items[-1]
        name, key = keys[-1]
        path.append(name)
        if rows:
            array = node.members.setdefault(name, Node("rows", key, start, end))
            path.append(len(array.items))
            node = Node("table", key, start, end)
            array.items.append(node)
        else:
            node = node.members.setdefault(name, Node("table", key, start, end))
            node.key, node.start, node.end = key, start, end  # a subtable may have come before
        return tuple(path), node, end

    def _entry(self, table: Node, start: int) -> tuple[list[str], int]:
        """Files `key = value` at `start` under `table`: the names of the key, the value's end."""
        keys, equals = self._keys(start)
        value = self._value(self._after_blanks(equals + 1))
        for name, key in keys[:-1]:
            table = table.members.setdefault(name, Node("table", key, start, value.end))
        name, value.key = keys[-1]
        table.members[name] = value
        return [name for name, _ in keys], value.end

    def _keys(self, position: int) -> tuple[list[tuple[str, int]], int]:
        """The parts of a dotted key, each with its offset, and where the key and its blanks end."""
        keys = []
        while True:
            position = self._after_blanks(position)
            match = _BARE_KEY.match(self._text, position) or STRING.match(self._text, position)
            assert match, "only text that the parser took is laid out"
            keys.append((_key_name(match[0]), position))
            position = self._after_blanks(match.end())
            if self._text[position] != ".":
                return keys, position
            position += 1

    def _value(self, start: int) -> Node:
        if self._text[start] == "[":
            return self._array(start)
        if self._text[start] == "{":
            return self._inline_table(start)
        match = STRING.match(self._text, start) or _BARE_VALUE.match(self._text, start)
        assert match, "only text that the parser took is laid out"
        return Node("scalar", start, start, match.end())

    def _array(self, start: int) -> Node:
        array = Node("array", start, start, start)
        position = self._after_trivia(start + 1)
        while self._text[position] != "]":
            item = self._value(position)
            array.entries.append(Entry(len(array.items), position, item.end))
            array.items.append(item)
            position = self._after_comma(item.end)
        array.end = position + 1
        return array

    def _inline_table(self, start: int) -> Node:
        table = Node("inline table", start, start, start)
        position = self._after_trivia(start + 1)
        while self._text[position] != "}":
            names, end = self._entry(table, position)
            table.entries.append(Entry(names[0], position, end))
            position = self._after_comma(end)
        table.end = position + 1
        return table

    def _after_comma(self, position: int) -> int:
        position = self._after_trivia(position)
        return self._after_trivia(position + 1) if self._text[position] == "," else position


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _key_name(source: str) -> str:
    """What a key means: quotes and escapes undone."""
    if source[0] == "'":
        return source[1:-1]
    if source[0] == '"':
        name: str = next(iter(toml_rs.loads(f"{source} = 0", toml_version="1.0.0")))
        return name
    return source
