"""`fact batch`: one table of results for a folder of brands, or a table of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin, Rules, StrictPlugins
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.batch.running import Account

LINES = ".jsonl"
_WHOLE = Text(
    "JSON Lines hold the whole answer to every brand: --explain, --top, --columns and --where are "
    "for tables (.parquet, .csv).",
    "JSON Lines 写出每个品牌的完整结果；--explain、--top、--columns、--where 只用于表格"
    "（.parquet、.csv）。",
)
HELP = Text("Score many profiles into one table.", "批量评分，结果写成一张表。")

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help=told(
            Text(
                "Profiles, folders or patterns ('brands/*/*.toml'); - reads paths from stdin.",
                "档案文件、文件夹或通配符（如 'brands/*/*.toml'）；- 表示从标准输入读取路径。",
            )
        ),
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help=told(
            Text(
                "What to write: a table (.parquet, .csv), or whole answers (.jsonl), which take "
                "far longer.",
                "写成表格（.parquet、.csv），或完整结果（.jsonl，耗时长得多）。",
            )
        ),
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help=told(
            Text(
                "Add ranges, points of every criterion and what every modifier did.",
                "加上得分区间、每个评分项的得分和每条修正的作用。",
            )
        ),
    ),
]
Top = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help=told(
            Text(
                "Only the N brands with the highest score of their lead, best first.",
                "只保留主推得分最高的 N 个品牌，从高到低。",
            )
        ),
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="A,B,...",
        help=told(
            Text(
                "Only these columns, in this order; fields of the profiles may be among them.",
                "只保留这些列并按此排序，也可以写档案字段。",
            )
        ),
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        metavar="SQL",
        help=told(
            Text(
                "Score only brands for which this holds, e.g. 'economics.aov > 100'.",
                "只给满足条件的品牌评分，例如 'economics.aov > 100'。",
            )
        ),
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        max=256,
        metavar="N",
        help=told(Text("Processes to read with (default: cores).", "读取进程数（默认核数）。")),
    ),
]
FailFast = Annotated[
    bool,
    typer.Option(
        "--fail-fast",
        help=told(Text("Write nothing if any brand fails.", "只要有一个品牌失败就不写结果。")),
    ),
]
MaxErrors = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help=told(
            Text("Write nothing if more than N brands fail.", "失败的品牌超过 N 个就不写结果。")
        ),
    ),
]
JsonProgress = Annotated[
    bool,
    typer.Option(
        "--json-progress",
        help=told(Text("Progress as JSON lines on stderr.", "以 JSON 行在标准错误输出进度。")),
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        help=told(
            Text(
                "The day to assess for (default: today); a profile's own as_of comes first.",
                "评估日期（默认今天）；档案里写了 as_of 的以档案为准。",
            )
        ),
    ),
]


def batch(
    paths: Sources,
    out: Out,
    explain: Explain = False,
    top: Top = None,
    columns: Columns = None,
    where: Where = None,
    jobs: Jobs = None,
    fail_fast: FailFast = False,
    max_errors: MaxErrors = None,
    json_progress: JsonProgress = False,
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    strict_plugins: StrictPlugins = None,
) -> int:
    """Score everything that can be scored; the rest is told in a file beside the results."""
    from factmatrix.batch.failures import Failure, TooManyFailures
    from factmatrix.batch.finding import find
    from factmatrix.batch.output import InUse
    from factmatrix.batch.progress import progress
    from factmatrix.batch.reading import Reader, processes
    from factmatrix.batch.running import Account
    from factmatrix.batch.scoring import answer_files, ordered, score_files
    from factmatrix.batch.selecting import SelectionError
    from factmatrix.batch.writing import WRITERS
    from factmatrix.commands.profiles import day_of, tell_plugins
    from factmatrix.commands.settings import settle

    settings = settle(lang, rules, plugin, no_plugin, strict_plugins=strict_plugins)
    day, suffix = day_of(date), out.suffix.lower()
    if suffix not in (*WRITERS, LINES):
        raise UsageProblem(_unknown_suffix(out, [*WRITERS, LINES]))
    if suffix == LINES and (explain or top or columns or where):
        raise UsageProblem(_WHOLE)
    engine = settings.engine()
    found = find(_named(paths))
    if not found.paths:
        raise UsageProblem(_nothing(found.lost))
    try:
        order = ordered(engine, day, out, explain=explain, top=top, where=where, columns=columns)
    except SelectionError as error:
        raise UsageProblem(error.text) from None
    language, number = settings.language, processes(jobs, len(found.paths))
    reader = Reader(
        settings.enable,
        settings.disable,
        settings.rules,
        day,
        tuple(order.inputs),
        by_row=bool(order.evaluation.by_row),
    )
    with progress(language, as_json=json_progress) as report:
        account = Account(len(found.paths), report, 0 if fail_fast else max_errors)
        try:
            account.add([Failure(p, None, None, None, "", None, why) for p, why in found.lost])
            if suffix == LINES:
                answer_files(found.paths, reader, number, day, out, account, language)
            else:
                score_files(found.paths, reader, number, order, account, language)
        except TooManyFailures:
            complain(_too_many(account), language)
            return Exit.SOME_FAILED
        except InUse as error:
            raise UsageProblem(_in_use(out, error.process)) from None
        except OSError as error:
            complain(_unwritable(out, error), language)
            return Exit.SOME_FAILED
    complain(_counted(account, out), language)
    sound = tell_plugins(engine, language)
    return Exit.DONE if sound and not account.failures else Exit.SOME_FAILED


def _named(paths: Sequence[str]) -> list[str]:
    """The paths, those from stdin in the place of `-`."""
    names: list[str] = []
    for path in paths:
        names += (line.rstrip("\r\n") for line in sys.stdin) if path == "-" else [path]
    return [name for name in names if name]


def _unknown_suffix(out: Path, known: Sequence[str]) -> Text:
    return Text(
        f"-o {out}: the ending says what to write; use {' or '.join(known)}.",
        f"-o {out}：格式由扩展名决定，请用 {' 或 '.join(known)}。",
    )


def _nothing(lost: Sequence[tuple[str, Text]]) -> Text:
    if not lost:
        return Text("No paths were given.", "没有给出任何路径。")
    return Text(
        "\n".join(f"{path}: {why.en}" for path, why in lost),
        "\n".join(f"{path}：{why.zh}" for path, why in lost),
    )


def _too_many(account: Account) -> Text:
    first = account.failures[0]
    place = f"{first.path}:{first.line}" if first.line else first.path
    return Text(
        f"Stopped, nothing was written: {account.failed} failed. The first: {place}: "
        f"{first.message.en}",
        f"已停止，未写结果：失败 {account.failed} 个。第一个：{place}：{first.message.zh}",
    )


def _in_use(out: Path, process: int | None) -> Text:
    number = "?" if process is None else process
    return Text(
        f"{out} is being written by another run (process {number}). Wait for it, or choose "
        "another name.",
        f"另一个运行（进程 {number}）正在写 {out}。请等它结束，或换一个文件名。",
    )


def _unwritable(out: Path, error: OSError) -> Text:
    from factmatrix.system_errors import reason

    why = reason(error)
    return Text(
        f"{out} could not be written: {why.en}. What was there before is untouched.",
        f"无法写入 {out}：{why.zh}。原有文件未受影响。",
    )


def _counted(account: Account, out: Path) -> Text:
    from factmatrix.batch.error_file import error_file

    a, beside = account, error_file(out)
    counted = Text(
        f"{out}: {a.scored} scored, {a.failed} failed, {a.skipped} skipped.",
        f"{out}：已评分 {a.scored}，失败 {a.failed}，跳过 {a.skipped}。",
    )
    if not a.failures:
        return counted
    return Text(f"{counted.en} What failed and why: {beside}", f"{counted.zh}失败原因见 {beside}")
