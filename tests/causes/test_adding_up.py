"""From any rules to any others, step by step: the points add up, and the ends are the engines'."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix import BrandProfile, Engine
from factmatrix.causes.brands import BrandCause, brand_causes
from factmatrix.causes.effects import effects
from factmatrix.causes.scoring import Causes, causes, way
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import Scorecard
from tests.brands import DAY
from tests.scoring.strategies import Draw, World, worlds

KNOWLEDGE = Knowledge.bundled()
FEW = settings(max_examples=settings().max_examples // 8)
"""Each takes half a second, for a plan of polars is made for every step."""


Choice = tuple[Engine, Engine, list[BrandProfile]]
"""Two engines with the same positions and other rules, and some brands."""


@st.composite
def choices(draw: Draw) -> Choice:
    """Any."""
    cards = draw(st.integers(1, 3))
    first: World = draw(worlds(cards=cards))
    second: World = draw(worlds(cards=cards))
    taken = {
        old.position.id: card(draw, old, new)
        for old, new in zip(first.cards, second.cards, strict=True)
    }
    floor = KNOWLEDGE.ranking.lead_floor.model_copy(
        update={"value": draw(st.sampled_from([0.0, 40.0, 60.0]))}
    )
    ranking = KNOWLEDGE.ranking.model_copy(update={"lead_floor": floor})
    old = first.engine
    return (
        old,
        old.with_rules(taken, KNOWLEDGE._replace(ranking=ranking)),
        [first.profile, second.profile],
    )


def card(draw: Draw, old: Scorecard, new: Scorecard) -> Scorecard:
    """The old scorecard, with all or some of its parts from the new one."""
    parts = draw(st.sets(st.sampled_from(["criteria", "modifiers", "warnings", "actions"])))
    return old.model_copy(update={part: getattr(new, part) for part in parts})


def compared(old: Engine, new: Engine, profiles: Sequence[BrandProfile]) -> Causes:
    """The brands under the rules of both engines and of all steps between."""
    path = way(old, old, new, DAY)

    def stated(profile: BrandProfile, name: str) -> object:
        value = profile.inputs.get(name)
        return list(value) if isinstance(value, tuple) else value

    rows = range(len(profiles))
    data: dict[str, Any] = {"path": ["b.csv" for _ in rows], "row": list(rows)}
    data["name"] = [profile.brand.name for profile in profiles]
    data |= {name: [stated(p, name) for p in profiles] for name in path.inputs}
    schema = {"path": pl.String(), "row": pl.UInt32(), "name": pl.String(), **path.inputs}
    return causes(path, pl.DataFrame(data, schema=schema, strict=False))


def told(engine: Engine, profile: BrandProfile) -> dict[str, Any]:
    """Lead, and role, rank and score by position, as the engine says them of one brand."""
    answer = engine.assess(profile, DAY, full=False)
    said: dict[str, Any] = {"lead": answer.verdict.lead}
    for ranked in answer.ranking:
        said[ranked.info.id] = (ranked.role, ranked.rank, ranked.fit.score)
    return said


def ends(brand: BrandCause) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same of a brand that changed, under both rules."""
    old: dict[str, Any] = {"lead": brand.old_lead}
    new: dict[str, Any] = {"lead": brand.new_lead}
    for p in brand.positions:
        old[p.position] = (p.old_role, p.old_rank, p.old_score)
        new[p.position] = (p.new_role, p.new_rank, p.new_score)
    return old, new


@given(choices())
@FEW
def test_the_steps_add_up_and_the_ends_are_those_of_the_engines(
    choice: Choice,
) -> None:
    old, new, profiles = choice
    found = compared(old, new, profiles)
    changed = {brand.row: brand for brand in brand_causes(found)}
    for row, profile in enumerate(profiles):
        before, after = told(old, profile), told(new, profile)
        brand = changed.get(row)
        if brand is None:
            assert is_seen_the_same(before, after)
            continue
        assert ends(brand) == (before, after)
        for position in brand.positions:
            moved = (position.new_score or 0.0) - (position.old_score or 0.0)
            assert sum(r.points for r in position.reasons) == pytest.approx(moved, abs=1e-9)
            assert bool(position.role_by) or position.old_role == position.new_role
        assert bool(brand.lead_by) or brand.old_lead == brand.new_lead
    if not found.steps:
        assert not changed
    is_what_it_did_to_each(found)
    changes_only_what_it_names(found, new)


def is_seen_the_same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether nothing changed that is seen in figures with one decimal."""
    if before.pop("lead") != after.pop("lead"):
        return False
    return all(
        old[:2] == new[:2] and abs((new[2] or 0.0) - (old[2] or 0.0)) < 0.05
        for old, new in zip(before.values(), after.values(), strict=True)
    )


def is_what_it_did_to_each(found: Causes) -> None:
    """What a step did to all brands is what it did to each of them."""
    brands = list(brand_causes(found))
    for effect in effects(found):
        assert effect.leads == sum(effect.number in brand.lead_by for brand in brands)
        assert effect.roles == sum(
            any(effect.number in p.role_by for p in brand.positions) for brand in brands
        )
        moved = [
            reason.points
            for brand in brands
            for position in brand.positions
            for reason in position.reasons
            if reason.step == effect.number and abs(reason.points) >= 0.05
        ]
        assert effect.scores == len(moved)
        if moved:
            assert effect.mean == pytest.approx(sum(moved) / len(moved))
            assert effect.largest is not None
            assert abs(effect.largest) == max(map(abs, moved))


def changes_only_what_it_names(found: Causes, new: Engine) -> None:
    """Every step changes only what it names, and the last leaves the new rules."""
    steps = found.steps
    named = [change.path for step in steps for change in step.changes]
    assert len(named) == len(set(named))
    for before, after in pairwise(steps):
        for path, rules in after.files.items():
            mine = any(change.path[: len(path)] == path for change in after.changes)
            assert mine or rules is before.files[path]
    if steps:
        for position in new.plugins.positions:
            assert steps[-1].files[("positions", position.info.id)] == position.scorecard
        assert steps[-1].files[("ranking",)] == new.knowledge.ranking
