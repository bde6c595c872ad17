"""The engine knows positions by what they declare, never by name, letter or place of loading."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factmatrix_alliance
import factmatrix_campaign
import factmatrix_field
import factmatrix_topkol
from factmatrix import Assessment, BrandProfile, Engine, ScorecardPosition
from factmatrix.plugins.loading import load_plugins
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import Scorecard
from tests.plugins.third_parties import card

DAY = date(2026, 11, 22)
SAMPLES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
BUNDLED = [
    module.position.scorecard()
    for module in (factmatrix_field, factmatrix_alliance, factmatrix_campaign, factmatrix_topkol)
]
# In the alphabet's order as before: it decides where everything else is equal.
NEW_IDS = {"alliance": "east", "campaign": "north", "field": "south", "topkol": "west"}


def engine_with(*cards: Scorecard) -> Engine:
    """An engine with these positions only."""
    extra = [(card.position.id, ScorecardPosition(card)) for card in cards]
    plugins = load_plugins(extra=extra, entry_points=False)
    assert len(plugins.positions) == len(cards)
    return Engine(plugins, Knowledge.bundled())


def renamed(card: Scorecard) -> Scorecard:
    """The same card under another id, letter and title."""
    identity = {"id": NEW_IDS[card.position.id], "letter": "乙", "title": card.position.summary}
    return card.model_copy(update={"position": card.position.model_copy(update=identity)})


@cache
def engines() -> tuple[Engine, Engine]:
    """One with the bundled cards, one with the same cards renamed and loaded in another order."""
    return engine_with(*BUNDLED), engine_with(*map(renamed, reversed(BUNDLED)))


def told(assessment: Assessment, ids: Mapping[str, str]) -> object:
    """Everything that an assessment says of positions, with their ids replaced."""

    def new(id: str | None) -> str | None:  # noqa: A002
        return id and ids.get(id, id)

    a = assessment
    return (
        [new(a.verdict.lead), new(a.verdict.runner_up), a.verdict.margin, a.verdict.certain],
        [
            (new(r.info.id), r.role, r.role_reason, r.rank, r.fit.score, r.fit.low, r.fit.high,
             [(advised.action.id, advised.gain) for advised in r.actions])
            for r in a.ranking
        ],
        a.plan and [(new(s.position), s.action, s.gain, s.score_after) for s in a.plan.steps],
        [(n.id, [new(position) for position in n.positions]) for n in (*a.blockers, *a.warnings)],
        [(m.input, {new(key): width for key, width in m.narrows.items()}) for m in a.missing],
    )  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_renamed_positions_get_the_same_answer(sample: Path) -> None:
    bundled, other = engines()
    profile = bundled.read(sample).profile
    assert profile is not None
    assert told(bundled.assess(profile, DAY), NEW_IDS) == told(other.assess(profile, DAY), {})


@given(
    st.lists(st.sampled_from(["required", "elective", "always_on"]), min_size=1, max_size=6),
    st.one_of(st.none(), st.floats(0, 100)),
    st.one_of(st.none(), st.floats(0, 100)),
)
def test_any_number_of_positions_of_any_stance_is_ranked(
    stances: list[str], live: float | None, short_video: float | None
) -> None:
    cards = [
        card(f"p{i}", chr(ord("a") + i), stance, order=i, weight=i + 1.0)
        for i, stance in enumerate(stances)
    ]
    profile = BrandProfile.model_validate(
        {
            "format": 1,
            "brand": {"name": "Ling", "category": "beauty"},
            "powers": {"content": {"live": live, "short_video": short_video}},
        }
    )
    ranking = engine_with(*cards).assess(profile, DAY).ranking
    assert {ranked.info.id for ranked in ranking} == {card.position.id for card in cards}
    scored = [r for r in ranking if r.info.stance != "always_on" and r.fit.score is not None]
    assert [r.rank for r in scored] == list(range(1, len(scored) + 1))
    for ranked in ranking:
        if ranked.info.stance == "always_on":
            assert (ranked.role, ranked.rank) == ("always_on", None)
        assert (ranked.info.stance, ranked.role) != ("required", "hold")
