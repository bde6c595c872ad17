"""How sure a lead is, in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factmatrix.scoring.inputs import as_number
from factmatrix.text import Text, clean
from factmatrix.views.columns import Align
from factmatrix.views.figures import NOTHING, percent, points
from factmatrix.views.names import NOBODY, Names
from factmatrix.views.sections import Section
from factmatrix.views.spacing import spaced

if TYPE_CHECKING:
    from factmatrix.robustness.fields import FieldFlip, FieldStep, Shifted
    from factmatrix.robustness.robustness import Robustness
    from factmatrix.robustness.weights import Acceptability, WeightFlip, WeightStability

FIRST = 5
"""Rows of a table where not all are asked for."""
HOW_SURE = Text("How sure", "有多稳")
_LEFT: tuple[Align, ...] = ("left",)
_RIGHT: tuple[Align, ...] = ("right",)
_LEADS, _NOW = Text("then leads", "届时主推"), Text("now", "当前")


def sections(found: Robustness, names: Names, *, whole: bool) -> Iterator[Section]:
    """The page: in how many weightings each leads, what is nearest to another lead, what steps do.

    `whole` shows every row, else the first of each table.
    """
    if not has_scores(found):
        return
    most = None if whole else FIRST
    yield _acceptability(found, names)
    yield _weights(found.weights, names, most)
    yield _flips(found.flips, names, most)
    if found.steps:
        yield _steps(found.steps, names, most)


def in_short(found: Robustness, names: Names) -> Text:
    """How sure the lead is, in a sentence."""
    if not has_scores(found):
        return Text(
            "No position has a score yet, so there is nothing that could differ.",
            "还没有阵地有得分，无从谈起稳不稳。",
        )
    leads = found.acceptability.leads.get(found.lead, 0.0)
    parts = [_held(found.lead, leads, names)]
    if nearest := _nearest(found.flips):
        said = _flip(nearest, names)
        parts.append(
            Text(
                f"nearest to another answer is {said} (then {names.letter(nearest.lead)})",
                spaced("最近的转折点是", said)
                + spaced("（届时主推", names.letter(nearest.lead), "）"),
            )
        )
    return Text("; ".join(p.en for p in parts) + ".", "；".join(p.zh for p in parts) + "。")


def has_scores(found: Robustness) -> bool:
    """Whether there is anything to be sure of."""
    return any(any(shares) for shares in found.acceptability.ranks.values())


def _nearest(flips: Sequence[FieldFlip]) -> FieldFlip | None:
    """The nearest flip of a figure; that an account is open is hardly in doubt."""
    figures = (flip for flip in flips if not isinstance(flip.now, bool | str))
    return next(figures, flips[0] if flips else None)


def _held(lead: str | None, share: float, names: Names) -> Text:
    of_all, zh = percent(share, "en"), percent(share, "zh")
    if lead is None:
        return Text(
            f"Nobody leads in {of_all} of the weightings around ours",
            spaced("在我们权重周围的各种取法中，", zh, "都没有主推"),
        )
    letter = names.letter(lead)
    return Text(
        f"{letter} leads in {of_all} of the weightings around ours",
        spaced("在我们权重周围的各种取法中，", letter, "在", zh, "的情况下主推"),
    )


def _flip(flip: FieldFlip, names: Names) -> str:
    now = names.value(flip.input, flip.now)
    return f"{names.field(flip.input)} {now} → {_turn(flip, names)}"


def _turn(flip: FieldFlip, names: Names) -> str:
    """The value at which the lead turns; next to today's, that it is less or more."""
    now, to = names.value(flip.input, flip.now), names.value(flip.input, flip.to)
    if to != now:
        return to
    return f"< {to}" if as_number(flip.to) < as_number(flip.now) else f"> {to}"


def _acceptability(found: Robustness, names: Names) -> Section:
    accepted = found.acceptability
    ranks = range(len(accepted.ranks))
    rows = [
        names.heads(Text("position", "阵地"), Text("leads", "主推"))
        + [Text(f"rank {i + 1}", f"第{i + 1}名").in_(names.language) for i in ranks]
    ]
    in_order = sorted(accepted.ranks, key=lambda name: -accepted.leads.get(name, 0.0))
    rows += [
        [
            names.position(name),
            percent(accepted.leads.get(name, 0.0), names.language),
            *(percent(share, names.language) for share in accepted.ranks[name]),
        ]
        for name in in_order
    ]
    if None in accepted.leads:
        share = percent(accepted.leads[None], names.language)
        rows.append([NOBODY.in_(names.language), share, *("" for _ in ranks)])
    return Section(
        Text("If the weights were others", "如果权重不同"),
        [_drawn(accepted, found)],
        rows,
        (*_LEFT, *_RIGHT * len(rows[0][1:])),
        notes=[
            Text(
                f"{names.position(one.above)} is ahead of {names.position(one.below)} whatever "
                "the weights.",
                spaced(
                    "无论权重如何，", names.position(one.above), "都在",
                    names.position(one.below), "之上。",
                ),
            )
            for one in found.dominances
        ],
    )  # fmt: skip


def _drawn(accepted: Acceptability, found: Robustness) -> Text:
    by = f"{found.weight_factor:g}"
    return Text(
        f"{accepted.draws} sets of weights, each weight up to {by} times as large or as small as "
        "ours.",
        f"随机取 {accepted.draws} 组权重，每个权重在我们所用值的 1/{by} 到 {by} 倍之间。",
    )


def _weights(weights: Sequence[WeightStability], names: Names, most: int | None) -> Section:
    turning = [w for w in weights if w.times is not None]
    rows = [names.heads(
        Text("criterion", "评分项"), Text("in", "阵地"), Text("share now", "当前占比"),
        Text("another lead at", "改变主推的占比"), _LEADS,
    )]  # fmt: skip
    for w in turning[:most]:
        flips = [flip for flip in (w.below, w.above) if flip]
        rows.append(
            [
                clean(w.title.in_(names.language)),
                names.letter(w.position),
                _share(w.share, names),
                " / ".join(_beyond(w, flip, names) for flip in flips),
                " / ".join(names.letter(flip.lead) for flip in flips),
            ]
        )  # fmt: skip
    never = len(weights) - len(turning)
    return Section(
        Text("One weight alone", "只改一个权重"),
        _of_weights(len(weights), never),
        rows,
        ("left", "left", "right", "right", "left"),
        (0,),
        _more(len(turning), len(rows) - 1),
    )


def _of_weights(count: int, never: int) -> list[Text]:
    if not count:
        return []
    if never == count:
        return [
            Text(
                f"None of the {count} weights changes the lead, whatever it is.",
                f"{count} 个权重里，任何一个单独取什么值都改变不了主推。",
            )
        ]
    return [
        Text(
            f"{never} of {count} weights never change the lead, whatever they are. A share is that "
            "of all weights of the position.",
            f"{count} 个权重里有 {never} 个无论取什么值都改变不了主推。"
            "占比指占该阵地全部权重的比例。",
        )
    ]


def _share(share: float, names: Names) -> str:
    text = f"{share * 100:.1f}"
    return f"{text} %" if names.language == "en" else f"{text}%"


def _beyond(w: WeightStability, flip: WeightFlip, names: Names) -> str:
    return ("≤ " if flip.weight < w.weight else "≥ ") + _share(flip.share, names)


def _flips(flips: Sequence[FieldFlip], names: Names, most: int | None) -> Section:
    shown = flips[:most]
    actionable = next((flip for flip in flips if flip.actionable), None)
    if most and actionable and actionable not in shown:
        shown = [*shown, actionable]
    rows = [names.heads(
        Text("figure", "指标"), _NOW, Text("another lead at", "改变主推于"),
        Text("steps", "步数"), _LEADS, Text("can act on it", "可改善"),
    )]  # fmt: skip
    rows += [
        [
            names.field(flip.input), names.value(flip.input, flip.now),
            _turn(flip, names), points(flip.steps), names.letter(flip.lead),
            "✓" if flip.actionable else "",
        ]
        for flip in shown
    ]  # fmt: skip
    none = Text(
        "No single known figure changes the lead, as far as it may go.",
        "已知指标里没有一项能单独改变主推。",
    )
    return Section(
        Text("One figure alone", "只改一项指标"),
        [] if flips else [none],
        rows,
        ("left", "right", "right", "right", "left", "left"),
        (0,),
        [*_more(len(flips), len(rows) - 1), *([_STEPS] if flips else [])],
    )


_STEPS = Text(
    "A step is five points of a score or a percentile, a tenth of any other figure; a flag or a "
    "choice counts four.",
    "一步：评分与百分位为 5 分，其他指标为一成；是否类与选项类计 4 步。",
)


def _steps(steps: Sequence[FieldStep], names: Names, most: int | None) -> Section:
    rows = [names.heads(
        Text("figure", "指标"), _NOW, Text("a step down", "减一步"), Text("margin", "领先"),
        Text("a step up", "加一步"), Text("margin", "领先"),
    )]  # fmt: skip
    for row in steps[:most]:
        cells = [names.field(row.input), names.value(row.input, row.now)]
        for side in (row.down, row.up):
            cells += _side(row.input, side, names)
        rows.append(cells)
    return Section(
        Text("One step of a figure", "指标变动一步"),
        [],
        rows,
        ("left", "right", "right", "right", "right", "right"),
        (0,),
        _more(len(steps), len(rows) - 1),
    )


def _side(path: str, side: Shifted | None, names: Names) -> list[str]:
    if side is None:
        return [NOTHING, ""]
    return [names.value(path, side.to), points(side.margin, signed=True)]


def _more(count: int, shown: int) -> list[Text]:
    left = count - shown
    if left <= 0:
        return []
    return [Text(f"… and {left} more with --explain", f"…… 另有 {left} 项，加 --explain 查看")]
