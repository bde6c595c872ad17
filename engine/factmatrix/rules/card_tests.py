"""Tests of a scorecard: brands of which little is said, and what the card must answer to them.

They stand in `tests.toml` beside the scorecard, or in the one file that the position is, for
whoever changes a number to read and to run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, Strict, ValidationError, model_validator

from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import read_table
from factmatrix.profile.validating import Sections
from factmatrix.rules.checking import in_order
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.explaining import explain, unknown_key
from factmatrix.rules.loading import OF_TESTS
from factmatrix.rules.problems import Fault, FileProblem, RulesError
from factmatrix.rules.refusing import UnfitError, refuse_repeated_ids
from factmatrix.rules.scorecard import ActionRule, CardWarning, Id, Modifier, Scorecard
from factmatrix.rules.texts import RulesText
from factmatrix.text import Text
from factmatrix.toml.problem import Path

TESTS = "tests.toml"
Entries = Literal["modifiers", "warnings", "actions"]
EXPECTATIONS: Mapping[Entries, tuple[str, str]] = {
    "modifiers": ("applied", "not_applied"),
    "warnings": ("warned", "not_warned"),
    "actions": ("offered", "not_offered"),
}
"""The keys of a test that name entries of the card: what must hold, and what must not."""


def _band(value: object) -> object:
    """A band of scores, or that there is none."""
    if value is None or value == "unknown":
        return value
    if isinstance(value, list | tuple) and len(value) == 2:
        low, high = value
        if type(low) in (int, float) and type(high) in (int, float) and 0 <= low <= high <= 100:
            return float(low), float(high)
    raise UnfitError(
        'Write the band in which the score must lie, as [60, 75] within 0–100, or "unknown".',
        '应写得分所在区间，如 [60, 75]（0–100 之内），或写 "unknown"。',
    )


Band = Annotated[tuple[float, float] | Literal["unknown"] | None, BeforeValidator(_band)]
Ids = Annotated[tuple[str, ...], Strict(False)]
Conditional = Modifier | CardWarning | ActionRule
"""An entry of a card that holds under a condition."""


def conditionals(card: Scorecard, entries: Entries) -> tuple[Conditional, ...]:
    """The entries of one kind, in the order of the card."""
    listed: tuple[Conditional, ...] = getattr(card, entries)
    return listed


class Expectation(NamedTuple):
    """That an entry of the card holds or does not: where in the test, which one, what."""

    path: Path
    entries: Entries
    id: str
    holds: bool


class CardTest(RuleTable):
    """One case: what is known of a brand, and what the card makes of it.

    `given` is a profile without its format and the brand's name; what it leaves out is unknown.
    A modifier is applied, a warning shown, where its condition is true. An action is offered where
    in addition one of its targets is not met yet. What is not named may be either way.
    """

    id: Id
    title: Text
    given: dict[str, Any]
    score: Band = None
    applied: Ids = ()
    not_applied: Ids = ()
    warned: Ids = ()
    not_warned: Ids = ()
    offered: Ids = ()
    not_offered: Ids = ()

    @model_validator(mode="after")
    def _expects_something(self) -> CardTest:
        if self.score is None and not self.expectations():
            keys = [key for pair in EXPECTATIONS.values() for key in pair]
            raise UnfitError(
                f"The test expects nothing. Give it one of score, {', '.join(keys)}.",
                f"这条测试没有任何预期。请写 score、{'、'.join(keys)} 中的一项。",
            )
        return self

    def expectations(self) -> tuple[Expectation, ...]:
        """What is expected of the entries of the card, in the order of `EXPECTATIONS`."""
        return tuple(
            Expectation((key, i), entries, name, holds)
            for entries, keys in EXPECTATIONS.items()
            for key, holds in zip(keys, (True, False), strict=True)
            for i, name in enumerate(getattr(self, key))
        )


class CardTests(RuleTable):
    """The file: `date` is the day of the assessment where a test gives no `brand.as_of`."""

    format: Literal[1]
    date: date
    tests: Annotated[tuple[CardTest, ...], Strict(False), Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> CardTests:
        refuse_repeated_ids(tests=self.tests)
        return self


class ReadTests(NamedTuple):
    """The tests of a card as they were read, and the brand of each."""

    text: RulesText
    date: date
    cases: tuple[tuple[CardTest, BrandProfile], ...]


def tests_of(place: Traversable) -> RulesText | None:
    """The text with the tests of a position in a folder or one file; None where it has none.

    Raises `RulesError` where it cannot be read.
    """
    if place.is_dir():
        file = place / TESTS
        return RulesText(file) if file.is_file() else None
    text = RulesText(place)
    kept = ("format", *OF_TESTS)
    text.data = {key: value for key, value in text.data.items() if key in kept}
    return text if "tests" in text.data else None


def read_tests(text: RulesText, card: Scorecard, sections: Sections) -> ReadTests:
    """The tests in a text for a card; raises `RulesError` with every problem and its place.

    `given` is checked as a profile is, with the `sections` of plugins; ids are those of the card.
    """
    problems = [text.problem(fault) for fault in _unknown_ids(text.data, card)]
    brands: list[BrandProfile] = []
    for place, given in _given(text.data):
        brand, wrong = _brand(text, place, given, sections)
        problems += wrong
        brands += [brand] if brand else []
    try:
        read = CardTests.model_validate(text.data)
    except ValidationError as error:
        problems += map(text.problem, explain(error, CardTests, text.data))
    if problems:
        raise RulesError(in_order(problems))
    return ReadTests(text, read.date, tuple(zip(read.tests, brands, strict=True)))


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The tests in the data of a file, whatever is wrong with it."""
    tests = data.get("tests")
    for i, row in enumerate(tests if isinstance(tests, list) else ()):
        if isinstance(row, dict):
            yield ("tests", i), row


def _given(data: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for place, row in _rows(data):
        if isinstance(row.get("given"), dict):
            yield (*place, "given"), row["given"]


def _unknown_ids(data: Mapping[str, Any], card: Scorecard) -> Iterator[Fault]:
    for place, row in _rows(data):
        for entries, keys in EXPECTATIONS.items():
            known = [entry.id for entry in conditionals(card, entries)]
            for key in keys:
                ids = row.get(key)
                for i, name in enumerate(ids if isinstance(ids, list) else ()):
                    if isinstance(name, str) and name not in known:
                        yield Fault((*place, key, i), unknown_key(name, known))


def _brand(
    text: RulesText, place: Path, given: dict[str, Any], sections: Sections
) -> tuple[BrandProfile | None, list[FileProblem]]:
    """The brand of a test, None where something is wrong with it."""
    brand = given.get("brand", {})
    named = {"name": "?"} | brand if isinstance(brand, dict) else brand
    data = {"format": 1} | given | {"brand": named}
    validated, problems = read_table(data, lambda: text.places(place), sections)
    failures = [
        text.problem(Fault((*place, "ext", position), reason))
        for position, reason in validated.plugin_failures.items()
    ]
    return validated.profile, [*(FileProblem(text.name, p) for p in problems), *failures]
