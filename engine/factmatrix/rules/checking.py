"""Checking rules files: every problem of a file in one pass, in the order of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as File

from pydantic import BaseModel, ValidationError

from factmatrix.profile.table import Section
from factmatrix.rules.benchmarks import Benchmarks
from factmatrix.rules.calendar import Calendar
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.conversions import Conversions
from factmatrix.rules.diagnosis import Diagnosis
from factmatrix.rules.doctrine import Doctrine
from factmatrix.rules.explaining import explain
from factmatrix.rules.homes import load_doctrine
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.lint import entries, lint, sound_entries, source_faults
from factmatrix.rules.loading import own_space, space_for
from factmatrix.rules.overlay import lay_over, load_overlay
from factmatrix.rules.problems import Fault, FileProblem, RulesError
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.scorecard import Scorecard
from factmatrix.rules.texts import RulesText, ScorecardTexts
from factmatrix.scoring.inputs import InputSpace
from factmatrix.toml.place import dotted
from factmatrix.toml.problem import Problem

Problems = tuple[FileProblem, ...]
Sections = Mapping[str, type[Section]]
"""The positions' own tables by position id; their inputs count for that position's rules."""

_ENGINE_FILES: Mapping[str, type[BaseModel]] = {
    "diagnosis.toml": Diagnosis,
    "ranking.toml": Ranking,
    "conversions.toml": Conversions,
    "benchmarks.toml": Benchmarks,
    "calendar.toml": Calendar,
    "doctrine.toml": Doctrine,
}


def check_scorecard(folder: Traversable, sections: Sections) -> Problems:
    """The problems of `scorecard.toml` and `actions.toml` in a folder."""
    try:
        text = ScorecardTexts(folder)
    except RulesError as error:
        return error.problems
    position = text.data.get("position")
    name = str(position.get("id")) if isinstance(position, dict) else ""
    return _check(text, Scorecard, own_space(name, sections.get(name)))


def check_engine() -> Problems:
    """The problems of the engine's own rules files."""
    folder, space = files("factmatrix.rules"), InputSpace.of(())
    found: list[FileProblem] = []
    for name, model in _ENGINE_FILES.items():
        found += _check(RulesText(folder / name), model, space)
    return tuple(found)


def check_model(name: str, card: Scorecard, sections: Sections) -> Problems:
    """The problems of a scorecard that was not read from files: they have no line."""
    faults = _faults_of(card, space_for(card, sections))
    return tuple(
        FileProblem(name, Problem(f.severity, 1, 1, dotted(f.path), f.message, None, ""))
        for f in faults
    )


def check_overlay(
    file: File, cards: Mapping[str, Scorecard | None], knowledge: Knowledge, sections: Sections
) -> Problems:
    """The problems of an overlay, and those that it makes in the rules it is laid over."""

    def judge(rules: RuleTable) -> Iterator[Fault]:
        return _faults_of(rules, space_for(rules, sections))

    try:
        laid = lay_over([load_overlay(file)], cards, knowledge, judge)
    except RulesError as error:
        return _in_order(error.problems)
    return _in_order(laid.warnings)


def _faults_of(rules: RuleTable, space: InputSpace) -> Iterator[Fault]:
    """What is wrong with rules that are well-formed."""
    yield from lint(entries(rules), space)
    yield from source_faults(rules.model_dump(by_alias=True), _known_rules())


def _check(text: RulesText | ScorecardTexts, model: type[BaseModel], space: InputSpace) -> Problems:
    return _in_order(map(text.problem, _faults(text.data, model, space)))


def _faults(data: object, model: type[BaseModel], space: InputSpace) -> Iterator[Fault]:
    """Entries that are valid by themselves are judged even where others are not."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        yield from explain(error, model, data)
    yield from lint(sound_entries(data), space)
    yield from source_faults(data, _known_rules())


def _in_order(problems: Iterable[FileProblem]) -> Problems:
    def place(found: FileProblem) -> tuple[str, int, int]:
        return found.file, found.problem.line, found.problem.column

    return tuple(sorted(dict.fromkeys(problems), key=place))


@cache
def _known_rules() -> frozenset[str]:
    return frozenset(rule.id for rule in load_doctrine().rules)
