"""Deals with creators: sorted, drawn as CPM against GPM, and each explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from factmatrix import Text
from factmatrix.text import clean
from factmatrix.views.creators import (
    CANDIDATES,
    NO_CREATORS,
    UNCOUNTED,
    kind_of_count,
    missing_titles,
    reversal,
)  # fmt: skip
from factmatrix.views.deal_chart import chart
from factmatrix.views.deal_columns import MATCH, MONEY, NAME, ORDER, REST
from factmatrix_tui.cells import cells, cut, hung, side_by_side
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import DEALS
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.deal_table import By, DealTable
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix.deals.review import CreatorReview, ReviewedDeal

_NO_PROFILE = Text(
    "Something is wrong that no profile can be without; correct it first.",
    "档案缺少必需的内容，请先改正。",
)
_LEFT_OUT = Text(
    "{} values are wrong and count as unknown here.", "有 {} 处填写有误，这里按未知处理。"
)
_ONE_OF = Text("table {at} of {all}, ← → turn over", "第 {at}/{all} 张表，← → 翻看")
_COUNT = Text("{kind}: {count}", "{kind}：{count} 笔")
_PEOPLE = Text("{kind}: {count}", "{kind}：{count} 位")
_ORDERS: dict[By, Text] = {
    "gpm": Text("by GPM", "按 GPM"),
    "roi": Text("by ROI", "按 ROI"),
    "net_roi": Text("by net ROI", "按净 ROI"),
    "name": Text("by name", "按名称"),
}
_MORE = Text(" (+{}: d)", "（另有 {} 条：d）")
_ALL_CREATORS = Text("All creators together", "全部达人合在一起看")
_TURNED = Text(", turned round", "，反序")
_STILL = Text("Still to find out: {}.", "还需了解：{}。")
_NEEDS = Text("Open whether it pays, until these are filled in: {}.", "是否回本未知，需填：{}。")
_NOTHING_HERE = Text("There are no deals to sort.", "没有可排序的合作。")


class Page(NamedTuple):
    """One table of the screen: deals that count the same, deals that count nobody knows what, or
    candidates."""

    title: Text
    deals: Sequence[ReviewedDeal]
    reversal: Text | None = None
    candidates: bool = False


def pages(review: CreatorReview) -> list[Page]:
    """The tables of a review."""
    found = [Page(kind_of_count(t.denominator), t.deals, reversal(t)) for t in review.tables]
    if review.uncounted:
        found.append(Page(UNCOUNTED, review.uncounted))
    if review.candidates:
        found.append(Page(CANDIDATES, review.candidates, candidates=True))
    return found


class CreatorsScreen(Screen[None]):
    """One table at a time: figures that count different things are never ranked together."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in DEALS]

    help_groups = help_of(DEALS)

    def __init__(self, review: CreatorReview | None, left_out: int = 0) -> None:
        super().__init__()
        self.review = review
        self.left_out = left_out
        self.pages = pages(review) if review else []
        self.at = 0
        self.about = False

    def compose(self) -> ComposeResult:
        yield DealHead()
        yield DealTable()
        with VerticalScroll(id="below", can_focus=False):
            yield DealPane()
        yield KeyFooter(DEALS)

    def on_mount(self) -> None:
        """The first table, and candidates where there is nothing else."""
        self._show()

    @property
    def page(self) -> Page | None:
        """The table that is shown."""
        return self.pages[self.at] if self.pages else None

    @property
    def table(self) -> DealTable:
        """The table's lines."""
        return self.query_one(DealTable)

    def why_not(self, command: str) -> Text | None:
        """Without creators there is nothing to do here."""
        return None if command == "back" or self.pages else _NOTHING_HERE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be used is grey."""
        return None if self.is_mounted and self.why_not(action) else True

    def told(self) -> list[Text]:
        """What is said of all creators together: values that are wrong, then warnings."""
        warnings = self.review.warnings if self.review else ()
        told = [warning.message for warning in warnings]
        if self.left_out:
            wrong = Text(_LEFT_OUT.en.format(self.left_out), _LEFT_OUT.zh.format(self.left_out))
            told.insert(0, wrong)
        return told

    def _show(self) -> None:
        page = self.page
        self.table.show(page.deals if page else (), candidates=bool(page and page.candidates))
        self.query_one(DealHead).refresh(layout=True)

    @on(DealTable.Pointed)
    def _pointed(self) -> None:
        self.query_one(DealPane).refresh(layout=True)

    def on_resize(self) -> None:
        """The chart is as high as there is room."""
        self.query_one(DealPane).refresh(layout=True)

    def _sort(self, by: By) -> None:
        self.table.sort(by)
        self.query_one(DealHead).refresh(layout=True)

    def action_sort_gpm(self) -> None:
        """By GPM."""
        self._sort("gpm")

    def action_sort_roi(self) -> None:
        """By ROI."""
        self._sort("roi")

    def action_sort_net_roi(self) -> None:
        """By ROI after returns and commission."""
        self._sort("net_roi")

    def action_sort_name(self) -> None:
        """By name."""
        self._sort("name")

    def action_about_deal(self) -> None:
        """The chart, or all about the deal."""
        self.about = not self.about
        self.query_one("#below", VerticalScroll).scroll_home(animate=False)
        self.query_one(DealPane).refresh(layout=True)

    def action_next_count(self) -> None:
        """The next table, after the last the first."""
        self._turn(1)

    def action_previous_count(self) -> None:
        """The table before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.pages:
            self.at = (self.at + by) % len(self.pages)
            self._show()

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss(None)


class DealHead(Drawn):
    """Which deals these are and in which order, what the two orders turn round, what is wrong."""

    def drawn(self, width: int) -> Content:
        """A line each, cut to the width."""
        screen = cast(CreatorsScreen, self.screen)
        lines = [Content.styled(cut(line, width), "bold") for line in self._title(screen)]
        page = screen.page
        if page and page.reversal:
            lines.append(Content(cut(clean(say(self, page.reversal)), width)))
        told = screen.told()
        if told:
            more = say(self, _MORE).format(len(told) - 1) if len(told) > 1 else ""
            first = cut(clean(say(self, told[0])), width - 2 - cells(more))
            lines.append(Content.styled(f"! {first}{more}", "$text-warning"))
        return Content("\n").join(lines)

    def _title(self, screen: CreatorsScreen) -> list[str]:
        page = screen.page
        if page is None:
            return [say(self, NO_CREATORS if screen.review else _NO_PROFILE)]
        template = _PEOPLE if page.candidates else _COUNT
        said = say(self, template).format(kind=say(self, page.title), count=f"{len(page.deals):,}")
        order = say(self, _ORDERS[screen.table.by])
        said += f" · {order}{say(self, _TURNED) if screen.table.turned else ''}"
        if len(screen.pages) > 1:
            at = say(self, _ONE_OF).format(at=screen.at + 1, all=len(screen.pages))
            said += f" · {at}"
        return [said]


class DealPane(Drawn):
    """The chart of the deals, or all about the one under the cursor."""

    def drawn(self, width: int) -> Content:
        """One of the two; candidates have no chart."""
        screen = cast(CreatorsScreen, self.screen)
        page, table = screen.page, screen.table
        here = table.here
        if page is None or here is None:
            return Content("")
        if screen.about or page.candidates:
            return Content("\n").join(self._about(here, width, candidate=page.candidates))
        height = screen.query_one("#below").size.height
        key = (id(table.deals), table.cursor, width, height, language_of(self))
        if self._chart is None or self._chart[0] != key:
            lines = chart(table.deals, table.cursor, width, height - 1, language_of(self))
            self._chart = key, Content("\n".join(lines))
        return self._chart[1]

    _chart: tuple[object, Content] | None = None
    """The chart as it was drawn last: how high it is and what is in it are asked for one by one."""

    def _about(self, deal: ReviewedDeal, width: int, *, candidate: bool) -> list[Content]:
        """Every figure with its head, then what speaks against it."""
        language = language_of(self)
        shown = MATCH if candidate else (*ORDER, *MONEY, *REST, *MATCH)
        figures = [
            f"{column.head.in_(language).strip()} {column.cell(deal, language).strip()}"
            for column in dict.fromkeys(shown)
            if column is not NAME
        ]
        lines = [Content.styled(cut(clean(deal.deal.name), width), "bold")]
        lines += [Content(line) for line in side_by_side(figures, " · ", width)]
        for warning in deal.warnings:
            lines.append(hung("! ", say(self, warning.message), width, language))
        if deal.verdict.profitable is None and deal.verdict.needs and not candidate:
            said = say(self, _NEEDS).format(", ".join(deal.verdict.needs))
            lines.append(hung("? ", said, width, language))
        if deal.missing:
            said = say(self, _STILL).format(say(self, missing_titles(deal)))
            lines.append(hung("? ", said, width, language))
        told = cast(CreatorsScreen, self.screen).told()
        if told:
            lines += [Content(""), Content.styled(say(self, _ALL_CREATORS), "bold")]
            lines += [hung("! ", say(self, text), width, language) for text in told]
        return lines
