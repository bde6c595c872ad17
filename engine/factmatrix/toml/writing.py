"""Plain data to TOML text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import tomli_w


def dump(data: Mapping[str, Any]) -> str:
    """Data that has no author as a TOML file: tables under headers, rows under [[ ]], lines end LF.

    Raises TypeError for what TOML cannot hold, such as None.
    """
    return "\n".join(_sections((), data, row=False))


@lru_cache(maxsize=1024)
def key_text(name: str) -> str:
    """A key, in quotes where it needs them."""
    return tomli_w.dumps({name: 0}).removesuffix(" = 0\n")


def value_text(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key_text(key)} = {value_text(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(value_text, value))}]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")


def line_value_text(value: object) -> str:
    """A value that has a line of its own: text of several lines stays on several lines."""
    if isinstance(value, str) and "\n" in value and "\r" not in value:
        written = tomli_w.dumps({"x": value}, multiline_strings=True)
        return written.removeprefix("x = ").removesuffix("\n")
    return value_text(value)


def entry_text(names: Sequence[str], value: object) -> str:
    """The line `key = value`."""
    return f"{dotted_text(names)} = {line_value_text(value)}\n"


def section_text(names: Sequence[str], value: object) -> str:
    """Everything of a table under `[names]`, or of rows under `[[names]]`."""
    if isinstance(value, Mapping):
        return "\n".join(_sections(names, value, row=False))
    assert isinstance(value, list | tuple)
    return "\n".join(text for row in value for text in _sections(names, row, row=True))


def is_section(value: object) -> bool:
    """Whether a value stands under headers of its own: a table, or rows."""
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(row, Mapping) for row in value)
    return isinstance(value, Mapping)


def dotted_text(names: Sequence[str]) -> str:
    """The parts of a key, joined by dots."""
    return ".".join(map(key_text, names))


def _sections(names: Sequence[str], table: Mapping[str, Any], *, row: bool) -> list[str]:
    """The text of a table and of each table below it, each with its header."""
    entries = [entry_text([key], item) for key, item in table.items() if not is_section(item)]
    below = [section_text([*names, key], item) for key, item in table.items() if is_section(item)]
    header = f"[[{dotted_text(names)}]]\n" if row else f"[{dotted_text(names)}]\n"
    if not names:
        header = ""
    elif not (row or entries or not below):
        header = ""  # [a.b] says that there is an a
    own = header + "".join(entries)
    return [own, *below] if own else below
