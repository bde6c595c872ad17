"""The new source of a value that stands on the right of an `=`, keeping what has not changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from factmatrix.toml.differences import pair, same
from factmatrix.toml.layout import Node
from factmatrix.toml.writing import key_text, value_text

_TO_COMMA = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+\n)*+,")
_REST_OF_LINE = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?+(?=\r?\n)")
_LINE_BREAK = re.compile(r"\r?\n[ \t]*+\Z")


@dataclass(slots=True)
class _Element:
    """An element of the new array or table: its source, and which old one it replaces."""

    source: str
    index: int | None = None


@dataclass(slots=True)
class _Surroundings:
    """What belongs to an old element besides its own source.

    `lead` is everything between the line of the element before and this one, comment lines
    included; `before` the blanks up to its comma; `rest` the comment on its line.
    """

    lead: str = ""
    before: str = ""
    rest: str = ""


def revised(text: str, node: Node, found: object, wanted: object) -> str:
    """The source of `wanted` where `text` has `found` at `node`."""
    if same(found, wanted):
        return text[node.start : node.end]
    if node.form == "array" and isinstance(found, list) and isinstance(wanted, list):
        return _array(text, node, found, wanted)
    if node.form == "inline table" and isinstance(found, dict) and isinstance(wanted, dict):
        return _inline_table(text, node, found, wanted)
    return value_text(wanted)


def _array(text: str, node: Node, found: list[Any], wanted: list[Any]) -> str:
    elements = [
        _Element(value_text(value))
        if index is None
        else _Element(revised(text, node.items[index], found[index], value), index)
        for value, index in zip(wanted, pair(found, wanted), strict=True)
    ]
    return _rebuilt(text, node, elements)


def _inline_table(text: str, node: Node, found: dict[str, Any], wanted: dict[str, Any]) -> str:
    elements = []
    written = set()
    for index, entry in enumerate(node.entries):
        key = str(entry.key)
        child = node.members[key]
        if key not in wanted:
            continue
        if same(found[key], wanted[key]):
            elements.append(_Element(text[entry.start : entry.end], index))
        elif key not in written and child.form != "table":
            source = revised(text, child, found[key], wanted[key])
            elements.append(_Element(text[entry.start : child.start] + source, index))
        elif key not in written:  # a.b = 1, a.c = 2: written anew as one table
            elements.append(_Element(f"{key_text(key)} = {value_text(wanted[key])}", index))
        written.add(key)
    elements += [
        _Element(f"{key_text(key)} = {value_text(value)}")
        for key, value in wanted.items()
        if key not in written
    ]
    return _rebuilt(text, node, elements)


def _rebuilt(text: str, node: Node, elements: list[_Element]) -> str:
    """The array or inline table with these elements, laid out as it was."""
    gaps = _gaps(text, node)
    if [element.index for element in elements] == list(range(len(node.entries))):
        return gaps[0] + "".join(
            element.source + gap for element, gap in zip(elements, gaps[1:], strict=True)
        )
    if any("\n" in gap for gap in gaps):
        return _rebuilt_on_lines(gaps, elements)
    if not elements:
        return "[]" if node.form == "array" else "{}"
    if not node.entries:
        gaps = ["[", "]"] if node.form == "array" else ["{ ", " }"]
    result = gaps[0] + elements[0].source
    for before, element in pairwise(elements):
        neighbours = element.index is not None and before.index == element.index - 1
        result += (gaps[element.index or 0] if neighbours else ", ") + element.source
    return result + gaps[-1]


def _gaps(text: str, node: Node) -> list[str]:
    """The characters before, between and after the elements, brackets included."""
    starts = [*(entry.start for entry in node.entries), node.end]
    ends = [node.start, *(entry.end for entry in node.entries)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _rebuilt_on_lines(gaps: list[str], elements: list[_Element]) -> str:
    """An array over several lines: comments stay with their elements, the last comma as it was."""
    opening, old, closing, comma_at_end = _taken_apart(gaps)
    breaks = [match[0] for around in old if (match := _LINE_BREAK.search(around.lead))]
    new = _Surroundings(lead=breaks[0] if breaks else " ")
    line_break = breaks[0] if breaks else "\r\n" if "\r\n" in "".join(gaps) else "\n"
    result = opening
    in_comment = "#" in opening
    for position, element in enumerate(elements):
        around = new if element.index is None else old[element.index]
        comma = "," if comma_at_end or position < len(elements) - 1 else ""
        if in_comment and "\n" not in around.lead:
            result += line_break
        result += around.lead + element.source + around.before + comma + around.rest
        in_comment = "#" in around.rest
    return result + (line_break if in_comment and "\n" not in closing else "") + closing


def _taken_apart(gaps: list[str]) -> tuple[str, list[_Surroundings], str, bool]:
    """Opening bracket and its line, what surrounds each element, the end, and whether it has a
    comma before it."""
    head, lead = _after_line(gaps[0][1:])
    opening, surroundings, comma = gaps[0][0] + head, [], False
    for gap in gaps[1:]:
        around = _Surroundings(lead=lead)
        match = _TO_COMMA.match(gap)
        comma = match is not None
        if match:
            around.before, gap = match[0][:-1], gap[match.end() :]
        around.rest, lead = _after_line(gap)
        surroundings.append(around)
    return opening, surroundings, lead, comma


def _after_line(gap: str) -> tuple[str, str]:
    """A gap, cut where the line of the element before it ends."""
    match = _REST_OF_LINE.match(gap)
    end = match.end() if match else 0
    return gap[:end], gap[end:]
