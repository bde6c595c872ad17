"""The entry point: one run of `fact` as a whole process."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """The console script."""
    # What is imported and built stays, and what is left at the end dies with the process. Looking
    # for garbage among it would cost a quarter of a short run, so this stands before any import.
    gc.set_threshold(100_000)
    try:
        code = _run()
    except KeyboardInterrupt:
        _leave()
    gc.freeze()
    sys.exit(code)


def _run() -> int:
    from factmatrix.commands.app import open_without_options, without_options

    if without_options(sys.argv[1:]):
        return open_without_options(sys.argv[1:])
    from factmatrix.commands.fact import main

    return main()


def _leave() -> NoReturn:
    """End an interrupted run at once: Python aborts where it ends while polars is still at work."""
    from factmatrix.commands.failing import Exit, complain
    from factmatrix.commands.language import help_language
    from factmatrix.text import Text

    complain(Text("interrupted", "已中断"), help_language())
    atexit._run_exitfuncs()
    sys.stderr.flush()
    os._exit(Exit.INTERRUPTED)


if __name__ == "__main__":
    run()
