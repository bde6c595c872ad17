"""The shape that the bundled scorecards share, so that the oracles of the source hold together."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import get_args

import pytest

from factmatrix.profile.choices import Category, Goal, Stage
from factmatrix.rules.card_trials import try_card
from factmatrix.rules.checking import check_scorecard
from factmatrix.rules.conditions import clauses
from factmatrix.rules.scorecard import Criterion, Modifier, Scorecard
from factmatrix.scoring.truth import compile_condition
from tests.brands import brand, engine_with_shelf

POWERS = ("content", "brand", "product", "price")
POWERS_SHARE = 0.6
BUNDLED = ["field", "alliance", "campaign", "topkol", "shelf"]
BY_POWER = {"field", "alliance", "topkol", "shelf"}
MOST_SHIFT = {"brand.goal": 4, "brand.category": 3, "brand.stage": 3}
MOST_BETWEEN_POSITIONS = 7
CIRCUMSTANCES = {
    "brand.goal": get_args(Goal),
    "brand.category": get_args(Category),
    "brand.stage": get_args(Stage),
}
CATEGORIES = ("", *get_args(Category))


def cards() -> dict[str, Scorecard]:
    """The bundled positions' scorecards."""
    return {p.info.id: p.scorecard for p in engine_with_shelf().plugins.positions if p.scorecard}


def power_of(criterion: Criterion) -> str | None:
    """The power that a criterion scores; price strength is a metric, for it can be derived."""
    table, _, rest = criterion.input.partition(".")
    if criterion.input == "metrics.price_strength":
        return "price"
    return rest.partition(".")[0] if table == "powers" else None


def weights_of_powers(card: Scorecard, category: str) -> dict[str, list[float]]:
    """The weights of each power's fields, as they are for a category."""
    weights: dict[str, list[float]] = {}
    for criterion in card.criteria:
        if power := power_of(criterion):
            variant = criterion.by_category.get(category)
            own = variant.weight if variant else None
            weights.setdefault(power, []).append(own or criterion.weight)
    return weights


def total_weight(card: Scorecard, category: str) -> float:
    """The whole weight of a card for a category."""
    variants = [(c, c.by_category.get(category)) for c in card.criteria]
    return sum((v and v.weight) or c.weight for c, v in variants)


def shares_of_powers(card: Scorecard, category: str = "") -> dict[str, float]:
    """How the weight of the powers is shared among them."""
    weights = {power: sum(own) for power, own in weights_of_powers(card, category).items()}
    return {power: weight / sum(weights.values()) for power, weight in weights.items()}


@pytest.mark.parametrize("name", BUNDLED)
def test_check_finds_nothing(name: str) -> None:
    plugin = __import__(f"factmatrix_{name}").position
    problems = check_scorecard(plugin.source, engine_with_shelf().sections)
    assert [problem.line("en") for problem in problems] == []


@pytest.mark.parametrize("name", BUNDLED)
def test_its_own_tests_pass_and_show_all_of_it(name: str) -> None:
    folder, own = __import__(f"factmatrix_{name}").position.source, engine_with_shelf()
    found = try_card(folder, own.sections, own.space, own.facts)
    assert found is not None
    failures = [failure for trial in found.failed for failure in trial.failures]
    assert [problem.line("en") for problem in (*failures, *found.unshown)] == []


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("name", sorted(BY_POWER))
def test_powers_carry_the_same_share_so_equal_operations_never_reorder(
    name: str, category: str
) -> None:
    card = cards()[name]
    weights = weights_of_powers(card, category)
    share = sum(map(sum, weights.values())) / total_weight(card, category)
    assert share == pytest.approx(POWERS_SHARE)
    assert all(len(set(own)) == 1 for own in weights.values()), "a power's fields share its weight"


def test_power_curves_are_the_identity() -> None:
    of_powers = [c for card in cards().values() for c in card.criteria if power_of(c)]
    assert of_powers
    for criterion in of_powers:
        curves = [criterion.curve, *(v.curve for v in criterion.by_category.values() if v.curve)]
        assert curves == [((0, 0), (100, 100))] * len(curves), criterion.id


def test_field_rests_on_content_twice_as_much_as_on_product() -> None:
    assert shares_of_powers(cards()["field"]) == pytest.approx({"content": 2 / 3, "product": 1 / 3})


def test_alliance_rests_on_price_first_but_not_twice_as_much() -> None:
    shares = shares_of_powers(cards()["alliance"])
    assert shares == pytest.approx({"price": 0.42, "brand": 0.29, "product": 0.29})
    assert shares["price"] < 2 * min(shares["brand"], shares["product"])


def test_top_kols_rest_on_brand_and_campaigns_on_no_power() -> None:
    assert shares_of_powers(cards()["topkol"]) == {"brand": 1}
    assert weights_of_powers(cards()["campaign"], "") == {}


def test_the_shelf_stays_behind_the_alliance_on_price_and_on_brand() -> None:
    shelf, alliance = shares_of_powers(cards()["shelf"]), shares_of_powers(cards()["alliance"])
    assert shelf == pytest.approx({"product": 0.45, "price": 0.35, "brand": 0.2})
    assert all(shelf[power] < alliance[power] for power in ("price", "brand"))


@pytest.mark.parametrize("name", ["alliance", "shelf"])
def test_r81_price_counts_only_with_quality_and_reputation(name: str) -> None:
    (price,) = [c for c in cards()[name].criteria if power_of(c) == "price"]
    assert price.gate is not None
    assert (price.gate.input, price.gate.curve) == ("metrics.quality_floor", ((40, 0), (70, 1)))
    assert "R81" in price.gate.rules


def caps(position: str, rule: str) -> list[Modifier]:
    """The caps of a position that rest on a rule."""
    modifiers = cards()[position].modifiers
    return [m for m in modifiers if m.effect.kind == "cap" and rule in m.rules]


def test_r62_caps_top_kols_without_a_match() -> None:
    asked = [(clauses(m.when), m.effect.value) for m in caps("topkol", "R62")]
    found = [(c.input, c.op, c.needed, value) for cs, value in asked for c in cs]
    assert ("top_creators.match", "below", 0.4, 35) in found


def test_r8_and_r92_block_everything_and_r92_caps_campaigns() -> None:
    blockers = {
        a.id: a for a in engine_with_shelf().knowledge.diagnosis.alerts if a.severity == "blocker"
    }
    (content,) = clauses(blockers["content_gate"].when)
    assert (content.input, content.op, content.needed) == ("metrics.content_power", "below", 30)
    assert any("R92" in alert.rules for alert in blockers.values())
    assert caps("campaign", "R92")


def shifts(card: Scorecard) -> list[Modifier]:
    """The modifiers of a card that add points or take them away."""
    return [m for m in card.modifiers if m.effect.kind == "shift"]


def asked(modifier: Modifier) -> set[str]:
    """The inputs of a modifier's condition."""
    return {clause.input for clause in clauses(modifier.when)}


def added(modifiers: list[Modifier], fields: dict[str, str]) -> float:
    """What the shifts among these whose condition holds add for such a brand."""
    profile = brand(fields)
    facts = engine_with_shelf().facts(profile, date(2026, 11, 22))
    hold = [
        m for m in modifiers if compile_condition(m.when, engine_with_shelf().space)(facts) is True
    ]
    return sum(m.effect.value or 0.0 for m in hold)


@pytest.mark.parametrize("name", BUNDLED)
def test_shifts_are_small_and_concern_goal_category_and_stage_alone(name: str) -> None:
    own = shifts(cards()[name])
    assert all(len(asked(modifier) & MOST_SHIFT.keys()) == len(asked(modifier)) for modifier in own)
    for field, choices in CIRCUMSTANCES.items():
        of_field = [modifier for modifier in own if asked(modifier) == {field}]
        for choice in choices:
            assert abs(added(of_field, {field: choice})) <= MOST_SHIFT[field], choice


def test_shifts_never_part_two_positions_by_much() -> None:
    own = [shifts(card) for card in cards().values()]
    for choices in product(*CIRCUMSTANCES.values()):
        fields = dict(zip(CIRCUMSTANCES, choices, strict=True))
        by = [added(modifiers, fields) for modifiers in own]
        assert max(by) - min(by) <= MOST_BETWEEN_POSITIONS, fields
