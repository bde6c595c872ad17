"""Rounds of the snowball: identities, and what must hold whatever the numbers are."""

import math
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import metrics
from factmatrix.rules.knowledge import Knowledge
from factmatrix.snowball.model import VIEWS, Ball, Course, Round, View, roll

RULES = Knowledge.bundled().snowball
PARAMETERS = {p.id: getattr(p, "value", None) for p in RULES.parameters}
FORMULAS = {i.id: compile(i.formula, i.id, "eval") for i in RULES.identities}
FIGURES = (
    "cost", "paid_views", "amplified_views", "returning_views", "natural_views", "views",
    "amplification", "orders", "gmv", "roi", "contribution", "cumulative", "fans",
)  # fmt: skip


def amounts(least: float, most: float) -> st.SearchStrategy[float]:
    """Figures as people write them: with few digits, none of them a speck of dust."""

    def written(x: float) -> float:
        return max(least, float(f"{x:.4g}")) if abs(x) > 1e-6 else max(least, 0.0)

    return st.floats(least, most).map(written)


BALLS = st.builds(
    Ball,
    budget=amounts(0, 1e7),
    cpm=amounts(0.5, 1e4),
    gpm=amounts(0, 1e5),
    conversion_rate=amounts(0, 0.3),
    margin=amounts(-1, 1),
    follow_rate=amounts(0, 0.5),
    orders=amounts(0, 1e6),
    slope=amounts(0, 9),
)
ROUNDS = st.integers(1, 12)


def both(ball: Ball, rounds: int) -> list[Course]:
    """The courses under both views."""
    return [roll(ball, RULES, view, rounds) for view in VIEWS]


def near(a: float, b: float, scale: float = 0.0) -> bool:
    """Equal but for the rounding of a few operations."""
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9 * (1 + scale))


def value(name: str, round_: Round, ball: Ball) -> float | None:
    """A figure by the name that it has in a formula."""
    found: float | None = getattr(round_, name, getattr(ball, name, None))
    return found


@given(BALLS, ROUNDS)
def test_identities_of_the_file_hold_in_every_round(ball: Ball, rounds: int) -> None:
    names = {**PARAMETERS, **ball._asdict()}
    for course in both(ball, rounds):
        for r in course.rounds:
            known = {**names, **{name: getattr(r, name) for name in FIGURES}}
            for identity in RULES.identities:
                # Only what is in the file of the engine is evaluated here.
                try:
                    expected = eval(FORMULAS[identity.id], {"__builtins__": {}}, known)
                except (ZeroDivisionError, TypeError):  # nothing was paid for, seen or sold
                    continue
                seen = value(identity.id, r, ball)
                if identity.id == "greatest_amplification":
                    paid = RULES.healthy_paid_share.value
                    seen = metrics.natural_amplification(1 - paid, paid)
                assert seen is not None, identity.id
                assert near(seen, expected, r.gmv + r.cost), identity.id


@given(BALLS, ROUNDS)
def test_every_figure_is_finite_and_none_but_money_left_over_is_negative(
    ball: Ball, rounds: int
) -> None:
    for course in both(ball, rounds):
        assert len(course.rounds) == rounds + RULES.rounds_after.value
        assert [r.number for r in course.rounds] == list(range(1, len(course.rounds) + 1))
        for r in course.rounds:
            for name in FIGURES:
                figure = getattr(r, name)
                assert figure is None or math.isfinite(figure)
                assert name in ("contribution", "cumulative") or figure is None or figure >= 0


@given(BALLS, ROUNDS, st.floats(1.01, 50))
def test_dearer_traffic_never_brings_more(ball: Ball, rounds: int, times: float) -> None:
    dearer = ball._replace(cpm=ball.cpm * times)
    for cheap, dear in zip(both(ball, rounds), both(dearer, rounds), strict=True):
        for a, b in zip(cheap.rounds, dear.rounds, strict=True):
            room = 1e-9 * (1 + a.gmv + a.cost) * (1 + a.number)
            for name in ("paid_views", "views", "orders", "gmv", "contribution", "cumulative"):
                assert getattr(b, name) <= getattr(a, name) + room, name
        if dear.break_even is not None and cheap.break_even is not None:
            assert dear.break_even >= cheap.break_even


@given(BALLS, ROUNDS, st.sampled_from([2.0**-7, 0.5, 4.0, 2.0**10]))
def test_the_unit_of_money_changes_only_money(ball: Ball, rounds: int, k: float) -> None:
    """Powers of two, which round nothing, so that not even a tie is turned."""
    other = ball._replace(budget=ball.budget * k, cpm=ball.cpm * k, gpm=ball.gpm * k)
    for one, two in zip(both(ball, rounds), both(other, rounds), strict=True):
        assert two.break_even == one.break_even
        for a, b in zip(one.rounds, two.rounds, strict=True):
            assert (b.views, b.orders, b.fans, b.roi) == (a.views, a.orders, a.fans, a.roi)
            assert (b.gmv, b.contribution, b.cost) == (a.gmv * k, a.contribution * k, a.cost * k)


@given(BALLS, ROUNDS, st.sampled_from(["slope", "orders", "conversion_rate", "follow_rate", "gpm"]),
       st.floats(1, 20))  # fmt: skip
def test_what_is_better_never_costs_natural_views(
    ball: Ball, rounds: int, name: str, times: float
) -> None:
    better = ball._replace(**{name: getattr(ball, name) * times})
    for one, two in zip(both(ball, rounds), both(better, rounds), strict=True):
        for a, b in zip(one.rounds, two.rounds, strict=True):
            assert b.natural_views >= a.natural_views * (1 - 1e-12)


@given(BALLS, ROUNDS)
def test_once_nobody_pushes_nothing_is_paid_for_and_the_ball_slows(ball: Ball, rounds: int) -> None:
    for course in both(ball, rounds):
        after = course.rounds[rounds:]
        assert all(r.cost == r.paid_views == r.amplified_views == 0 for r in after)
        assert all(not r.pushed and r.roi is None and r.amplification is None for r in after)
        for a, b in pairwise(after):
            assert b.views <= a.views
            assert b.views < a.views or a.views < 1e-300
    for course in both(ball._replace(budget=0.0), rounds):
        assert not course.pushes
        assert course.break_even is None
        assert all(r.views == r.gmv == r.contribution == r.fans == 0 for r in course.rounds)


def a_ball(**changes: float) -> Ball:
    """One that pays by itself, with a slope."""
    ball = Ball(10_000, 100, 1_000, 0.02, 0.2, 0.05, 3_000, 2.0)
    return ball._replace(**changes)


def test_a_round_by_hand() -> None:
    """CPM 100, GPM 1,000, 3,000 orders so far: half calibrated, so one natural view a paid one."""
    course = roll(a_ball(), RULES, "gpm", 2)
    first, second, *_ = course.rounds
    assert (first.paid_views, first.amplified_views, first.returning_views) == (1e5, 1e5, 0)
    assert (first.gmv, first.roi, first.amplification) == (200_000, 20, 1)
    assert (first.orders, first.contribution, first.fans) == (4_000, 30_000, 10_000)
    assert second.returning_views == 10_000 * 0.5
    assert second.amplified_views == pytest.approx(2 * 7_000 / 10_000 * 1e5)
    assert second.fans == pytest.approx(9_000 + 0.05 * 240_000)
    assert course.break_even == 1


def test_the_roi_view_counts_on_nothing_natural() -> None:
    pays, pays_not = a_ball(cpm=200), a_ball(cpm=201)
    assert pays.paid_roi == pays.break_even_roi == 5
    assert roll(pays, RULES, "roi", 3).pushes
    assert not roll(pays_not, RULES, "roi", 3).pushes
    assert roll(pays_not, RULES, "gpm", 3).pushes
    assert all(r.amplified_views == 0 for r in roll(pays, RULES, "roi", 3).rounds)


def test_the_gpm_view_can_earn_back_late_or_never() -> None:
    late = roll(a_ball(cpm=330, follow_rate=0.08, orders=500), RULES, "gpm", 12)
    assert late.rounds[0].cumulative < 0
    assert late.break_even is not None
    assert late.break_even > 1
    assert (
        late.rounds[late.break_even - 2].cumulative
        < 0
        <= late.rounds[late.break_even - 1].cumulative
    )
    assert roll(a_ball(cpm=5_000), RULES, "gpm", 12).break_even is None


@pytest.mark.parametrize("margin", [0.0, -0.2])
@pytest.mark.parametrize("view", get_args(View))
def test_nobody_pushes_what_loses_with_every_sale(view: View, margin: float) -> None:
    course = roll(a_ball(margin=margin), RULES, view, 6)
    assert not course.pushes
    assert course.rounds[-1].cumulative == 0
    assert math.isinf(a_ball(margin=margin).break_even_roi)


def test_without_an_order_there_is_no_amplification_at_first() -> None:
    first, second, *_ = roll(a_ball(orders=0), RULES, "gpm", 3).rounds
    assert first.amplified_views == 0
    assert second.amplified_views > 0
