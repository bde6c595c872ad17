"""A text under revision: whole lines are taken out, put in and moved, the others are not touched.

A comment belongs to the header or key right below it, without a blank line between, and goes where
that goes. A comment right below the last line of a table belongs to the table. Other comments stay
where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from factmatrix.toml.layout import Layout, Statement
from factmatrix.toml.problem import Path
from factmatrix.toml.writing import entry_text, is_section, section_text

Span = tuple[int, int]
"""Characters of the text from start up to end: always whole lines."""

Insertion = tuple[int, int, str]
"""Where whole lines are put in, whether they are _KEYS or _HEADERS, and the lines."""

_KEYS, _HEADERS = 0, 1


class Addition(NamedTuple):
    """A new key of a table. It comes right after the last of the keys `after` that is there."""

    table: Path
    name: str
    value: object
    after: Sequence[str]


class Draft:
    """One text, valid before and after each change."""

    def __init__(self, text: str) -> None:
        first_line = text[: text.find("\n") + 1]
        self.newline = "\r\n" if first_line.endswith("\r\n") else "\n"
        self._open_end = text != "" and not text.endswith("\n")
        self.text = text + self.newline if self._open_end else text
        self._layout: Layout | None = None

    @property
    def layout(self) -> Layout:
        """The layout of the text as it is now."""
        if self._layout is None:
            self._layout = Layout(self.text)
        return self._layout

    @property
    def result(self) -> str:
        """The revised text, without a line end at its end if it had none."""
        return self.text.removesuffix(self.newline) if self._open_end else self.text

    def replace(self, changes: Iterable[tuple[int, int, str]]) -> None:
        """Puts new source in the place of values: start, end and source of each."""
        text = self.text
        for start, end, source in sorted(changes, reverse=True):
            text = text[:start] + source + text[end:]
        self._set(text)

    def remove(self, paths: Iterable[Path]) -> None:
        """Takes out keys, tables or lists of rows, with the comments that belong to them."""
        text = self.text
        for span in sorted((span for path in paths for span in self._spans(path)), reverse=True):
            text = _without(text, span)
        self._set(text)

    def add(self, additions: Sequence[Addition]) -> None:
        """Puts new keys into tables that have headers or dotted keys (not into those in braces)."""
        keyed = [addition.table for addition in additions if not is_section(addition.value)]
        # [a.b] alone says that there is an a; for a key of its own it needs a header.
        self._insert(
            self._block(self._spans(table)[0][0], section_text(_names(table), {}))
            for table in dict.fromkeys(keyed)
            if self._section_of(table) is None
        )
        self._insert(map(self._insertion, additions))

    def _insert(self, insertions: Iterable[Insertion]) -> None:
        # Keys before headers where both go to one place: a header would take the keys.
        ordered = sorted(insertions, key=itemgetter(0, 1))
        text = self.text
        for position, _, lines in reversed(ordered):
            text = text[:position] + lines + text[position:]
        self._set(text)

    def arrange(self, path: Path, order: Sequence[int | None], rows: Sequence[object]) -> None:
        """Puts the rows at `path` in a new order, which names old rows by position, new ones None.

        `rows` are the rows wanted; of these only the new ones are written. Old rows that are not
        in `order` are taken out.
        """
        array = self.layout.find(path)
        count = len(array.items) if array else 0
        kept = [index for index in order if index is not None]
        if kept == sorted(kept) and len(kept) == len(order):
            self.remove((*path, index) for index in set(range(count)) - set(kept))
            return
        spans = [self._spans((*path, index)) for index in range(count)]
        slots = [spans[index][0] for index in sorted(kept)] or [spans[0][0]]
        filled = dict(zip(slots, self._groups(path, order, rows, spans), strict=True))
        text = self.text
        for span in sorted((span for row in spans for span in row), reverse=True):
            if group := filled.get(span):
                text = text[: span[0]] + self.newline.join(group) + text[span[1] :]
            else:
                text = _without(text, span)
        self._set(text)

    def _groups(
        self,
        path: Path,
        order: Sequence[int | None],
        rows: Sequence[object],
        spans: list[list[Span]],
    ) -> list[list[str]]:
        """The texts of the rows in their new order: a group for each old row, new ones with it."""
        groups: list[list[str]] = []
        waiting: list[str] = []  # new rows before the first old one
        for index, row in zip(order, rows, strict=True):
            if index is not None:
                pieces = [self.text[start:end] for start, end in spans[index]]
                groups.append([*waiting, self.newline.join(pieces)])
                waiting = []
            else:
                new = self._own_lines(section_text(_names(path), [row]))
                (groups[-1] if groups else waiting).append(new)
        return groups or [waiting]

    def _set(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self._layout = None

    def _own_lines(self, text: str) -> str:
        return text.replace("\n", self.newline)

    def _section_of(self, table: Path) -> Path | None:
        """The header under which a table's own keys stand, None if there is none."""
        if table == ():
            return table
        for statement in self.layout.statements:
            if statement.path == table:
                return table
            if len(statement.section) < len(table) and _is_under(statement, table):
                return statement.section  # a.b = 1 makes a table a
        return None

    def _insertion(self, addition: Addition) -> Insertion:
        if is_section(addition.value):
            return self._new_section(addition)
        section = self._section_of(addition.table)
        assert section is not None, "the tables that get keys have headers by now"
        return self._new_entry(section, addition)

    def _new_entry(self, section: Path, addition: Addition) -> Insertion:
        """`key = value` under a header; for a table made by dotted keys, with a dotted key."""
        table, name, value, after = addition
        line = entry_text(_names((*table[len(section) :], name)), value)
        header: Statement | None = None
        entries: dict[str | int, Statement] = {}  # the last one of each key of the table
        for statement in self.layout.statements:
            if statement.path == section:
                header = statement
            elif statement.section == section and _is_under(statement, table):
                entries[statement.path[len(table)]] = statement
        anchor = next((entries[key] for key in reversed(after) if key in entries), None)
        if anchor is None and entries:
            anchor = max(entries.values(), key=lambda statement: statement.start)
        if anchor:
            indent = self.text[self._line_start(anchor.start) : anchor.start]
            return self._line_end(anchor.end), _KEYS, indent + self._own_lines(line)
        if header:
            return self._line_end(header.end), _KEYS, self._own_lines(line)
        # The first key at the top of the file.
        first = self._block_start(0) if self.layout.statements else len(self.text)
        position, _, lines = self._block(first, line)
        return position, _KEYS, lines

    def _new_section(self, addition: Addition) -> Insertion:
        """A new table, or new rows, under headers of their own."""
        table, name, value, after = addition
        block = section_text(_names((*table, name)), value)
        statements = self.layout.statements
        if not statements:
            return self._block(len(self.text), block)
        last = len(statements) - 1
        places: dict[str | int, int] = {}  # where each key of the table is last written
        for index, statement in enumerate(statements):
            if _is_under(statement, table):
                last = index
                if statement.path != table:
                    places[statement.path[len(table)]] = index
        last = next((places[key] for key in reversed(after) if key in places), last)
        while last + 1 < len(statements) and not statements[last + 1].is_header:
            last += 1  # keys that follow must stay under their own header
        return self._block(self._block_end(last), block)

    def _block(self, position: int, lines: str) -> Insertion:
        """Lines with a blank line before and after them."""
        block = self._own_lines(lines)
        before, after = self.text[:position], self.text[position:]
        if not _is_blank(_last_line(before)):
            block = self.newline + block
        if not _is_blank(after[: after.find("\n")]):
            block += self.newline
        return position, _HEADERS, block

    def _spans(self, path: Path) -> list[Span]:
        """The lines of everything at or under `path`, with its comments, in order.

        One span for each key that stands among others, one for each run of headed tables.
        """
        spans: list[Span] = []
        in_run = False
        for index, statement in enumerate(self.layout.statements):
            if not _is_under(statement, path):
                in_run = False
            elif in_run:
                spans[-1] = (spans[-1][0], self._block_end(index))
            elif statement.is_header:
                in_run = True
                spans.append((self._block_start(index), self._block_end(index)))
            else:
                spans.append((self._block_start(index), self._line_end(statement.end)))
        return spans

    def _block_start(self, index: int) -> int:
        """Where the comments right above a statement begin, or its own line."""
        statements = self.layout.statements
        start = self._line_start(statements[index].start)
        earliest = self._line_end(statements[index - 1].end) if index else 0
        while start > earliest:
            line = self._line_start(start - 1)
            if not _is_comment(self.text[line:start]):
                break
            start = line
        return start

    def _block_end(self, index: int) -> int:
        """Where the comments right below a statement end that do not belong to the next one."""
        statements = self.layout.statements
        end = self._line_end(statements[index].end)
        last = index + 1 == len(statements)
        latest = len(self.text) if last else self._block_start(index + 1)
        while end < latest and _is_comment(self.text[end : self._line_end(end)]):
            end = self._line_end(end)
        return end

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        return self.text.find("\n", offset) + 1


def _without(text: str, span: Span) -> str:
    """The text without a span, and without a blank line that it would leave doubled or last."""
    before, after = text[: span[0]], text[span[1] :]
    if _is_blank(_last_line(before)):
        while after and _is_blank(line := after[: after.find("\n") + 1]):
            after = after[len(line) :]
    while not after and before and _is_blank(line := _last_line(before)):
        before = before[: -len(line)]
    return before + after


def _last_line(text: str) -> str:
    return text[text.rfind("\n", 0, -1) + 1 :]


def _is_blank(line: str) -> bool:
    return not line.strip()


def _is_comment(line: str) -> bool:
    return line.lstrip(" \t").startswith("#")


def _is_under(statement: Statement, path: Path) -> bool:
    return statement.path[: len(path)] == path


def _names(path: Path) -> list[str]:
    """The keys of a path; headers do not count rows."""
    return [step for step in path if isinstance(step, str)]
