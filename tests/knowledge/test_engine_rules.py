"""The engine's own rules files: what they hold, and what their models refuse."""

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from pydantic import ValidationError

from factmatrix.profile.inputs import core_inputs
from factmatrix.rules.calendar import Calendar, Event
from factmatrix.rules.conversions import Conversions
from factmatrix.rules.derived import METRICS
from factmatrix.rules.diagnosis import Diagnosis
from factmatrix.rules.loading import read_rules
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.scorecard import Criterion
from tests.brands import engine

RULES = files("factmatrix.rules")


def test_conversions_end_at_0_and_100_and_keep_their_direction() -> None:
    conversions = read_rules(RULES / "conversions.toml", Conversions)
    rising, falling = conversions.experience_5.curve, conversions.price_index.curve
    assert (rising[0][1], rising[-1][1]) == (0, 100)
    assert (falling[0][1], falling[-1][1]) == (100, 0)
    assert all(y0 < y1 for (_, y0), (_, y1) in pairwise(rising))
    assert all(y0 > y1 for (_, y0), (_, y1) in pairwise(falling))


def test_stages_are_those_of_the_snowball_and_reach_from_0_to_100() -> None:
    diagnosis = read_rules(RULES / "diagnosis.toml", Diagnosis)
    assert [stage.id for stage in diagnosis.stages] == ["reach", "sediment", "convert"]
    for criterion in (c for stage in diagnosis.stages for c in stage.criteria):
        if criterion.curve is not None:
            assert {y for _, y in criterion.curve} >= {0, 100}, criterion.id


def all_criteria() -> list[Criterion]:
    """The criteria of every bundled card and of the snowball's stages."""
    cards = [p.scorecard for p in engine().plugins.positions if p.scorecard]
    stages = read_rules(RULES / "diagnosis.toml", Diagnosis).stages
    own = [criterion for card in cards for criterion in card.criteria]
    return own + [criterion for stage in stages for criterion in stage.criteria]


def test_a_criterion_is_called_as_what_it_reads() -> None:
    titles = {path: field.declaration.title for path, field in core_inputs().items()}
    titles |= {name: metric.title for name, metric in METRICS.items()}
    assert [c.id for c in all_criteria() if c.title != titles[c.input]] == []


def test_the_same_curve_rests_on_the_same_source_everywhere() -> None:
    trusted: dict[object, set[str]] = {}
    for criterion in all_criteria():
        utility = criterion.curve or criterion.flag
        trusted.setdefault((criterion.input, utility), set()).add(criterion.trust)
    assert {key: found for key, found in trusted.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [("lead_floor", 101), ("close_call", -1), ("provisional_coverage", 30), ("boxes", 0)],
)
def test_a_limit_out_of_range_is_refused(key: str, value: float) -> None:
    shipped = tomllib.loads((RULES / "ranking.toml").read_text("utf-8"))
    shipped[key] |= {"value": value}
    with pytest.raises(ValidationError, match=key):
        Ranking.model_validate(shipped)


def test_the_calendar_holds_all_three_kinds_and_the_sales_the_source_names() -> None:
    events = {event.id: event for event in read_rules(RULES / "calendar.toml", Calendar).events}
    assert {event.kind for event in events.values()} == {"platform", "ip", "industry"}
    assert {"sale_618", "double_11", "super_brand_day", "super_new_product"} <= events.keys()


def test_a_published_edition_lies_within_the_usual_window() -> None:
    for event in read_rules(RULES / "calendar.toml", Calendar).events:
        for edition in event.editions:
            assert event.window is not None, event.id
            assert event.window.start <= f"{edition.start:%m-%d}", event.id
            assert f"{edition.end:%m-%d}" <= event.window.end, event.id


EVENT = {
    "id": "x",
    "kind": "platform",
    "title": {"en": "x", "zh": "x"},
    "stock_lead_days": 1,
    "trust": "ours",
    "source": {"en": "x", "zh": "x"},
}


@pytest.mark.parametrize("day", ["02-30", "13-01", "6-18", "2021-06-18", "June", ""])
def test_a_window_refuses_a_day_that_no_year_has(day: str) -> None:
    with pytest.raises(ValidationError, match='write it as in "06-18"'):
        Event.model_validate(EVENT | {"window": {"start": day, "end": "06-18"}})


def test_a_window_may_start_on_a_leap_day_and_cross_the_new_year() -> None:
    window = {"start": "12-20", "end": "02-29"}
    event = Event.model_validate(EVENT | {"window": window})
    assert event.window is not None
    assert (event.window.start, event.window.end) == ("12-20", "02-29")
