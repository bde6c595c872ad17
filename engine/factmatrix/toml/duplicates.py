"""Where a name was first defined that a text defines a second time."""

from __future__ import annotations

import toml_rs

from factmatrix.toml.layout import Layout, Node
from factmatrix.toml.tokens import TOKEN

_CLOSED_BY = {"[": "]", "{": "}"}


def first_definition(text: str, offset: int) -> int:
    """The offset of the first key that has the name at `offset`.

    `offset` is where the parser found the name taken, so all before it is TOML.
    """
    statement = start = 0  # of the line or lines, and of the key, that `offset` lies in
    opened: list[int] = []
    for match in TOKEN.finditer(text):
        if match.start() >= offset:
            break
        token = match[0]
        if token in "[{":
            opened.append(match.start())
            start = match.end()
        elif token in "]}":
            opened.pop()
        elif token == ",":
            start = match.end()
        elif token[0] in "\r\n" and not opened:
            statement = start = match.end()
    if opened and text[statement : opened[0]].strip(" \t"):  # in braces
        layout = Layout(_completed(text, start, opened))
        node = _inline_table(layout, opened[-1])
    else:
        layout = Layout(text[:statement])
        in_header = opened or not layout.statements
        node = layout.root if in_header else layout.find(layout.statements[-1].section)
    for name in _names(text[start:offset], text, offset):
        assert node, "what is taken is there"
        node = (node.items[-1] if node.form == "rows" else node).members.get(name)
    assert node, "what is taken is there"
    return node.key


def _completed(text: str, start: int, opened: list[int]) -> str:
    """The text up to the comma before `start`, with the brackets closed that are open there."""
    return text[: start - 1] + "".join(_CLOSED_BY[text[at]] for at in reversed(opened))


def _inline_table(layout: Layout, start: int) -> Node | None:
    tables = (node for node, _ in layout.walk() if node.form == "inline table")
    return next((table for table in tables if table.start == start), None)


def _names(before: str, text: str, offset: int) -> list[str]:
    """The parts of a dotted key up to the one at `offset`; `before` is what it has before that."""
    part = TOKEN.match(text, offset)
    assert part, "every place in a text has a token"
    names = []
    inside = toml_rs.loads(f"{before}{part[0]} = 0", toml_version="1.0.0")
    while isinstance(inside, dict):
        [(name, inside)] = inside.items()
        names.append(name)
    return names
