"""Two results compared, on a terminal: the brands whose lead, role or score changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from factmatrix.results.changes import BrandChange, PositionChange
from factmatrix.text import Text, clean
from factmatrix.views.change_words import REST, Names, cautions, summary
from factmatrix.views.columns import Align, columns
from factmatrix.views.figures import NOTHING, points
from factmatrix.views.rounding import adding_up
from factmatrix.views.wording import COLON, POSITION_HEADS, ROLES

if TYPE_CHECKING:
    import polars as pl

    from factmatrix.assessment import Role
    from factmatrix.results.comparing import Comparison
    from factmatrix.views.screen import Screen

_POSITION, _ROLE, _SCORE, *_ = POSITION_HEADS
_HEADS = (Text("Brand", "品牌"), _POSITION, _ROLE, _SCORE, Text("Change", "变化"))
_ALIGNS: Sequence[Align] = ("left", "left", "left", "right", "right")
_FLEXIBLE = (0, 1, 2)
_REASONS_MARK = "    "
_ALONE: Mapping[str, Text] = {
    "new": Text("New", "新增"),
    "gone": Text("Gone", "消失"),
    "doubled": Text(
        "More than once in a result, so not compared", "在同一份结果中重复出现，未作对比"
    ),
}


def comparison_lines(
    comparison: Comparison, shown: Sequence[BrandChange], top: int, names: Names, screen: Screen
) -> Iterator[str]:
    """What is to know first, the changes with their reasons, new and gone brands, the summary.

    Of every list at most `top` brands; what is left out is counted.
    """
    for caution in cautions(comparison):
        yield from screen.lines(screen.say(caution), "! ")
    if shown:
        yield ""
        yield from _table(shown, names, screen)
        yield from _more(comparison.changed.height - len(shown), screen)
    alone = {"new": comparison.added, "gone": comparison.gone, "doubled": comparison.doubled}
    for kind, brands in alone.items():
        if brands.height:
            yield ""
            yield screen.heading(screen.say(_counted(_ALONE[kind], brands.height)))
            yield from _listed(brands.head(top), screen)
            yield from _more(brands.height - top, screen)
    yield ""
    yield from screen.lines(screen.say(summary(comparison)), "")


def _table(changes: Sequence[BrandChange], names: Names, screen: Screen) -> Iterator[str]:
    """A line for each position that changed, below it the reasons."""
    rows = [[head.in_(screen.language) for head in _HEADS]]
    below: list[list[str]] = [[]]
    for brand in changes:
        first = clean(brand.new_name)
        for change in brand.positions:
            rows.append([first, *_cells(change, names, screen)])
            below.append(list(_reasons(change, names, screen)))
            first = ""
        below[-1] += _blockers(brand, names, screen)
    lines = columns(rows, _ALIGNS, cells=screen.cells, flexible=_FLEXIBLE)
    for number, (line, more) in enumerate(zip(lines, below, strict=True)):
        yield line if number else screen.heading(line)
        yield from more


def _cells(change: PositionChange, names: Names, screen: Screen) -> list[str]:
    old, new = _role(change.old_role, screen), _role(change.new_role, screen)
    return [
        names.position(change.position, screen.language),
        new if old == new else f"{old} → {new}",
        points(change.new_score),
        points(change.points, signed=True),
    ]


def _role(role: Role | None, screen: Screen) -> str:
    return ROLES[role].in_(screen.language) if role else NOTHING


def _reasons(change: PositionChange, names: Names, screen: Screen) -> Iterable[str]:
    """The parts that moved, in points that add up to the change; none where none is known."""
    if change.reasons is None or change.rest is None:
        return []
    exact = [*(reason.points for reason in change.reasons), change.rest]
    *shown, rest = adding_up(sum(exact), exact)
    language = screen.language
    said = [
        f"{points(by, signed=True)} {names.part(change.position, reason.part, language)}"
        for reason, by in zip(change.reasons, shown, strict=True)
    ]
    if rest:
        said.append(f"{points(rest, signed=True)} {REST.in_(language)}")
    separator = "; " if language == "en" else "；"
    return screen.lines(separator.join(said), _REASONS_MARK) if said else []


def _blockers(brand: BrandChange, names: Names, screen: Screen) -> Iterator[str]:
    now, freed = Text("now blocked", "新增障碍"), Text("no longer blocked", "障碍消除")
    for said, blockers in ((now, brand.blocked_by), (freed, brand.freed_from)):
        for blocker in blockers:
            message = names.blocker(blocker, screen.language)
            line = f"{said.in_(screen.language)}{COLON[screen.language]}{message}"
            yield from screen.lines(line, _REASONS_MARK)


def _counted(what: Text, count: int) -> Text:
    return Text(f"{what.en} ({count:,})", f"{what.zh}（{count:,}）")


def _listed(brands: pl.DataFrame, screen: Screen) -> Iterator[str]:
    for brand in brands.iter_rows(named=True):
        place = clean(brand["path"] or "")
        if brand["row"] is not None:
            row = brand["row"]
            place += screen.say(Text(f", row {row}", f"，第 {row} 行"))
        if "old" in brand:
            old, new = brand["old"], brand["new"]
            times = screen.say(Text(f"{old}× in OLD, {new}× in NEW", f"旧 {old} 次，新 {new} 次"))
            comma = ", " if screen.language == "en" else "，"
            place = comma.join(filter(None, (place, times)))
        name = clean(brand["name"])
        yield from screen.lines(f"{name} · {place}" if place else name)


def _more(count: int, screen: Screen) -> Iterator[str]:
    if count > 0:
        more = Text(
            f"… and {count:,} more: --top N, or all with -o FILE.csv",
            f"…… 另有 {count:,} 个：用 --top N，或 -o 文件.csv 查看全部",
        )
        yield from screen.lines(screen.say(more))
