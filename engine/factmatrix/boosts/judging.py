"""All that there is to say of a brand's boost tests, in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from factmatrix import metrics
from factmatrix.boosts.counts import Interval, count_interval
from factmatrix.boosts.readings import (
    BoostReading,
    BoostRow,
    Levels,
    read_boost_test,
    video_levels,
)
from factmatrix.boosts.returns import Return, missing_figures, return_of
from factmatrix.boosts.spending import Division, Pushed, Share, divide
from factmatrix.rules.benchmarks import Benchmarks
from factmatrix.rules.terms import Trust


class Economics(Protocol):
    """What is read of a brand's `[economics]`; None is unknown."""

    @property
    def aov(self) -> float | None: ...
    @property
    def gross_margin(self) -> float | None: ...
    @property
    def platform_fee_rate(self) -> float | None: ...
    @property
    def refund_rate(self) -> float | None: ...
    @property
    def return_loss_rate(self) -> float | None: ...


class Assumed(NamedTuple):
    """A figure from the rules and the trust letter of its source; of an option it is None."""

    value: float
    trust: Trust | None


@dataclass(frozen=True, slots=True)
class JudgedTest:
    """One test: its figures, how far its orders carry them, and what becomes of it.

    `conversion`: what the conversion rate may be. `triage_settled`: whether all of that lies on the
    side of the level on which the triage puts it; None without one. `missing`: fields that are
    unknown (`missing_figures`).
    """

    reading: BoostReading
    orders: int | None
    conversion: Interval | None
    triage_settled: bool | None
    brings: Return | None
    share: Share
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoostAnswer:
    """The answer to a brand's tests, in the order given.

    `margin`: what is left of each CNY of GMV (contribution margin), None while fields of
    `margin_missing` are unknown. `break_even_roi` may be infinite. `push_limit`, `first_push`: CNY.
    """

    tests: tuple[JudgedTest, ...]
    levels: Levels
    spend: Assumed
    confidence: Assumed
    push_limit: Assumed
    first_push: Assumed
    margin: float | None
    margin_missing: tuple[str, ...]
    break_even_roi: float | None
    division: Division

    @property
    def in_contribution(self) -> bool:
        """Whether money is told as contribution; as GMV where the margin is unknown or none."""
        return self.margin is not None and self.margin > 0

    def contribution(self, gmv: float) -> float | None:
        """What sales leave to pay for traffic, in CNY; None where the margin is unknown."""
        return None if self.margin is None else gmv * self.margin

    def told(self, gmv: float) -> float:
        """What sales are told as: contribution, or the GMV itself."""
        contribution = self.contribution(gmv) if self.in_contribution else None
        return gmv if contribution is None else contribution

    def over_limit(self, test: JudgedTest) -> bool:
        """Whether a test is to get more than one push of DOU+ should cost before there are data."""
        reading = test.reading
        pushed = reading.tool == "dou_plus" and reading.target != "live"
        return pushed and test.share.money > self.push_limit.value


def judge_boosts(
    rows: Sequence[BoostRow],
    economics: Economics,
    benchmarks: Benchmarks,
    spend: float | None = None,
) -> BoostAnswer:
    """The answer to the tests of a brand; `spend` (CNY, above 0) stands for the rules' own.

    Raises ValueError where a figure lies outside its range.
    """
    assumed = (
        Assumed(benchmarks.next_spend.value, benchmarks.next_spend.trust)
        if spend is None
        else Assumed(spend, None)
    )
    confidence = benchmarks.confidence.value
    levels = video_levels(rows, benchmarks)
    tests = []
    for place, row in enumerate(rows, start=1):
        reading = read_boost_test(row, row.name or f"#{place}", levels, benchmarks)
        brings = return_of(row, reading, assumed.value, economics.aov, confidence)
        tests.append(Pushed(row, reading, brings))
    margin = _margin(economics)
    break_even_roi = metrics.break_even_roi(margin)
    division = divide(
        tests,
        assumed.value,
        # No margin is above 1, so sales below the spend lose whatever it is.
        assumed.value * (1.0 if break_even_roi is None else break_even_roi),
        confidence=confidence,
        first_push=benchmarks.dou_plus.spend,
    )
    return BoostAnswer(
        tests=tuple(
            _judged(test, share, levels, economics.aov, confidence)
            for test, share in zip(tests, division.shares, strict=True)
        ),
        levels=levels,
        spend=assumed,
        confidence=Assumed(confidence, benchmarks.confidence.trust),
        push_limit=Assumed(benchmarks.push_limit.value, benchmarks.push_limit.trust),
        first_push=Assumed(benchmarks.dou_plus.spend, benchmarks.dou_plus.trust),
        margin=margin,
        margin_missing=_margin_missing(economics),
        break_even_roi=break_even_roi,
        division=division,
    )


_MARGIN = ("gross_margin", "platform_fee_rate", "refund_rate", "return_loss_rate")


def _margin_missing(economics: Economics) -> tuple[str, ...]:
    return tuple(key for key in _MARGIN if getattr(economics, key) is None)


def _margin(economics: Economics) -> float | None:
    return metrics.contribution_margin(
        gross_margin=economics.gross_margin,
        commission_rate=0.0,  # the brand's own videos and rooms: no creator is paid
        platform_fee_rate=economics.platform_fee_rate,
        refund_rate=economics.refund_rate,
        return_loss_rate=economics.return_loss_rate,
    )


def _judged(
    test: Pushed, share: Share, levels: Levels, aov: float | None, confidence: float
) -> JudgedTest:
    orders, reach, triage = test.row.conversions, test.reading.reach, test.reading.triage
    conversion = None
    if orders is not None and reach:
        low, high = count_interval(orders, confidence).times(1 / reach)
        # Each view orders at most once, unless the source counts units.
        conversion = Interval(low, high if orders > reach else min(high, 1.0))
    settled = None
    if conversion and triage in ("boost", "rework"):
        level = levels.conversion_rate
        settled = conversion.low > level if triage == "boost" else conversion.high < level
    return JudgedTest(
        reading=test.reading,
        orders=orders,
        conversion=conversion,
        triage_settled=settled,
        brings=test.brings,
        share=share,
        missing=missing_figures(test.row, aov),
    )
