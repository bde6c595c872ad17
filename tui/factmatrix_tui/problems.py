"""Where in the form a problem is shown: at its field or row, or under the heading of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from factmatrix import Text
from factmatrix.desk import EnteredProblem, FormField, FormTable
from factmatrix_tui.document import Document
from factmatrix_tui.entry import not_a_value
from factmatrix_tui.field_words import in_form, in_titles
from factmatrix_tui.values import Path, dotted, get, path_of

_NAMED = 3
"""So many of the fields that are left out are named; the form marks them all."""
_ONE_LEFT_OUT = Text(
    "{} wrong field is left out (counted as unknown): {}.",
    "{} 个填错的字段未计入（按未知处理）：{}。",
)
_LEFT_OUT = Text(
    "{} wrong fields are left out (counted as unknown): {}.",
    "{} 个填错的字段未计入（按未知处理）：{}。",
)
_OUTDATED = Text(
    "This cannot be judged as it stands: see the errors. The advice below is the one before.",
    "当前内容无法评估，请先改正错误；以下是之前的建议。",
)


class FormMap:
    """Finds tables and fields of the form by the path of a value."""

    def __init__(self, tables: Sequence[FormTable]) -> None:
        self.tables = tables
        self._rows = {table.path: table for table in tables if table.rows}
        self._fields: dict[Path, tuple[FormTable, FormField]] = {
            (*path_of(table.path), each.key): (table, each)
            for table in tables
            if not table.rows
            for each in table.fields
        }

    def place(self, path: Path) -> Path | None:
        """The field or row of the form that a path belongs to; None for what has neither."""
        if path[:1] == ("evidence",) and len(path) > 1:
            path = path_of(str(path[1]))
        if path and path[0] in self._rows:
            return self._place_in_rows(path)
        ends = (path[:depth] for depth in range(len(path), 0, -1))
        return next((end for end in ends if end in self._fields), None)

    def _place_in_rows(self, path: Path) -> Path | None:
        if len(path) > 2 and self.field(path[:3]):
            return path[:3]
        return path[:2] if len(path) > 1 else None

    def field(self, path: Path) -> FormField | None:
        """The field of the form at a path."""
        if path in self._fields:
            return self._fields[path][1]
        table = self._rows.get(str(path[0])) if len(path) == 3 else None
        keys = {each.key: each for each in table.fields} if table else {}
        return keys.get(str(path[-1]))

    def called(self, key: str, near: Path) -> Text | None:
        """What the form calls a field or a table; a bare key may stand at the path `near` or by it.

        None for what the form does not have.
        """
        path = path_of(key)
        places = (path, (*near, *path), (*near[:-1], *path))
        if shown_in := next(filter(None, map(self.field, places)), None):
            return shown_in.declaration.title
        return next((table.heading for table in self.tables if table.path == key), None)

    def table(self, path: Path) -> FormTable:
        """The table in which a path is shown; the first one for what belongs to none."""
        place = self.place(path)
        if place in self._fields:
            return self._fields[place][0]
        return max(self.tables, key=lambda table: _shared(path_of(table.path), path))


def _shared(one: Path, other: Path) -> int:
    """How many steps two paths have in common."""
    together = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(together) if a != b), min(len(one), len(other)))


@dataclass(frozen=True, slots=True)
class Problems:
    """The problems of a document by the field or row, and by the table, that shows them."""

    by_place: Mapping[Path, tuple[EnteredProblem, ...]] = field(default_factory=dict)
    by_table: Mapping[str, tuple[EnteredProblem, ...]] = field(default_factory=dict)

    def of(self, place: Path) -> tuple[EnteredProblem, ...]:
        """What is shown at a field or row."""
        return self.by_place.get(place, ())


def problems_of(document: Document, form: FormMap) -> Problems:
    """Everything wrong or doubtful: what was typed and is no value, and what the engine says."""
    by_place: dict[Path, tuple[EnteredProblem, ...]] = {}
    by_table: dict[str, tuple[EnteredProblem, ...]] = {}
    for problem in (*_typed(document, form), *_judged(document, form)):
        place = form.place(problem.path)
        if place is None:
            table = form.table(problem.path).path
            by_table[table] = (*by_table.get(table, ()), keyed(problem, path_of(table)))
        else:
            by_place[place] = (*by_place.get(place, ()), _at(place, problem, document, form))
    return Problems(by_place, by_table)


def errors_of(found: Problems, form: FormMap) -> tuple[EnteredProblem, ...]:
    """Every error by itself, with the title of the field or table that it is about."""
    at_fields = [
        named(problem, shown_in.declaration.title if shown_in else form.table(place).heading)
        for place, problems in found.by_place.items()
        for shown_in in [form.field(place)]
        for problem in problems
    ]
    at_tables = [
        named(problem, form.table(path_of(table)).heading)
        for table, problems in found.by_table.items()
        for problem in problems
    ]
    return tuple(p for p in (*at_fields, *at_tables) if p.severity == "error")


def caution(document: Document, form: FormMap) -> Text | None:
    """What the answer does not rest on, None where it rests on all that was entered."""
    if document.outdated:
        return _OUTDATED
    return left_out_told(document.left_out, form)


def left_out_told(left_out: Sequence[Path], form: FormMap) -> Text | None:
    """Which fields count as unknown for being wrong, None where none does."""
    if not left_out:
        return None
    number = len(left_out)
    names = [_name_of(path, form) for path in left_out[:_NAMED]]
    names += [Text("…", "……")] if number > _NAMED else []
    en, zh = ", ".join(name.en for name in names), "、".join(name.zh for name in names)
    told = _ONE_LEFT_OUT if number == 1 else _LEFT_OUT
    return Text(told.en.format(number, en), told.zh.format(number, zh))


def _name_of(path: Path, form: FormMap) -> Text:
    """The title of a field, with the row that it stands in; the key of what the form has not."""
    place = form.place(path)
    if place is None:
        return Text(dotted(path), dotted(path))
    shown_in, table = form.field(place), form.table(place)
    title = shown_in.declaration.title if shown_in else table.heading
    if not table.rows:
        return title
    row = int(place[1]) + 1
    return Text(f"{title.en} (row {row})", f"{title.zh}（第 {row} 行）")


def _at(place: Path, problem: EnteredProblem, document: Document, form: FormMap) -> EnteredProblem:
    """The problem as it is said at its field, or at the row it stands in."""
    shown_in = form.field(place)
    if shown_in is None:
        return keyed(problem, place)
    if problem.path != place or place in document.entered:
        return problem
    return in_form(problem, shown_in, get(document.values, place))


def _typed(document: Document, form: FormMap) -> Iterator[EnteredProblem]:
    for path, text in document.entered.items():
        shown_in = form.field(path)
        message = not_a_value(text, shown_in.declaration) if shown_in else None
        if message:
            yield EnteredProblem("error", path, message)


def _judged(document: Document, form: FormMap) -> Iterator[EnteredProblem]:
    """What the engine found, but for values that a typed text stands in front of."""
    for problem in document.judged.problems if document.judged else ():
        if problem.path not in document.entered:
            yield in_titles(problem, form.called)


def named(problem: EnteredProblem, name: Text) -> EnteredProblem:
    """The problem with the name of what it is about, for where that does not stand beside it."""
    message = problem.message
    said = Text(f"{name.en}: {message.en}", f"{name.zh}：{message.zh}")
    return EnteredProblem(problem.severity, problem.path, said)


def keyed(problem: EnteredProblem, place: Path) -> EnteredProblem:
    """The problem with the key in a table or row that it is about, if it is about one."""
    inside = problem.path[: len(place)] == place
    key = dotted(problem.path[len(place) :] if inside else problem.path)
    return named(problem, Text(key, key)) if key else problem
