"""Why one position is above another, in a paragraph and a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factmatrix.text import Text, clean
from factmatrix.views.figures import NOTHING, percent, points
from factmatrix.views.names import Names
from factmatrix.views.rounding import adding_up
from factmatrix.views.sections import Section
from factmatrix.views.spacing import spaced

if TYPE_CHECKING:
    from factmatrix.robustness.why import Difference, Weighed, Why

_FIRST = 12
"""Rows of the table where not all are asked for."""
_MOST = 3
"""Reasons for and against that the paragraph names."""


def paragraph(why: Why, names: Names) -> Text:
    """Who is ahead, what carries that most, what speaks against it most."""
    shown = adding_up(why.points, [d.points for d in why.differences])
    rows = list(zip(why.differences, shown, strict=True))
    above, below, by = names.position(why.above), names.position(why.below), points(why.points)
    parts = [
        Text(f"{above} is {by} points ahead of {below}", spaced(above, "比", below, "高", by, "分"))
    ]
    if carrying := [row for row in rows if row[1] > 0][:_MOST]:
        listed = _listed(carrying, names)
        parts.append(Text(f"mostly for {listed.en}", f"主要来自{listed.zh}"))
    if against := [row for row in rows if row[1] < 0][:_MOST]:
        listed = _listed(against, names)
        parts.append(Text(f"against it speak {listed.en}", f"反方向的是{listed.zh}"))
    return Text("; ".join(p.en for p in parts) + ".", "；".join(p.zh for p in parts) + "。")


def _listed(rows: Sequence[tuple[Difference, float]], names: Names) -> Text:
    items = [f"{_title(d, names)} ({points(by, signed=True)})" for d, by in rows]
    return Text(", ".join(items), "、".join(items).replace(" (", "（").replace(")", "）"))


def _title(d: Difference, names: Names) -> str:
    """What an input is called; of a modifier's message what stands before its reason."""
    if d.input is not None:
        return names.field(d.input)
    message = clean(d.title.in_(names.language))
    return re.split(r"[:：;；.。]", message, maxsplit=1)[0].strip()


def table(why: Why, names: Names, *, whole: bool) -> Section:
    """The differences; rounded so that they add up to the difference of the scores.

    `whole` shows every one, else the smaller ones are taken together.
    """
    shown = adding_up(why.points, [d.points for d in why.differences])
    above, below = names.letter(why.above), names.letter(why.below)
    rows = [
        names.heads(
            Text("what differs", "差异项"), Text("value", "数值"),
            Text(f"in {above}", f"在{above}"), Text(f"in {below}", f"在{below}"),
            Text("points", "分差"),
        )
    ]  # fmt: skip
    most = len(shown) if whole else _FIRST
    for d, by in zip(why.differences[:most], shown[:most], strict=True):
        if d.input is None:
            cells = [f"{names.letter(d.of)}: {_title(d, names)}", "", "", ""]
        else:
            cells = [
                _title(d, names), names.value(d.input, d.value),
                _weighed(d.above, names), _weighed(d.below, names),
            ]  # fmt: skip
        rows.append([*cells, points(by, signed=True)])
    if left := shown[most:]:
        others = Text(f"{len(left)} smaller ones", f"其余 {len(left)} 项")
        rows.append([others.in_(names.language), "", "", "", points(sum(left), signed=True)])
    in_all = Text("in all", "合计").in_(names.language)
    rows.append([in_all, "", "", "", points(why.points, signed=True)])
    level = points(why.level)
    notes = [
        Text(
            f"In each position: share of the known weight · utility. Utilities above {level} (the "
            "middle of both) lift a position, those below pull it down.",
            f"每个阵地：占已知权重的比例 · 效用。效用高于 {level}（两者的中点）拉高得分，"
            "低于则拉低。",
        )
    ]
    if why.alike:
        alike = ", ".join(names.field(path) for path in why.alike)
        notes.append(
            Text(f"Makes no difference: {alike}.", f"没有差别的：{alike.replace(', ', '、')}。")
        )
    return Section(
        Text("What differs", "差异所在"),
        (),
        rows,
        ("left", "right", "right", "right", "right"),
        (0, 1),
        notes,
    )


def _weighed(weighed: Weighed | None, names: Names) -> str:
    if weighed is None:
        return NOTHING
    return f"{percent(weighed.share, names.language)} · {points(weighed.utility)}"
