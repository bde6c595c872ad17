"""A position put to its own tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources.abc import Traversable
from typing import NamedTuple

from factmatrix.profile.model import BrandProfile
from factmatrix.profile.validating import Sections
from factmatrix.rules.card_answers import answer, failures
from factmatrix.rules.card_coverage import Coverage, coverage, unshown
from factmatrix.rules.card_tests import CardTest, read_tests, tests_of
from factmatrix.rules.loading import load_scorecard
from factmatrix.rules.problems import FileProblem
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.rules.texts import ScorecardTexts
from factmatrix.scoring.card_position import CardPosition
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import InputSpace

FactsOf = Callable[[BrandProfile, date], Facts]


class Trial(NamedTuple):
    """One test and what was not as it expects; nothing where it passed."""

    test: CardTest
    failures: tuple[FileProblem, ...]


class CardReport(NamedTuple):
    """What became of the tests of one position; `unshown` names each point that no test shows."""

    info: PositionInfo
    file: str
    trials: tuple[Trial, ...]
    coverage: Coverage
    unshown: tuple[FileProblem, ...]

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The tests that failed."""
        return tuple(trial for trial in self.trials if trial.failures)


def try_card(
    place: Traversable, sections: Sections, space: InputSpace, facts_of: FactsOf
) -> CardReport | None:
    """Put the position in a folder or one file to its tests; None where it has none.

    Raises `RulesError` where scorecard or tests cannot be read.
    """
    texts, tests = ScorecardTexts(place), tests_of(place)
    if tests is None:
        return None
    card = load_scorecard(place, sections.get(texts.position))
    position = CardPosition.of(card, space)
    read = read_tests(tests, card, sections)
    trials, tried = [], []
    for i, (test, brand) in enumerate(read.cases):
        given = answer(position, facts_of(brand, read.date))
        tried.append((test, given))
        wrong = (
            fault._replace(path=("tests", i, *fault.path)) for fault in failures(test, given, card)
        )
        trials.append(Trial(test, tuple(map(read.text.problem, wrong))))
    covered = coverage(card, tried)
    return CardReport(
        card.position,
        read.text.name,
        tuple(trials),
        covered,
        tuple(texts.problem(unshown(point, card)) for point in covered.missing),
    )
