"""Rounds of the snowball on plain numbers, under two views of the same push.

In a round money buys *paid* views. Under the GPM view the push calls in *amplified* views besides,
the more the better the system is calibrated by orders so far (R13, R26). Under either view a part
of the viewers become fans, who *return* in later rounds, fewer each round (R19, R25).

Money is CNY, a rate is a share, `views` are views of live rooms. What is arithmetic here and what
is assumed is told in `docs/snowball.md` and by the kind of each number in `snowball.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from factmatrix import metrics

if TYPE_CHECKING:
    from factmatrix.rules.snowball import Snowball

View = Literal["roi", "gpm"]
VIEWS: tuple[View, ...] = ("roi", "gpm")


class Ball(NamedTuple):
    """A brand as the model sees it; all amounts are 0 or more, only the margin may be negative.

    `budget`: CNY a round. `cpm`: CNY per 1,000 paid views, above 0. `gpm`: CNY per 1,000 views.
    `margin`: contribution as a share of GMV. `follow_rate`: new fans per view of a stranger.
    `orders`: those that calibrate the system already. `slope`: natural views that each paid one
    calls in once the system is wholly calibrated.
    """

    budget: float
    cpm: float
    gpm: float
    conversion_rate: float
    margin: float
    follow_rate: float
    orders: float
    slope: float

    @property
    def paid_roi(self) -> float | None:
        """What a CNY brings when nothing natural is counted: GPM / CPM."""
        return metrics.effective_roi(self.gpm, self.cpm, 0)

    @property
    def break_even_roi(self) -> float:
        """The ROI that pays for the traffic; infinite where a sale leaves nothing."""
        roi = metrics.break_even_roi(self.margin)
        assert roi is not None
        return roi

    @property
    def paid_pays(self) -> bool:
        """Whether paid views alone earn their cost back."""
        return self.paid_roi is not None and self.paid_roi >= self.break_even_roi


class Round(NamedTuple):
    """One round; `fans` are those gathered by pushes that are left at its end.

    `cumulative` is the contribution of this round and all before. `pushed` says that it was a round
    for pushing and the view spent its budget.
    """

    number: int
    pushed: bool
    cost: float
    paid_views: float
    amplified_views: float
    returning_views: float
    orders: float
    gmv: float
    roi: float | None
    contribution: float
    cumulative: float
    fans: float

    @property
    def natural_views(self) -> float:
        """Views that nobody paid for."""
        return self.amplified_views + self.returning_views

    @property
    def views(self) -> float:
        """Paid and natural views together (R32)."""
        return self.paid_views + self.natural_views

    @property
    def amplification(self) -> float | None:
        """Natural views for each paid one, None where none was paid for (R26)."""
        return metrics.natural_amplification(self.natural_views, self.paid_views)


class Course(NamedTuple):
    """All rounds under one view.

    `break_even` is the first round after which all that was spent is earned back, None where that
    does not happen in these rounds, or nothing was spent.
    """

    view: View
    rounds: tuple[Round, ...]

    @property
    def pushes(self) -> bool:
        """Whether anything is spent at all."""
        return any(round_.pushed for round_ in self.rounds)

    @property
    def break_even(self) -> int | None:
        """The number of that round."""
        earned = (r.number for r in self.rounds if r.cumulative >= 0)
        return next(earned, None) if self.pushes else None


def roll(ball: Ball, rules: Snowball, view: View, rounds: int) -> Course:
    """`rounds` rounds in which the view may spend, and those after the push has stopped."""
    return Course(view, tuple(_rounds(ball, rules, view, rounds)))


def calibration(orders: float, rules: Snowball) -> float:
    """How well orders have taught the system whom to show the content to, 0 to below 1 (R13)."""
    return orders / (orders + rules.calibration_orders.value)


def _spends(ball: Ball, view: View) -> bool:
    """Whether a view pushes: by ROI if paid views alone pay, by GPM if a sale leaves anything.

    Neither pays for traffic whose every sale loses money.
    """
    if ball.budget == 0 or ball.margin <= 0:
        return False
    return view == "gpm" or ball.paid_pays


def _rounds(ball: Ball, rules: Snowball, view: View, rounds: int) -> Iterator[Round]:
    fans = cumulative = 0.0
    orders, spends = ball.orders, _spends(ball, view)
    for number in range(1, rounds + rules.rounds_after.value + 1):
        pushed = spends and number <= rounds
        cost = ball.budget if pushed else 0.0
        paid = metrics.PER_MILLE * cost / ball.cpm
        slope = ball.slope * calibration(orders, rules) if view == "gpm" else 0.0
        amplified, returning = slope * paid, fans * rules.views_per_fan.value
        views = paid + (amplified + returning)
        gmv = ball.gpm * views / metrics.PER_MILLE
        contribution = gmv * ball.margin - cost
        cumulative += contribution
        fans = fans * rules.fan_retention.value + (paid + amplified) * ball.follow_rate
        round_ = Round(
            number, pushed, cost, paid, amplified, returning,
            orders=views * ball.conversion_rate,
            gmv=gmv,
            roi=metrics.roi(gmv, cost),
            contribution=contribution,
            cumulative=cumulative,
            fans=fans,
        )  # fmt: skip
        orders += round_.orders
        yield round_
