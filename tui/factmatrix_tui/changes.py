"""What differs between two sets of values, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factmatrix import Text
from factmatrix.desk import Language
from factmatrix.text import clean
from factmatrix_tui.cells import cut
from factmatrix_tui.document import alike
from factmatrix_tui.problems import FormMap
from factmatrix_tui.values import Path, dotted

_LINE = 56
"""Cells of a line of a dialog."""
_ONE, _SEVERAL = Text("1 field: {1}", "1 个字段：{1}"), Text("{0} fields: {1}", "{0} 个字段：{1}")


def changed_fields(
    before: object, now: object, entered: Iterable[Path], form: FormMap
) -> list[Text]:
    """The title of every field that says something else, or that was typed into."""
    paths = [*_differing(before, now, ()), *entered]
    return list(dict.fromkeys(title_of(path, form) for path in paths))


def in_a_line(titles: Sequence[Text]) -> Text:
    """How many fields, and the first of them, in one line of a dialog."""
    told = _ONE if len(titles) == 1 else _SEVERAL

    def line(language: Language, comma: str) -> str:
        names = comma.join(clean(title.in_(language)) for title in titles)
        return cut(told.in_(language).format(len(titles), names), _LINE)

    return Text(line("en", ", "), line("zh", "、"))


def _differing(before: object, now: object, path: Path) -> Iterator[Path]:
    """Where the two differ; a row that only one of them has is one place."""
    if _is_row(path) and (before is None or now is None):
        yield path
    elif isinstance(before, dict) or isinstance(now, dict):
        one, other = _table(before), _table(now)
        for key in one | other:
            yield from _differing(one.get(key), other.get(key), (*path, key))
    elif _has_rows(before) or _has_rows(now):
        rows = [_list(before), _list(now)]
        for index in range(max(map(len, rows))):
            old, new = (each[index] if index < len(each) else None for each in rows)
            yield from _differing(old, new, (*path, index))
    elif not alike(before, now):
        yield path


def _is_row(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], int)


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _has_rows(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def title_of(path: Path, form: FormMap) -> Text:
    """What the form calls the place: a field by its title, one in a row by heading and number."""
    place = form.place(path) or path
    field = form.field(place)
    if len(place) < 2 or not isinstance(place[1], int):
        return field.declaration.title if field else Text(dotted(path), dotted(path))
    heading, number = form.table(place).heading, place[1] + 1
    row = Text(f"{heading.en} {number}", f"{heading.zh} {number}")
    if field is None:
        return row
    title = field.declaration.title
    return Text(f"{row.en} {title.en}", f"{row.zh} {title.zh}")
