"""Runs what a plugin's author wrote so that no error, exit, output or change escapes from it."""

from __future__ import annotations

import os
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
def program_left_alone() -> Iterator[None]:
    """Puts back what a plugin's code changed of the program itself, whatever else it did.

    Libraries install excepthooks and deep recursion for reasons of their own, so these are put
    back and nothing is said. Raises `PluginRefusedError` where the working folder was changed:
    every relative path of the user would mean another file.
    """
    folder, limit = _working_folder(), sys.getrecursionlimit()
    excepthook, stderr = sys.excepthook, sys.stderr
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        sys.excepthook, sys.stderr = excepthook, stderr
        moved_to = _working_folder()
        if folder is not None and moved_to != folder:
            os.chdir(folder)
    if folder is not None and moved_to != folder:
        raise PluginRefusedError(
            f"it changed the program's working folder to {moved_to}; "
            "use whole paths and leave the folder alone",
            f"它把程序的工作目录改成了 {moved_to}；请使用完整路径，不要切换目录",
        )


def _working_folder() -> str | None:
    try:
        return os.getcwd()
    except FileNotFoundError:  # somebody deleted it
        return None


@contextmanager
def authors_code(en: str, zh: str) -> Iterator[None]:
    """Runs what an author wrote: every error but KeyboardInterrupt becomes a refusal.

    `en` and `zh` say what is being done, as the beginning of the reason.
    """
    try:
        with PrintsGoToStderr(), program_left_alone():
            yield
    except (KeyboardInterrupt, PluginRefusedError):
        raise
    except BaseException as error:
        reason = reason_of(error, Text(en, zh))
        raise PluginRefusedError(reason.en, reason.zh) from error
