"""What to ask next: how much the answer to each question would narrow the scores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from factmatrix.assessment import MissingInput
from factmatrix.scoring.answers import open_fields, rounds
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import Domain
from factmatrix.scoring.rescoring import Rescorer
from factmatrix.text import Text


class Effect(NamedTuple):
    """What answers do to a position: by how much they narrow its range, and whether one of them
    settles a block that is open."""

    narrows: float
    settles: bool


def missing_inputs(
    facts: Facts, positions: Collection[Rescorer], blocking: Collection[str]
) -> tuple[MissingInput, ...]:
    """The unknown fields that could block something or would narrow a score, most telling first.

    `blocking` are those on which an alert that blocks every position depends. These and the fields
    that a position's own block depends on come first, for as long as that is open nothing is
    settled; then those that narrow the positions to choose among most.
    """
    choice = {p.info.id for p in positions if p.info.stance != "always_on"}
    narrows: dict[str, dict[str, float]] = {path: {} for path in blocking}
    first = set(blocking)
    for position in positions:
        effects = _effects(position, facts)
        first |= {path for path, effect in effects.items() if effect.settles}
        for path, effect in effects.items():
            by = {position.info.id: effect.narrows} if effect.narrows else {}
            narrows.setdefault(path, {}).update(by)

    def key(path: str) -> tuple[object, ...]:
        by = narrows[path]
        in_choice = sum(narrowed for position, narrowed in by.items() if position in choice)
        return path not in first, -in_choice, -sum(by.values()), path

    return tuple(
        question_about(facts.space.domains[path], narrows[path], path in first)
        for path in sorted(narrows, key=key)
    )


def _effects(position: Rescorer, facts: Facts) -> dict[str, Effect]:
    """What the answers to each missing field do to a position; only where they do something.

    Fields of a rule of which none does anything alone share what all of them do together.
    """
    rules = [open_fields(facts, rule) for rule in position.rules]
    paths = sorted({path for rule in rules for path in rule})
    alone = {path: effect for path in paths if any(effect := _effect(position, facts, [path]))}
    effects = dict(alone)
    for rule in rules:
        if len(rule) > 1 and not alone.keys() & rule:
            together = _effect(position, facts, sorted(rule))
            share = Effect(together.narrows / len(rule), together.settles)
            if any(share):
                effects |= {path: max(share, effects.get(path, share)) for path in rule}
    return effects


def _effect(position: Rescorer, facts: Facts, paths: Sequence[str]) -> Effect:
    """The effect of answers that are given to all of the fields at once."""
    now = position.bounds(facts, ())
    then = [position.bounds(facts.with_values(given), paths) for given in rounds(facts, paths)]
    mean = sum(bounds.high - bounds.low for bounds in then) / len(then)
    settles = now.blocked is None and any(bounds.blocked is not None for bounds in then)
    return Effect(max(0.0, now.high - now.low - mean), settles)


def question_about(domain: Domain, narrows: Mapping[str, float], may_block: bool) -> MissingInput:
    """How to ask for an input, and where its answer is found."""
    title, declaration = domain.title, domain.declaration
    question = Text(f"{title.en}: what is the figure?", f"{title.zh}是多少？")
    where = None
    if declaration:
        question, where = declaration.question or question, declaration.where
    return MissingInput(domain.path, title, question, where, narrows, may_block)
