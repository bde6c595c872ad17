"""Rules that change, and the brands that change with them, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factmatrix.assessment import Role
from factmatrix.causes.brands import BrandCause, PositionCause
from factmatrix.causes.effects import Effect
from factmatrix.causes.scoring import Causes
from factmatrix.text import Text, clean
from factmatrix.views.causes_words import Sides, cautions, effect_of, result
from factmatrix.views.change_words import REST, Names
from factmatrix.views.columns import Align, columns
from factmatrix.views.figures import NOTHING, points
from factmatrix.views.rounding import adding_up
from factmatrix.views.rule_changes import ChangeWords
from factmatrix.views.screen import Screen
from factmatrix.views.spacing import filled
from factmatrix.views.wording import POSITION_HEADS, ROLES

_POSITION, _ROLE, _SCORE, *_ = POSITION_HEADS
_RANK = Text("Rank", "名次")
_HEADS = (Text("Brand", "品牌"), _POSITION, _ROLE, _RANK, _SCORE, Text("Change", "变化"))
_ALIGNS: Sequence[Align] = ("left", "left", "left", "left", "right", "right")
_FLEXIBLE = (0, 1, 2)
_BELOW = "    "
_REASONS = 3
"""So many steps are told of each score."""
_RULES = Text("What changed in the rules ({})", "规则改动（{}）")
_BRANDS = Text("Brands that change (#: which rule does it)", "有变化的品牌（# 为规则改动编号）")
_LEAD = Text("lead {} → {}: by {}", "主推{} → {}：因 {}")
_NO_LEAD = Text("none", "无")
_ROLE_BY = Text("role: by {}", "角色：因 {}")
_RANK_BY = Text("rank: by {}", "名次：因 {}")


def comparison_lines(
    causes: Causes,
    sides: Sides,
    effects: Sequence[Effect],
    brands: Sequence[BrandCause],
    names: Names,
    screen: Screen,
) -> Iterator[str]:
    """How much changed, what differs between the rules and did it, and the brands."""
    yield from screen.lines(screen.say(result(causes, sides)), "")
    for caution in cautions(causes, sides.base):
        yield from screen.lines(screen.say(caution), "! ")
    if effects:
        yield ""
        yield from _rules(effects, ChangeWords(sides.base.space, screen.language), screen)
    if brands:
        yield ""
        yield from _brands(brands, causes.changed.height - len(brands), names, screen)


def _rules(effects: Sequence[Effect], words: ChangeWords, screen: Screen) -> Iterator[str]:
    """Every step with its changes and what it did to all brands together."""
    yield screen.heading(screen.say(_RULES).format(sum(len(e.changes) for e in effects)))
    for effect in effects:
        mark = f"  #{effect.number}  "
        for change in effect.changes:
            yield from screen.entry(mark, words.named(change), words.said(change))
            mark = " " * len(mark)
        yield from screen.lines(screen.say(effect_of(effect)), mark)


def _brands(
    brands: Sequence[BrandCause], left_out: int, names: Names, screen: Screen
) -> Iterator[str]:
    """A line for each position that changed, below it the steps that did it.

    `left_out` says how many brands are not among these.
    """
    rows = [[head.in_(screen.language) for head in _HEADS]]
    below: list[list[str]] = [[]]
    for brand in brands:
        first = clean(brand.name)
        for position in filter(lambda p: p.changed, brand.positions):
            rows.append([first, *_cells(position, names, screen)])
            below.append(_lead(brand, names, screen) if first else [])
            below[-1] += _reasons(position, screen)
            first = ""
    yield screen.heading(screen.say(_BRANDS))
    lines = columns(rows, _ALIGNS, cells=screen.cells, flexible=_FLEXIBLE)
    for number, (line, more) in enumerate(zip(lines, below, strict=True)):
        yield line if number else screen.heading(line)
        yield from more
    if left_out > 0:
        more_brands = Text(
            f"… and {left_out:,} more: --top N, or all with -o FILE.csv",
            f"…… 另有 {left_out:,} 个：用 --top N，或 -o 文件.csv 查看全部",
        )
        yield from screen.lines(screen.say(more_brands))


def _cells(position: PositionCause, names: Names, screen: Screen) -> list[str]:
    return [
        names.position(position.position, screen.language),
        _became(_role(position.old_role, screen), _role(position.new_role, screen)),
        _became(_number(position.old_rank), _number(position.new_rank)),
        points(position.new_score),
        points(position.points, signed=True),
    ]


def _became(old: str, new: str) -> str:
    return new if old == new else f"{old} → {new}"


def _role(role: Role | None, screen: Screen) -> str:
    return ROLES[role].in_(screen.language) if role else NOTHING


def _number(rank: int | None) -> str:
    return NOTHING if rank is None else str(rank)


def _reasons(position: PositionCause, screen: Screen) -> list[str]:
    """The steps that moved the score, in points that add up, and those that turned the rest."""
    weightiest = sorted(position.reasons, key=lambda reason: -abs(reason.points))
    told = weightiest[:_REASONS]
    rest = sum(reason.points for reason in weightiest[_REASONS:])
    exact = [*(reason.points for reason in told), rest]
    *shown, other = adding_up(sum(exact), exact)
    said = [
        f"{points(by, signed=True)} #{reason.step}"
        for reason, by in zip(told, shown, strict=True)
        if by
    ]
    if other:
        said.append(f"{points(other, signed=True)} {screen.say(REST)}")
    if position.old_role != position.new_role:
        said.append(screen.say(_ROLE_BY).format(_numbers(position.role_by)))
    if position.old_rank != position.new_rank:
        said.append(screen.say(_RANK_BY).format(_numbers(position.rank_by)))
    separator = "; " if screen.language == "en" else "；"
    return screen.lines(separator.join(said), _BELOW) if said else []


def _lead(brand: BrandCause, names: Names, screen: Screen) -> list[str]:
    if brand.old_lead == brand.new_lead:
        return []
    old, new = (
        names.position(lead, screen.language) if lead else screen.say(_NO_LEAD)
        for lead in (brand.old_lead, brand.new_lead)
    )
    said = filled(screen.say(_LEAD), old, new, _numbers(brand.lead_by))
    return screen.lines(said, _BELOW)


def _numbers(steps: Sequence[int]) -> str:
    return ", ".join(f"#{number}" for number in steps)
