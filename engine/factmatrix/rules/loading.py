"""Reading rules files."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import toml_rs
from pydantic import BaseModel

from factmatrix.rules.scorecard import Scorecard

M = TypeVar("M", bound=BaseModel)


def read_rules(file: Traversable, model: type[M]) -> M:
    """One rules file as its model."""
    return model.model_validate(_table(file))


def load_scorecard(folder: Traversable) -> Scorecard:
    """`scorecard.toml` and, where there is one, `actions.toml` of a folder."""
    data = _table(folder / "scorecard.toml")
    actions = folder / "actions.toml"
    if actions.is_file():
        data |= _table(actions)
    return Scorecard.model_validate(data)


def _table(file: Traversable) -> dict[str, Any]:
    return toml_rs.loads(file.read_text("utf-8"), toml_version="1.0.0")
