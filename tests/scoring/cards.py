"""Scorecards for tests, said in a few words, and engines that know nothing but them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from factmatrix import Engine, ScorecardPosition
from factmatrix.plugins.loading import load_plugins
from factmatrix.rules.conditions import clauses
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.inputs import InputSpace

Data = dict[str, Any]
SPACE = InputSpace.of(())
WORDS = {"en": "words", "zh": "文字"}


def card(
    *criteria: Data,
    position: Data | None = None,
    modifiers: Sequence[Data] = (),
    actions: Sequence[Data] = (),
    warnings: Sequence[Data] = (),
) -> Scorecard:
    """A card; what an entry does not say of itself is filled in, and a curve is the identity."""
    return Scorecard.model_validate(
        {
            "format": 1,
            "position": {
                "id": "plain", "letter": "P", "title": WORDS, "summary": WORDS,
                "stance": "elective", "order": 1, **(position or {}),
            },
            "criteria": [_criterion(data, i) for i, data in enumerate(criteria)],
            "modifiers": [
                {**said(f"m{i}"), "message": WORDS, **data} for i, data in enumerate(modifiers)
            ],
            "warnings": [
                {**said(f"w{i}"), "message": WORDS, **data} for i, data in enumerate(warnings)
            ],
            "actions": [
                {
                    **said(f"a{i}"), "title": WORDS, "why": WORDS, "tool": WORDS, "phase": 1,
                    "effort": "low", "within_days": 7, **data,
                }
                for i, data in enumerate(actions)
            ],
        }
    )  # fmt: skip


def _criterion(data: Data, index: int) -> Data:
    shape = {} if data.keys() & {"map", "flag"} else {"curve": [[0, 0], [100, 100]]}
    return {**said(f"c{index}"), "title": WORDS, "weight": 1, **shape, **data}


def said(name: str) -> Data:
    """What every entry of a card says of itself."""
    return {"id": name, "trust": "ours", "rationale": WORDS}


def read_by(card: Scorecard) -> list[str]:
    """The fields that can change a card's numbers."""
    names = {c.input for c in card.criteria} | {c.gate.input for c in card.criteria if c.gate}
    names |= {clause.input for modifier in card.modifiers for clause in clauses(modifier.when)}
    return sorted({path for name in names for path in SPACE.domains[name].reads})


def engine_with(*cards: Scorecard) -> Engine:
    """An engine with these cards as its only positions."""
    extra = [(card.position.id, ScorecardPosition(card)) for card in cards]
    plugins = load_plugins(extra=extra, entry_points=False)
    assert [report.reason for report in plugins.reports if report.reason] == []
    return Engine(plugins, Knowledge.bundled())
