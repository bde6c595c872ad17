"""TOML documents as people and programs write them, each with the data it means.

Content and layout come from a `Random`: a thousand of them take seconds.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

from hypothesis import strategies as st

from factmatrix.toml.writing import key_text, value_text

Data = dict[str, Any]

KEYS = ["name", "key", "value", "key_line", "a", "b-c", "42", "内容力", "x.y", "", 'say "hi"', "π"]
CHARACTERS = "ab\"'\\\n\t#=[]{},. 中，“é😀\u0301\u3000\x01\x7f"
SCALARS = [
    True, False, 0, 1, -7, 35, 1000, 20000, 2**63 - 1, -(2**63), 0.0, -0.0, 0.25, 1e-7, 6.02e23,
    12.0, float("inf"), date(2025, 6, 1), time(20, 0), time(7, 32, 1, 500),
    datetime(2025, 6, 1, 20, 0), datetime(2025, 6, 1, 20, 0, tzinfo=UTC),
    datetime(1979, 5, 27, 0, 32, 0, 999, tzinfo=timezone(timedelta(hours=-7))),
    "", "美妆", "two\nlines", 'a "b" \\', "it's", "[x]", "# no",
]  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A text and what it means."""

    text: str
    data: Data


def documents() -> st.SearchStrategy[Document]:
    """Valid documents: tables in any order, dotted and quoted keys, comments, CRLF, open ends."""
    return st.builds(document, st.integers(0, 2**32), st.integers(0, 4))


def documents_with_rows() -> st.SearchStrategy[Document]:
    """Documents with two to four named `creators`."""
    return st.builds(document, st.integers(0, 2**32), st.integers(0, 3), st.integers(2, 4))


def document(seed: int, size: int, creators: int = 0) -> Document:
    """The document of a seed; the size bounds how many keys a table has."""
    random = Random(seed)
    data = table(random, size, depth=3)
    if creators:
        rows = [table(random, size, depth=1) for _ in range(creators)]
        data["creators"] = [{**row, "name": f"达人 {n}"} for n, row in enumerate(rows)]
    return Document(Writer(random).document(data), data)


def table(random: Random, size: int, depth: int) -> Data:
    """Data with tables in tables, and rows with and without names."""
    keys = random.sample(KEYS, random.randint(0, size))
    return {key: _value(random, size, depth) for key in keys}


def _value(random: Random, size: int, depth: int) -> object:
    kind = random.choice(["scalar", "text", "array", "table", "table", "rows"]) if depth else "text"
    if kind == "array":
        return [_value(random, size, depth - 1) for _ in range(random.randint(0, 3))]
    if kind == "table":
        return table(random, size, depth - 1)
    if kind == "rows":
        rows = [table(random, size, depth - 1) for _ in range(random.randint(1, 3))]
        named = random.random() < 0.7
        return [{**row, "name": f"{n} 号"} if named else row for n, row in enumerate(rows)]
    if kind == "text":
        return "".join(random.choices(CHARACTERS, k=random.randint(0, 12)))
    return random.choice(SCALARS)


class Writer:
    """Writes data in one of the many ways in which it can be written."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._comments = 0

    def document(self, data: Data) -> str:
        body, below = self._body([], data, headed=False)
        lines = [line for block in [body, *_woven(self._random, below)] for line in block]
        text = "".join(f"{line}\n" for line in lines) + self._pick("", "\n", "# the end\n", "  \n")
        if self._chance(0.2):
            text = text.removesuffix("\n")
        if self._chance(0.1):
            text = "\ufeff" + text
        return text.replace("\n", "\r\n") if self._chance(0.3) else text

    def _body(
        self, path: Sequence[str], table: Data, *, headed: bool
    ) -> tuple[list[str], list[list[list[str]]]]:
        """The lines of a table's own keys, and below it runs of blocks with headers."""
        lines: list[str] = []
        below: list[list[list[str]]] = []
        for key, value in table.items():
            is_rows = isinstance(value, list) and value and all(type(v) is dict for v in value)
            if isinstance(value, dict) and self._chance(0.6):
                below.append(self._table([*path, key], value))
            elif is_rows and self._chance(0.7):
                below.append([b for row in value for b in self._row([*path, key], row)])
            elif isinstance(value, dict) and value and self._chance(0.5):
                lines += self._dotted([key], value)
            else:
                lines += self._entry([key], value)
        return lines, below

    def _table(self, path: Sequence[str], table: Data) -> list[list[str]]:
        lines, below = self._body(path, table, headed=True)
        if not lines and below and self._chance(0.5):
            return _woven(self._random, below)  # [a.b] says that there is an a
        own = [*self._above(), f"[{self._key(path)}]{self._behind()}", *lines]
        return _woven(self._random, [[own], *below])

    def _row(self, path: Sequence[str], table: Data) -> list[list[str]]:
        lines, below = self._body(path, table, headed=True)
        own = [*self._above(), f"[[{self._key(path)}]]{self._behind()}", *lines]
        return [own, *_woven(self._random, below)]

    def _dotted(self, keys: Sequence[str], table: Data) -> list[str]:
        lines: list[str] = []
        for key, value in table.items():
            if isinstance(value, dict) and value and self._chance(0.5):
                lines += self._dotted([*keys, key], value)
            else:
                lines += self._entry([*keys, key], value)
        return lines

    def _entry(self, keys: Sequence[str], value: object) -> list[str]:
        indent = self._pick("", "", "", "  ", "\t")
        equals = self._pick(" = ", " = ", "=", "\t= ")
        line = f"{indent}{self._key(keys)}{equals}{self._value(value)}{self._behind()}"
        return [*self._above(), *line.split("\n")]

    def _key(self, keys: Sequence[str]) -> str:
        return self._pick(".", ".", " . ").join(map(self._key_part, keys))

    def _key_part(self, name: str) -> str:
        if "'" not in name and self._chance(0.2):
            return f"'{name}'"
        return key_text(name)

    def _value(self, value: object, *, on_line: bool = False) -> str:
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, list):
            return self._array([self._value(item, on_line=on_line) for item in value], on_line)
        if isinstance(value, dict):
            inside = [
                f"{self._key([k])} = {self._value(v, on_line=True)}" for k, v in value.items()
            ]
            return self._pick("{%s}", "{ %s }") % ", ".join(inside)
        if type(value) is int and value > 1000 and self._chance(0.5):
            return self._pick(f"{value:_}", f"+{value}", f"0x{value:X}")
        return value_text(value)

    def _string(self, value: str) -> str:
        printable = all(c >= " " and c != "\x7f" for c in value.replace("\n", "").replace("\t", ""))
        if printable and "'" not in value:
            if "\n" not in value and self._chance(0.3):
                return f"'{value}'"
            if self._chance(0.2):
                return f"'''\n{value}'''"
        if printable and '"' not in value and "\\" not in value and self._chance(0.2):
            return f'"""{value}"""' if not value.startswith("\n") else f'"""\n{value}"""'
        return value_text(value)

    def _array(self, items: list[str], on_line: bool) -> str:
        if on_line or self._chance(0.5):
            comma = "," if items and self._chance(0.2) else ""
            return self._pick("[%s]", "[ %s ]") % (self._pick(",", ", ").join(items) + comma)
        lines = [f"[{self._behind()}"]
        for number, item in enumerate(items):
            comma = "," if number + 1 < len(items) or self._chance(0.5) else ""
            if self._chance(0.2) and not comma.strip():
                comma = ""
            lines += [*self._above(), f"    {item}{comma}{self._behind()}"]
        return "\n".join([*lines, *self._above(), "]"])

    def _above(self) -> list[str]:
        """Blank lines and comments above a line."""
        lines: list[str] = []
        if self._chance(0.1):
            lines += ["", self._comment()]
        if self._chance(0.3):
            lines.append(self._pick("", "", "  "))
        if self._chance(0.3):
            lines.append(self._pick("", "  ") + self._comment())
        return lines

    def _behind(self) -> str:
        return self._pick("", "", "", " ", f"  {self._comment()}")

    def _comment(self) -> str:
        self._comments += 1
        return f'# note {self._comments} “[]="'

    def _pick(self, *options: str) -> str:
        return self._random.choice(options)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


def _woven(random: Random, runs: Sequence[Sequence[list[str]]]) -> list[list[str]]:
    """The blocks of all runs in one, those of each run in their order."""
    turns = [number for number, run in enumerate(runs) for _ in run]
    random.shuffle(turns)
    waiting = [iter(run) for run in runs]
    return [next(waiting[number]) for number in turns]


def changed(random: Random, data: Data, times: int) -> Data:
    """The data after some random changes of every kind."""
    data = copy.deepcopy(data)
    for _ in range(times):
        _change(random, data)
    return data


def _change(random: Random, table: Data) -> None:
    keys = list(table)
    below = [value for value in table.values() if isinstance(value, dict)]
    rows = [value for value in table.values() if _is_rows(value)]
    kind = random.choice(["add", "set", "remove", "below", "below", "rows", "rows"])
    if kind == "below" and below:
        _change(random, random.choice(below))
    elif kind == "rows" and rows:
        _change_rows(random, random.choice(rows))
    elif kind == "remove" and keys:
        del table[random.choice(keys)]
    elif kind == "set" and keys:
        key = random.choice(keys)
        table[key] = _new_value(random)
    else:
        table[random.choice([*KEYS, "new"])] = _new_value(random)


def _change_rows(random: Random, rows: list[Data]) -> None:
    kind = random.choice(["move", "drop", "insert", "change", "change"])
    if kind == "move":
        random.shuffle(rows)
    elif kind == "drop" and len(rows) > 1:
        rows.pop(random.randrange(len(rows)))
    elif kind == "insert":
        row = {"name": f"new {random.randrange(1000)}", "fee": 1.5, "sub": {"x": 1}}
        rows.insert(random.randrange(len(rows) + 1), row)
    else:
        _change(random, random.choice(rows))


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(type(row) is dict for row in value)


def _new_value(random: Random) -> object:
    options: list[object] = [
        True, 7, -0.25, "新", "two\nlines", 'a "b" \\', date(2025, 6, 1), time(20, 0),
        datetime(2025, 6, 1, 20, tzinfo=UTC), [], ["a", "b"], [1, [2, {"c": 3}]],
        {}, {"a": 1}, {"a": {"b": {"c": "d"}}}, [{"name": "r"}],
        [{"name": "r", "s": {"t": [1]}}, {}],
    ]  # fmt: skip
    return copy.deepcopy(random.choice(options))
