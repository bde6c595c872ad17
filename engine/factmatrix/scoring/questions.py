"""What to ask next: how much the answer to each question would narrow the scores."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

from factmatrix.assessment import MissingInput
from factmatrix.rules.derived import ASSESSMENT_DATE
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import Domain
from factmatrix.scoring.rescoring import Rescorer
from factmatrix.text import Text

PARTS = 5
"""A range is asked for at the middles of this many equal parts."""


def missing_inputs(facts: Facts, positions: Collection[Rescorer]) -> tuple[MissingInput, ...]:
    """The unknown fields that would narrow a score, the most telling first.

    For each position: the width of its range now minus the mean width over the field's answers.
    """
    width = {p.info.id: _width(p, facts, ()) for p in positions}
    readers: dict[str, list[Rescorer]] = {}
    for position in positions:
        for path in position.reads:
            if path not in facts.stated and path != ASSESSMENT_DATE:
                readers.setdefault(path, []).append(position)
    missing = []
    for path in sorted(readers):
        domain = facts.space.domains[path]
        varied = [facts.with_value(path, answer) for answer in answers(domain, facts)]
        narrows = {
            p.info.id: width[p.info.id] - sum(_width(p, v, (path,)) for v in varied) / len(varied)
            for p in readers[path]
        }
        if any(by > 0 for by in narrows.values()):
            missing.append(_question(domain, narrows))
    return tuple(sorted(missing, key=lambda m: (-sum(m.narrows.values()), m.input)))


def _width(position: Rescorer, facts: Facts, changed: Sequence[str]) -> float:
    bounds = position.bounds(facts, changed)
    return bounds.high - bounds.low


def _question(domain: Domain, narrows: dict[str, float]) -> MissingInput:
    title, declaration = domain.title, domain.declaration
    question = Text(f"{title.en}: what is the figure?", f"{title.zh}是多少？")
    where = None
    if declaration:
        question, where = declaration.question or question, declaration.where
    gains = {position: max(0.0, by) for position, by in narrows.items()}
    return MissingInput(domain.path, title, question, where, gains)


def answers(domain: Domain, facts: Facts) -> list[Any]:
    """Answers that a missing field could get, spread over what is possible or plausible."""
    if domain.shape == "flag":
        return [False, True]
    if domain.shape == "choice":
        return list(domain.choices)
    if domain.shape == "set":
        members = domain.choices or tuple(str(n) for n in range(PARTS))
        return [members[:size] for size in range(len(members) + 1)]
    declaration = domain.declaration
    plausible = declaration.plausible if declaration else None
    low, high = plausible or (domain.low, domain.high)
    if domain.shape == "date":
        today: Any = facts[ASSESSMENT_DATE][0]
        low, high = today - 365.0, today
    if math.isinf(high):
        return [low + 10.0**power for power in range(PARTS)]
    step = (high - low) / PARTS
    return [low + step * (part + 0.5) for part in range(PARTS)]
