"""economics."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Economics(Table):
    """Economics."""

    heading: ClassVar[Text] = Text("Economics", "Economics")
    aov: float | None = declare("money", Text("aov", "aov"), Text("aov", "aov"))
    gross_margin: float | None = declare(
        "share",
        Text("gross_margin", "gross_margin"),
        Text("gross_margin", "gross_margin"),
        low=-1,
        high=1,
    )
    refund_rate: float | None = declare(
        "share", Text("refund_rate", "refund_rate"), Text("refund_rate", "refund_rate")
    )
    return_loss_rate: float | None = declare(
        "share",
        Text("return_loss_rate", "return_loss_rate"),
        Text("return_loss_rate", "return_loss_rate"),
    )
    platform_fee_rate: float | None = declare(
        "share",
        Text("platform_fee_rate", "platform_fee_rate"),
        Text("platform_fee_rate", "platform_fee_rate"),
    )
    commission_rate: float | None = declare(
        "share",
        Text("commission_rate", "commission_rate"),
        Text("commission_rate", "commission_rate"),
    )
    max_commission_rate: float | None = declare(
        "share",
        Text("max_commission_rate", "max_commission_rate"),
        Text("max_commission_rate", "max_commission_rate"),
    )
    campaign_discount: float | None = declare(
        "share",
        Text("campaign_discount", "campaign_discount"),
        Text("campaign_discount", "campaign_discount"),
    )
    monthly_budget: float | None = declare(
        "money", Text("monthly_budget", "monthly_budget"), Text("monthly_budget", "monthly_budget")
    )
