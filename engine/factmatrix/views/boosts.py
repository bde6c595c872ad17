"""The answer to boost tests as lines of a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wcwidth import width

from factmatrix.text import Language, Text, clean
from factmatrix.views import boost_words as words
from factmatrix.views.columns import Align, columns, padded
from factmatrix.views.figures import NOTHING
from factmatrix.views.markdown import escape, table
from factmatrix.views.wording import COLON

if TYPE_CHECKING:
    from factmatrix.boosts.judging import BoostAnswer, JudgedTest
    from factmatrix.views.screen import Screen

_LEAST_BAR, _MOST_BAR = 12, 40
_FIGURES: Sequence[Align] = ("left", "left", "right", "left", "right", "right", "left")
_MONEY: Sequence[Align] = ("right", "left", "right", "right", "right", "right")
_TEST = Text("Test", "测试")


class Section(NamedTuple):
    """A part of the answer under its title."""

    title: str
    lines: list[str]


def sections(brand: str, answer: BoostAnswer, screen: Screen) -> Iterator[Section]:
    """Where the next money goes, what the tests showed, and what money would bring to each."""
    say, language = screen.say, screen.language
    counted = Text(f"boost tests: {len(answer.tests)}", f"投放测试 {len(answer.tests)} 条")
    title = " · ".join(filter(None, (clean(brand), say(counted))))
    if not answer.tests:
        yield Section(title, screen.lines(say(words.NO_TESTS)))
        return
    figures = figure_rows(answer, language)
    lines = columns(figures, _FIGURES, cells=screen.cells, flexible=(0,))
    for text in (words.levels(answer), *words.bands_explained(answer)):
        lines += screen.lines(say(text))
    goes = Text(
        f"Next {words.money(answer.spend.value)}: {words.where_it_goes(answer).en}",
        f"下一笔 {words.money(answer.spend.value)}：{words.where_it_goes(answer).zh}",
    )
    first = screen.lines(say(goes))
    for text in words.remarks(answer):
        first += screen.lines(say(text), "  ! ")
    yield Section(title, first)
    yield Section(say(Text("What the tests showed", "测试结果")), lines)
    yield Section(say(_heading(answer)), list(_money(answer, screen)))


def markdown(brand: str, answer: BoostAnswer, language: Language) -> Iterator[str]:
    """The same for a report."""
    counted = Text("Boost tests", "投放测试").in_(language)
    yield f"# {escape(' · '.join(filter(None, (brand, counted))))}"
    yield ""
    if not answer.tests:
        yield escape(words.NO_TESTS.in_(language))
        return
    yield from table(figure_rows(answer, language))
    for text in (words.levels(answer), *words.bands_explained(answer)):
        yield from (f"{escape(text.in_(language))}", "")
    yield from (f"## {escape(_heading(answer).in_(language))}", "")
    yield from (f"**{escape(words.where_it_goes(answer).in_(language))}**", "")
    yield from table(money_rows(answer, language))
    for name, why in _reasons(answer):
        yield f"- {escape(name + COLON[language] + why.in_(language))}"
    yield ""
    for text in (*words.remarks(answer), words.margin(answer), words.explained(answer)):
        yield from (escape(text.in_(language)), "")


def figure_rows(answer: BoostAnswer, language: Language) -> list[list[str]]:
    """What each test showed, below its heads."""
    sure = words.share(answer.confidence.value, language)
    rows = [
        [
            _TEST.in_(language),
            Text("Pushed", "投放").in_(language),
            "CPM",
            Text("Band", "档位").in_(language),
            Text(f"CVR, % ({sure})", f"转化率 %（{sure}）").in_(language),
            "GPM",
            Text("Triage", "判断").in_(language),
        ]
    ]
    for test in answer.tests:
        reading = test.reading
        rows.append(
            [
                clean(reading.name),
                words.pushed(test, language),
                NOTHING if reading.cpm is None else f"{reading.cpm:,.2f}",
                words.band(test, language),
                _conversion(test),
                NOTHING if reading.gpm is None else f"{reading.gpm:,.0f}",
                words.triage(test, language),
            ]
        )
    return rows


def money_rows(answer: BoostAnswer, language: Language) -> list[list[str]]:
    """What money brings to each test, the best first, below its heads."""
    heads = (
        _TEST, Text("Gets", "分到"), Text("Brings", "带来"),
        Text("Range", "区间"), Text("Paid only", "仅付费"),
    )  # fmt: skip
    rows = [["#", *(head.in_(language) for head in heads)]]
    for test in ordered(answer):
        brings = test.brings
        row = [
            str(test.share.rank or NOTHING),
            clean(test.reading.name),
            words.money(test.share.money) if test.share.money else NOTHING,
        ]
        if brings is None:
            row += [NOTHING] * 3
        else:
            low, high = (words.money(answer.told(end)) for end in brings.interval)
            alone = brings.paid_alone
            row += [
                words.money(answer.told(brings.gmv)),
                f"{low}–{high}",
                NOTHING if alone is None else words.money(answer.told(alone)),
            ]
        rows.append(row)
    return rows


def ordered(answer: BoostAnswer) -> list[JudgedTest]:
    """The tests by what money brings; those of which it is unknown last."""
    return sorted(answer.tests, key=lambda test: test.share.rank or len(answer.tests) + 1)


def interval_bar(low: float, value: float, high: float, mark: float | None, cells: int) -> str:
    """An interval on a line of so many cells, all figures as parts (0–1) of its length.

    "[" and "]" are its ends, "o" the expected figure, "|" a mark.
    """
    drawn = [" "] * cells

    def cell(part: float) -> int:
        return min(cells - 1, max(0, round(part * (cells - 1))))

    for place in range(cell(low), cell(high) + 1):
        drawn[place] = "="
    drawn[cell(low)], drawn[cell(high)] = "[", "]"
    drawn[cell(value)] = "o"
    if mark is not None and mark <= 1:
        drawn[cell(mark)] = "|"
    return "".join(drawn).rstrip()


def _heading(answer: BoostAnswer) -> Text:
    amount = words.money(answer.spend.value)
    return Text(f"What {amount} would bring", f"再投 {amount} 能带来多少")


def _money(answer: BoostAnswer, screen: Screen) -> Iterator[str]:
    say = screen.say
    yield from columns(
        money_rows(answer, screen.language), _MONEY, cells=screen.cells, flexible=(1,)
    )
    yield ""
    yield from _bars(answer, screen)
    for name, why in _reasons(answer):
        yield from screen.lines(name + COLON[screen.language] + say(why), "  - ")
    yield ""
    yield from screen.lines(say(words.margin(answer)))
    yield from screen.lines(say(words.explained(answer)))


def _bars(answer: BoostAnswer, screen: Screen) -> Iterator[str]:
    """The intervals under one another on one scale."""
    known = [(test, test.brings) for test in ordered(answer) if test.brings]
    top = max((answer.told(brings.interval.high) for _, brings in known), default=0.0)
    if not top:
        return
    spend, marked = answer.spend.value, answer.in_contribution
    names = [clean(test.reading.name) for test, _ in known]
    label = min(max(map(width, names)), 24)
    cells = min(_MOST_BAR, max(_LEAST_BAR, screen.cells - label - 4))
    end = words.money(top)
    yield "  " + " " * (label + 2) + "0" + end.rjust(cells - 1)
    for name, (_, brings) in zip(names, known, strict=True):
        low, value, high = (
            answer.told(gmv) / top
            for gmv in (brings.interval.low, brings.gmv, brings.interval.high)
        )
        bar = interval_bar(low, value, high, spend / top if marked else None, cells)
        yield f"  {padded(name, label)}  {bar}".rstrip()
    legend = Text("[==o==] range and expected", "[==o==] 区间与预期")
    if marked:
        legend = Text(f"{legend.en}; | break-even", f"{legend.zh}；| 保本线")
    yield from screen.lines(screen.say(legend))
    yield ""


def _reasons(answer: BoostAnswer) -> list[tuple[str, Text]]:
    return [(clean(test.reading.name), words.reason(test, answer)) for test in ordered(answer)]


def _conversion(test: JudgedTest) -> str:
    rate, interval = test.reading.conversion_rate, test.conversion
    if rate is None or interval is None:
        return NOTHING
    digits = 2 if rate >= 0.001 else 3
    said, low, high = (f"{100 * part:.{digits}f}" for part in (rate, *interval))
    return f"{said} ({low}–{high})"
