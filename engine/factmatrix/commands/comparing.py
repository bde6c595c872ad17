"""What the commands that compare share: how much is told, as what, and where it goes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.failing import UsageProblem
from factmatrix.commands.language import told
from factmatrix.commands.streams import out, write
from factmatrix.text import Text

SHOWN = 10
"""So many changed brands fit on a few screens."""


class Format(StrEnum):
    """How the comparison is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Top = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help=told(
            Text(
                f"Only the N biggest changes (default: {SHOWN} in a table, else all).",
                f"只列变化最大的 N 个品牌（表格默认 {SHOWN} 个，其他格式默认全部）。",
            )
        ),
    ),
]
WrittenAs = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help=told(
            Text(
                "How to write it (default: by the ending of -o, else table).",
                "输出格式（默认按 -o 的扩展名，否则为 table）。",
            )
        ),
    ),
]


def by_ending(output: Path | None) -> Format:
    """The format that the name of a file asks for; raises UsageProblem."""
    if output is None:
        return Format.TABLE
    endings = {".csv": Format.CSV, ".json": Format.JSON, ".txt": Format.TABLE, "": Format.TABLE}
    chosen = endings.get(output.suffix.lower())
    if chosen is None:
        raise UsageProblem(
            Text(
                f"-o {output}: the ending says what to write; use .csv, .json or .txt, or say "
                "--format.",
                f"-o {output}：格式由扩展名决定，请用 .csv、.json 或 .txt，或写明 --format。",
            )
        )
    return chosen


def insist_on_another_file(output: Path, read: Iterable[Path | str]) -> None:
    """Raises UsageProblem where the answer would replace a file that is read for it."""
    place = os.path.realpath(output)
    if any(place == os.path.realpath(path) for path in read):
        raise UsageProblem(
            Text(
                f"{output} is one of the files that are compared. Name another file after -o.",
                f"{output} 就是要对比的文件之一，-o 请换一个文件名。",
            )
        )


def is_unicode(*, to_file: bool) -> bool:
    """Whether the answer may hold every character."""
    return to_file or (out().encoding or "").lower().startswith("utf")


def deliver(pieces: Iterable[str], output: Path | None) -> None:
    """Write the answer to a file, whole or not at all, or to stdout."""
    if output is None:
        for piece in pieces:
            write(piece)
        return
    from factmatrix.toml.save import why_not_saved
    from factmatrix.whole_file import whole

    try:
        with whole(output) as part, part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as error:
        raise UsageProblem(why_not_saved(output, error)) from None
