"""What is sold today, and through which positions: `[sales]`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from factmatrix.profile.fields import declare
from factmatrix.profile.table import OpenTable, Table
from factmatrix.text import Text


class SalesShares(OpenTable):
    """Share of GMV by position id; C is counted inside the others."""

    __pydantic_extra__: dict[str, Annotated[float, Field(ge=0, le=1)]]

    heading: ClassVar[Text] = Text("Sales by position", "各阵地销售占比")
    explanation: ClassVar[Text | None] = Text(
        "Share of GMV by position id. Together they are at most 100 %; campaign "
        "sales are counted in the position that made them.",
        "各阵地占总成交金额的比例，按阵地 id 填写，合计不超过 100%；活动销售计入实际成交的阵地。",
    )


class Sales(Table):
    """What is sold today."""

    heading: ClassVar[Text] = Text("Sales", "销售")

    monthly_gmv: float | None = declare(
        "money",
        Text("Monthly GMV", "月成交金额"),
        Text(
            "Value of all paid orders in a month on Douyin, before refunds.",
            "抖音每月成交金额（GMV），未扣退款。",
        ),
        plausible=(1000, 5_000_000_000),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > home > GMV of the last 30 days.", "电商罗盘 > 首页 > 近 30 天成交金额。"
        ),
        question=Text(
            "What was your GMV on Douyin over the last 30 days?", "近 30 天抖音成交金额是多少？"
        ),
    )
    monthly_orders: int | None = declare(
        "count",
        Text("Monthly orders", "月成交订单数"),
        Text("Paid orders in a month on Douyin, before refunds.", "抖音每月成交订单数，未扣退款。"),
        plausible=(0, 50_000_000),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > transactions > orders of the last 30 days.",
            "电商罗盘 > 交易 > 近 30 天成交订单数。",
        ),
        question=Text(
            "How many paid orders did you have on Douyin over the last 30 days?",
            "近 30 天抖音成交多少单？",
        ),
        rules=("R39",),
    )
    hero_share: float | None = declare(
        "share",
        Text("Best seller's share", "爆款占比"),
        Text(
            "Share of GMV that the single best-selling product brings.",
            "销量最高的单品占总成交金额的比例。",
        ),
        where=Text(
            "Compass > products > ranking by GMV.", "电商罗盘 > 商品 > 商品榜单（按成交金额）。"
        ),
        question=Text(
            "What share of your GMV comes from your best-selling product?",
            "卖得最好的单品占总成交金额多少？",
        ),
        rules=("R78",),
    )
    top_creator_share: float | None = declare(
        "share",
        Text("Biggest creator's share", "最大达人占比"),
        Text(
            "Share of GMV that the single biggest creator brings. High means dependence.",
            "带货最多的那位达人占总成交金额的比例，越高越依赖单一达人。",
        ),
        better="lower",
        actionable=True,
        where=Text(
            "Compass > creators > ranking by GMV.",
            "电商罗盘 > 达人 > 合作达人榜（按成交金额）。",
        ),
        question=Text(
            "What share of your GMV comes from your biggest creator?",
            "带货最多的达人占总成交金额多少？",
        ),
        rules=("R45",),
    )
    shares: SalesShares = SalesShares()
