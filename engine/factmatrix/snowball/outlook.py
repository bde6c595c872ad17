"""From a brand's profile to its snowball: what the model begins with, or what has to be asked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from factmatrix import metrics
from factmatrix.deals.deal import deals_of
from factmatrix.profile.model import BrandProfile
from factmatrix.rules.benchmarks import GpmBand
from factmatrix.rules.curves import compile_curve
from factmatrix.rules.derived import METRICS, ROUNDING
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.snowball import Snowball
from factmatrix.scoring.answers import open_fields
from factmatrix.scoring.compiled import condition_inputs
from factmatrix.scoring.diagnosis import Diagnostician
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import as_number
from factmatrix.scoring.questions import question_about
from factmatrix.snowball.answer import Figure, Origin, Outlook, Push, Rolled, Slope
from factmatrix.snowball.model import VIEWS, Ball, calibration, roll
from factmatrix.text import Text

BUDGET, ORDERS = "economics.monthly_budget", "sales.monthly_orders"
AOV, CONVERSION, FOLLOW = "economics.aov", "live.conversion_rate", "live.follow_rate"
TAGS, PAID_SHARE = "accounts.tag_clarity", "live.paid_share"
GPM, MARGIN = "metrics.gpm", "metrics.contribution_margin"

_MOST = 1e15
"""Views, orders or CNY beyond which a float cannot tell one from the next."""
_TRUSTS = ("A", "B", "source", "C", "D", "ours")
"""From the best source to the worst."""
_TOO_LARGE = Text(
    "Budget, price and sales of this size are no brand's: more views or money than a number can "
    "hold. Check the amounts for zeros too many.",
    "预算、成本或销量大得不像真实品牌，观看数或金额超出了可计算的范围。请检查是否多写了几个零。",
)
_NO_BAND = Text(
    "The rules in use have no band of GPM for live rooms (benchmarks.gpm_bands), against which the "
    "brand's could be read. Lay one over them.",
    "当前规则里没有直播间的 GPM 参考区间（benchmarks.gpm_bands），无从比较。请在覆盖文件里补上。",
)


class Asked(NamedTuple):
    """What somebody asked for; None leaves it to the profile or the rules."""

    rounds: int | None = None
    budget: float | None = None
    cpm: float | None = None


def outlook(
    profile: BrandProfile,
    facts: Facts,
    diagnostician: Diagnostician,
    knowledge: Knowledge,
    asked: Asked,
) -> Outlook:
    """The snowball of one brand; raises ValueError for rounds that the rules do not allow."""
    rules = knowledge.snowball
    rounds = rules.rounds.value if asked.rounds is None else asked.rounds
    if not 1 <= rounds <= rules.most_rounds.value:
        raise ValueError(f"rounds is {rounds}; it lies between 1 and {rules.most_rounds.value}")
    notices = diagnostician.notices(facts)
    begun = Outlook(
        profile.brand.name,
        profile.brand.category,
        diagnostician.diagnose(facts, notices),
        tuple(notice for notice in notices if notice.severity == "stopper"),
        rounds,
        rules.most_rounds.value,
    )
    needs = list(dict.fromkeys(_needs(facts, diagnostician, asked)))
    band = _band(knowledge, profile)
    if needs:
        questions = (question_about(facts.space.domains[path], {}, False) for path in needs)
        return replace(begun, needs=tuple(questions))
    if band is None:
        return replace(begun, refusal=_NO_BAND)
    figures = tuple(_figures(profile, facts, rules, asked))
    if any(figure.value > _MOST for figure in figures):
        return replace(begun, refusal=_TOO_LARGE)
    values = {figure.id: figure.value for figure in figures}
    slope = _slope(values["gpm"], band, facts, rules, len(begun.stoppers), values["orders"])
    ball = Ball(**values, slope=slope.total)
    if metrics.PER_MILLE * ball.budget / ball.cpm > _MOST:
        return replace(begun, refusal=_TOO_LARGE)
    first, second = (roll(ball, rules, view, rounds) for view in VIEWS)
    return replace(begun, rolled=Rolled(ball, figures, slope, _push(ball, facts), (first, second)))


def _needs(facts: Facts, diagnostician: Diagnostician, asked: Asked) -> Iterator[str]:
    """The fields without which nothing can be simulated, in the order of a consultant's questions.

    What has a published default is not among them.
    """
    if asked.budget is None:
        yield from _unknown(facts, BUDGET)
    if facts.seen(GPM) is None:
        yield from _unknown(facts, *(path for path, _ in METRICS[GPM].arguments))
    elif facts.seen(AOV) is None:
        yield from _unknown(facts, CONVERSION)
    if facts.seen(MARGIN) is None:
        yield from _unknown(facts, *METRICS[MARGIN].reads)
    yield from _unknown(facts, ORDERS, TAGS)
    for alert, test in diagnostician.alerts:
        if alert.severity == "stopper" and test(facts) is None:
            names = condition_inputs(alert.when)
            paths = [path for name in names for path in facts.space.domains[name].reads]
            yield from sorted(open_fields(facts, paths))


def _unknown(facts: Facts, *paths: str) -> Iterator[str]:
    return (path for path in paths if not facts.known(path))


def _figures(
    profile: BrandProfile, facts: Facts, rules: Snowball, asked: Asked
) -> Iterator[Figure]:
    """What the model begins with, each by the name it has in `Ball`."""

    def of_field(name: str, path: str, origin: Origin = "profile") -> Figure:
        domain = facts.space.domains[path]
        return Figure(name, domain.title, _number(facts, path), domain.unit, origin)

    if asked.budget is None:
        yield of_field("budget", BUDGET)
    else:
        domain = facts.space.domains[BUDGET]
        yield Figure("budget", domain.title, asked.budget, domain.unit, "option")
    yield _cpm(profile, rules, asked)
    yield of_field("gpm", GPM, "profile" if "live.gpm" in facts.stated else "derived")
    if facts.known(CONVERSION):
        yield of_field("conversion_rate", CONVERSION)
    else:
        domain = facts.space.domains[CONVERSION]
        per_mille = _number(facts, GPM) / _number(facts, AOV)
        rate = metrics.conversion_rate(per_mille, metrics.PER_MILLE)
        yield Figure("conversion_rate", domain.title, rate or 0.0, domain.unit, "derived")
    margin = of_field("margin", MARGIN, "derived")
    yield margin._replace(value=0.0) if abs(margin.value) <= ROUNDING else margin
    if facts.known(FOLLOW):
        yield of_field("follow_rate", FOLLOW)
    else:
        default, unit = rules.follow_rate, facts.space.domains[FOLLOW].unit
        yield Figure(
            "follow_rate", default.title, default.value, unit, "published",
            default.trust, default.source,
        )  # fmt: skip
    yield of_field("orders", ORDERS)


def _number(facts: Facts, path: str) -> float:
    value = facts.seen(path)
    assert value is not None  # `_needs` asks for what is unknown
    return as_number(value)


def _cpm(profile: BrandProfile, rules: Snowball, asked: Asked) -> Figure:
    """What 1,000 paid views of live rooms cost: asked for, else measured, else published.

    Plays of videos are no views of rooms: what they cost is left out (R24).
    """
    default, unit = rules.cpm, "CNY per 1000 views"
    if asked.cpm is not None:
        return Figure("cpm", default.title, asked.cpm, unit, "option")
    tests = [
        (row.cost, row.paid_views) for row in profile.boost_tests or () if row.target == "live"
    ]
    deals = [
        (deal.traffic_cost, deal.views - deal.natural_views)
        for deal in deals_of(profile.creators or ())
        if deal.denominator == "views" and deal.views and deal.natural_views is not None
    ]
    sources: tuple[tuple[Origin, Iterable[tuple[float | None, float | None]]], ...] = (
        ("boost_tests", tests), ("creators", deals),
    )  # fmt: skip
    for origin, rows in sources:
        paid = [(cost, views) for cost, views in rows if cost and views and views > 0]
        cpm = metrics.cpm(sum(cost for cost, _ in paid), sum(views for _, views in paid))
        if cpm:
            return Figure("cpm", default.title, cpm, unit, origin)
    return Figure(
        "cpm", default.title, default.value, unit, "published", default.trust, default.source
    )


def _band(knowledge: Knowledge, profile: BrandProfile) -> GpmBand | None:
    """The band of live rooms that a GPM is read against: of the category, of the best source."""
    category = profile.brand.category
    bands = knowledge.benchmarks.gpm_bands_for("views", category)
    return min(
        bands,
        key=lambda band: (category not in band.categories, _TRUSTS.index(band.trust)),
        default=None,
    )


def _slope(
    gpm: float, band: GpmBand, facts: Facts, rules: Snowball, stoppers: int, orders: float
) -> Slope:
    paid = rules.healthy_paid_share.value
    greatest = metrics.natural_amplification(1 - paid, paid)
    assert greatest is not None
    position = compile_curve(rules.gpm_position.curve)(gpm / band.low if band.low else math.inf)
    tags = compile_curve(rules.tag_clarity.curve)(_number(facts, TAGS))
    stopped = rules.stopped.value**stoppers
    return Slope(
        greatest, position, tags, stopped, greatest * position * tags * stopped,
        band.title, band.low, band.trust, calibration(orders, rules),
    )  # fmt: skip


def _push(ball: Ball, facts: Facts) -> Push:
    paid_roi, target = ball.paid_roi, ball.break_even_roi
    cpm = metrics.break_even_cpm(ball.gpm, ball.margin)
    needed = metrics.amplification_needed(ball.gpm, ball.cpm, target)
    share = _number(facts, PAID_SHARE) if facts.known(PAID_SHARE) else None
    natural = None if share is None else 1 - share
    assert paid_roi is not None
    assert cpm is not None
    assert needed is not None
    return Push(
        paid_roi, _finite(target), cpm, _finite(needed),
        metrics.natural_amplification(natural, share),
    )  # fmt: skip


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
