"""The entry point: one run of `fact` as a whole process."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from _thread import interrupt_main, start_new_thread
from types import FrameType
from typing import NoReturn

_interrupts: list[int] = []
"""The signals that came."""


def run() -> NoReturn:
    """The console script."""
    # What is imported and built stays, and what is left at the end dies with the process. Looking
    # for garbage among it would cost a quarter of a short run, so this stands before any import.
    gc.set_threshold(100_000)
    try:
        code = _run()
    except BaseException as error:
        # polars makes an error of its own of an interrupt, which often does not say so.
        if _interrupts or isinstance(error, KeyboardInterrupt):
            _leave()
        raise
    gc.freeze()
    sys.exit(code)


def _run() -> int:
    from factmatrix.commands.app import open_without_options, without_options

    if without_options(sys.argv[1:]):
        return open_without_options(sys.argv[1:])
    from factmatrix.commands.fact import main

    # In the app asyncio minds interrupts, as long as nobody else does.
    if (
        sys.argv[1:2] not in ([], ["tui"])
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    ):
        signal.signal(signal.SIGINT, _interrupted)
        sys.unraisablehook = _raised_again
    return main()


def _interrupted(number: int, frame: FrameType | None) -> NoReturn:
    _interrupts.append(number)
    signal.default_int_handler(number, frame)


def _raised_again(lost: sys.UnraisableHookArgs) -> None:
    """An interrupt that came where nothing can be raised would be told and forgotten."""
    if lost.exc_type is KeyboardInterrupt:
        start_new_thread(interrupt_main, ())  # from here it would be lost as well
    else:
        sys.__unraisablehook__(lost)


def _leave() -> NoReturn:
    """End an interrupted run at once: Python aborts where it ends while polars is still at work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already
    from factmatrix.commands.failing import Exit, complain
    from factmatrix.commands.language import help_language
    from factmatrix.text import Text

    complain(Text("interrupted", "已中断"), help_language())
    atexit._run_exitfuncs()
    sys.stderr.flush()
    os._exit(Exit.INTERRUPTED)


if __name__ == "__main__":
    run()
