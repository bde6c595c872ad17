"""The tables of a profile that no plugin reads, and why."""

from __future__ import annotations

from collections.abc import Sequence

from factmatrix.plugins.reports import PluginReport, why_unread
from factmatrix.text import Text

_MOST = 20
"""More tables are counted, not named."""


def unread_tables(unclaimed: Sequence[str], reports: Sequence[PluginReport]) -> list[Text]:
    """A sentence for each table `[ext.ID]` that nothing read; `unclaimed` names them."""
    texts = []
    for table in unclaimed[:_MOST]:
        why = why_unread(table.removeprefix("ext."), reports)
        texts.append(Text(f"[{table}] was not read: {why.en}.", f"未读取 [{table}]：{why.zh}。"))
    if more := len(unclaimed) - len(texts):
        texts.append(
            Text(f"{more} more tables were not read either.", f"另有 {more} 个表也未读取。")
        )
    return texts
