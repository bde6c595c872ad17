"""What is said of boost tests, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from factmatrix.boosts.readings import DOU_PLUS_ADVICE, TRIAGE_ADVICE
from factmatrix.profile.choices import BOOST_TARGETS, BOOST_TOOLS
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.profile.tables.economics import Economics
from factmatrix.text import Language, Text, clean
from factmatrix.views.figures import NOTHING
from factmatrix.views.spacing import spaced
from factmatrix.views.wording import source

if TYPE_CHECKING:
    from factmatrix.boosts.judging import BoostAnswer, JudgedTest
    from factmatrix.boosts.readings import DouPlusBand, Triage
    from factmatrix.boosts.spending import Comparison
    from factmatrix.rules.terms import Trust

NO_TESTS = Text(
    "No boost tests yet. Add a row per pushed video or room under [[boost_tests]] of the profile "
    "(a video without a push has cost 0), in the app in the table Boost tests with the key a; or "
    "give a table: fact boosts TESTS.csv --profile BRAND.toml.",
    "还没有投放测试。请在档案的 [[boost_tests]] 下为每条投过的视频或直播间各加一行（没投放的视频"
    "费用填 0）；在应用里到“投放测试”表按 a 添加；也可以直接读表格："
    "fact boosts 测试.csv --profile 品牌.toml。",
)
BANDS: Mapping[DouPlusBand, Text] = {
    "below": Text("below", "不达标"),
    "good": Text("good", "达标"),
    "very_good": Text("very good", "很好"),
}
TRIAGES: Mapping[Triage, Text] = {
    "boost": Text("boost", "加热"),
    "rework": Text("rework", "返工"),
    "neither": Text(NOTHING, NOTHING),
}
_TARGETS: Mapping[str, Text] = {"video": Text("video", "视频"), "live": Text("room", "直播间")}
_TOOLS: Mapping[str, Text] = {"dou_plus": Text("DOU+", "DOU+"), "qianchuan": Text("QC", "千川")}
assert {c.value for c in BOOST_TARGETS} == set(_TARGETS)
assert {c.value for c in BOOST_TOOLS} == set(_TOOLS)


def money(amount: float) -> str:
    """An amount in whole yuan; small ones with two digits."""
    return f"¥{amount:,.0f}" if amount >= 100 or amount == round(amount) else f"¥{amount:,.2f}"


def trusted(trust: Trust | None) -> Text:
    """How far the source of a figure is trusted; None is a figure that was asked for."""
    if trust is None:
        return Text("asked for", "自定")
    if trust == "ours":
        return Text("our assumption", "我们的假设")
    return Text(f"trust {source(trust, 'en')}", f"可信度：{source(trust, 'zh')}")


def chance(part: float, language: Language) -> str:
    """How sure something is, in percent, never quite 100."""
    return ("> " if part >= 0.995 else "") + share(min(part, 0.99), language)


def share(part: float, language: Language, digits: int = 0) -> str:
    """A share in percent."""
    said = f"{part * 100:.{digits}f}"
    return f"{said} %" if language == "en" else f"{said}%"


def pushed(test: JudgedTest, language: Language) -> str:
    """With what and to what a test was pushed; "?" for what is unknown."""
    reading = test.reading
    tool = _TOOLS[reading.tool].in_(language) if reading.tool else "?"
    target = _TARGETS[reading.target].in_(language) if reading.target else "?"
    if test.share.advice in ("first_push", "not_pushed"):
        return Text("no push", "未投放").in_(language)
    return f"{tool} {target}" if tool.isascii() else tool + target


def band(test: JudgedTest, language: Language) -> str:
    """The band of R30, which only videos pushed with DOU+ have."""
    found = test.reading.dou_plus
    return BANDS[found].in_(language) if found else NOTHING


def triage(test: JudgedTest, language: Language) -> str:
    """The triage of R34, with "?" where the orders leave it open."""
    found = test.reading.triage
    if found is None:
        return NOTHING
    return TRIAGES[found].in_(language) + ("?" if test.triage_settled is False else "")


def levels(answer: BoostAnswer) -> Text:
    """Against what high and low were told."""
    found = answer.levels
    reach, rate = f"{found.reach:,.0f}", found.conversion_rate
    en, zh = share(rate, "en", 2), share(rate, "zh", 2)
    if found.videos:
        return Text(
            f"Reach and conversion are told high or low against your own median of {found.videos} "
            f"videos: {reach} plays, {en}.",
            f"曝光和转化的高低，以自己 {found.videos} 条视频的中位数为准：{reach} 次播放，{zh}。",
        )
    of_reach, of_rate = trusted(found.reach_trust), trusted(found.conversion_trust)
    return Text(
        "Reach and conversion are told high or low against a default, for want of enough videos "
        f"of your own: {reach} plays ({of_reach.en}), {en} ({of_rate.en}).",
        f"自己的视频不够多，曝光和转化的高低以默认值为准：{reach} 次播放（{of_reach.zh}），"
        f"{zh}（{of_rate.zh}）。",
    )


def bands_explained(answer: BoostAnswer) -> Iterator[Text]:
    """To whom bands do not apply, and which GPM are not alike."""
    readings = [test.reading for test in answer.tests]
    if any(reading.tool == "qianchuan" for reading in readings):
        yield Text(
            "Qianchuan tests have no band: R30's figures are about DOU+. QC is Qianchuan.",
            "千川测试没有档位：R30 的数字只针对 DOU+。",
        )
    if {reading.target for reading in readings} >= {"video", "live"}:
        yield Text(
            "GPM counts plays of videos and views of rooms: never compare one with the other.",
            "视频的 GPM 按播放算，直播间按观看算，两者不能互相比较。",
        )
    if any(test.triage_settled is False for test in answer.tests):
        yield Text(
            "“?”: so few orders leave it open on which side of the level the conversion lies.",
            "“?”：订单太少，转化率在高低线哪一侧还说不准。",
        )


def margin(answer: BoostAnswer) -> Text:
    """What is left of sales, and what money must bring to pay."""
    if answer.margin is None:
        missing = fields(answer.margin_missing)
        return Text(
            f"Figures are GMV: whether it pays is unknown without {missing.en}. Sales below the "
            "spend lose in any case.",
            f"以下为成交额：缺{spaced('', missing.zh)}，无法判断是否赚钱；"
            "但成交额低于投放额时一定亏。",
        )
    if not answer.in_contribution or answer.break_even_roi is None:
        return Text(
            "Goods, fees and returns eat up all sales: no push can pay. Figures are GMV.",
            "货品、扣点和退货吃掉了全部成交额，怎么投都不会赚。以下为成交额。",
        )
    part = answer.margin
    return Text(
        f"Figures are contribution: {share(part, 'en', 1)} of GMV is left to pay for traffic, so a "
        f"push breaks even at ROI {answer.break_even_roi:.2f}.",
        f"以下为贡献毛利：成交额的 {share(part, 'zh', 1)} 可用来付流量，"
        f"投放 ROI 到 {answer.break_even_roi:.2f} 保本。",
    )


def where_it_goes(answer: BoostAnswer) -> Text:
    """The division of the money in a sentence."""
    getting = [test for test in answer.tests if test.share.money > 0]
    parts = [(clean(test.reading.name), money(test.share.money)) for test in getting]
    en = ", ".join(f"{amount} to {name}" for name, amount in parts)
    zh = "，".join(spaced(name, amount) for name, amount in parts)
    kept = answer.division.kept
    if not getting:
        return Text(
            f"Keep the {money(kept)}: no test is known to pay.",
            f"先留着这 {money(kept)}：没有一条测试确认划算。",
        )
    if kept < 0.005:
        return Text(f"{en}.", f"{zh}。")
    return Text(f"{en}; keep {money(kept)}.", f"{zh}；留下 {money(kept)}。")


def remarks(answer: BoostAnswer) -> Iterator[Text]:
    """What the division rests on."""
    other = answer.division.first_if_paid_alone
    if other is not None:
        name = clean(answer.tests[other].reading.name)
        yield Text(
            f"The order rests on natural views: if none followed the paid ones, {name} would bring "
            "most.",
            spaced("这个顺序建立在自然流量上：若不再带来自然播放，", name, "回报最高。"),
        )
    if any(answer.over_limit(test) for test in answer.tests):
        limit, trust = money(answer.push_limit.value), trusted(answer.push_limit.trust)
        yield Text(
            f"DOU+: push a video with at most {limit} at a time and look at the figures in between "
            f"(rule of thumb, {trust.en}).",
            f"DOU+ 单条视频每次最多投 {limit}，看完数据再加（经验值，{trust.zh}）。",
        )


def explained(answer: BoostAnswer) -> Text:
    """What the ranges mean, and what they leave out."""
    sure = answer.confidence
    en, zh, trust = share(sure.value, "en"), share(sure.value, "zh"), trusted(sure.trust)
    return Text(
        f"The range is what the number of orders allows with {en} ({trust.en}). It does not cover "
        "order values, dearer traffic as money grows, or natural views that stay away.",
        f"区间只反映订单数多少带来的不确定（把握 {zh}，{trust.zh}），"
        "不含客单价波动、加钱后流量变贵、自然流量不再跟来等情况。",
    )


def reason(test: JudgedTest, answer: BoostAnswer) -> Text:
    """Why a test gets what it gets."""
    said = [_reason(test, answer)]
    reading, brings = test.reading, test.brings
    if test.share.advice == "put" and reading.triage == "rework":
        said.append(TRIAGE_ADVICE["rework"])
    if test.share.advice == "put" and brings and brings.paid_alone is not None:
        needed = answer.spend.value * (answer.break_even_roi or 1.0)
        if brings.paid_alone < needed:
            said.append(_only_with_natural(answer, brings.paid_alone))
    if reading.dou_plus == "below":
        said.append(DOU_PLUS_ADVICE["below"])
    if test.share.advice != "unknown" and test.missing:
        missing = fields(test.missing)
        said.append(Text(f"Unknown: {missing.en}.", f"未知：{missing.zh}。"))
    return Text(" ".join(text.en for text in said), "".join(text.zh for text in said))


def fields(keys: tuple[str, ...]) -> Text:
    """The titles of fields of a test or of the brand's economics."""
    titles = []
    for key in keys:
        info = BoostTest.model_fields.get(key) or Economics.model_fields[key]
        declaration = declaration_of(info)
        assert declaration is not None
        titles.append(declaration.title)
    return Text(", ".join(t.en for t in titles), "、".join(t.zh for t in titles))


def _reason(test: JudgedTest, answer: BoostAnswer) -> Text:
    given, brings = test.share, test.brings
    if given.advice == "unknown":
        missing = fields(test.missing) if test.missing else Text("Orders and GMV", "订单与成交额")
        return Text(
            f"No money before these are known: {missing.en}.", f"先补齐再谈投放：{missing.zh}。"
        )
    if given.advice == "first_push":
        amount = money(answer.first_push.value)
        return Text(
            f"Never pushed, sells well, hardly seen: test it with a first small push of {amount}.",
            f"没投放过，转化高、曝光低：先用 {amount} 小额试投。",
        )
    if given.advice == "not_pushed" or brings is None:
        return Text(
            "Not pushed (cost 0), so what money brings here is unknown.",
            "没有投放（费用为 0），投钱的回报未知。",
        )
    high = money(answer.told(brings.interval.high))
    if given.advice == "stop":
        return Text(
            f"Not worth more money: even at its upper end, {high}, it does not pay.",
            f"不值得再投：即使按区间上限 {high} 算也不保本。",
        )
    if given.advice == "open":
        return Text(
            f"Expected to lose, but {test.orders} orders do not prove it (up to {high}): test on "
            "with little money, if at all.",
            f"预计会亏，但 {test.orders} 单还不能下定论（上限 {high}）：要试也只用小钱。",
        )
    if given.against_leader is None:
        alone = sum(other.share.advice == "put" for other in answer.tests) == 1
        return (
            Text("Brings most.", "回报最高。")
            if alone
            else Text(
                "Brings most, but not for sure more than those with the same share.",
                "预计回报最高，但还不能断定高于同样分到钱的测试。",
            )
        )
    return _beside_leader(given.against_leader, answer)


def _beside_leader(against: Comparison, answer: BoostAnswer) -> Text:
    first = clean(answer.tests[against.leader].reading.name)
    en, zh = chance(against.chance, "en"), chance(against.chance, "zh")
    sure = answer.confidence.value
    if against.told_apart(sure):
        return Text(
            f"Pays, but {first} brings more ({en} sure).",
            spaced("能赚，但", first, f"回报更高（把握 {zh}）。"),
        )
    if against.chance < sure:
        return Text(
            f"Not told apart from {first} by these counts (a chance of {en} that {first} is the "
            "better one). "
            f"{_more(against, first).en}",
            spaced("按现有订单数分不出和", first, f"谁更好（后者更好的把握 {zh}）。")
            + _more(against, first).zh,
        )
    if against.chance_paid_alone is not None and against.chance_paid_alone < 0.5:
        return Text(
            f"Behind {first} if natural views follow as before, ahead of it if none do.",
            spaced("自然流量照旧则不如", first, "；没有自然流量则更好。"),
        )
    return Text(
        f"Behind {first} if natural views follow as before, not told apart if none do. "
        f"{_more(against, first).en}",
        spaced("自然流量照旧则不如", first, "；没有自然流量则分不出高下。")
        + _more(against, first).zh,
    )


def _more(against: Comparison, first: str) -> Text:
    if against.more_views is None or against.more_leader_views is None:
        return Text(
            "No practical number of views would tell them apart.", "再多播放也很难分出高下。"
        )
    here, there = (
        f"{float(f'{views:.2g}'):,.0f}" for views in (against.more_views, against.more_leader_views)
    )
    return Text(
        f"About {here} more views here and {there} of {first} would tell.",
        spaced(f"大约这里再有 {here} 次播放或观看、", first, f"再有 {there} 次，才能分清。"),
    )


def _only_with_natural(answer: BoostAnswer, paid_alone: float) -> Text:
    amount = money(answer.told(paid_alone))
    return Text(
        f"It pays only if natural views follow: paid views alone bring {amount}.",
        f"要有自然流量跟上才划算：只算付费播放为 {amount}。",
    )
