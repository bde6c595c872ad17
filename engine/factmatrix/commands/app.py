"""The terminal app: found by its entry point, and opened at once where nothing is asked of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.streams import prepare
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.commands.settings import Settings

DOOR = "factmatrix.app"
"""The entry-point group through which the app is found: the engine does not know it."""
_VARIABLES = ("FACT_LANG", "FACT_RULES", "FACT_PLUGIN", "FACT_NO_PLUGIN", "FACT_PLUGINS_DIR")
"""What stands for an option in the environment."""


def on_terminal() -> bool:
    """Whether a person sits at both ends; a stream that is closed is None."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def open_app(path: Path | None, settings: Settings) -> int:
    """Open the app on a path, None for where it was left; its exit code."""
    from importlib.metadata import entry_points

    for found in entry_points(group=DOOR):
        code: int = found.load()(path, settings)
        return code
    raise UsageProblem(
        Text(
            "The app is not installed: install factmatrix again.",
            "未找到终端应用，请重新安装 factmatrix。",
        )
    )


def without_options(arguments: Sequence[str]) -> bool:
    """Whether a command line on a terminal is `fact`, `fact tui` or `fact tui PATH`, no more."""
    match arguments:
        case [] | ["tui"]:
            alone = True
        case ["tui", path]:
            alone = not path.startswith("-")
        case _:
            alone = False
    return alone and on_terminal() and not any(os.environ.get(name) for name in _VARIABLES)


def open_without_options(arguments: Sequence[str]) -> int:
    """Open the app as the command line of `without_options` asks; the exit code of the run.

    Options go through typer, which reads them with pydantic: the app's first screen would wait a
    quarter longer for both to load.
    """
    from factmatrix.commands.settings import message_language, settle

    prepare()
    try:
        return open_app(Path(arguments[1]) if len(arguments) > 1 else None, settle())
    except UsageProblem as problem:
        complain(problem.text, message_language())
        return Exit.USAGE
