"""Which tab of the form a table stands in. Tables that nobody listed come under "More"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factmatrix import Text
from factmatrix.desk import FormTable


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its id, its title, and the top-level tables in it."""

    id: str
    title: Text
    tables: tuple[str, ...]


TABS = (
    Tab("brand", Text("Brand", "品牌"), ("brand", "accounts", "product")),
    Tab("powers", Text("Powers", "四力"), ("powers", "quality")),
    Tab("money", Text("Money", "经营"), ("economics", "sales", "supply")),
    Tab("live", Text("Live & content", "直播与内容"), ("live", "content")),
    Tab("audience", Text("Audience", "人群与市场"), ("audience", "market")),
    Tab("creators", Text("Creators", "达人"), ("affiliates", "top_creators", "creators")),
    Tab("campaigns", Text("Campaigns", "活动与投放"), ("campaigns", "boost_tests")),
    Tab("plugins", Text("Plugins", "插件"), ("ext",)),
)
FILE = Tab("source", Text("File", "文件"), ())
MORE = Tab("more", Text("More", "其他"), ())


def tabbed(form: Iterable[FormTable]) -> dict[Tab, list[FormTable]]:
    """The tables of the form by tab, without tabs that would be empty."""
    by_top = {top: tab for tab in TABS for top in tab.tables}
    found: dict[Tab, list[FormTable]] = {tab: [] for tab in (*TABS, MORE)}
    for table in form:
        found[by_top.get(table.path.split(".")[0], MORE)].append(table)
    return {tab: tables for tab, tables in found.items() if tables}
