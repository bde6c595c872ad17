"""Checking rules files: every problem of a file in one pass, in the order of its lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as File

from pydantic import BaseModel, ValidationError

from factmatrix.profile.table import Section
from factmatrix.rules.benchmarks import Benchmarks
from factmatrix.rules.calendar import Calendar
from factmatrix.rules.clauses import not_loaded, undeclared
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.conversions import Conversions
from factmatrix.rules.diagnosis import Diagnosis
from factmatrix.rules.doctrine import Doctrine
from factmatrix.rules.explaining import explain
from factmatrix.rules.homes import load_doctrine
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.lint import breaches, entries, lint, readable_entries, source_faults
from factmatrix.rules.loading import own_space, space_for
from factmatrix.rules.overlay import lay_over
from factmatrix.rules.overlay_file import load_overlay
from factmatrix.rules.problems import Fault, FileProblem, RulesError
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.scorecard import Scorecard
from factmatrix.rules.snowball import Snowball
from factmatrix.rules.texts import RulesText, ScorecardTexts
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Text
from factmatrix.toml.place import dotted
from factmatrix.toml.problem import Path, Problem

Problems = tuple[FileProblem, ...]
Sections = Mapping[str, type[Section]]
"""The positions' own tables by position id; their inputs count for that position's rules."""

_ENGINE_FILES: Mapping[str, type[BaseModel]] = {
    "diagnosis.toml": Diagnosis,
    "ranking.toml": Ranking,
    "conversions.toml": Conversions,
    "benchmarks.toml": Benchmarks,
    "calendar.toml": Calendar,
    "snowball.toml": Snowball,
    "doctrine.toml": Doctrine,
}


def check_scorecard(
    place: Traversable, sections: Sections, failed: Collection[str] = ()
) -> Problems:
    """The problems of a scorecard, in the files of a folder or in one file.

    `failed` are the ids, as far as known, and names of the plugins that did not load.
    """
    try:
        text = ScorecardTexts(place)
    except RulesError as error:
        return error.problems
    name = text.position
    faults = _faults(text.data, Scorecard, own_space(name, sections.get(name)))
    if name not in sections and place.is_dir():  # one file has no code beside it
        message = undeclared(name)
        faults = _undecided(faults, message, not_loaded(name) if name in failed else message)
    return in_order(map(text.problem, faults))


def is_position(file: File) -> bool:
    """Whether a file holds a position rather than changes to some; False if it cannot be read."""
    try:
        return bool(RulesText(file).data.keys() & {"position", "criteria"})
    except RulesError:
        return False


def _undecided(faults: Iterable[Fault], message: Text, why: Text) -> Iterator[Fault]:
    """Files cannot be blamed for a section that a plugin may declare once it is loaded."""
    for fault in faults:
        is_it = fault.message == message
        yield fault._replace(severity="warning", message=why) if is_it else fault


def check_engine() -> Problems:
    """The problems of the engine's own rules files."""
    folder, space = files("factmatrix.rules"), InputSpace.of(())
    found: list[FileProblem] = []
    for name, model in _ENGINE_FILES.items():
        text = RulesText(folder / name)
        found += in_order(map(text.problem, _faults(text.data, model, space)))
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
        return in_order(error.problems)
    return in_order(laid.warnings)


def judge_in_use(rules: RuleTable, space: InputSpace) -> Iterator[Fault]:
    """What is wrong with rules that somebody is about to score with.

    What no score may rest on stays an error. All else is a warning: it is probably a mistake, but
    the score is still what the rules say.
    """
    broken = set(breaches(entries(rules), space))
    for fault in _faults_of(rules, space):
        yield fault if fault in broken else fault._replace(severity="warning")


def _faults_of(rules: RuleTable, space: InputSpace) -> Iterator[Fault]:
    """What is wrong with rules that are well-formed."""
    yield from lint(entries(rules), space)
    yield from source_faults(rules.model_dump(by_alias=True), _known_rules())


def _faults(data: object, model: type[BaseModel], space: InputSpace) -> Iterator[Fault]:
    """What is wrong with the data of a file; entries that can be read are judged in any case."""
    found = tuple(readable_entries(data))
    try:
        model.model_validate(data)
    except ValidationError as error:
        unread = [place for place, entry in found if entry is None]
        yield from _with_notes(explain(error, model, data), unread)
    yield from lint(((place, entry) for place, entry in found if entry is not None), space)
    yield from source_faults(data, _known_rules())


def _with_notes(faults: Iterable[Fault], unread: Iterable[Path]) -> Iterator[Fault]:
    """Faults; the first in each entry that could not be read says that this hides others."""
    left = set(unread)
    for fault in faults:
        inside = next((place for place in left if fault.path[: len(place)] == place), None)
        if inside is None:
            yield fault
        else:
            left.remove(inside)
            message = Text(f"{fault.message.en} {_UNREAD.en}", fault.message.zh + _UNREAD.zh)
            yield fault._replace(message=message)


def in_order(problems: Iterable[FileProblem]) -> Problems:
    """Problems by file, line and column, each once."""

    def place(found: FileProblem) -> tuple[str, int, int]:
        return found.file, found.problem.line, found.problem.column

    return tuple(sorted(dict.fromkeys(problems), key=place))


_UNREAD = Text(
    "The rest of this entry is judged once this is right.", "改正后才会检查该条目的其余内容。"
)


@cache
def _known_rules() -> frozenset[str]:
    return frozenset(rule.id for rule in load_doctrine().rules)
