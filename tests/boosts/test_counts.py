"""What small counts of orders allow: intervals, and whether two tests are told apart."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.boosts.counts import (
    Counted,
    chance_of_more,
    count_interval,
    growth_to_tell_apart,
)

counts = st.integers(min_value=0, max_value=10**6)
confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


def poisson(count: int, mean: float) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


@pytest.mark.parametrize("confidence", [0.8, 0.9, 0.95])
def test_the_interval_holds_the_truth_as_often_as_it_says(confidence: float) -> None:
    """By brute force: for each true mean, the chance of the counts whose interval contains it."""
    intervals = [count_interval(count, confidence) for count in range(200)]
    covered = []
    for step in range(1, 300):
        mean = 0.2 * step
        covered.append(
            sum(poisson(k, mean) for k, (low, high) in enumerate(intervals) if low <= mean <= high)
        )
    assert min(covered) >= confidence
    assert sum(covered) / len(covered) < confidence + 0.5 * (1 - confidence)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Garwood's exact limits at 90 %, as tables of chi-squared give them.
    [(1, 0.051, 4.744), (5, 1.970, 10.513), (20, 13.255, 29.062), (100, 84.139, 118.079)],
)
def test_the_closed_form_is_close_to_the_exact_limits(count: int, low: float, high: float) -> None:
    interval = count_interval(count, 0.9)
    assert interval.low == pytest.approx(low, abs=0.02)
    assert interval.high == pytest.approx(high, abs=0.02)


@given(count=counts, confidence=confidences)
def test_the_interval_contains_the_count(count: int, confidence: float) -> None:
    low, high = count_interval(count, confidence)
    assert 0 <= low <= count < high
    assert (low == 0) or count > 0


@given(count=st.integers(1, 10**5), times=st.integers(1, 50), confidence=confidences)
def test_more_counts_at_the_same_rate_never_widen_it(
    count: int, times: int, confidence: float
) -> None:
    few, many = count_interval(count, confidence), count_interval(count * times, confidence)
    assert many.low / times >= few.low * (1 - 1e-9)
    assert many.high / times <= few.high * (1 + 1e-9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Counted(12, 90), Counted(8, 100)),
        (Counted(3, 500), Counted(30, 40)),
        (Counted(118, 1), Counted(96, 1)),
        (Counted(2, 100), Counted(1, 150)),
    ],
)
def test_the_chance_agrees_with_a_simulation(one: Counted, other: Counted) -> None:
    draws, chance = random.Random(17), 0
    for _ in range(8_000):
        first = draws.gammavariate(one.orders + 0.5, one.worth)
        chance += first > draws.gammavariate(other.orders + 0.5, other.worth)
    assert chance_of_more(one, other) == pytest.approx(chance / 8_000, abs=0.02)


@given(
    a=st.tuples(st.integers(0, 500), st.floats(0, 1000)),
    b=st.tuples(st.integers(0, 500), st.floats(0, 1000)),
)
def test_chances_of_the_two_add_up(a: tuple[int, float], b: tuple[int, float]) -> None:
    one, other = Counted(*a), Counted(*b)
    assert chance_of_more(one, other) + chance_of_more(other, one) == pytest.approx(1)
    assert chance_of_more(one, one) == pytest.approx(0.5)


@given(orders=st.integers(5, 200), better=st.integers(105, 300), confidence=confidences)
def test_so_much_more_data_tell_apart_and_hardly_less_do_not(
    orders: int, better: int, confidence: float
) -> None:
    one, other = Counted(orders, better / 100), Counted(orders, 1)
    growth = growth_to_tell_apart(one, other, confidence)
    assert growth is not None
    assert chance_of_more(one.grown(growth), other.grown(growth)) >= confidence
    if growth > 1:
        less = growth * 0.99
        assert chance_of_more(one.grown(less), other.grown(less)) < confidence


def test_equals_are_never_told_apart() -> None:
    assert growth_to_tell_apart(Counted(10, 5), Counted(10, 5), 0.9) is None
    assert growth_to_tell_apart(Counted(10, 4), Counted(10, 5), 0.9) is None
