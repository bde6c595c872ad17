"""The entries of rules files, each with its path: what a check looks at one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.diagnosis import Alert, Diagnosis
from factmatrix.rules.scorecard import ActionRule, CardWarning, Criterion, Modifier, Scorecard
from factmatrix.toml.problem import Path

Entry = Criterion | Modifier | CardWarning | ActionRule | Alert
PlacedEntry = tuple[Path, Entry]

_MODELS: dict[str, type[Entry]] = {
    "criteria": Criterion,
    "modifiers": Modifier,
    "warnings": CardWarning,
    "actions": ActionRule,
    "alerts": Alert,
}

_WORDS = {"en": "?", "zh": "?"}
_STAND_INS: Mapping[str, object] = {
    "id": "x", "title": _WORDS, "rationale": _WORDS, "message": _WORDS, "why": _WORDS,
    "tool": _WORDS, "rules": (), "trust": "ours", "weight": 1.0, "severity": "warning",
    "phase": 0, "effort": "low", "within_days": 1, "for_others": False,
}  # fmt: skip
"""What takes the place of a wrong value that no check of a sound entry looks at."""


def entries(rules: RuleTable) -> Iterator[PlacedEntry]:
    """All entries of a scorecard or of the diagnosis, in the order of the file."""
    if isinstance(rules, Scorecard):
        for name in ("criteria", "modifiers", "warnings", "actions"):
            yield from (((name, i), entry) for i, entry in enumerate(getattr(rules, name)))
    elif isinstance(rules, Diagnosis):
        for s, stage in enumerate(rules.stages):
            yield from ((("stages", s, "criteria", i), c) for i, c in enumerate(stage.criteria))
        yield from ((("alerts", i), alert) for i, alert in enumerate(rules.alerts))


def readable_entries(data: object, place: Path = ()) -> Iterator[tuple[Path, Entry | None]]:
    """The entries in the data of a file, whatever is wrong with it.

    None stands for an entry in which something is wrong that a check would have to look at.
    """
    if not isinstance(data, dict):
        return
    for name, rows in data.items():
        if not isinstance(rows, list):
            continue
        for i, row in enumerate(rows):
            here = (*place, name, i)
            if name == "stages":
                yield from readable_entries(row, here)
            elif name in _MODELS:
                yield here, _readable(row, _MODELS[name])


def _readable(row: object, model: type[Entry]) -> Entry | None:
    """The entry; what is wrong in it gives way to a stand-in where that hides nothing."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        wrong = {str(detail["loc"][0]) if detail["loc"] else "" for detail in error.errors()}
    refused = {key for key in wrong if key in model.model_fields}
    if not isinstance(row, dict) or "" in wrong or not refused <= _STAND_INS.keys():
        return None
    known = {key: value for key, value in row.items() if key in model.model_fields}
    return model.model_validate(known | {key: _STAND_INS[key] for key in refused})
