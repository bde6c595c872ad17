"""What speaks against a deal, kept as figures and put into words when somebody reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from factmatrix.deals.deal import COUNTED
from factmatrix.profile.choices import Denominator
from factmatrix.text import Text


class DealWarning(NamedTuple):
    """Something about a deal that its figures alone do not tell, and the rules it rests on.

    `figures` are what the message is made of: of ten thousand deals few are read.
    """

    id: str
    rules: tuple[str, ...]
    figures: tuple[Any, ...]

    @property
    def message(self) -> Text:
        """The warning in words."""
        return _WORDS[self.id](*self.figures)


def _loses_money(
    name: str, gmv: float, left: float, cost: float, exact_left: bool, exact_cost: bool
) -> Text:
    at_most, at_most_zh = ("", "") if exact_left else ("at most ", "最多")
    at_least, at_least_zh = ("", "") if exact_cost else ("at least ", "至少")
    return Text(
        f"{name} loses money: its GMV of {gmv:,.0f} CNY leaves {at_most}{left:,.0f} CNY after "
        f"goods, fees and returns, against a cost of {at_least}{cost:,.0f} CNY.",
        f"{name}亏损：成交额 {gmv:,.0f} 元，扣除货品、费用和退货后"
        f"{at_most_zh}剩 {left:,.0f} 元，投入{at_least_zh}为 {cost:,.0f} 元。",
    )


def _never_breaks_even(name: str) -> Text:
    return Text(
        f"{name}: its sales leave nothing to pay for traffic, so no ROI breaks even. "
        "Raise price or margin, or lower commission and returns first.",
        f"{name}：货品、费用和退货已吃掉全部成交额，ROI 再高也无法保本。"
        "先提价或提高毛利，或者把佣金和退货降下来。",
    )


def _natural_views_needed(
    name: str, needed: float, each: float, target: float, exact: bool, counted: Denominator | None
) -> Text:
    at_least, at_least_zh = ("", "") if exact else ("at least ", "至少")
    kind = COUNTED[counted]
    return Text(
        f"{name} needs {at_least}{needed:,.0f} more natural {kind.en} ({each:,.2f} for "
        f"each so far) to reach ROI {target:,.2f} and break even.",
        f"{name}的 ROI 要达到 {target:,.2f} 才能保本，{kind.zh}"
        f"{at_least_zh}还要靠自然流量增加 {needed:,.0f}（现有量的 {each:,.2f} 倍）。",
    )


def _cost_unknown(name: str, fields: tuple[str, ...]) -> Text:
    missing = ", ".join(fields)
    return Text(
        f"{name}: {missing} missing, so cost and ROI are unknown. Enter 0 if nothing was paid.",
        f"{name}：缺少 {missing}，成本和 ROI 无法得知。没有支出请填 0。",
    )


def _returns_unknown(name: str) -> Text:
    return Text(
        f"{name}: returns unknown, so its GMV and ROI are gross. Enter refund_rate or "
        "refund_amount, 0 if nothing came back.",
        f"{name}：退货未知，成交额和 ROI 都未扣退货。请填 refund_rate 或 "
        "refund_amount，没有退货填 0。",
    )


def _denominator_unknown(name: str) -> Text:
    return Text(
        f"{name}: not ranked, because it is unknown what views counts. Enter channel "
        "or denominator.",
        f"{name}：不清楚 views 统计的是什么，不参与排名。请填 channel 或 denominator。",
    )


def _match_low(name: str, match: float, least: float) -> Text:
    return Text(
        f"{name}: only {match:.0%} of the audience belongs to the target group (at least "
        f"{least:.0%} is wanted). Sales would come from the wrong people, or not at all.",
        f"{name}：粉丝里目标人群只占 {match:.0%}（至少要 {least:.0%}）。"
        "要么卖不动，要么卖给了不对的人。",
    )


def _tone_low(name: str, match: float, least: float) -> Text:
    return Text(
        f"{name}: style and content hardly suit the brand (tone match {match:.0%}, at least "
        f"{least:.0%} is wanted).",
        f"{name}：风格和内容与品牌调性不合（调性匹配度 {match:.0%}，至少要 {least:.0%}）。",
    )


def _returns_high(name: str, rate: float, high: float) -> Text:
    return Text(
        f"{name}: {rate:.0%} of the sales were returned (from {high:.0%} on that is high). Settle "
        "who bears returns before the next deal.",
        f"{name}：退货率 {rate:.0%}（达到 {high:.0%} 即为偏高）。下次合作前先谈好退货由谁承担。",
    )


def _fee_above_contribution(name: str, fee: float, left: float, exact: bool) -> Text:
    at_most, at_most_zh = ("", "") if exact else ("at most ", "最多")
    return Text(
        f"{name}: the fee alone, {fee:,.0f} CNY, is more than the sales left to pay it with "
        f"({at_most}{left:,.0f} CNY). Ask for a lower fee, or for commission instead.",
        f"{name}：光坑位费就有 {fee:,.0f} 元，超过成交能贡献的"
        f"{at_most_zh} {left:,.0f} 元。压低坑位费，或改谈纯佣。",
    )


def _fee_above_expected(name: str, cost: float, needed: float, median: float) -> Text:
    return Text(
        f"{name}: to pay for {cost:,.0f} CNY it must sell at least {needed:,.0f} CNY; the median "
        f"of the deals so far is {median:,.0f} CNY.",
        f"{name}：花 {cost:,.0f} 元至少要卖 {needed:,.0f} 元才能回本；以往合作的成交中位数是 "
        f"{median:,.0f} 元。",
    )


def _one_creator(name: str, share: float, most: float) -> Text:
    return Text(
        f"{name} brought {share:.0%} of what all creators sold (more than {most:.0%}): if one "
        "person leaves, the sales leave too. Build up others.",
        f"{name}一人占全部达人成交的 {share:.0%}（超过 {most:.0%}）：人一走，生意就走。"
        "要培养更多达人。",
    )


def _one_creator_of_shop(name: str, share: float, most: float) -> Text:
    return Text(
        f"{name} sold as much as {share:.0%} of the shop's monthly GMV in one deal (more than "
        f"{most:.0%}): the shop hangs on one person.",
        f"{name}一次合作的成交就相当于店铺月成交的 {share:.0%}（超过 {most:.0%}），"
        "店铺过于依赖一个人。",
    )


def _top_creator_share(share: float, most: float) -> Text:
    return Text(
        f"The top creator brings {share:.0%} of the shop's sales (sales.top_creator_share; more "
        f"than {most:.0%}): the shop hangs on one person.",
        f"头号达人占店铺成交的 {share:.0%}（sales.top_creator_share，超过 {most:.0%}），"
        "店铺过于依赖一个人。",
    )


_WORDS: Mapping[str, Callable[..., Text]] = {
    "loses_money": _loses_money,
    "never_breaks_even": _never_breaks_even,
    "natural_views_needed": _natural_views_needed,
    "cost_unknown": _cost_unknown,
    "returns_unknown": _returns_unknown,
    "denominator_unknown": _denominator_unknown,
    "match_low": _match_low,
    "tone_low": _tone_low,
    "returns_high": _returns_high,
    "fee_above_contribution": _fee_above_contribution,
    "fee_above_expected": _fee_above_expected,
    "one_creator": _one_creator,
    "one_creator_of_shop": _one_creator_of_shop,
    "top_creator_share": _top_creator_share,
}
