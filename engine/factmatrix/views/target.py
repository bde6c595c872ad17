"""What it would take for a position to lead, in a paragraph and a table."""

from __future__ import annotations

from collections.abc import Sequence

from factmatrix.assessment import MissingInput
from factmatrix.robustness.target import Target
from factmatrix.text import Text
from factmatrix.views.figures import points
from factmatrix.views.names import Names
from factmatrix.views.sections import Section
from factmatrix.views.spacing import spaced
from factmatrix.views.wording import ASK_FIRST

MOST_ASKED = 5


def paragraph(target: Target, names: Names, asked: Sequence[MissingInput]) -> Text:
    """Whether the position can lead, and at what price; `asked` are fields that are unknown."""
    name = names.position(target.position)
    if target.reached and not target.changes:
        return Text(f"{name} leads already.", spaced(name, "已经是主推。"))
    if target.reached:
        count, steps = len(target.changes), points(target.steps)
        return Text(
            f"{name} would lead after changes of {steps} steps in all ({count}), the cheapest "
            "that were found. The brand was scored again with them.",
            spaced(name, f"要成为主推，目前找到的最省办法是 {count} 项改动，共 {steps} 步")
            + "（已按改动后重新评分验证）。",
        )
    return _out_of_reach(target, name, names, asked)


def questions(asked: Sequence[MissingInput]) -> Section:
    """What to find out first, since it moves the position and is unknown."""
    said = [
        Text(f"? {m.question.en} ({m.input})", f"? {m.question.zh}（{m.input}）") for m in asked
    ]
    return Section(ASK_FIRST, said)


def _out_of_reach(target: Target, name: str, names: Names, asked: Sequence[MissingInput]) -> Text:
    lead = names.position(target.lead)
    then = Text(f"even then {lead} leads", spaced("即使如此，主推仍是", lead))
    if target.lead is None:
        then = Text("nobody leads even then", "即使如此仍没有主推")
    if not asked:
        return Text(
            f"{name} cannot be made to lead by known figures that the brand can act on: {then.en}.",
            spaced("单靠品牌能改善的已知指标，", name, f"无法成为主推：{then.zh}。"),
        )
    return Text(
        f"{name} cannot be made to lead by known figures that the brand can act on: {then.en}. "
        "Part of what it depends on is unknown: answer the questions below first.",
        spaced("单靠品牌能改善的已知指标，", name, f"无法成为主推：{then.zh}。")
        + "它依赖的部分信息还未知，请先回答下面的问题。",
    )


def table(target: Target, names: Names) -> Section:
    """The changes in order, and how far ahead the position is after each."""
    rows = [
        names.heads(
            Text("change", "改动"), Text("now", "当前"), Text("to", "改到"),
            Text("steps", "步数"), Text("ahead then", "此后领先"),
        )
    ]  # fmt: skip
    rows += [
        [
            names.field(change.input), names.value(change.input, change.now),
            names.value(change.input, change.to), points(change.steps),
            points(change.margin, signed=True),
        ]
        for change in target.changes
    ]  # fmt: skip
    heading = Text("What it would take", "需要做到") if target.reached else Text(
        "What would bring it nearest", "最接近的做法"
    )  # fmt: skip
    now = points(target.margin, signed=True)
    said = [Text(f"Ahead today: {now} points.", f"目前领先：{now} 分。")]
    return Section(
        heading, said, rows, ("left", "right", "right", "right", "right"), (0,), [_STEPS]
    )


_STEPS = Text(
    "Steps as in `fact robust`: five points of a score or a percentile, a tenth of any other "
    "figure; a flag counts four.",
    "步数与 fact robust 相同：评分与百分位 5 分为一步，其他指标一成为一步，是否类计 4 步。",
)
