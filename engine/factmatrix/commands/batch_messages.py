"""What `fact batch` tells people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.commands.batch_options import BOOK, is_stdout
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
    "--columns, --where, --cache and --verify are for tables (.parquet, .csv, .xlsx).",
    "JSON Lines 写出每个品牌单独评分的完整结果；--explain、--top、--columns、--where、--cache、"
    "--verify 只用于表格（.parquet、.csv、.xlsx）。",
)
NO_CACHE = Text(
    "--cache is for profiles and folders: a table of brands is read anew faster than it could be "
    "compared with what was read before.",
    "--cache 只用于档案和文件夹：品牌表重新读取，比与上次的内容逐行比较更快。",
)
NO_CHECK = Text(
    "--verify holds results back until they are found equal, which stdout cannot: write a file.",
    "--verify 在确认全部相等之前不交出结果，标准输出做不到，请写成文件。",
)
NO_BOOK = Text(
    "A workbook is not written to stdout: name a file that ends in .xlsx.",
    "工作簿不能写到标准输出，请写以 .xlsx 结尾的文件名。",
)


def unknown_suffix(out: str, known: Sequence[str]) -> Text:
    """That nothing is written that ends so."""
    return Text(
        f"-o {out}: the ending says what to write; use {' or '.join(known)}.",
        f"-o {out}：格式由扩展名决定，请用 {' 或 '.join(known)}。",
    )


def too_many_brands(brands: int, most: int, *, explained: bool) -> Text:
    """That a workbook does not take all brands, told before any work."""
    if explained:
        return Text(
            f"A workbook takes the contributions of {most:,} brands, and there are {brands:,}. "
            "Take fewer (--top N), leave contributions and actions out (--no-explain), or write "
            ".parquet or .csv.",
            f"工作簿最多容纳 {most:,} 个品牌的得分明细，而现有 {brands:,} 个。请减少品牌"
            "（--top N）、不写明细和动作（--no-explain），或改写 .parquet 或 .csv。",
        )
    return Text(
        f"A sheet takes {most:,} brands, and there are {brands:,}. Take fewer (--top N), or write "
        ".parquet or .csv.",
        f"每张工作表最多 {most:,} 个品牌，而现有 {brands:,} 个。请减少品牌（--top N），"
        "或改写 .parquet 或 .csv。",
    )


def sheet_full(out: str, sheet: str) -> Text:
    """That a workbook did not take all rows, which showed only now."""
    from factmatrix.spreadsheets import MOST_ROWS

    return Text(
        f"{out} was not written: the sheet {sheet} would have more than {MOST_ROWS:,} rows. Take "
        "fewer brands (--top N), or write .parquet or .csv.",
        f"未写入 {out}：工作表 {sheet} 将超过 {MOST_ROWS:,} 行。请减少品牌（--top N），"
        "或改写 .parquet 或 .csv。",
    )


def too_many(account: Account, out: str) -> Text:
    """That more brands failed than were to."""
    first = account.first
    assert first is not None
    what = (
        Text("Stopped, stdout has only a part", "已停止，标准输出只有一部分结果")
        if is_stdout(out)
        else Text("Stopped, nothing was written", "已停止，未写结果")
    )
    said = first.said()
    return Text(
        f"{what.en}: {account.failed} failed. The first: {said.en}",
        f"{what.zh}：失败 {account.failed} 个。第一个：{said.zh}",
    )


def in_use(out: str, process: int | None) -> Text:
    """That another run writes the same results."""
    number = "?" if process is None else process
    return Text(
        f"{out} is being written by another run (process {number}). Wait for it, or choose "
        "another name.",
        f"另一个运行（进程 {number}）正在写 {out}。请等它结束，或换一个文件名。",
    )


def counted(account: Account, out: str, ending: str) -> Text:
    """How a run ended."""
    from factmatrix.batch.error_file import error_file

    a, place = account, Text("stdout", "标准输出") if is_stdout(out) else Text(out, out)
    said = [
        Text(
            f"{place.en}: {a.scored} scored, {a.failed} failed, {a.skipped} skipped.",
            f"{place.zh}：已评分 {a.scored}，失败 {a.failed}，跳过 {a.skipped}。",
        )
    ]
    if a.unchanged:
        said.append(
            Text(
                f"Unchanged and not read again: {a.unchanged}.",
                f"{a.unchanged} 个文件没有改动，未重新读取。",
            )
        )
    if a.verified:
        said.append(
            Text(
                f"Scored once more by themselves, all equal: {a.verified}.",
                f"抽样 {a.verified} 个单独重新评分，全部相等。",
            )
        )
    said += _of_positions(a)
    if not a.sound and ending == BOOK:
        said.append(Text("What failed and why: the sheet errors", "失败原因见工作表 errors"))
    elif not a.sound and not is_stdout(out):
        beside = error_file(Path(out))
        said.append(Text(f"What failed and why: {beside}", f"失败原因见 {beside}"))
    return Text(" ".join(text.en for text in said), "".join(text.zh for text in said))


def _of_positions(a: Account) -> Iterator[Text]:
    """Which positions failed, and what those in plain Python took; a sentence each."""
    from factmatrix.views.plugins import milliseconds

    if a.failing:
        listed = [f"{name} {count}" for name, count in sorted(a.failing.items())]
        yield Text(
            f"Positions that failed, and for how many brands: {', '.join(listed)}.",
            f"出错的阵地及品牌数：{'、'.join(listed)}。",
        )
    if a.calls:
        times = {name: milliseconds(calls.mean) for name, calls in sorted(a.calls.items())}
        yield Text(
            "Time to score a brand: " + ", ".join(f"{n} {t.en}" for n, t in times.items()) + ".",
            "每个品牌的评分用时：" + "，".join(f"{n} {t.zh}" for n, t in times.items()) + "。",
        )


def not_kept(folder: Path, error: OSError) -> Text:
    """That the next run will read more than it would have to."""
    from factmatrix.system_errors import reason

    why = reason(error)
    return Text(
        f"--cache: what was read could not be kept in {folder}: {why.en}. "
        "The results are complete.",
        f"--cache：读取的内容无法存入 {folder}：{why.zh}。结果是完整的。",
    )
