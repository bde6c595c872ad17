"""audience."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.choices import DATA_SOURCES, DataSource
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Audience(Table):
    """Audience."""

    heading: ClassVar[Text] = Text("Audience", "Audience")
    fans: int | None = declare("count", Text("fans", "fans"), Text("fans", "fans"))
    match: float | None = declare("share", Text("match", "match"), Text("match", "match"))
    data_source: DataSource | None = declare(
        "choice",
        Text("data_source", "data_source"),
        Text("data_source", "data_source"),
        choices=DATA_SOURCES,
    )
    repurchase_rate: float | None = declare(
        "share",
        Text("repurchase_rate", "repurchase_rate"),
        Text("repurchase_rate", "repurchase_rate"),
    )
    new_customer_share: float | None = declare(
        "share",
        Text("new_customer_share", "new_customer_share"),
        Text("new_customer_share", "new_customer_share"),
    )
    fan_order_share: float | None = declare(
        "share",
        Text("fan_order_share", "fan_order_share"),
        Text("fan_order_share", "fan_order_share"),
    )
    ltv: float | None = declare("money", Text("ltv", "ltv"), Text("ltv", "ltv"))
