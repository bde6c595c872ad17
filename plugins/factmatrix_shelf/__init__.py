"""S 货架场, the shelf: search, mall and shop, where buyers look for something by themselves.

It extends FACT to FACT+S (2023) and is no part of the method of 2021, so it is off unless somebody
enables it. scorecard.toml and actions.toml say how it is judged; this file what it asks of a brand.
"""

from typing import ClassVar

from factmatrix import ScorecardPosition, Section, Text, declare


class Shelf(Section):
    """The table `[ext.shelf]` of a profile: the last 30 days of the shop, live rooms left out."""

    heading: ClassVar[Text] = Text("Shelf: search, mall, shop", "货架场：搜索、商城、店铺")
    explanation: ClassVar[Text | None] = Text(
        "Visits and sales that come through product cards, last 30 days; what is sold inside a "
        "live room or a video does not count here.",
        "只看通过商品卡产生的流量和成交，取近 30 天；直播间、短视频内成交的不算。",
    )

    search_share: float | None = declare(
        "share",
        Text("Share of sales from search", "搜索成交占比"),
        Text(
            "GMV of orders whose buyer came from the search page, divided by the shop's whole GMV.",
            "由搜索页进入并成交的 GMV ÷ 全店 GMV。",
        ),
        plausible=(0.001, 0.6),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > product cards > traffic sources.", "电商罗盘 > 商品卡 > 流量来源 > 搜索。"
        ),
        question=Text(
            "What share of the shop's sales comes from search?", "全店成交里，搜索带来的占多少？"
        ),
        rules=("R88",),
    )
    mall_share: float | None = declare(
        "share",
        Text("Share of sales from the mall", "商城成交占比"),
        Text(
            "GMV of orders from the mall and its recommendations (猜你喜欢), divided by the shop's "
            "whole GMV.",
            "由商城（含猜你喜欢）进入并成交的 GMV ÷ 全店 GMV。",
        ),
        plausible=(0.001, 0.7),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > product cards > traffic sources.", "电商罗盘 > 商品卡 > 流量来源 > 商城。"
        ),
        question=Text(
            "What share of the shop's sales comes from the mall?", "全店成交里，商城带来的占多少？"
        ),
        rules=("R88",),
    )
    shop_share: float | None = declare(
        "share",
        Text("Share of sales from the shop page", "店铺页成交占比"),
        Text(
            "GMV of orders from the shop's own pages, divided by the shop's whole GMV.",
            "由店铺主页进入并成交的 GMV ÷ 全店 GMV。",
        ),
        plausible=(0.001, 0.4),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > product cards > traffic sources.", "电商罗盘 > 商品卡 > 流量来源 > 店铺页。"
        ),
        question=Text(
            "What share of the shop's sales comes from its own pages?",
            "全店成交里，店铺页带来的占多少？",
        ),
    )
    card_quality: float | None = declare(
        "score",
        Text("Product-card quality", "商品卡质量"),
        Text(
            "How well the cards of the products that sell most answer a buyer who searches: title, "
            "pictures, attributes, variants, detail page.",
            "主销商品的商品卡能不能让搜索进来的人看懂、看信：标题、主图、属性、规格、详情页。",
        ),
        better="higher",
        actionable=True,
        rubric=Text(
            "0–20: one picture, title copied from the factory; 21–40: attributes and detail page "
            "half empty; 41–60: complete, but alike with everybody else's; 61–80: search words in "
            "the title, a reason to buy on the first picture, nothing missing; 81–100: tested "
            "pictures, and click rate and conversion in the top tenth of the category.",
            "0–20：一张图，标题照抄供货商；21–40：属性、详情页缺一半；41–60：信息完整，但和同行千篇一律；"
            "61–80：标题含搜索词，首图有卖点，信息无缺漏；81–100：主图做过测试，"
            "点击率和转化率居类目前 10%。",
        ),
        where=Text(
            "Open the ten best-selling products in the app as a buyer would.",
            "在抖音里以买家身份逐个打开销量前十的商品。",
        ),
        question=Text(
            "How good are the product cards of your ten best sellers?",
            "销量前十的商品，商品卡做得怎么样？",
        ),
    )
    card_click_rate: float | None = declare(
        "share",
        Text("Click rate of product cards", "商品卡点击率"),
        Text(
            "Clicks on product cards divided by how often they were shown.",
            "商品卡点击次数 ÷ 曝光次数。",
        ),
        plausible=(0.001, 0.3),
        step=0.001,
        better="higher",
        actionable=True,
        where=Text("Compass > product cards > funnel.", "电商罗盘 > 商品卡 > 转化漏斗。"),
        question=Text(
            "Of a hundred times a product card is shown, how often is it clicked?",
            "商品卡每曝光一百次，有几次点击？",
        ),
    )
    card_conversion_rate: float | None = declare(
        "share",
        Text("Conversion of product cards", "商品卡转化率"),
        Text("Orders divided by clicks on product cards.", "商品卡成交订单数 ÷ 商品卡点击次数。"),
        plausible=(0.0005, 0.3),
        step=0.001,
        better="higher",
        actionable=True,
        where=Text("Compass > product cards > funnel.", "电商罗盘 > 商品卡 > 转化漏斗。"),
        question=Text(
            "Of a hundred clicks on product cards, how many end in an order?",
            "商品卡每一百次点击，能成交几单？",
        ),
    )
    search_rank: int | None = declare(
        "rank",
        Text("Rank in search", "核心词搜索排名"),
        Text(
            "Place of the best-selling product for the search word that suits it best, brand names "
            "left out; look it up with an account that never bought the brand.",
            "主销商品在最贴切的品类词（不含品牌名）下的自然排名；用没买过本品牌的账号查。",
        ),
        plausible=(1, 500),
        better="lower",
        actionable=True,
        where=Text("Search in the app, products only.", "抖音搜索 > 商品页签，数位次。"),
        question=Text(
            "At which place does your best seller stand for its main search word?",
            "主销商品在核心词下排第几？",
        ),
        rules=("R88",),
    )
    products: int | None = declare(
        "count",
        Text("Products on sale", "在售商品数"),
        Text(
            "Products on sale with stock; variants of one product count once.",
            "在售且有库存的商品数，同一商品的不同规格只算一个。",
        ),
        plausible=(0, 20_000),
        better="higher",
        actionable=True,
        where=Text("Shop backend > products, on sale.", "抖店 > 商品管理 > 售卖中。"),
        question=Text("How many products are on sale with stock?", "在售且有货的商品有多少个？"),
    )
    mall_channels: bool | None = declare(
        "flag",
        Text("In channels of the mall", "已进商城频道"),
        Text(
            "At least one product takes part in a channel of the mall at present.",
            "目前至少有一个商品在参加商城的频道活动。",
        ),
        better="higher",
        actionable=True,
        where=Text("Shop backend > marketing > mall.", "抖店 > 营销 > 商城频道报名记录。"),
        question=Text("Is any product in a channel of the mall?", "有没有商品在商城频道里？"),
    )


position = ScorecardPosition.from_package(__name__, section=Shelf)
