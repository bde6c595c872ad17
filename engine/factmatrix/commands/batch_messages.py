"""What `fact batch` tells people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.batch.running import Account

ONE_TABLE = Text(
    "A table of brands is scored by itself: name one table, or files and folders.",
    "一次只能给一张品牌表评分：请只写一张表，或改写文件和文件夹。",
)
NO_TABLE = Text(
    "--map and --sheet are for a table of brands (.csv, .xlsx, .parquet, .jsonl).",
    "--map 和 --sheet 只用于品牌表（.csv、.xlsx、.parquet、.jsonl）。",
)
WHOLE = Text(
    "JSON Lines hold the whole answer to every brand, scored by itself: --explain, --top, "
    "--columns, --where, --cache and --verify are for tables (.parquet, .csv).",
    "JSON Lines 写出每个品牌单独评分的完整结果；--explain、--top、--columns、--where、--cache、"
    "--verify 只用于表格（.parquet、.csv）。",
)
NO_CACHE = Text(
    "--cache is for profiles and folders: a table of brands is read anew faster than it could be "
    "compared with what was read before.",
    "--cache 只用于档案和文件夹：品牌表重新读取，比与上次的内容逐行比较更快。",
)


def unknown_suffix(out: Path, known: Sequence[str]) -> Text:
    """That nothing is written that ends so."""
    return Text(
        f"-o {out}: the ending says what to write; use {' or '.join(known)}.",
        f"-o {out}：格式由扩展名决定，请用 {' 或 '.join(known)}。",
    )


def too_many(account: Account) -> Text:
    """That more brands failed than were to."""
    first = account.failures[0]
    place = f"{first.path}:{first.line}" if first.line else first.path
    return Text(
        f"Stopped, nothing was written: {account.failed} failed. The first: {place}: "
        f"{first.message.en}",
        f"已停止，未写结果：失败 {account.failed} 个。第一个：{place}：{first.message.zh}",
    )


def in_use(out: Path, process: int | None) -> Text:
    """That another run writes the same results."""
    number = "?" if process is None else process
    return Text(
        f"{out} is being written by another run (process {number}). Wait for it, or choose "
        "another name.",
        f"另一个运行（进程 {number}）正在写 {out}。请等它结束，或换一个文件名。",
    )


def counted(account: Account, out: Path) -> Text:
    """How a run ended."""
    from factmatrix.batch.error_file import error_file

    a, beside = account, error_file(out)
    en = f"{out}: {a.scored} scored, {a.failed} failed, {a.skipped} skipped."
    zh = f"{out}：已评分 {a.scored}，失败 {a.failed}，跳过 {a.skipped}。"
    if a.unchanged:
        en += f" {a.unchanged} files had not changed and were not read again."
        zh += f"{a.unchanged} 个文件没有改动，未重新读取。"
    if a.verified:
        en += f" {a.verified} were scored once more by themselves: everything is equal."
        zh += f"抽样 {a.verified} 个单独重新评分，全部相等。"
    if a.failures:
        en += f" What failed and why: {beside}"
        zh += f"失败原因见 {beside}"
    return Text(en, zh)


def not_kept(folder: Path, error: OSError) -> Text:
    """That the next run will read more than it would have to."""
    from factmatrix.system_errors import reason

    why = reason(error)
    return Text(
        f"--cache: what was read could not be kept in {folder}: {why.en}. "
        "The results are complete.",
        f"--cache：读取的内容无法存入 {folder}：{why.zh}。结果是完整的。",
    )
