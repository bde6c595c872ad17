"""market."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Market(Table):
    """Market."""

    heading: ClassVar[Text] = Text("Market", "Market")
    category_percentile: float | None = declare(
        "percentile",
        Text("category_percentile", "category_percentile"),
        Text("category_percentile", "category_percentile"),
    )
    subtrack_rank: int | None = declare(
        "rank", Text("subtrack_rank", "subtrack_rank"), Text("subtrack_rank", "subtrack_rank")
    )


class Supply(Table):
    """Supply."""

    heading: ClassVar[Text] = Text("Supply", "Supply")
    stock_days: float | None = declare(
        "days", Text("stock_days", "stock_days"), Text("stock_days", "stock_days")
    )
    max_daily_orders: int | None = declare(
        "count",
        Text("max_daily_orders", "max_daily_orders"),
        Text("max_daily_orders", "max_daily_orders"),
    )
