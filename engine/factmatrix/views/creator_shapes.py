"""The shapes of the machine-readable answer of `fact creators`.

Figures are in file units and unrounded. Keys are always there, null where nothing is known; new
keys may come.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.profile.choices import Contract, Denominator
from factmatrix.text import Language
from factmatrix.views.result_shapes import EngineInfo, RulesInfo


class WarningInfo(TypedDict):
    """One thing that speaks against a deal, or against all creators together."""

    id: str
    rules: list[str]
    message: str


class CreatorInfo(TypedDict):
    """One deal or candidate. Money in CNY, rates and matches are shares.

    `roi` is gross, `net_roi` after returns and commission; `gpm`, `cpm` and `break_even_gpm` are
    CNY per 1,000 of the denominator. `break_even_roi` is null where it is unknown, and also where
    `never_breaks_even` says that there is none. `natural_views_needed` are more views at no cost
    that break even; `gmv_needed` what a candidate has to sell at the least. `needs` are the fields
    that leave `profitable` open, `missing` what is unknown of a candidate.
    """

    name: str
    creator: str
    position: Literal["A", "T"] | None
    fans: int | None
    contract: Contract | None
    denominator: Denominator | None
    views: float | None
    natural_views: float | None
    gmv: float | None
    refund_rate: float | None
    fee: float | None
    traffic_cost: float | None
    cost: float | None
    commission_rate: float | None
    net_sales: float | None
    contribution: float | None
    contribution_margin: float | None
    gpm: float | None
    cpm: float | None
    roi: float | None
    net_roi: float | None
    break_even_gpm: float | None
    break_even_roi: float | None
    never_breaks_even: bool
    profitable: bool | None
    natural_views_needed: float | None
    gmv_needed: float | None
    audience_match: float | None
    tone_match: float | None
    cooperation: float | None
    creator_score: float | None
    gpm_rank: int | None
    roi_rank: int | None
    reversals: int
    reversed_with: str | None
    needs: list[str]
    missing: list[str]
    warnings: list[WarningInfo]


class CreatorTableInfo(TypedDict):
    """The deals of one denominator, in the order asked for; ranks hold among these only."""

    denominator: Denominator
    reversed: int
    deals: list[CreatorInfo]


class CreatorProblem(TypedDict):
    """What is wrong or doubtful in a row of the table (from 1 below the headers)."""

    row: int
    column: str | None
    severity: Literal["error", "warning"]
    message: str


class CreatorsResult(TypedDict):
    """The answer of `fact creators`."""

    format: Literal[1]
    engine: EngineInfo
    date: str
    lang: Language
    rules: RulesInfo
    path: str
    order: Literal["gpm", "roi"]
    tables: list[CreatorTableInfo]
    uncounted: list[CreatorInfo]
    candidates: list[CreatorInfo]
    warnings: list[WarningInfo]
    problems: list[CreatorProblem]
