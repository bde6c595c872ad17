from typing import Annotated, ClassVar, Literal

from pydantic import Strict

from factmatrix import Choice, Section, Text, declare


class Service(Section):
    heading: ClassVar[Text] = Text("Customer service", "客服")

    reply_minutes: float | None = declare(
        "minutes",
        Text("Time to the first reply", "首次回复用时"),
        Text("Median over the last 30 days.", "近 30 天的中位数。"),
        plausible=(0.5, 240),  # 600 gets a warning · 填 600 会有提醒
        better="lower",
        actionable=True,
        where=Text("Feige > data.", "飞鸽客服 > 数据。"),
        question=Text("How fast do you answer a buyer?", "多久能回复买家？"),
    )
    staffing: Literal["own", "hired", "none"] | None = declare(
        "choice",
        Text("Who answers", "谁来回复"),
        Text("Who answers buyers most of the time.", "大部分时间由谁回复买家。"),
        choices=(
            Choice("own", Text("Own staff", "自有客服")),
            Choice("hired", Text("A service company", "外包客服"), ("外包",)),
            Choice("none", Text("Nobody", "无人值守")),
        ),
    )
    channels: Annotated[tuple[str, ...], Strict(False)] | None = declare(
        "set",
        Text("Channels", "渠道"),
        Text("Where buyers can write to the brand.", "买家可以在哪些地方联系品牌。"),
    )
