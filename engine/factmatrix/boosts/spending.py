"""Where the next money should go: to which tests, how sure that is, and what keeps it back.

Tests are ordered by the money that money brings, never by GPM: a live room's GPM counts views and a
video's plays, and the tools aim at different viewers, but a yuan of sales is a yuan of sales.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factmatrix.boosts.counts import chance_of_more, growth_to_tell_apart
from factmatrix.boosts.readings import BoostReading, BoostRow
from factmatrix.boosts.returns import Return

Advice = Literal["put", "behind", "open", "stop", "first_push", "not_pushed", "unknown"]
"""What to do with a test.

put: it gets money. behind: it pays, but another pays more. open: it is expected to lose, but so
few orders do not prove it. stop: even at its upper end it loses. first_push: never pushed, sells
well, hardly seen (R34). not_pushed: never pushed, and nothing speaks for it. unknown: figures are
missing.
"""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A test with what was read of it and what more money would bring."""

    row: BoostRow
    reading: BoostReading
    brings: Return | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A test against the one that brings most.

    `leader` is the place of that one. `chance` (0–1): how likely it is the better one of the two;
    `chance_paid_alone`: the same if no natural view follows, None where that is unknown.
    `more_views` of this test and `more_leader_views` of the leader would tell the two apart if both
    go on as they are; 0 where they are told apart, None where no practical number is enough or
    views are unknown.
    """

    leader: int
    chance: float
    chance_paid_alone: float | None
    more_views: int | None
    more_leader_views: int | None

    def told_apart(self, confidence: float) -> bool:
        """Whether the leader is better for sure, with natural views and without them."""
        alone = self.chance_paid_alone
        return self.chance >= confidence and (alone is None or alone >= confidence)


@dataclass(frozen=True, slots=True)
class Share:
    """What one test gets: advice, CNY, its place by what money brings, and why not the first."""

    advice: Advice
    money: float
    rank: int | None
    against_leader: Comparison | None


@dataclass(frozen=True, slots=True)
class Division:
    """The shares of all tests in the order given, and what is better kept.

    `kept` and the shares' money add up to the whole. `first_if_paid_alone`: the place of the test
    that would bring most if no natural view followed, where that is another one; else None.
    """

    shares: tuple[Share, ...]
    kept: float
    first_if_paid_alone: int | None


def divide(
    tests: Sequence[Pushed],
    spend: float,
    needed: float,
    *,
    confidence: float,
    first_push: float,
) -> Division:
    """Divides `spend` CNY.

    `needed`: the GMV at which it just pays. What sells but was never pushed gets `first_push` each,
    the best converting first, while money lasts; the rest goes in equal parts to the test that
    brings most and to those not told apart from it. They are told apart where the one is better
    with that `confidence`, whether natural views follow the paid ones as in the tests or not at
    all: that they do is the greatest of the assumptions, and no number of orders speaks for it.
    """
    order = sorted(
        (place for place, test in enumerate(tests) if test.brings),
        key=lambda place: -_brings(tests[place]).gmv,
    )
    ranks = {place: rank for rank, place in enumerate(order, start=1)}
    advice = [_first_look(test, needed) for test in tests]
    paying = [place for place in order if advice[place] == "put"]
    against: dict[int, Comparison] = {}
    for place in order:
        if paying and place != paying[0]:
            against[place] = _compare(tests, paying[0], place, confidence)
            if advice[place] == "put" and against[place].told_apart(confidence):
                advice[place] = "behind"
    money = _money(tests, advice, spend, first_push)
    shares = [
        Share(advice[place], money[place], ranks.get(place), against.get(place))
        for place in range(len(tests))
    ]
    return Division(
        tuple(shares),
        max(0.0, spend - sum(money)),
        _first_if_paid_alone(tests, [p for p in order if advice[p] != "stop"]),
    )


def _first_look(test: Pushed, needed: float) -> Advice:
    """The advice on a test by itself."""
    if test.brings is None:
        if test.row.cost != 0:
            return "unknown"
        return "first_push" if test.reading.triage == "boost" else "not_pushed"
    if test.brings.interval.high < needed:
        return "stop"
    return "open" if test.brings.gmv < needed else "put"


def _compare(tests: Sequence[Pushed], leader: int, place: int, confidence: float) -> Comparison:
    best, this = _brings(tests[leader]), _brings(tests[place])
    growth = growth_to_tell_apart(best.counted, this.counted, confidence)
    paid_best, paid_this, alone = best.counted_paid, this.counted_paid, None
    if paid_best and paid_this:
        alone = chance_of_more(paid_best, paid_this)
        growth_alone = growth_to_tell_apart(paid_best, paid_this, confidence)
        growth = max(growth, growth_alone) if growth and growth_alone else None
    return Comparison(
        leader,
        chance_of_more(best.counted, this.counted),
        alone,
        _more(tests[place].reading.reach, growth),
        _more(tests[leader].reading.reach, growth),
    )


def _more(views: int | None, growth: float | None) -> int | None:
    if views is None or growth is None:
        return None
    return round(views * (growth - 1))


def _money(
    tests: Sequence[Pushed], advice: Sequence[Advice], spend: float, first_push: float
) -> list[float]:
    money, left = [0.0] * len(tests), spend
    gems = [place for place, advised in enumerate(advice) if advised == "first_push"]
    for place in sorted(gems, key=lambda place: -(tests[place].reading.conversion_rate or 0.0)):
        if left >= first_push:
            money[place] = first_push
            left -= first_push
    getting = [place for place, advised in enumerate(advice) if advised == "put"]
    for place in getting:
        money[place] = left / len(getting)
    return money


def _first_if_paid_alone(tests: Sequence[Pushed], order: Sequence[int]) -> int | None:
    """The place of the first by paid views alone, if it is not the first of all."""
    known = [place for place in order if _brings(tests[place]).paid_alone is not None]
    if len(known) < 2 or known[0] != order[0]:
        return None
    first = max(known, key=lambda place: _brings(tests[place]).paid_alone or 0.0)
    return None if first == order[0] else first


def _brings(test: Pushed) -> Return:
    assert test.brings is not None
    return test.brings
