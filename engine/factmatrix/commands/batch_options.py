"""The arguments and options of `fact batch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.language import told
from factmatrix.text import Text

STDOUT = "-"
"""The name of results that go to stdout, alone or before an ending."""
LINES, BOOK = ".jsonl", ".xlsx"
"""The endings of whole answers and of workbooks."""


def is_stdout(out: str) -> bool:
    """Whether the results go to stdout: `-`, or `-.jsonl` for another kind than CSV."""
    return out.removesuffix(Path(out).suffix) == STDOUT


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help=told(
            Text(
                "Profiles, folders, patterns ('brands/*/*.toml') or one table of brands; - reads "
                "paths from stdin.",
                "档案文件、文件夹、通配符（如 'brands/*/*.toml'）或一张品牌表；- 表示从标准输入"
                "读取路径。",
            )
        ),
    ),
]
Out = Annotated[
    str,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help=told(
            Text(
                "What to write: a table (.parquet, .csv), a workbook (.xlsx), or whole answers "
                "(.jsonl), which take far longer; - is CSV to stdout, -.jsonl and -.parquet are "
                "the other kinds.",
                "写成表格（.parquet、.csv）、工作簿（.xlsx）或完整结果（.jsonl，耗时长得多）；"
                "- 表示以 CSV 写到标准输出，其他格式写 -.jsonl、-.parquet。",
            )
        ),
    ),
]
Explain = Annotated[
    bool | None,
    typer.Option(
        "--explain/--no-explain",
        help=told(
            Text(
                "Add ranges, points of every criterion and what every modifier did; to a workbook "
                "actions too, as slowly as .jsonl. Only .xlsx has them unasked: --no-explain "
                "leaves them out.",
                "加上得分区间、每个评分项的得分和每条修正的作用；工作簿还有动作清单，耗时与 "
                ".jsonl 相当。只有 .xlsx 默认带明细，--no-explain 可去掉。",
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
OnCluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="tcp://HOST:PORT",
        help=told(
            Text(
                "Score on the workers of this dask scheduler; profiles or Parquet in, a folder of "
                "Parquet out.",
                "在该 dask 调度器的 worker 上评分：输入档案或 Parquet，输出 Parquet 文件夹。",
            )
        ),
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
Cached = Annotated[
    bool,
    typer.Option(
        "--cache",
        help=told(
            Text(
                "Read only files that changed since an earlier run with --cache; also continues "
                "an interrupted one.",
                "只读取上次使用 --cache 之后有改动的文件；也可用来接着中断的运行继续。",
            )
        ),
    ),
]
Verify = Annotated[
    bool,
    typer.Option(
        "--verify",
        help=told(
            Text(
                "Score a sample once more as fact score does; write nothing unless all is equal.",
                "抽样按 fact score 的方式重新评分，只要有一处不相等就不写结果。",
            )
        ),
    ),
]
