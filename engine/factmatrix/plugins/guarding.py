"""Runs what a plugin's author wrote so that nothing of it escapes: no error, no exit, no output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TextIO

from factmatrix.plugins.reports import PluginRefusedError, reason_of
from factmatrix.text import Text


class PrintsGoToStderr:
    """While a plugin's code runs, in any thread, what it prints goes to stderr.

    Stdout carries data. The last one to leave restores it, whatever the order of threads.
    """

    _lock = Lock()
    _inside = 0
    _stdout: TextIO

    def __enter__(self) -> None:
        cls = PrintsGoToStderr
        with cls._lock:
            if cls._inside == 0:
                cls._stdout, sys.stdout = sys.stdout, sys.stderr
            cls._inside += 1

    def __exit__(self, *error: object) -> None:
        cls = PrintsGoToStderr
        with cls._lock:
            cls._inside -= 1
            if cls._inside == 0:
                sys.stdout = cls._stdout


@contextmanager
def authors_code(en: str, zh: str) -> Iterator[None]:
    """Runs what an author wrote: every error but KeyboardInterrupt becomes a refusal.

    `en` and `zh` say what is being done, as the beginning of the reason.
    """
    try:
        with PrintsGoToStderr():
            yield
    except (KeyboardInterrupt, PluginRefusedError):
        raise
    except BaseException as error:
        reason = reason_of(error, Text(en, zh))
        raise PluginRefusedError(reason.en, reason.zh) from error
