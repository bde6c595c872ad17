"""What is opened, bound and running on the platform: `[accounts]`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import TOOLS, Tool
from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import rubric
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Accounts(Table):
    """Accounts, bindings and tools: the prerequisites of everything that sells (R86–R90)."""

    heading: ClassVar[Text] = Text("Accounts and tools", "账号与工具")

    shop: bool | None = declare(
        "flag",
        Text("Douyin shop", "已开抖店"),
        Text(
            "Whether the brand runs its own Douyin shop, the hub of everything that sells on "
            "Douyin.",
            "品牌有没有自己的抖店，它是抖音一切成交的枢纽。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Ask the client, or look for the shop on the account's page.",
            "问客户，或看账号主页有没有店铺入口。",
        ),
        question=Text("Do you have a Douyin shop of your own?", "你们有自己的抖店吗？"),
        rules=("R86", "R89"),
    )
    blue_v: bool | None = declare(
        "flag",
        Text("Blue-V account", "已认证蓝V"),
        Text(
            "Whether the brand's main account is a certified enterprise account. "
            "Self-broadcasting rests on it.",
            "品牌主账号有没有完成企业号（蓝V）认证，商家自播以它为基础。",
        ),
        better="higher",
        actionable=True,
        where=Text("The account's page shows the blue mark.", "账号主页有没有蓝V标识。"),
        question=Text(
            "Is your main account certified as an enterprise (blue V)?",
            "主账号做了蓝V企业认证吗？",
        ),
        rules=("R48", "R89"),
    )
    qianchuan: bool | None = declare(
        "flag",
        Text("Qianchuan account", "已开千川"),
        Text(
            "Whether the brand has its own advertising account on Qianchuan.",
            "品牌有没有自己的巨量千川投放账户。",
        ),
        better="higher",
        actionable=True,
        where=Text("Shop backend > marketing > Qianchuan.", "抖店 > 营销 > 巨量千川。"),
        question=Text("Do you have a Qianchuan account of your own?", "有自己的千川账户吗？"),
        rules=("R87", "R89"),
    )
    blue_v_bound: bool | None = declare(
        "flag",
        Text("Blue V bound to the shop", "蓝V已绑店"),
        Text(
            "Whether the blue-V account is bound to the shop as its official account.",
            "蓝V号有没有作为官方账号绑定到抖店。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Shop backend > shop > account management > official account.",
            "抖店 > 店铺 > 账号管理 > 官方账号。",
        ),
        question=Text(
            "Is your blue-V account bound to the shop as the official account?",
            "蓝V号绑成店铺官方账号了吗？",
        ),
        rules=("R89",),
    )
    qianchuan_bound: bool | None = declare(
        "flag",
        Text("Qianchuan bound to the shop", "千川已绑店"),
        Text(
            "Whether the Qianchuan account is bound to the shop and the official account.",
            "千川账户有没有绑定到抖店和官方账号。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Qianchuan > account > bound shops and Douyin accounts.",
            "巨量千川 > 账户 > 店铺及抖音号绑定。",
        ),
        question=Text("Is your Qianchuan account bound to your shop?", "千川账户和抖店绑定了吗？"),
        rules=("R89",),
    )
    agency_owned: bool | None = declare(
        "flag",
        Text("Accounts held by an agency", "账号归代运营"),
        Text(
            "Whether shop, blue V or Qianchuan are registered to an agency rather than the "
            "brand. Data and fans may leave with it.",
            "抖店、蓝V或千川是否登记在代运营或服务商名下；合作结束时，数据和粉丝可能被带走。",
        ),
        better="lower",
        actionable=True,
        where=Text("Look at the legal entity behind each account.", "核对各账号的认证主体。"),
        question=Text(
            "Whose company are shop, blue V and Qianchuan registered to?",
            "抖店、蓝V、千川分别是哪家公司的主体？",
        ),
        rules=("R90",),
    )
    tools: Annotated[tuple[Tool, ...], Strict(False)] | None = declare(
        "set",
        Text("Tools in use", "已开通工具"),
        Text(
            "Which of the platform's tools the team has opened and uses. An empty list means none.",
            "团队已开通并在用的平台工具；一个都没有就填空列表。",
        ),
        better="higher",
        actionable=True,
        choices=TOOLS,
        where=Text("Ask the operations team.", "问运营团队。"),
        question=Text(
            "Which of Compass, Buyin, Xingtu, Alliance and the AD platform do you use?",
            "罗盘、百应、星图、精选联盟、AD 平台里你们在用哪些？",
        ),
        rules=("R87",),
    )
    own_accounts: int | None = declare(
        "count",
        Text("Own accounts", "自有账号数"),
        Text(
            "Douyin accounts that the brand runs for selling, the blue V included.",
            "品牌自己运营、用来卖货的抖音号数量，含蓝V。",
        ),
        plausible=(0, 100),
        better="higher",
        actionable=True,
        where=Text("Shop backend > shop > account management.", "抖店 > 店铺 > 账号管理。"),
        question=Text(
            "How many Douyin accounts do you run for selling, the blue V included?",
            "含蓝V，你们一共运营几个卖货的抖音号？",
        ),
        rules=("R44", "R49"),
    )
    tag_clarity: float | None = declare(
        "score",
        Text("Clarity of account tags", "账号标签清晰度"),
        Text(
            "How clearly content, products and viewers of the main account point to the same "
            "target users. Confused tags stop the snowball.",
            "主账号的内容、商品和观众是否指向同一群目标用户。标签混乱会让雪球滚不起来。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text(
                "random content, the audience has nothing to do with the product",
                "内容杂乱，观众和产品无关",
            ),
            Text(
                "several unrelated themes, viewers mostly outside the target group",
                "几个不相干的主题，观众多数不是目标人群",
            ),
            Text(
                "one theme, about half of the viewers in the target group",
                "主题基本统一，约一半观众是目标人群",
            ),
            Text("theme, product and most viewers match", "内容、商品和大部分观众一致"),
            Text(
                "one audience per account, shown by the audience profile",
                "一号一人群，有人群画像为证",
            ),
        ),
        where=Text(
            "Compass > audience profile of viewers beside that of buyers; scroll through the "
            "account.",
            "电商罗盘 > 人群画像，对比观看人群和成交人群；再翻一遍账号内容。",
        ),
        question=Text(
            "Who watches the main account, who buys there, and is it the same group?",
            "看主账号的是谁，下单的是谁，是同一群人吗？",
        ),
        rules=("R15", "R27", "R46"),
    )
