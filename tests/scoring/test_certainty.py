"""Certain means proven, and what is not proven can nearly always happen."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import chain, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Assessment, BrandProfile, Engine, Fit
from factmatrix.profile.model import Value
from factmatrix.rules.scorecard import Scorecard
from tests.brands import DAY, brand, engine
from tests.scoring.cards import SPACE, Data, card, engine_with, read_by
from tests.scoring.python_positions import PythonPosition, engine_of, info
from tests.scoring.strategies import NOTHING_BLOCKED, World, completed, is_missing, marks, worlds

LIVE, MATCH, GOAL = "powers.content.live", "top_creators.match", "brand.goal"
PRICE, QUALITY, REPUTATION = "powers.price.strength", "quality.product", "quality.reputation"


def lead_of(engine: Engine, profile: BrandProfile) -> str | None:
    return engine.assess(profile, DAY, full=False).verdict.lead


def of(fields: dict[str, Value], *cards: Scorecard) -> Assessment:
    """The answer for a brand that nothing blocks."""
    return engine_with(*cards).assess(brand(NOTHING_BLOCKED | fields), DAY)


def position(name: str, *criteria: Data, order: int = 1, **entries: list[Data]) -> Scorecard:
    return card(*criteria, position={"id": name, "order": order}, **entries)


@given(worlds(cards=3), st.data())
def test_no_completion_contradicts_what_is_certain(world: World, data: st.DataObject) -> None:
    engine = world.engine
    verdict = engine.assess(world.profile, DAY).verdict
    if verdict.certain:
        for _ in range(5):
            complete = completed(data, engine, world.profile, world.fields)
            assert lead_of(engine, complete) == verdict.lead


def any_value(chance: random.Random, path: str) -> Value:
    domain = SPACE.domains[path]
    if domain.shape == "flag":
        return chance.random() < 0.8
    if domain.shape == "choice":
        return chance.choice(domain.choices)
    if domain.shape == "set":
        return tuple(chance.sample(domain.choices, chance.randint(0, len(domain.choices))))
    if domain.shape == "date":
        return DAY - timedelta(days=chance.randint(0, 900))
    low, *_, high = marks(domain)
    if path in NOTHING_BLOCKED:
        low = NOTHING_BLOCKED[path] - 20
    if math.isinf(domain.high):
        return domain.stated(float(round(high ** chance.random())))
    return domain.stated(float(chance.choice(domain.scale or [chance.uniform(low, high)])))


def other_lead(chance: random.Random, profile: BrandProfile, missing: Sequence[str]) -> bool:
    """Whether some completion has another lead: the ends of all fields are tried, then chance."""
    choice = engine().choice(profile, DAY)
    ends = [
        marks(d)[:: 8 if len(marks(d)) > 2 else 1] if d.shape == "number" else None
        for d in (SPACE.domains[path] for path in missing)
    ]
    corners = product(
        *(
            [SPACE.domains[path].stated(end) for end in some] if some
            else [any_value(chance, path) for _ in range(6)]
            for path, some in zip(missing, ends, strict=True)
        )
    )  # fmt: skip
    by_chance = ([any_value(chance, path) for path in missing] for _ in range(30))
    return any(
        choice.with_values(dict(zip(missing, values, strict=True))).lead != choice.now.lead
        for values in chain(corners, by_chance)
    )


def test_of_the_bundled_positions_certain_is_sound_and_doubt_is_real() -> None:
    chance = random.Random(7)
    cards = [p.scorecard for p in engine().plugins.positions if p.scorecard]
    read = Counter(path for made in cards for path in read_by(made))
    fields = [path for path in read if path not in ("brand.as_of", "brand.category")]
    shared = [path for path in fields if read[path] > 1]
    doubts = real = 0
    for number in range(200):
        missing = chance.sample(shared if number % 4 else fields, 1 + number % 3)
        known = NOTHING_BLOCKED | {path: any_value(chance, path) for path in fields}
        known |= {"accounts.shop": True, "quality.experience_scale": 100}
        profile = brand({path: value for path, value in known.items() if path not in missing})
        certain = engine().assess(profile, DAY).verdict.certain
        unknown = [path for path in missing if is_missing(engine(), profile, path)]
        found = other_lead(chance, profile, unknown)
        assert not (certain and found)
        doubts += not certain
        real += found
    assert doubts > 30
    assert real >= 0.9 * doubts


def test_what_two_positions_share_moves_both() -> None:
    # With price unknown the ranges overlap, and yet a is ahead by ten points whatever the price.
    a = position("a", {"input": PRICE}, {"input": QUALITY})
    b = position("b", {"input": PRICE}, {"input": "quality.reputation"})
    answer = of({QUALITY: 100.0, "quality.reputation": 79.0}, a, b)
    fits = {r.info.id: r.fit for r in answer.ranking}
    assert fits["a"].low < fits["b"].high
    assert (answer.verdict.lead, answer.verdict.certain) == ("a", True)


def test_two_shared_fields_are_split_in_turn() -> None:
    # 7.5 points apart whatever the two are: proven once both are known to an eighth.
    shared: list[Data] = [{"input": PRICE}, {"input": REPUTATION}]
    a = position("a", *shared, {"input": QUALITY, "weight": 2})
    b = position("b", *shared, {"input": LIVE, "weight": 2})
    verdict = of({QUALITY: 100.0, LIVE: 85.0}, a, b).verdict
    assert (verdict.lead, verdict.certain) == ("a", True)


def test_a_figure_that_both_share_is_split_though_it_may_be_stated_or_derived() -> None:
    figure: Data = {"input": "metrics.price_strength"}
    a = position("a", figure, {"input": QUALITY})
    b = position("b", figure, {"input": REPUTATION})
    verdict = of({QUALITY: 100.0, REPUTATION: 79.0}, a, b).verdict
    assert (verdict.lead, verdict.certain) == ("a", True)


def test_a_figure_may_be_stated_beyond_what_it_can_be_derived_as() -> None:
    # Derived, it would lie below 1,000 whatever is converted; stated, it can be anything.
    a = position("a", {"input": QUALITY})
    b = position("b", {"input": "metrics.gpm", "curve": [[0, 0], [1000, 50], [4000, 100]]})
    assert of({QUALITY: 60.0, "economics.aov": 1.0}, a, b).verdict.certain is False
    known: dict[str, Value] = {"economics.aov": 1.0, "live.conversion_rate": 0.5}
    verdict = of({QUALITY: 60.0, **known}, a, b).verdict
    assert (verdict.lead, verdict.certain) == ("a", True)


@pytest.mark.parametrize(("boxes", "certain"), [(2, False), (3, True), (4, True)])
def test_a_proof_takes_as_many_boxes_as_the_rules_allow(boxes: int, certain: bool) -> None:
    # One cut of the shared price, hence three boxes: all of it and its halves.
    a = position("a", {"input": PRICE}, {"input": QUALITY})
    b = position("b", {"input": PRICE}, {"input": REPUTATION})
    loaded = engine_with(a, b)
    limits = loaded.knowledge.ranking
    limit = limits.boxes.model_copy(update={"value": boxes})
    ranking = limits.model_copy(update={"boxes": limit})
    limited = Engine(loaded.plugins, loaded.knowledge._replace(ranking=ranking))
    profile = brand(NOTHING_BLOCKED | {QUALITY: 100.0, REPUTATION: 40.0})
    assert limited.assess(profile, DAY).verdict.certain is certain


def test_what_cannot_be_proven_within_the_boxes_is_not_certain() -> None:
    # A tenth of a point apart: true for every answer, and too fine for 200 boxes.
    a = position("a", {"input": PRICE}, {"input": QUALITY})
    b = position("b", {"input": PRICE}, {"input": REPUTATION})
    verdict = of({QUALITY: 100.0, REPUTATION: 99.8}, a, b).verdict
    assert (verdict.lead, verdict.certain) == ("a", False)


@pytest.mark.parametrize(("score", "lead"), [(40.0, "a"), (39.9, None)])
def test_a_score_at_the_floor_leads_for_sure(score: float, lead: str | None) -> None:
    verdict = of(
        {QUALITY: score, PRICE: 30.0},
        position("a", {"input": QUALITY}),
        position("b", {"input": PRICE}),
    ).verdict
    assert (verdict.lead, verdict.certain) == (lead, True)


def test_a_lead_that_may_fall_below_the_floor_is_not_certain() -> None:
    a, b = position("a", {"input": QUALITY}, {"input": REPUTATION}), position("b", {"input": PRICE})
    assert of({QUALITY: 79.0, PRICE: 10.0}, a, b).verdict.certain is False
    assert of({QUALITY: 80.0, PRICE: 10.0}, a, b).verdict.certain is True


def test_choices_exclude_each_other() -> None:
    # Either goal adds three points to b, and never both.
    shifts: list[Data] = [
        {"when": {"input": GOAL, "is": goal}, "effect": {"kind": "shift", "value": 3}}
        for goal in ("daily", "burst", "awareness")
    ]
    a, b = position("a", {"input": QUALITY}), position("b", {"input": PRICE}, modifiers=shifts)
    assert of({QUALITY: 64.0, PRICE: 60.0}, a, b).verdict.certain is True
    assert of({QUALITY: 62.0, PRICE: 60.0}, a, b).verdict.certain is False
    assert of({QUALITY: 30.0, PRICE: 36.0}, a, b).verdict.certain is True  # that nobody leads
    assert of({QUALITY: 30.0, PRICE: 37.0}, a, b).verdict.certain is False  # 40 would lead


@pytest.mark.parametrize(("order", "certain"), [(2, True), (0, False)])
def test_a_tie_goes_by_precedence(order: int, certain: bool) -> None:
    a = position("a", {"input": QUALITY})
    b = position("b", {"input": PRICE, "curve": [[0, 0], [50, 60]]}, order=order)
    verdict = of({QUALITY: 60.0}, a, b).verdict
    assert (verdict.lead, verdict.certain) == ("a", certain)


def test_an_always_on_position_is_no_rival() -> None:
    beside = card({"input": PRICE}, position={"id": "on", "stance": "always_on"})
    verdict = of({QUALITY: 60.0}, position("a", {"input": QUALITY}), beside).verdict
    assert (verdict.lead, verdict.certain) == ("a", True)


def test_a_blocked_rival_cannot_take_the_lead() -> None:
    shut: list[Data] = [
        {"when": {"input": MATCH, "below": 0.3}, "effect": {"kind": "block"}},
    ]
    a, b = position("a", {"input": QUALITY}), position("b", {"input": PRICE}, modifiers=shut)
    assert of({QUALITY: 60.0, PRICE: 90.0, MATCH: 0.2}, a, b).verdict.certain is True
    assert of({QUALITY: 60.0, PRICE: 90.0, MATCH: 0.4}, a, b).verdict.lead == "b"
    assert of({QUALITY: 60.0, PRICE: 90.0}, a, b).verdict.certain is False
    assert of({PRICE: 90.0, MATCH: 0.2}, b).verdict.certain is True  # nobody can lead


def test_a_rival_whose_block_is_open_is_still_a_rival() -> None:
    # Only a very strong price takes the lead, and only if the match is good enough.
    shut: Data = {"when": {"input": MATCH, "below": 0.3}, "effect": {"kind": "block"}}
    steep = {"input": PRICE, "curve": [[0, 0], [98, 50], [100, 90]]}
    a, b = position("a", {"input": QUALITY}), position("b", steep, modifiers=[shut])
    assert of({QUALITY: 60.0}, a, b).verdict.certain is False
    assert of({QUALITY: 60.0, MATCH: 0.2}, a, b).verdict.certain is True


def test_an_open_blocker_of_the_brand_leaves_the_lead_open() -> None:
    a = position("a", {"input": QUALITY})
    engine, known = engine_with(a), {**NOTHING_BLOCKED, QUALITY: 60.0}
    assert engine.assess(brand(known), DAY).verdict.certain is True
    del known["accounts.shop"]
    assert engine.assess(brand(known), DAY).verdict.certain is False
    nobody = engine.assess(brand(known | {QUALITY: 20.0}), DAY).verdict
    assert (nobody.lead, nobody.certain) == (None, True)


@pytest.mark.parametrize(
    ("field", "figures"),
    [
        ("product.launch_date", [[0, 0], [500, 100]]),
        ("quality.experience_scale", [[5, 0], [100, 100]]),
        ("content.forms", [[0, 0], [4, 100]]),
        ("sales.monthly_orders", [[0, 0], [10000, 100]]),
    ],
)
def test_shared_fields_of_every_kind_are_split(field: str, figures: list[list[float]]) -> None:
    name = "metrics.product_age" if field == "product.launch_date" else field
    shared: Data = {"input": name, "curve": figures}
    a = position("a", shared, {"input": QUALITY, "weight": 2})
    b = position("b", shared, {"input": PRICE, "weight": 2})
    known = {k: v for k, v in NOTHING_BLOCKED.items() if not k.startswith("quality")}
    engine = engine_with(a, b)
    # The scale of the experience score alone makes an alert undecided, unless the score is full.
    known |= {"quality.experience_score": 100.0, QUALITY: 95.0, PRICE: 65.0}
    if field != "quality.experience_scale":
        known["quality.experience_scale"] = 100
    verdict = engine.assess(brand(known), DAY).verdict
    assert (verdict.lead, verdict.certain) == ("a", True)


def says(name: str, low: float, score: float, high: float, order: int = 1) -> PythonPosition:
    fit = Fit(name, score, low, high, 0.5)
    return PythonPosition(info(name, order=order, inputs=[LIVE, PRICE]), lambda _: fit)


def test_plain_positions_are_proven_by_their_own_bounds() -> None:
    def certain(*positions: PythonPosition) -> bool | None:
        return engine_of(*positions).assess(brand(NOTHING_BLOCKED), DAY).verdict.certain

    assert certain(says("a", 60, 65, 70), says("b", 10, 20, 59)) is True
    assert certain(says("a", 60, 65, 70), says("b", 10, 20, 61)) is False
    # A plain position's coverage is its own affair, so a tie of it is never proven.
    assert certain(says("a", 60, 65, 70), says("b", 10, 20, 60, order=2)) is False
