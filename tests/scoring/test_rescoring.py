"""Scoring a brand again sees everything that the change reaches, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import model_validator

from factmatrix import Action, BrandProfile, Context, Fit, PositionInfo, Section, declare, hookimpl
from factmatrix.fit import AppliedModifier
from tests.brands import DAY, brand
from tests.scoring.cards import WORDS, Data, card, engine_with
from tests.scoring.python_positions import WORDS as TEXT
from tests.scoring.python_positions import PythonPosition, action, engine_of, info
from tests.scoring.strategies import NOTHING_BLOCKED

QUALITY, REPUTATION = "quality.product", "quality.reputation"
FANS = "ext.plain.fans"


def moves(*targets: Data) -> Data:
    """An action that is always due."""
    return {"when": {"input": "brand.category", "missing": False}, "targets": list(targets)}


def gains(
    fields: dict[str, float],
    *criteria: Data,
    actions: Sequence[Data],
    modifiers: Sequence[Data] = (),
) -> list[float | None]:
    made = card(*criteria, actions=actions, modifiers=modifiers)
    answer = engine_with(made).assess(brand(fields), DAY)
    return [advised.gain for advised in answer.ranking[0].actions]


def test_a_gate_a_condition_and_a_category_that_are_moved_change_the_score() -> None:
    gate = {
        "input": REPUTATION, "curve": [[40, 0], [70, 1]], "trust": "ours", "rationale": WORDS,
    }  # fmt: skip
    cap = {"when": {"input": REPUTATION, "below": 50}, "effect": {"kind": "cap", "value": 10}}
    better = [moves({"input": REPUTATION, "at_least": 70})]
    fields = {QUALITY: 80.0, REPUTATION: 40.0}
    assert gains(fields, {"input": QUALITY, "gate": gate}, actions=better) == [80]
    assert gains(fields, {"input": QUALITY}, modifiers=[cap], actions=better) == [70]
    beauty = {"beauty": {"curve": [[0, 0], [80, 100]]}}
    elsewhere = [moves({"input": "brand.category", "set": "beauty"})]
    assert gains(fields, {"input": QUALITY, "by_category": beauty}, actions=elsewhere) == [20]


def test_what_is_past_a_target_is_never_moved_back() -> None:
    both = [moves({"input": QUALITY, "at_least": 60}, {"input": REPUTATION, "at_least": 60})]
    criteria: list[Data] = [{"input": QUALITY}, {"input": REPUTATION}]
    assert gains({QUALITY: 90.0, REPUTATION: 40.0}, *criteria, actions=both) == [10]
    falling: Data = {"input": QUALITY, "curve": [[0, 100], [100, 0]]}
    down = [moves({"input": QUALITY, "at_most": 60}, {"input": REPUTATION, "at_least": 60})]
    found = gains({QUALITY: 20.0, REPUTATION: 40.0}, falling, {"input": REPUTATION}, actions=down)
    assert found == [10]


def test_gains_of_plain_positions_add_up_to_the_last_bit_though_their_scores_do_not() -> None:
    def tenth_less(profile: BrandProfile) -> Fit:
        score = (profile.quality.product or 0.0) * 0.9
        return Fit("plain", score, score, score, 1.0)

    levels = 4.0, 23.4, 89.3, 93.6
    steps = [
        action(f"to {level}", (QUALITY, levels[0], level), phase=phase)
        for phase, level in enumerate(levels[1:])
    ]
    position = PythonPosition(info("plain", "required", inputs=[QUALITY]), tenth_less, tuple(steps))
    plan = engine_of(position).assess(brand({QUALITY: levels[0]}), DAY).plan
    assert plan is not None
    assert len(plan.steps) == 3
    assert sum(step.gains["plain"] for step in plan.steps) == plan.total["plain"]


@dataclass(frozen=True)
class ByDay:
    """A position whose score is the day of the month."""

    info: PositionInfo

    @hookimpl
    def position(self) -> PositionInfo:
        return self.info

    @hookimpl
    def score_fit(self, context: Context) -> Fit:
        day = float(context.date.day)
        return Fit("plain", day, day, day, 1.0)

    @hookimpl
    def suggest_actions(self) -> list[Action]:
        return [action("wait", ("brand.as_of", None, date(2026, 11, 30)))]


def test_a_plain_position_is_asked_for_the_day_that_the_changed_brand_states() -> None:
    position = ByDay(info("plain", inputs=["brand.as_of"]))
    (ranked,) = engine_of(position).assess(brand({"brand.as_of": date(2026, 11, 10)}), DAY).ranking
    assert (ranked.fit.score, ranked.actions[0].gain) == (10, 20)


class Fans(Section):
    """A table that its author never read with many fans in it."""

    fans: int | None = declare("count", TEXT, TEXT)

    @model_validator(mode="after")
    def check(self) -> Fans:
        if self.fans and self.fans > 50:
            raise KeyError(self.fans)
        return self


@dataclass(frozen=True)
class ByFans(PythonPosition):
    """A position in plain Python with a table of its own."""

    @hookimpl
    def profile_section(self) -> type[Section]:
        return Fans


def test_a_changed_table_that_its_author_cannot_read_leaves_the_gain_open_and_fails_nothing() -> (
    None
):
    def by_fans(profile: BrandProfile) -> Fit:
        fans = float(str(profile.inputs[FANS]))
        return Fit("plain", fans, fans, fans, 1.0)

    steps = tuple(action(f"to {fans}", (FANS, 20, fans)) for fans in (50, 60))
    engine = engine_of(ByFans(info("plain", inputs=[FANS]), by_fans, steps))
    head = 'format = 1\n[brand]\nname = "Ling"\ncategory = "beauty"\n'
    profile = engine.read(f"{head}[ext.plain]\nfans = 20\n").profile
    assert profile is not None
    answer = engine.assess(profile, DAY)
    assert not answer.failures
    gains = {advised.action.id: advised.gain for advised in answer.position("plain").actions}
    assert gains == {"to 50": 30, "to 60": None}


def test_only_a_block_of_a_plain_position_stands_in_the_way_of_its_lead() -> None:
    cap = AppliedModifier("dear", "cap", 70.0, True, 0.0, TEXT, (), "ours", ())
    fit = Fit("plain", 70.0, 70.0, 70.0, 1.0, modifiers=(cap,))
    answer = engine_of(PythonPosition(info("plain"), lambda _: fit)).assess(
        brand(NOTHING_BLOCKED), DAY
    )
    assert (answer.verdict.lead, answer.verdict.certain) == ("plain", True)
