"""Numbers that nobody means: they are refused where a card is read, or scored soundly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from factmatrix.rules.scorecard import Scorecard
from tests.brands import DAY, brand
from tests.scoring.cards import Data, card, engine_with

FIGURES = st.floats(allow_nan=False, allow_infinity=False)
EXTREME = st.sampled_from([0.0, 5e-324, 1e-310, 1e-9, 0.5, 1.0, 1e6, 1e154, 1e308]).flatmap(
    lambda figure: st.sampled_from([figure, -figure])
)
ANY = FIGURES | EXTREME


@st.composite
def extreme_criteria(draw: st.DrawFn) -> Data:
    xs = sorted(draw(st.sets(ANY, min_size=2, max_size=4)))
    data: Data = {
        "input": "sales.monthly_gmv",
        "weight": draw(ANY.map(abs)),
        "curve": [[x, draw(st.floats(0, 100))] for x in xs],
    }
    if draw(st.booleans()):
        gate = [[x, draw(st.floats(0, 1))] for x in sorted(draw(st.sets(ANY, min_size=2)))]
        data["gate"] = {
            "input": "economics.aov",
            "curve": gate,
            "trust": "ours",
            "rationale": {"en": "r", "zh": "据"},
        }
    return data


@st.composite
def extreme_modifiers(draw: st.DrawFn) -> Data:
    kind = draw(st.sampled_from(["shift", "multiply", "cap"]))
    return {
        "when": {"input": "sales.monthly_gmv", "at_least": draw(ANY.map(abs))},
        "effect": {"kind": kind, "value": draw(ANY)},
    }


def read(criteria: list[Data], modifiers: list[Data]) -> Scorecard | None:
    """The card, or None where its numbers are refused."""
    try:
        return card(*criteria, modifiers=modifiers)
    except ValidationError:
        return None


@given(
    st.lists(extreme_criteria(), min_size=1, max_size=3),
    st.lists(extreme_modifiers(), max_size=2),
    st.none() | ANY.map(abs),
    st.none() | ANY.map(abs).filter(lambda aov: aov >= 0.01),
)
def test_extreme_numbers_are_refused_or_scored_soundly(
    criteria: list[Data], modifiers: list[Data], gmv: float | None, aov: float | None
) -> None:
    extreme = read(criteria, modifiers)
    if extreme is None:
        return
    answer = engine_with(extreme).assess(
        brand({"sales.monthly_gmv": gmv, "economics.aov": aov}), DAY
    )
    assert not answer.failures
    fit = answer.ranking[0].fit
    assert 0 <= fit.low <= fit.high <= 100
    assert fit.score is None or fit.low <= fit.score <= fit.high
    if gmv is not None and aov is not None:
        assert fit.low == fit.score == fit.high
