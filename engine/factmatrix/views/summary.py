"""Many brands in one table, a line each."""

from __future__ import annotations

from collections.abc import Iterable

from factmatrix.assessment import Assessment
from factmatrix.profile.reading import Reading
from factmatrix.text import Language, Text, clean
from factmatrix.views.figures import NOTHING, points
from factmatrix.views.run import Run
from factmatrix.views.wording import SCORE, joined, named

SUMMARY_FROM = 5
"""From this many profiles on there is a summary; fewer fit on a screen or two."""
SUMMARY = Text("Summary", "汇总")
PROVISIONAL = Text(
    "? too little is known for this score to be compared with the others",
    "? 已知信息太少，该得分还不能与其他品牌相比",
)
_DOUBT = "?"


def summary(run: Run, language: Language) -> list[list[str]]:
    """A head and a row for each profile: brand, lead, score, how far ahead, what to know.

    Empty where there are few profiles.
    """
    if len(run.results) + len(run.failed) < SUMMARY_FROM:
        return []
    heads = (
        Text("Brand", "品牌"), Text("Lead", "主推"), SCORE, Text("Ahead by", "领先"),
        Text("Certain", "确定"), Text("Remarks", "备注"),
    )  # fmt: skip
    rows = [_scored(assessment, language) for _, assessment in run.results]
    rows += [_failed(reading, language) for reading in run.failed]
    return [[head.in_(language) for head in heads], *rows]


def has_provisional(run: Run) -> bool:
    """Whether the summary marks a score, so that the mark must be explained."""
    return any(a.verdict.provisional for _, a in run.results)


def _scored(a: Assessment, language: Language) -> list[str]:
    verdict, name = a.verdict, clean(a.profile.brand.name)
    remarks = [remark.in_(language) for remark in _remarks(a)]
    if verdict.lead is None:
        return [name, NOTHING, NOTHING, NOTHING, NOTHING, joined(remarks, language)]
    lead = a.position(verdict.lead)
    score = points(lead.fit.score) + (_DOUBT if verdict.provisional else "")
    certain = Text("yes", "是") if verdict.certain else Text("no", "否")
    return [
        name, named(lead, language), score, points(verdict.margin),
        certain.in_(language), joined(remarks, language),
    ]  # fmt: skip


def _remarks(a: Assessment) -> Iterable[Text]:
    if any(not blocker.positions for blocker in a.blockers):
        yield Text("blocked", "有障碍")
    elif a.verdict.lead is None and all(ranked.fit.score is None for ranked in a.ranking):
        yield Text("too little is known", "信息太少")
    elif a.verdict.lead is None:
        yield Text("none is strong enough", "都不够强")
    if a.verdict.close_call:
        yield Text("close call", "差距很小")
    if a.verdict.provisional:
        yield Text("provisional", "暂定")
    if a.diagnosis.stopped:
        yield Text("snowball stopped", "雪球停转")
    if any(not failure.is_ranked for failure in a.failures):
        yield Text("not all scored", "有阵地未评分")
    if any(failure.is_ranked for failure in a.failures):
        yield Text("actions missing", "缺少动作")


def _failed(reading: Reading, language: Language) -> list[str]:
    count = len(reading.errors)
    errors = Text(f"{count} error{'s' if count > 1 else ''}", f"{count} 个错误")
    path = clean(str(reading.path))
    return [path, NOTHING, NOTHING, NOTHING, NOTHING, errors.in_(language)]
