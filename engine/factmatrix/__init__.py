"""factmatrix: where a brand's effort on Douyin pays, scored with the FACT operating matrix.

The names below are the public door, for programs and for plugins alike. They are loaded on first
use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factmatrix import metrics as metrics
    from factmatrix.assessment import Assessment as Assessment
    from factmatrix.boosts.readings import BoostReading as BoostReading
    from factmatrix.boosts.readings import read_boost_tests as read_boost_tests
    from factmatrix.context import Context as Context
    from factmatrix.deals.deal import Deal as Deal
    from factmatrix.deals.deal import deals_of as deals_of
    from factmatrix.deals.ranking import DealComparison as DealComparison
    from factmatrix.deals.ranking import DealRanking as DealRanking
    from factmatrix.deals.ranking import DenominatorError as DenominatorError
    from factmatrix.deals.ranking import compare_deals as compare_deals
    from factmatrix.deals.ranking import rank_deals as rank_deals
    from factmatrix.deals.review import CreatorReview as CreatorReview
    from factmatrix.deals.review import review_creators as review_creators
    from factmatrix.deals.verdict import DealVerdict as DealVerdict
    from factmatrix.deals.verdict import judge_deal as judge_deal
    from factmatrix.engine import Engine as Engine
    from factmatrix.fit import Action as Action
    from factmatrix.fit import ActionKpi as ActionKpi
    from factmatrix.fit import ActionTarget as ActionTarget
    from factmatrix.fit import Contribution as Contribution
    from factmatrix.fit import Fit as Fit
    from factmatrix.fit import Notice as Notice
    from factmatrix.plugins.hookspecs import hookimpl as hookimpl
    from factmatrix.plugins.scorecard_position import ScorecardPosition as ScorecardPosition
    from factmatrix.profile.declaration import Choice as Choice
    from factmatrix.profile.fields import declare as declare
    from factmatrix.profile.model import BrandProfile as BrandProfile
    from factmatrix.profile.reading import Reading as Reading
    from factmatrix.profile.reading import read_profile as read_profile
    from factmatrix.profile.table import Section as Section
    from factmatrix.profile.writing import save_profile as save_profile
    from factmatrix.rules.benchmarks import Benchmarks as Benchmarks
    from factmatrix.rules.benchmarks import load_benchmarks as load_benchmarks
    from factmatrix.rules.scorecard import PositionInfo as PositionInfo
    from factmatrix.rules.scorecard import Scorecard as Scorecard
    from factmatrix.text import Text as Text

_HOME = {
    "Action": "factmatrix.fit",
    "ActionKpi": "factmatrix.fit",
    "ActionTarget": "factmatrix.fit",
    "Assessment": "factmatrix.assessment",
    "Benchmarks": "factmatrix.rules.benchmarks",
    "BoostReading": "factmatrix.boosts.readings",
    "BrandProfile": "factmatrix.profile.model",
    "Choice": "factmatrix.profile.declaration",
    "Context": "factmatrix.context",
    "Contribution": "factmatrix.fit",
    "CreatorReview": "factmatrix.deals.review",
    "Deal": "factmatrix.deals.deal",
    "DealComparison": "factmatrix.deals.ranking",
    "DealRanking": "factmatrix.deals.ranking",
    "DealVerdict": "factmatrix.deals.verdict",
    "DenominatorError": "factmatrix.deals.ranking",
    "Engine": "factmatrix.engine",
    "Fit": "factmatrix.fit",
    "Notice": "factmatrix.fit",
    "PositionInfo": "factmatrix.rules.scorecard",
    "Reading": "factmatrix.profile.reading",
    "Scorecard": "factmatrix.rules.scorecard",
    "ScorecardPosition": "factmatrix.plugins.scorecard_position",
    "Section": "factmatrix.profile.table",
    "Text": "factmatrix.text",
    "compare_deals": "factmatrix.deals.ranking",
    "deals_of": "factmatrix.deals.deal",
    "declare": "factmatrix.profile.fields",
    "hookimpl": "factmatrix.plugins.hookspecs",
    "judge_deal": "factmatrix.deals.verdict",
    "load_benchmarks": "factmatrix.rules.benchmarks",
    "read_boost_tests": "factmatrix.boosts.readings",
    "rank_deals": "factmatrix.deals.ranking",
    "read_profile": "factmatrix.profile.reading",
    "review_creators": "factmatrix.deals.review",
    "save_profile": "factmatrix.profile.writing",
}
_MODULES = ("metrics",)
__all__ = sorted((*_HOME, *_MODULES))


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
