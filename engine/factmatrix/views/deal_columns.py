"""The columns in which deals are shown, in a terminal, a document and the app alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from factmatrix.deals.review import ReviewedDeal
from factmatrix.profile.choices import CONTRACTS
from factmatrix.text import Language, Text, clean
from factmatrix.views.columns import Align
from factmatrix.views.figures import NO, NOTHING, YES, figure, percent

REVERSED = "⇅"
"""Beside a deal that another one beats by ROI and not by GPM, or the reverse."""
UNKNOWN = "?"

Cell = Callable[[ReviewedDeal, Language], str]


class DealColumn(NamedTuple):
    """One column: its head, and what it says of a deal."""

    id: str
    head: Text
    cell: Cell
    align: Align = "right"


def amount(value: float | None, language: Language) -> str:
    """A figure, a dash where it is unknown or not defined."""
    return NOTHING if value is None else figure(value, None, language)


def share(value: float | None, language: Language) -> str:
    """A share in percent."""
    return NOTHING if value is None else percent(value, language)


def _rank(rank: int | None) -> str:
    return NOTHING if rank is None else str(rank)


def _roi_rank(deal: ReviewedDeal, language: Language) -> str:
    return f"{_rank(deal.roi_rank)} {REVERSED if deal.reversals else ' '}"


def _pays(deal: ReviewedDeal, language: Language) -> str:
    paid = deal.verdict.profitable
    return UNKNOWN if paid is None else (YES if paid else NO).in_(language)


def _contract(deal: ReviewedDeal, language: Language) -> str:
    labels = {choice.value: choice.label for choice in CONTRACTS}
    contract = deal.deal.contract
    return NOTHING if contract is None else labels[contract].in_(language)


NAME = DealColumn(
    "name", Text("Creator", "达人"), lambda d, _: clean(d.deal.name), align="left"
)  # fmt: skip
KIND = DealColumn("kind", Text("A/T", "A/T"), lambda d, _: d.kind or UNKNOWN, align="left")
GPM_RANK = DealColumn("gpm_rank", Text("GPM#", "GPM#"), lambda d, _: _rank(d.gpm_rank))
ROI_RANK = DealColumn("roi_rank", Text("ROI#  ", "ROI#  "), _roi_rank)
GPM = DealColumn("gpm", Text("GPM", "GPM"), lambda d, la: amount(d.deal.gpm, la))
CPM = DealColumn("cpm", Text("CPM", "CPM"), lambda d, la: amount(d.deal.cpm, la))
EVEN_GPM = DealColumn(
    "even_gpm", Text("Pays at", "保本 GPM"), lambda d, la: amount(d.verdict.break_even_gpm, la)
)
ROI = DealColumn("roi", Text("ROI", "ROI"), lambda d, la: amount(d.deal.roi, la))
NET_ROI = DealColumn("net_roi", Text("Net ROI", "净 ROI"), lambda d, la: amount(d.deal.net_roi, la))
PAYS = DealColumn("pays", Text("Pays", "回本"), _pays, align="left")
FEE = DealColumn("fee", Text("Fee", "坑位费"), lambda d, la: amount(d.deal.fee, la))
TRAFFIC = DealColumn(
    "traffic", Text("Traffic", "投流"), lambda d, la: amount(d.deal.traffic_cost, la)
)
COMMISSION = DealColumn(
    "commission", Text("Comm.", "佣金率"), lambda d, la: share(d.deal.commission_rate, la)
)
GMV = DealColumn("gmv", Text("GMV", "成交额"), lambda d, la: amount(d.deal.gmv, la))
NET_SALES = DealColumn(
    "net_sales", Text("Net sales", "净成交"), lambda d, la: amount(d.deal.net_sales, la)
)
CONTRIBUTION = DealColumn(
    "contribution", Text("Contrib.", "贡献"), lambda d, la: amount(d.verdict.contribution, la)
)
EVEN_ROI = DealColumn(
    "even_roi", Text("ROI to pay", "保本 ROI"), lambda d, la: amount(d.verdict.break_even_roi, la)
)
VIEWS_NEEDED = DealColumn(
    "views_needed", Text("Natural needed", "还需自然量"),
    lambda d, la: amount(d.verdict.natural_views_needed, la),
)  # fmt: skip
FANS = DealColumn("fans", Text("Fans", "粉丝"), lambda d, la: amount(d.deal.fans, la))
CONTRACT = DealColumn("contract", Text("Contract", "结算"), _contract, align="left")
AUDIENCE = DealColumn(
    "audience", Text("Audience", "人群"), lambda d, la: share(d.deal.audience_match, la)
)
TONE = DealColumn("tone", Text("Tone", "调性"), lambda d, la: share(d.deal.tone_match, la))
DEPTH = DealColumn("depth", Text("Depth", "合作"), lambda d, la: share(d.deal.cooperation, la))
SCORE = DealColumn("score", Text("Score", "口碑"), lambda d, la: amount(d.deal.creator_score, la))
GMV_NEEDED = DealColumn(
    "gmv_needed", Text("GMV to pay", "保本成交"), lambda d, la: amount(d.verdict.gmv_needed, la)
)

ORDER = (GPM_RANK, ROI_RANK, NAME, KIND, GPM, CPM, EVEN_GPM, ROI, NET_ROI, PAYS)
"""Who stands where, and who pays."""
MONEY = (NAME, FEE, TRAFFIC, COMMISSION, GMV, NET_SALES)
"""What each cost and brought."""
REST = (NAME, CONTRIBUTION, EVEN_ROI, VIEWS_NEEDED)
"""What the sales of each left for traffic and fee, and what breaking even takes."""
MATCH = (NAME, FANS, CONTRACT, AUDIENCE, TONE, DEPTH, SCORE)
"""How each suits the brand."""
CANDIDATE = (NAME, KIND, FANS, FEE, COMMISSION, AUDIENCE, TONE, DEPTH, SCORE, GMV_NEEDED)
"""What is known of a candidate."""


def table(
    shown: Sequence[DealColumn], deals: Sequence[ReviewedDeal], language: Language
) -> list[list[str]]:
    """The heads, then a row a deal."""
    heads = [column.head.in_(language) for column in shown]
    return [heads, *([column.cell(deal, language) for column in shown] for deal in deals)]
