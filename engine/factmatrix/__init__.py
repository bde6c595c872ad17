"""factmatrix: where a brand's effort on Douyin pays, scored with the FACT operating matrix.

The names below are the public door, for programs and for plugins alike. They are loaded on first
use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment as Assessment
    from factmatrix.context import Context as Context
    from factmatrix.engine import Engine as Engine
    from factmatrix.fit import Action as Action
    from factmatrix.fit import ActionKpi as ActionKpi
    from factmatrix.fit import ActionTarget as ActionTarget
    from factmatrix.fit import Contribution as Contribution
    from factmatrix.fit import Fit as Fit
    from factmatrix.fit import Notice as Notice
    from factmatrix.plugins.hookspecs import hookimpl as hookimpl
    from factmatrix.plugins.scorecard_position import ScorecardPosition as ScorecardPosition
    from factmatrix.profile.fields import Choice as Choice
    from factmatrix.profile.fields import declare as declare
    from factmatrix.profile.model import BrandProfile as BrandProfile
    from factmatrix.profile.reading import Reading as Reading
    from factmatrix.profile.reading import read_profile as read_profile
    from factmatrix.profile.table import Section as Section
    from factmatrix.profile.writing import save_profile as save_profile
    from factmatrix.rules.scorecard import PositionInfo as PositionInfo
    from factmatrix.rules.scorecard import Scorecard as Scorecard
    from factmatrix.text import Text as Text

_HOME = {
    "Action": "factmatrix.fit",
    "ActionKpi": "factmatrix.fit",
    "ActionTarget": "factmatrix.fit",
    "Assessment": "factmatrix.assessment",
    "BrandProfile": "factmatrix.profile.model",
    "Choice": "factmatrix.profile.fields",
    "Context": "factmatrix.context",
    "Contribution": "factmatrix.fit",
    "Engine": "factmatrix.engine",
    "Fit": "factmatrix.fit",
    "Notice": "factmatrix.fit",
    "PositionInfo": "factmatrix.rules.scorecard",
    "Reading": "factmatrix.profile.reading",
    "Scorecard": "factmatrix.rules.scorecard",
    "ScorecardPosition": "factmatrix.plugins.scorecard_position",
    "Section": "factmatrix.profile.table",
    "Text": "factmatrix.text",
    "declare": "factmatrix.profile.fields",
    "hookimpl": "factmatrix.plugins.hookspecs",
    "read_profile": "factmatrix.profile.reading",
    "save_profile": "factmatrix.profile.writing",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
