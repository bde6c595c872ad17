"""The entry point: one run of `fact` as a whole process."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def run() -> NoReturn:
    """The console script."""
    # What is imported and built stays, and what is left at the end dies with the process. Looking
    # for garbage among it would cost a quarter of a short run, so this stands before any import.
    gc.set_threshold(100_000)
    from factmatrix.commands.app import open_without_options, without_options

    if without_options(sys.argv[1:]):
        code = open_without_options(sys.argv[1:])
    else:
        from factmatrix.commands.fact import main

        code = main()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
