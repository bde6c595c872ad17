"""The entries of rules files, each with its path: what a check looks at one by one."""

from __future__ import annotations

from collections.abc import Iterator

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


def entries(rules: RuleTable) -> Iterator[PlacedEntry]:
    """All entries of a scorecard or of the diagnosis, in the order of the file."""
    if isinstance(rules, Scorecard):
        for name in ("criteria", "modifiers", "warnings", "actions"):
            yield from (((name, i), entry) for i, entry in enumerate(getattr(rules, name)))
    elif isinstance(rules, Diagnosis):
        for s, stage in enumerate(rules.stages):
            yield from ((("stages", s, "criteria", i), c) for i, c in enumerate(stage.criteria))
        yield from ((("alerts", i), alert) for i, alert in enumerate(rules.alerts))


def sound_entries(data: object, place: Path = ()) -> Iterator[PlacedEntry]:
    """The entries in the data of a file that are valid by themselves, whatever else is wrong."""
    if not isinstance(data, dict):
        return
    for name, rows in data.items():
        if not isinstance(rows, list):
            continue
        for i, row in enumerate(rows):
            here = (*place, name, i)
            if name == "stages":
                yield from sound_entries(row, here)
            elif name in _MODELS:
                try:
                    yield here, _MODELS[name].model_validate(row)
                except ValidationError:
                    continue
