"""Reading rules files, and the hash of what was read.

A sound file is only parsed and validated. What is wrong in one, and where, is looked for only
when something is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import toml_rs
from pydantic import BaseModel, ValidationError

from factmatrix.profile.inputs import section_inputs
from factmatrix.profile.table import Section
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.misfits import rules_misfits
from factmatrix.rules.problems import RulesError
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.inputs import InputSpace

M = TypeVar("M", bound=BaseModel)
SCORECARD, ACTIONS = "scorecard.toml", "actions.toml"
OF_TESTS = ("date", "tests")
"""What a position in one file says besides its scorecard: its rule tests, and their day."""


def read_rules(file: Traversable, model: type[M]) -> M:
    """One rules file as its model; raises `RulesError` with every problem and its place."""
    data = _data(file)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        from factmatrix.rules.texts import RulesText, refusal

        raise refusal(RulesText(file), error, model) from error


def load_scorecard(place: Traversable, section: type[Section] | None = None) -> Scorecard:
    """The scorecard of a position: the files of its folder, or the one file that it is.

    In a folder these are `scorecard.toml` and, where there is one, `actions.toml`.
    Raises `RulesError` with every problem and its place. An input that neither the core nor the
    position's own `section` has is a problem.
    """
    try:
        card = Scorecard.model_validate(_scorecard_data(place))
    except ValidationError as error:
        from factmatrix.rules.texts import ScorecardTexts, refusal

        raise refusal(ScorecardTexts(place), error, Scorecard) from error
    if unfit := list(rules_misfits(card, own_space(card.position.id, section))):
        from factmatrix.rules.texts import ScorecardTexts

        raise RulesError(map(ScorecardTexts(place).problem, unfit))
    return card


def own_space(position: str, section: type[Section] | None) -> InputSpace:
    """The inputs that a position may name: the core's and those of its own section."""
    own = section_inputs(position, section).values() if section else ()
    return InputSpace.of(own, position)


def space_for(rules: RuleTable, sections: Mapping[str, type[Section]]) -> InputSpace:
    """The inputs that rules may name, given the sections by position; only a scorecard has one."""
    position = rules.position.id if isinstance(rules, Scorecard) else ""
    return own_space(position, sections.get(position))


def _scorecard_data(place: Traversable) -> dict[str, Any]:
    if place.is_dir():
        data, actions = _data(place / SCORECARD), place / ACTIONS
        if not actions.is_file():
            return data
        more = _data(actions)
        if more.keys() == {"actions"} and "actions" not in data:
            return data | more
    from factmatrix.rules.texts import ScorecardTexts

    return ScorecardTexts(place).data


def _data(file: Traversable) -> dict[str, Any]:
    try:
        return toml_rs.loads(file.read_text("utf-8"), toml_version="1.0.0")
    except (OSError, ValueError):
        from factmatrix.rules.texts import RulesText

        return RulesText(file).data


def rules_hash(cards: Iterable[Scorecard], others: Mapping[str, BaseModel]) -> str:
    """SHA-256 of all rules in use: scorecards by position, the engine's own files by name.

    It is taken over what the rules say, so neither the order of plugins nor the layout of a file
    changes it.
    """
    rules = {
        "positions": {card.position.id: _plain(card) for card in cards},
        **{name: _plain(rules) for name, rules in others.items()},
    }
    canonical = json.dumps(rules, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(rules: BaseModel) -> dict[str, Any]:
    return rules.model_dump(mode="json", by_alias=True)
