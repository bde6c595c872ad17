"""Prices, margins and what can be spent: `[economics]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Economics(Table):
    """What one order earns and what may be spent. Money in CNY, rates of GMV."""

    heading: ClassVar[Text] = Text("Economics", "经营账")

    aov: float | None = declare(
        "money",
        Text("Average order value", "客单价"),
        Text("GMV divided by orders, after coupons.", "成交金额 ÷ 成交订单数（券后）。"),
        low=0.01,
        plausible=(1, 50_000),
        where=Text(
            "Compass > transactions > GMV and orders.",
            "电商罗盘 > 交易 > 成交金额、成交订单数。",
        ),
        question=Text("What does an average order come to after coupons?", "券后平均一单多少钱？"),
        rules=("R20",),
    )
    gross_margin: float | None = declare(
        "share",
        Text("Gross margin", "毛利率"),
        Text(
            "What is left of the price after the cost of the goods, before commission, fees, "
            "traffic and returns. Negative if sold below cost.",
            "售价减去商品成本后剩下的比例，未扣佣金、平台费、投流和退货；亏本卖为负。",
        ),
        low=-1,
        high=1,
        plausible=(0, 0.95),
        better="higher",
        where=Text("Ask the client's finance team.", "问客户财务。"),
        question=Text(
            "What share of the selling price is left after the cost of the goods?",
            "扣掉商品成本，售价里还剩百分之几？",
        ),
        rules=("R53",),
    )
    refund_rate: float | None = declare(
        "share",
        Text("Refund rate", "退款率"),
        Text(
            "Refunded value divided by GMV, all reasons, before and after shipping.",
            "退款金额 ÷ 成交金额，含发货前、发货后所有原因。",
        ),
        plausible=(0.005, 0.9),
        better="lower",
        actionable=True,
        where=Text(
            "Compass > transactions > refunds, by amount.",
            "电商罗盘 > 交易 > 退款分析（按金额）。",
        ),
        question=Text(
            "Out of 100 yuan sold, how many are refunded in the end, for whatever reason?",
            "每卖 100 元，最后退掉多少（所有原因）？",
        ),
    )
    return_loss_rate: float | None = declare(
        "share",
        Text("Loss on returns", "退货损耗率"),
        Text(
            "What a return costs, as a share of the returned value: freight, repacking, goods "
            "that cannot be sold again.",
            "退货造成的损失占退货金额的比例：运费、整理、无法二次销售的货损。",
        ),
        plausible=(0, 0.8),
        better="lower",
        actionable=True,
        where=Text("Ask the warehouse and finance.", "问仓库和财务。"),
        question=Text(
            "What do freight, repacking and spoilt goods cost for every 100 yuan returned?",
            "每退 100 元的货，运费、整理和货损加起来多少？",
        ),
    )
    platform_fee_rate: float | None = declare(
        "share",
        Text("Platform fee", "平台扣点"),
        Text(
            "The platform's technical service fee as a share of GMV.",
            "平台技术服务费占成交金额的比例。",
        ),
        plausible=(0.001, 0.15),
        better="lower",
        where=Text(
            "Shop backend > funds > fee rates of the category.", "抖店 > 资金 > 类目技术服务费率。"
        ),
        question=Text(
            "What service fee does the shop backend charge in your category?",
            "你的类目平台扣点是多少？",
        ),
    )
    commission_rate: float | None = declare(
        "share",
        Text("Commission offered", "当前佣金率"),
        Text(
            "Commission that creators in the alliance are offered today on the main products.",
            "主推商品目前在精选联盟给达人的佣金率。",
        ),
        plausible=(0.005, 0.8),
        actionable=True,
        where=Text(
            "Alliance > plans > ordinary commission.", "精选联盟 > 计划管理 > 普通计划佣金率。"
        ),
        question=Text(
            "What commission do creators get on your main products today?",
            "主推商品现在给达人多少佣金？",
        ),
        rules=("R53",),
    )
    max_commission_rate: float | None = declare(
        "share",
        Text("Highest commission", "最高可给佣金率"),
        Text(
            "The highest commission that still leaves a profit. The distance to today's is the "
            "headroom for creators.",
            "仍能赚钱的佣金上限，和当前佣金率之差就是可让利空间。",
        ),
        plausible=(0.005, 0.8),
        better="higher",
        actionable=True,
        where=Text("Work it out from the margin with finance.", "和财务按毛利倒推。"),
        question=Text(
            "How much commission could you pay and still earn on an order?",
            "佣金最高给到多少还能赚钱？",
        ),
        rules=("R53", "R80"),
    )
    campaign_discount: float | None = declare(
        "share",
        Text("Deepest campaign discount", "活动最深折让"),
        Text(
            "The deepest price cut possible in an event, as a share of the usual price: a "
            "price of 80 % (8折) is a cut of 20 %.",
            "大促时最多能让价多少，占日常价的比例：打八折就是 20%。",
        ),
        plausible=(0, 0.7),
        better="higher",
        actionable=True,
        where=Text(
            "Ask the client; compare with the lowest price of the last events.",
            "问客户，并对照以往大促最低价。",
        ),
        question=Text(
            "How far below the usual price could you go in a big event?",
            "大促时最低能比日常价便宜多少？",
        ),
        rules=("R67", "R68"),
    )
    monthly_budget: float | None = declare(
        "money",
        Text("Monthly budget", "月度预算"),
        Text(
            "What can be spent a month on traffic, creators' fees and events, without commission.",
            "每月可用于投流、坑位费和活动的预算，不含佣金。",
        ),
        plausible=(100, 100_000_000),
        better="higher",
        actionable=True,
        where=Text("Ask the client.", "问客户。"),
        question=Text(
            "How much can you spend a month on traffic, creator fees and events?",
            "每月投流、坑位费和活动一共能花多少？",
        ),
    )
