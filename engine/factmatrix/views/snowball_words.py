"""What the snowball of a brand comes to, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factmatrix.snowball.answer import Figure, Origin, Outlook, Push, Rolled, Slope
from factmatrix.snowball.model import Course, View
from factmatrix.text import LANGUAGES, Language, Text
from factmatrix.views.figures import UNKNOWN, number, percent, points, short
from factmatrix.views.wording import joined, source, stage

TITLE = Text("Snowball", "雪球模型")
DIAGNOSIS = Text("The stages today", "三个阶段的现状")
STOPPERS = Text("What stops it", "雪球停滞的原因")
CHART = Text("Views a round", "每轮观看")
LEGEND = Text(
    "░ ROI view   █ GPM view   === push   --- no push",
    "░ ROI 视角   █ GPM 视角   === 投放   --- 不投",
)
ROUNDS: Mapping[View, Text] = {
    "roi": Text("Round by round, ROI view", "逐轮明细 · ROI 视角"),
    "gpm": Text("Round by round, GPM view", "逐轮明细 · GPM 视角"),
}
ROUND_HEADS = (
    Text("#", "轮"), Text("Paid views", "付费观看"), Text("Natural", "自然观看"),
    Text("GMV", "成交额"), Text("ROI", "投产比"), Text("So far", "累计贡献"), Text("Fans", "粉丝"),
)  # fmt: skip
BEGINS_WITH = Text("What the model begins with", "模型的起点")
ASKED = Text("It cannot be simulated yet. Ask first", "还不能模拟，请先问清楚")
FIGURE_HEADS = (Text("Figure", "指标"), Text("Value", "数值"), Text("From", "来源"))
STORY = Text(
    "Money, views and ROI are arithmetic; how much follows by itself and how long it stays are "
    "assumptions, told by `fact rules show snowball` and yours to replace with --rules. "
    "No forecast: see docs/snowball.md.",
    "金额、观看、ROI 是算术；自然流量跟多少、能留多久是假设，用 fact rules show snowball 查看，"
    "可用 --rules 换成自己的数字。这不是预测，见 docs/snowball.md。",
)
_NAMES: Mapping[View, Text] = {
    "roi": Text("ROI view", "ROI 视角"), "gpm": Text("GPM view", "GPM 视角"),
}  # fmt: skip
_WEAKEST = Text("; weakest: ", "；最弱：")
_ORIGINS: Mapping[Origin, Text] = {
    "profile": Text("profile", "档案"),
    "derived": Text("worked out from the profile", "由档案推算"),
    "option": Text("as asked for", "命令指定"),
    "boost_tests": Text("live boost tests", "直播投放测试"),
    "creators": Text("traffic bought in creators' rooms", "达人直播间的投流"),
    "published": Text("published default", "公开默认值"),
}


def money(value: float, language: Language) -> str:
    """An amount in few cells: ¥40,000, -¥1.24 M."""
    return f"{'-' if value < 0 else ''}¥{short(abs(value), language)}"


def origin(f: Figure, language: Language) -> str:
    """Where a number comes from; of a published one how good its source is."""
    said = _ORIGINS[f.origin].in_(language)
    if f.trust is None:
        return said
    trust = source(f.trust, language)
    return f"{said} ({trust})" if language == "en" else f"{said}（{trust}）"


def stages(outlook: Outlook, language: Language) -> str:
    """Reach 47.3 → sediment 60.2 → convert unknown; weakest: convert."""
    said = " → ".join(
        f"{stage(name).in_(language)} {UNKNOWN.in_(language) if score is None else points(score)}"
        for name, score in outlook.diagnosis.stages.items()
    )
    weakest = outlook.diagnosis.weakest
    if weakest is None:
        return said
    name = stage(weakest).in_(language)
    return said + _WEAKEST.in_(language) + name


def asked_fields(outlook: Outlook, language: Language) -> str:
    """The fields that are missing, by their paths."""
    return joined((need.input for need in outlook.needs), language)


def conclusions(outlook: Outlook) -> Iterator[Text]:
    """Whether paid views pay, then what each view does and what comes of it."""
    rolled = outlook.rolled
    if rolled is None:
        if outlook.refusal:
            yield outlook.refusal
        return
    yield _paid(rolled.push)
    for course in rolled.courses:
        yield _course(course, rolled)


def slope_sentences(slope: Slope, push: Push) -> Iterator[Text]:
    """How the slope comes about, and what the brand's rooms show today."""
    factors = (slope.greatest, slope.gpm_position, slope.tag_clarity, slope.stopped)
    product = " × ".join(f"{factor:.2f}" for factor in factors)
    now = slope.total * slope.calibrated
    taught_en, taught_zh = (percent(slope.calibrated, language) for language in LANGUAGES)
    yield Text(
        f"Natural views for each paid one, by the model: {product} = {slope.total:.2f} (at most × "
        f"GPM × tags × stoppers); orders so far have calibrated {taught_en} of that, "
        f"which makes {now:.2f} in round 1.",
        f"模型给出的每次付费观看带来的自然观看：{product} = {slope.total:.2f}"
        f"（上限 × GPM × 标签 × 停滞因素）；已有订单校准了其中的 {taught_zh}，"
        f"即第 1 轮为 {now:.2f}。",
    )
    low = f"¥{slope.band_low:,.0f}"
    en, zh = (source(slope.band_trust, language) for language in LANGUAGES)
    yield Text(
        f"The GPM is read against: {slope.band.en}, from {low} (source {en}).",
        f"GPM 对照的区间：{slope.band.zh}，{low} 起（来源 {zh}）。",
    )
    seen = push.amplification_observed
    if seen is not None:
        yield Text(
            f"Today {seen:.2f} natural views come with each paid one in the live rooms. Not all of "
            "them were called in by the push, so the model does not take this figure.",
            f"目前直播间每次付费观看对应 {seen:.2f} 次自然观看。其中不全是投放带来的，"
            "所以模型没有直接采用。",
        )


def _paid(push: Push) -> Text:
    if push.break_even_roi is None:
        return Text(
            "After returns, commission and fees nothing is left of a sale, so no traffic earns "
            "its cost back. Mend margin, returns or commission before any push.",
            "扣掉退货、佣金和平台费，每一单都不赚钱，什么流量都回不了本。先解决毛利、退货或佣金，再谈投放。",
        )
    roi, target = f"{push.paid_roi:.2f}", f"{push.break_even_roi:.2f}"
    cpm = number(push.break_even_cpm, "CNY", "en")
    if push.paid_roi >= push.break_even_roi:
        return Text(
            f"Paid views alone pay: ROI {roi}, and {target} breaks even. They would up to a CPM "
            f"of {cpm}.",
            f"单看付费流量已经划算：ROI {roi}，保本 ROI 为 {target}。CPM 不超过 {cpm} 都不亏。",
        )
    needed = push.amplification_needed
    if needed is None:
        return Text(
            "Nothing is sold to those who look on (GPM 0), so no views earn their cost back.",
            "有人看但没人买（GPM 为 0），什么流量都回不了本。",
        )
    return Text(
        f"Paid views alone do not pay: ROI {roi}, and {target} breaks even. That takes a CPM of "
        f"at most {cpm}, or {needed:.2f} natural views with each paid one.",
        f"单看付费流量是亏的：ROI {roi}，保本 ROI 为 {target}。"
        f"要回本，CPM 最多 {cpm}，或每次付费观看带来 {needed:.2f} 次自然观看。",
    )


def _course(course: Course, rolled: Rolled) -> Text:
    name = _NAMES[course.view]
    if not course.pushes:
        why = _why_nothing(course, rolled)
        return Text(f"{name.en}: spends nothing, for {why.en}.", f"{name.zh}：不投，{why.zh}。")
    last = course.rounds[-1]
    spent = max(r.number for r in course.rounds if r.pushed)
    budget, end = rolled.ball.budget, last.cumulative
    en, zh = (
        (money(budget, language), money(end, language), short(last.views, language),
         short(course.rounds[spent - 1].views, language))
        for language in LANGUAGES
    )  # fmt: skip
    if course.break_even is None:
        back = Text(
            f"never earned back in these {last.number} rounds, {en[1]} at the end",
            f"{last.number} 轮内始终没有回本，期末累计 {zh[1]}",
        )
    else:
        back = Text(
            f"earned back in round {course.break_even}, {en[1]} after round {last.number}",
            f"第 {course.break_even} 轮回本，第 {last.number} 轮末累计 {zh[1]}",
        )
    return Text(
        f"{name.en}: {en[0]} in each of {spent} rounds, {back.en}. Once the push has stopped, "
        f"views fall from {en[3]} to {en[2]} a round.",
        f"{name.zh}：投 {spent} 轮，每轮 {zh[0]}，{back.zh}。"
        f"停投后，每轮观看从 {zh[3]} 降到 {zh[2]}。",
    )


def _why_nothing(course: Course, rolled: Rolled) -> Text:
    if rolled.ball.budget == 0:
        return Text("there is no budget", "没有预算")
    if rolled.push.break_even_roi is None:
        return Text("a sale leaves nothing", "每一单都不赚钱")
    return Text("paid views alone do not pay", "单看付费流量不划算")
