"""What is said of changed rules in every format: who is compared, how much changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factmatrix.causes import NO_OVERLAY
from factmatrix.causes.effects import Effect
from factmatrix.causes.scoring import RANK_CHANGED, SCORE_MOVED, Causes
from factmatrix.engine import Engine
from factmatrix.results.comparing import LEAD_CHANGED, ROLE_CHANGED
from factmatrix.text import Text
from factmatrix.views.figures import points
from factmatrix.views.spacing import spaced
from factmatrix.views.wording import joined


class Side(NamedTuple):
    """One of the two sets of rules: the overlay's path, None for the rules without one."""

    path: str | None
    engine: Engine


class Sides(NamedTuple):
    """The two sets of rules, and the engine without either overlay."""

    base: Engine
    old: Side
    new: Side


def result(causes: Causes, sides: Sides) -> Text:
    """How many brands were compared, and what became of them, or that the rules are the same."""
    if not causes.steps:
        a, b = (side.path or NO_OVERLAY for side in (sides.old, sides.new))
        return Text(
            f"{a} and {b} make the same rules. Brands compared: {causes.compared:,}.",
            spaced(a, "和", b, f"得到的规则完全相同。对比了 {causes.compared:,} 个品牌。"),
        )
    lead, role, rank, score = map(
        causes.count, (LEAD_CHANGED, ROLE_CHANGED, RANK_CHANGED, SCORE_MOVED)
    )
    changed = causes.changed.height
    return Text(
        f"Brands compared: {causes.compared:,}; changed: {changed:,}, lead: {lead:,}, role: "
        f"{role:,}, rank: {rank:,}, score: {score:,}.",
        f"对比 {causes.compared:,} 个品牌：有变化 {changed:,} 个，其中主推改变 {lead:,} 个，"
        f"角色改变 {role:,} 个，名次改变 {rank:,} 个，得分变动 {score:,} 个。",
    )


def effect_of(effect: Effect) -> Text:
    """What a step did to all brands together."""
    turned = _turned(effect)
    if effect.mean is None:
        return turned or Text("Changes no result.", "对结果没有影响。")
    mean, largest = points(effect.mean, signed=True), points(effect.largest, signed=True)
    moved = Text(
        f"Scores moved: {effect.scores:,}, by {mean} on average, the largest by {largest}.",
        f"得分变动 {effect.scores:,} 项，平均 {mean}，最大 {largest}。",
    )
    return Text(f"{turned.en} {moved.en}", turned.zh + moved.zh) if turned else moved


def _turned(effect: Effect) -> Text | None:
    counts = (
        (effect.leads, Text("lead {:,}", "主推 {:,} 个")),
        (effect.roles, Text("role {:,}", "角色 {:,} 个")),
        (effect.ranks, Text("rank {:,}", "名次 {:,} 个")),
    )
    some = [(count, said) for count, said in counts if count]
    if not some:
        return None
    en = joined((said.en.format(count) for count, said in some), "en")
    zh = joined((said.zh.format(count) for count, said in some), "zh")
    return Text(f"Brands turned: {en}.", f"发生改变的品牌：{zh}。")


def by_code(engine: Engine) -> list[str]:
    """The positions in plain Python, which have no rules."""
    return [p.info.id for p in engine.plugins.positions if p.scorecard is None]


def cautions(causes: Causes, base: Engine) -> Iterator[Text]:
    """What a reader has to know before the changes."""
    if base.overlays:
        en, zh = joined(base.overlays, "en"), joined(base.overlays, "zh")
        yield Text(
            f"Under both lie the overlays of --rules or config.toml: {en}.",
            f"两者之下都垫着 --rules 或 config.toml 里的覆盖文件：{zh}。",
        )
    if without := by_code(base):
        yield from _cautions_of_code(causes, without)


def _cautions_of_code(causes: Causes, positions: Sequence[str]) -> Iterator[Text]:
    en, zh = joined(positions, "en"), joined(positions, "zh")
    yield Text(
        f"In plain Python, so without rules that could change: {en}. Their scores count for leads "
        "and roles, and are the same under both.",
        spaced("由 Python 代码实现、没有规则可改的阵地：", zh, "。")
        + "它们的得分照常参与主推和角色的判定，两边取值相同。",
    )
    changes = (change for step in causes.steps for change in step.changes)
    if any(change.path[0] == "conversions" for change in changes):
        yield Text(
            "The conversions differ: what those positions read of converted figures is that of "
            "the rules without A and B.",
            "换算规则有变：这些阵地读到的换算值，按不含 A、B 的规则计算。",
        )
