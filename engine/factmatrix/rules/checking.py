"""Checking rules files: every problem of a file in one pass, in the order of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as File

from pydantic import BaseModel, ValidationError

from factmatrix.profile.table import Section
from factmatrix.rules.benchmarks import Benchmarks
from factmatrix.rules.calendar import Calendar
from factmatrix.rules.conversions import Conversions
from factmatrix.rules.diagnosis import Diagnosis
from factmatrix.rules.doctrine import Doctrine
from factmatrix.rules.explaining import explain
from factmatrix.rules.homes import load_doctrine
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.lint import entries, lint, sound_entries, source_faults
from factmatrix.rules.loading import space_for
from factmatrix.rules.overlay import lay_over, load_overlay
from factmatrix.rules.problems import Fault, FileProblem, RulesError
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.scorecard import Scorecard
from factmatrix.rules.texts import RulesText, ScorecardTexts
from factmatrix.scoring.inputs import InputSpace

Problems = tuple[FileProblem, ...]

_ENGINE_FILES: Mapping[str, type[BaseModel]] = {
    "diagnosis.toml": Diagnosis,
    "ranking.toml": Ranking,
    "conversions.toml": Conversions,
    "benchmarks.toml": Benchmarks,
    "calendar.toml": Calendar,
    "doctrine.toml": Doctrine,
}


def check_scorecard(folder: Traversable, space: InputSpace) -> Problems:
    """The problems of `scorecard.toml` and `actions.toml` in a folder."""
    return _check(lambda: ScorecardTexts(folder), Scorecard, space)


def check_engine(space: InputSpace) -> Problems:
    """The problems of the engine's own rules files."""
    folder = files("factmatrix.rules")
    return tuple(
        problem
        for name, model in _ENGINE_FILES.items()
        for problem in _check(lambda file=folder / name: RulesText(file), model, space)  # type: ignore[misc]
    )


def check_overlay(
    file: File,
    cards: Mapping[str, Scorecard | None],
    knowledge: Knowledge,
    sections: Mapping[str, type[Section]],
) -> Problems:
    """The problems of an overlay, and those that it makes in the rules it is laid over."""

    def judge(rules: Scorecard | Diagnosis) -> Iterator[Fault]:
        return card_faults(rules, space_for(rules, sections))

    try:
        laid = lay_over([load_overlay(file)], cards, knowledge, judge)
    except RulesError as error:
        return _in_order(error.problems)
    return _in_order(laid.warnings)


def card_faults(rules: Scorecard | Diagnosis, space: InputSpace) -> Iterator[Fault]:
    """What is wrong with rules that are well-formed."""
    yield from lint(entries(rules), space)
    yield from source_faults(rules.model_dump(by_alias=True), _known_rules())


def _check(
    read: Callable[[], RulesText | ScorecardTexts], model: type[BaseModel], space: InputSpace
) -> Problems:
    try:
        text = read()
    except RulesError as error:
        return error.problems
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
