"""What to ask next: each figure is what asking would do, and nothing that matters is left out."""

from __future__ import annotations

import pytest
from hypothesis import given

from factmatrix import Assessment, BrandProfile, Engine, Fit
from factmatrix.assessment import MissingInput
from factmatrix.rules.conditions import Clause
from factmatrix.scoring.answers import answers, rounds
from tests.brands import DAY, assess, brand, engine
from tests.scoring.cards import SPACE, WORDS, Data, card, engine_with
from tests.scoring.python_positions import PythonPosition, engine_of, info
from tests.scoring.strategies import NOTHING_BLOCKED, World, worlds

LIVE, SHORT = "powers.content.live", "powers.content.short_video"
MATCH, QUALITY = "top_creators.match", "quality.product"
TRUSTED = {"trust": "ours", "rationale": WORDS}


def asked(answer: Assessment) -> dict[str, MissingInput]:
    return {missing.input: missing for missing in answer.missing}


def widths(engine: Engine, profile: BrandProfile) -> dict[str, float]:
    answer = engine.assess(profile, DAY, full=False)
    return {r.info.id: r.fit.high - r.fit.low for r in answer.ranking}


@pytest.mark.parametrize("path", [p for p, d in SPACE.domains.items() if not d.metric])
def test_answers_that_are_tried_are_answers_that_a_profile_takes(path: str) -> None:
    profile = brand()
    tried = answers(engine().facts(profile, DAY), path)
    assert len(tried) > 1
    for answer in tried:
        assert profile.with_inputs({path: answer}).inputs[path] == answer


@given(worlds(cards=2))
def test_what_an_answer_narrows_is_found_by_giving_it(world: World) -> None:
    engine, profile = world.engine, world.profile
    facts = engine.facts(profile, DAY)
    missing = asked(engine.assess(profile, DAY))
    now = widths(engine, profile)
    behind = {path for d in SPACE.domains.values() if d.states for path in d.reads}
    for path in world.fields:
        if facts.known(path):
            assert path not in missing
            continue
        given = [widths(engine, profile.with_inputs({path: a})) for a in answers(facts, path)]
        for position, width in now.items():
            alone = width - sum(w[position] for w in given) / len(given)
            assert alone >= 0
            told = missing[path].narrows.get(position) if path in missing else None
            if alone and (told is not None or path not in behind):
                assert told == alone


@given(worlds(cards=2))
def test_whatever_leaves_a_range_open_is_asked(world: World) -> None:
    answer = world.engine.assess(world.profile, DAY)
    narrowed = {position for missing in answer.missing for position in missing.narrows}
    for ranked in answer.ranking:
        if ranked.fit.low < ranked.fit.high and not ranked.fit.modifiers:
            assert ranked.info.id in narrowed


@given(worlds(cards=3))
def test_blocks_come_first_then_what_narrows_the_choice_most(world: World) -> None:
    answer = world.engine.assess(world.profile, DAY)
    choice = {r.info.id for r in answer.ranking if r.info.stance != "always_on"}
    keys = [
        (not m.may_block, -sum(by for p, by in m.narrows.items() if p in choice))
        for m in answer.missing
    ]
    assert keys == sorted(keys)
    for missing in answer.missing:
        assert missing.may_block or missing.narrows
        assert all(by > 0 for by in missing.narrows.values())


def test_the_five_questions_for_a_brand_of_which_nothing_is_known() -> None:
    five = assess().missing[:5]
    assert [missing.input for missing in five] == [
        LIVE, SHORT, "quality.experience_score", "accounts.shop", "top_creators.match",
    ]  # fmt: skip
    assert [missing.may_block for missing in five] == [True, True, True, True, False]


def test_the_powers_are_asked_next() -> None:
    next_ones = [missing.input for missing in assess().missing[5:14]]
    assert {"powers.brand.attraction", "powers.brand.spread", "powers.price.strength"} <= {
        *next_ones
    }


def test_a_figure_that_can_be_stated_is_asked_and_not_what_it_follows_from() -> None:
    missing = asked(engine_with(card({"input": "metrics.price_strength"})).assess(brand(), DAY))
    assert "powers.price.strength" in missing
    assert "powers.price.index" not in missing


def test_a_field_that_a_rule_reads_for_itself_is_asked_though_a_figure_follows_from_it() -> None:
    conversion = {"input": "live.conversion_rate", "curve": [[0, 0], [0.1, 100]]}
    gpm = {"input": "metrics.gpm", "curve": [[0, 0], [5000, 100]]}
    missing = asked(engine_with(card(gpm, conversion)).assess(brand(), DAY))
    assert missing.keys() >= {"live.gpm", "live.conversion_rate"}
    assert "economics.aov" not in missing


def test_fields_that_narrow_only_together_are_asked_with_equal_shares() -> None:
    # No single power can bring the mean of three above 90, nor keep it below.
    powers = {"input": "metrics.product_power", "curve": [[34, 0], [35, 100]]}
    engine = engine_with(card(powers))
    one = {"powers.product.innovation": 50.0}
    assert widths(engine, brand()) == widths(engine, brand(one)) == {"plain": 100}
    missing = asked(engine.assess(brand(), DAY))
    shares = [
        m.narrows["plain"] for path, m in missing.items() if path.startswith("powers.product")
    ]
    assert shares == [pytest.approx(100 / 3)] * 3


@pytest.mark.parametrize("turned", [False, True])
def test_a_field_of_several_rules_is_told_by_the_one_of_which_it_has_the_largest_share(
    turned: bool,
) -> None:
    # Neither one of three powers nor one of two decides a mean; a gate joins all five in a rule.
    product: Data = {"input": "metrics.product_power", "curve": [[34, 0], [35, 100]], "weight": 3}
    gate: Data = {"input": "metrics.product_power", "curve": [[34, 0], [35, 1]]} | TRUSTED
    spread: Data = {"input": "metrics.brand_power", "curve": [[34, 0], [35, 100]], "gate": gate}
    engine = engine_with(card(*([spread, product] if turned else [product, spread])))
    profile = brand(NOTHING_BLOCKED)
    facts = engine.facts(profile, DAY)

    def share(*names: str) -> float:
        """What the fields behind the inputs do together, divided by their number."""
        paths = sorted({path for name in names for path in SPACE.domains[name].reads})
        given = [widths(engine, profile.with_inputs(all_)) for all_ in rounds(facts, paths)]
        then = sum(width["plain"] for width in given) / len(given)
        return (widths(engine, profile)["plain"] - then) / len(paths)

    alone, joined = share(product["input"]), share(product["input"], "metrics.brand_power")
    assert alone > joined > 0
    told = {path: m.narrows["plain"] for path, m in asked(engine.assess(profile, DAY)).items()}
    assert [told[path] for path in SPACE.domains["metrics.product_power"].reads] == [alone] * 3
    assert [told[path] for path in SPACE.domains["metrics.brand_power"].reads] == [joined] * 2


def test_a_block_that_only_one_position_has_is_asked_for_first() -> None:
    shut = {"when": {"input": MATCH, "below": 0.2}, "effect": {"kind": "block"}}
    engine = engine_with(card({"input": QUALITY}, modifiers=[shut]))
    asked_for = engine.assess(brand(NOTHING_BLOCKED), DAY).missing
    assert [(m.input, m.may_block, m.narrows) for m in asked_for] == [
        (MATCH, True, {}), (QUALITY, False, {"plain": 100}),
    ]  # fmt: skip
    settled = engine.assess(brand(NOTHING_BLOCKED | {MATCH: 0.5}), DAY).missing
    assert [(m.input, m.may_block) for m in settled] == [(QUALITY, False)]


def test_a_block_is_asked_by_what_settles_it_in_some_cases_if_nothing_does_in_all() -> None:
    # A poor match shuts the position for sure; with a good one the other two decide together.
    others = ["top_creators.cooperation", "top_creators.tone_match"]
    poor = {"all": [{"input": path, "below": 0.5} for path in others]}
    shut = {"when": {"any": [{"input": MATCH, "below": 0.5}, poor]}, "effect": {"kind": "block"}}
    engine = engine_with(card({"input": QUALITY}, modifiers=[shut]))
    known = NOTHING_BLOCKED | {QUALITY: 60.0}
    missing = engine.assess(brand(known), DAY).missing
    assert [(m.input, m.may_block) for m in missing] == [(MATCH, True)]
    missing = engine.assess(brand(known | {MATCH: 0.9}), DAY).missing
    assert [(m.input, m.may_block) for m in missing] == [(path, True) for path in others]


def test_fields_that_settle_a_blocker_of_the_brand_only_together_are_all_asked_for() -> None:
    # One of three product powers brings their mean neither above 34 nor keeps it below.
    engine = engine_with(card({"input": QUALITY}))
    diagnosis = engine.knowledge.diagnosis
    blocker = next(alert for alert in diagnosis.alerts if alert.severity == "blocker")
    weak = Clause(input="metrics.product_power", below=34)
    alert = blocker.model_copy(update={"when": weak})
    alerted = diagnosis.model_copy(update={"alerts": (alert,)})
    changed = engine.knowledge._replace(diagnosis=alerted)
    missing = Engine(engine.plugins, changed).assess(brand(), DAY).missing
    assert [m.input for m in missing if m.may_block] == [
        "powers.product.innovation", "powers.product.value", "powers.product.vitality",
    ]  # fmt: skip


def test_equal_questions_go_by_what_they_tell_of_always_on_positions_then_by_name() -> None:
    reputation, price = "quality.reputation", "powers.price.strength"
    choice = [
        card({"input": path}, position={"id": f"p{number}"})
        for number, path in enumerate((QUALITY, reputation, price))
    ]
    beside = card({"input": reputation}, position={"id": "on", "stance": "always_on"})
    missing = engine_with(*choice, beside).assess(brand(NOTHING_BLOCKED), DAY).missing
    assert [m.input for m in missing] == [reputation, price, QUALITY]


def test_a_question_is_the_fields_own_or_made_from_its_title() -> None:
    missing = asked(engine_with(card({"input": QUALITY})).assess(brand(), DAY))
    declaration = SPACE.domains[QUALITY].declaration
    assert declaration is not None
    assert declaration.question is not None
    assert missing[QUALITY].question == declaration.question
    assert missing[QUALITY].where == declaration.where


def test_what_an_answer_would_widen_is_not_said_to_narrow() -> None:
    def doubtful(profile: BrandProfile) -> Fit:
        known = profile.quality.product is not None
        return Fit("plain", 50.0, *((10.0, 90.0) if known else (40.0, 60.0)), 0.5)

    position = PythonPosition(info("plain", inputs=[QUALITY]), doubtful)
    assert QUALITY not in asked(engine_of(position).assess(brand(NOTHING_BLOCKED), DAY))


def test_a_plain_position_is_asked_about_the_inputs_it_declares() -> None:
    def by_live(profile: BrandProfile) -> Fit:
        live = profile.powers.content.live
        return (
            Fit("plain", None, 10.0, 90.0, 0.0)
            if live is None
            else Fit("plain", 50.0, 40.0, 60.0, 1.0)
        )

    position = PythonPosition(info("plain", inputs=["metrics.content_power"]), by_live)
    missing = asked(engine_of(position).assess(brand(), DAY))
    assert missing[LIVE].narrows == {"plain": 60}
    assert missing[SHORT].narrows == {}
