"""creators."""

from __future__ import annotations

import datetime
from typing import ClassVar

from factmatrix.profile.choices import (
    CATEGORIES,
    CHANNELS,
    CONTRACTS,
    DENOMINATORS,
    Category,
    Channel,
    Contract,
    Denominator,
)
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Affiliates(Table):
    """Affiliates."""

    heading: ClassVar[Text] = Text("Affiliates", "Affiliates")
    active: int | None = declare("count", Text("active", "active"), Text("active", "active"))
    repeat_share: float | None = declare(
        "share", Text("repeat_share", "repeat_share"), Text("repeat_share", "repeat_share")
    )
    audience_similarity: float | None = declare(
        "share",
        Text("audience_similarity", "audience_similarity"),
        Text("audience_similarity", "audience_similarity"),
    )
    category_match: float | None = declare(
        "share", Text("category_match", "category_match"), Text("category_match", "category_match")
    )
    traffic_support: float | None = declare(
        "money",
        Text("traffic_support", "traffic_support"),
        Text("traffic_support", "traffic_support"),
    )
    best_listed: bool | None = declare(
        "flag", Text("best_listed", "best_listed"), Text("best_listed", "best_listed")
    )
    best_list_rank: int | None = declare(
        "rank", Text("best_list_rank", "best_list_rank"), Text("best_list_rank", "best_list_rank")
    )


class TopCreators(Table):
    """TopCreators."""

    heading: ClassVar[Text] = Text("TopCreators", "TopCreators")
    match: float | None = declare("share", Text("match", "match"), Text("match", "match"))
    tone_match: float | None = declare(
        "share", Text("tone_match", "tone_match"), Text("tone_match", "tone_match")
    )
    cooperation: float | None = declare(
        "share", Text("cooperation", "cooperation"), Text("cooperation", "cooperation")
    )


class Creator(Table):
    """Creator."""

    heading: ClassVar[Text] = Text("Creator", "Creator")
    name: str | None = declare("text", Text("name", "name"), Text("name", "name"))
    date: datetime.date | None = declare("date", Text("date", "date"), Text("date", "date"))
    category: Category | None = declare(
        "choice", Text("category", "category"), Text("category", "category"), choices=CATEGORIES
    )
    fans: int | None = declare("count", Text("fans", "fans"), Text("fans", "fans"))
    channel: Channel | None = declare(
        "choice", Text("channel", "channel"), Text("channel", "channel"), choices=CHANNELS
    )
    contract: Contract | None = declare(
        "choice", Text("contract", "contract"), Text("contract", "contract"), choices=CONTRACTS
    )
    fee: float | None = declare("money", Text("fee", "fee"), Text("fee", "fee"))
    traffic_cost: float | None = declare(
        "money", Text("traffic_cost", "traffic_cost"), Text("traffic_cost", "traffic_cost")
    )
    commission_rate: float | None = declare(
        "share",
        Text("commission_rate", "commission_rate"),
        Text("commission_rate", "commission_rate"),
    )
    denominator: Denominator | None = declare(
        "choice",
        Text("denominator", "denominator"),
        Text("denominator", "denominator"),
        choices=DENOMINATORS,
    )
    views: int | None = declare("count", Text("views", "views"), Text("views", "views"))
    natural_views: int | None = declare(
        "count", Text("natural_views", "natural_views"), Text("natural_views", "natural_views")
    )
    gmv: float | None = declare("money", Text("gmv", "gmv"), Text("gmv", "gmv"))
    orders: int | None = declare("count", Text("orders", "orders"), Text("orders", "orders"))
    refund_rate: float | None = declare(
        "share", Text("refund_rate", "refund_rate"), Text("refund_rate", "refund_rate")
    )
    refund_amount: float | None = declare(
        "money", Text("refund_amount", "refund_amount"), Text("refund_amount", "refund_amount")
    )
    audience_match: float | None = declare(
        "share", Text("audience_match", "audience_match"), Text("audience_match", "audience_match")
    )
    tone_match: float | None = declare(
        "share", Text("tone_match", "tone_match"), Text("tone_match", "tone_match")
    )
    cooperation: float | None = declare(
        "share", Text("cooperation", "cooperation"), Text("cooperation", "cooperation")
    )
    creator_score: float | None = declare(
        "score",
        Text("creator_score", "creator_score"),
        Text("creator_score", "creator_score"),
        low=0,
        high=5,
    )

    @property
    def is_candidate(self) -> bool:
        """Whether the row is a creator to win: it has neither views nor GMV to show."""
        return self.views is None and self.gmv is None

    def suitability(self) -> tuple[float, float, float]:
        """The order among candidates: audience, then tone, then cooperation; unknown is last."""
        unknown = -1.0
        return (
            unknown if self.audience_match is None else self.audience_match,
            unknown if self.tone_match is None else self.tone_match,
            unknown if self.cooperation is None else self.cooperation,
        )
