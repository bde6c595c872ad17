"""From a brand to its snowball: figures, defaults, stoppers, and what is asked."""

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factmatrix.snowball
from factmatrix import metrics
from factmatrix.engine import Engine
from factmatrix.rules.snowball import Parameter, Slope, Snowball
from factmatrix.snowball.answer import Outlook, Rolled
from tests.brands import DAY, brand, engine

WHOLE: dict[str, Any] = {
    "brand.category": "household",
    "economics.monthly_budget": 40_000.0,
    "economics.aov": 40.0,
    "economics.gross_margin": 0.5,
    "economics.refund_rate": 0.1,
    "economics.return_loss_rate": 0.1,
    "economics.platform_fee_rate": 0.05,
    "economics.commission_rate": 0.0,
    "sales.monthly_orders": 3_000,
    "accounts.tag_clarity": 60.0,
    "live.conversion_rate": 0.03,
    "live.conversion_percentile": 50.0,
    "live.follow_rate": 0.04,
}
ASKED_FOR = [name for name in WHOLE if name not in ("brand.category", "live.follow_rate")]
LIVE_TEST = {"name": "a", "target": "live", "cost": 500.0, "paid_views": 10_000}


def outlook(changes: dict[str, Any] | None = None, **rows: object) -> Outlook:
    """The snowball of a brand with everything that is needed, and what differs (None: unknown)."""
    fields = {**WHOLE, **(changes or {})}
    known = {name: value for name, value in fields.items() if value is not None}
    return engine().snowball(brand(known, **rows), DAY)


def rolled(changes: dict[str, Any] | None = None, **rows: object) -> Rolled:
    """Likewise, where it can be simulated."""
    found = outlook(changes, **rows).rolled
    assert found is not None
    return found


def figures(of: Rolled) -> dict[str, tuple[float, str]]:
    """Value and origin by name."""
    return {figure.id: (figure.value, figure.origin) for figure in of.figures}


def test_what_the_model_begins_with() -> None:
    found = figures(rolled())
    margin = 0.9 * 0.45 - 0.1 * 0.1
    assert found["gpm"] == (1000 * 40 * 0.03, "derived")
    assert found["margin"][0] == pytest.approx(margin)
    assert found["margin"][1] == "derived"
    assert found["follow_rate"] == (0.04, "profile")
    assert found["cpm"] == (300, "published")
    push = rolled().push
    assert push.paid_roi == pytest.approx(1200 / 300)
    assert push.break_even_roi == pytest.approx(1 / margin)
    assert push.break_even_cpm == pytest.approx(1200 * margin)
    slope = rolled().slope
    assert slope.band_low == 2000
    assert slope.greatest == pytest.approx(7 / 3)
    assert slope.gpm_position == pytest.approx(0.2 + 0.3 * (0.6 - 0.5) / 0.5)
    assert slope.tag_clarity == pytest.approx(0.2 + 0.8 * 0.6)
    assert slope.calibrated == 0.5
    assert slope.total == slope.greatest * slope.gpm_position * slope.tag_clarity


@pytest.mark.parametrize("missing", ASKED_FOR)
def test_what_is_missing_is_asked_for_and_never_zero(missing: str) -> None:
    found = outlook({missing: None})
    assert found.rolled is None
    assert [need.input for need in found.needs] == [missing]
    assert found.needs[0].question.zh
    assert found.needs[0].where


def test_published_defaults_stand_in_and_say_so() -> None:
    found = rolled({"live.follow_rate": None})
    by_id = {figure.id: figure for figure in found.figures}
    assert (by_id["follow_rate"].value, by_id["follow_rate"].trust) == (0.03, "C")
    assert (by_id["cpm"].value, by_id["cpm"].trust) == (300, "B")
    assert by_id["cpm"].source is not None


def test_a_stated_gpm_needs_either_order_value_or_conversion() -> None:
    stated = {"live.gpm": 1500.0}
    by_value = figures(rolled({**stated, "live.conversion_rate": None}))
    assert by_value["gpm"] == (1500, "profile")
    assert by_value["conversion_rate"][0] == pytest.approx(1500 / 40 / 1000)
    assert by_value["conversion_rate"][1] == "derived"
    by_rate = figures(rolled({**stated, "economics.aov": None}))
    assert by_rate["conversion_rate"] == (0.03, "profile")
    neither = outlook({**stated, "economics.aov": None, "live.conversion_rate": None})
    assert [need.input for need in neither.needs] == ["live.conversion_rate"]


def test_cpm_is_measured_on_views_of_live_rooms_only() -> None:
    video = {"name": "b", "target": "video", "cost": 100.0, "paid_views": 7_000}
    free = {"name": "c", "target": "live", "cost": 0.0, "paid_views": 0}
    room = {
        "name": "d", "channel": "live", "traffic_cost": 4_000.0, "views": 60_000,
        "natural_views": 20_000, "gmv": 1.0,
    }  # fmt: skip
    clip = {**room, "name": "e", "channel": "video"}
    assert figures(rolled(boost_tests=[LIVE_TEST, video, free]))["cpm"] == (50, "boost_tests")
    assert figures(rolled(boost_tests=[video, free]))["cpm"] == (300, "published")
    assert figures(rolled(creators=[room, clip]))["cpm"] == (100, "creators")
    assert figures(rolled(boost_tests=[LIVE_TEST], creators=[room]))["cpm"][1] == "boost_tests"


def test_options_come_before_the_profile() -> None:
    known = {name: value for name, value in WHOLE.items() if name != "economics.monthly_budget"}
    found = engine().snowball(brand(known), DAY, rounds=2, budget=7.0, cpm=9.0)
    assert found.rolled is not None
    assert figures(found.rolled)["budget"] == (7, "option")
    assert figures(found.rolled)["cpm"] == (9, "option")
    assert sum(r.pushed for r in found.rolled.course("gpm").rounds) == 2
    for wrong in (0, 21):
        with pytest.raises(ValueError, match="rounds"):
            engine().snowball(brand(WHOLE), DAY, rounds=wrong)


@pytest.mark.parametrize(
    ("changes", "stoppers"),
    [
        ({"accounts.tag_clarity": 39.9}, ["tag_chaos"]),
        ({"live.conversion_percentile": 10.0}, ["conversion_bottom"]),
        (
            {"accounts.tag_clarity": 20.0, "live.conversion_percentile": 3.0},
            ["tag_chaos", "conversion_bottom"],
        ),
    ],
)
def test_a_stopper_makes_it_slower_but_not_still(
    changes: dict[str, float], stoppers: list[str]
) -> None:
    found, free = outlook(changes), rolled()
    assert [notice.id for notice in found.stoppers] == stoppers
    assert found.diagnosis.stopped
    assert found.rolled is not None
    assert found.rolled.slope.stopped == pytest.approx(0.1 ** len(stoppers))
    for a, b in zip(found.rolled.course("gpm").rounds, free.course("gpm").rounds, strict=True):
        assert 0 < a.views < b.views
    first, other = found.rolled.course("gpm").rounds[0], free.course("gpm").rounds[0]
    assert 0 < first.natural_views < 0.2 * other.natural_views


@settings(max_examples=30)
@given(
    st.sampled_from(
        ["accounts.tag_clarity", "live.conversion_percentile", "live.conversion_rate",
         "economics.aov", "sales.monthly_orders"]
    ),
    st.integers(0, 100), st.integers(0, 100),
)  # fmt: skip
def test_a_better_brand_never_has_fewer_natural_views(name: str, one: int, two: int) -> None:
    scale = {"live.conversion_rate": 0.003, "economics.aov": 10.0, "sales.monthly_orders": 100}
    times = scale.get(name, 1.0)
    least = 0.01 if name == "economics.aov" else 0
    worse, better = (max(least, n * times) for n in sorted((one, two)))
    for view in ("roi", "gpm"):
        a, b = (rolled({name: value}).course(view).rounds for value in (worse, better))
        for x, y in zip(a, b, strict=True):
            assert y.natural_views >= x.natural_views * (1 - 1e-12)


def test_the_unit_of_money_changes_only_money() -> None:
    """All money, published figures included: prices in cents tell the same story."""
    k, knowledge = 64.0, engine().knowledge
    bands = tuple(
        band.model_copy(update={"low": band.low * k, "high": band.high and band.high * k})
        for band in knowledge.benchmarks.gpm_bands
    )
    cpm = knowledge.snowball.cpm.model_copy(update={"value": 300 * k})
    scaled = engine().with_rules(
        {},
        knowledge._replace(
            benchmarks=knowledge.benchmarks.model_copy(update={"gpm_bands": bands}),
            snowball=knowledge.snowball.model_copy(update={"cpm": cpm}),
        ),
    )
    dear = {**WHOLE, "economics.aov": 40.0 * k, "economics.monthly_budget": 40_000 * k}
    other = scaled.snowball(brand(dear), DAY).rolled
    assert other is not None
    for one, two in zip(rolled().courses, other.courses, strict=True):
        assert two.break_even == one.break_even
        for a, b in zip(one.rounds, two.rounds, strict=True):
            assert (b.views, b.roi, b.fans) == (a.views, a.roi, a.fans)
            assert b.gmv == pytest.approx(a.gmv * k)
            assert b.cumulative == pytest.approx(a.cumulative * k)


def test_what_is_too_large_for_a_number_is_refused_in_words() -> None:
    assert outlook({"economics.monthly_budget": 1e300}).refusal is not None
    assert outlook({"economics.aov": 1e300}).refusal is not None
    found = engine().snowball(brand({**WHOLE, "economics.monthly_budget": 1e14}), DAY, cpm=0.01)
    assert found.refusal is not None
    assert found.rolled is None


def test_an_answer_travels() -> None:
    found = outlook()
    assert pickle.loads(pickle.dumps(found)) == found


def changed(parameter: Parameter) -> Parameter:
    """The same parameter with another number."""
    if isinstance(parameter, Slope):
        return parameter.model_copy(update={"curve": ((0.0, 0.11), (1.0, 0.99))})
    value = getattr(parameter, "value")  # noqa: B009 - of no one class
    other = value + 1 if isinstance(value, int) else value * 0.7
    return parameter.model_copy(update={"value": other})


def with_parameter(name: str) -> Engine:
    """The engine with another number for one parameter."""
    knowledge = engine().knowledge
    other = changed(getattr(knowledge.snowball, name))
    rules = knowledge.snowball.model_copy(update={name: other})
    return engine().with_rules({}, knowledge._replace(snowball=rules))


PARAMETERS = [p.id for p in engine().knowledge.snowball.parameters]


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_of_the_file_is_used(name: str) -> None:
    fields = {**WHOLE, "live.conversion_percentile": 5.0}  # a stopper at work
    del fields["live.follow_rate"]
    before = engine().snowball(brand(fields), DAY)
    after = with_parameter(name).snowball(brand(fields), DAY)
    assert after != before


def literals() -> Iterator[tuple[str, float]]:
    """The numbers that are written in the code of the model."""
    for file in Path(factmatrix.snowball.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
                yield file.name, node.value


def test_every_number_comes_from_the_file_or_the_profile() -> None:
    """0 and 1 are no knowledge; 10^15 bounds what a float can count."""
    assert {(file, n) for file, n in literals() if n not in (0, 1)} == {("outlook.py", 1e15)}
    assert metrics.PER_MILLE == 1000


def test_kinds_and_sources_agree() -> None:
    rules: Snowball = engine().knowledge.snowball
    assert {p.kind for p in rules.parameters} == {"published", "assumption"}
    for p in rules.parameters:
        assert p.rules
        assert p.trust == "ours" if p.kind == "assumption" else p.trust in ("A", "B", "C", "D")
        if p.kind == "published":
            assert "No published figure" not in p.source.en
    figures = set(PARAMETERS) | {"cost", "cpm", "gpm", "margin", "conversion_rate"}
    figures |= {identity.id for identity in rules.identities}
    figures |= {"amplified_views", "returning_views"}
    for identity in rules.identities:
        names = {n.id for n in ast.walk(ast.parse(identity.formula)) if isinstance(n, ast.Name)}
        assert names
        assert names <= figures
