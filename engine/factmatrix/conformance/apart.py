"""A conformance run in a process of its own, which is ended where the plugin does not come back."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from factmatrix.conformance.answering import FASTER
from factmatrix.conformance.running import Event, Progress, conformance
from factmatrix.conformance.sources import NoPluginError, plugin_at
from factmatrix.conformance.verdict import Finding, Verdict
from factmatrix.desk.messages import Setting
from factmatrix.plugins.announcing import NOBODY, announce_to
from factmatrix.plugins.running import ended, too_slow
from factmatrix.text import Text


class Called(NamedTuple):
    """The plugin whose code runs from now on, NOBODY for none."""

    plugin: str


Message = Called | Event | NoPluginError | None
"""What the process tells; None that it has done."""


def conform_apart(name: str, limit: float, folders: Sequence[Path] = ()) -> Verdict:
    """The verdict on the plugin that `plugin_at` finds; raises NoPluginError where there is none.

    A call that takes longer than `limit` seconds ends the run, and so does loading that takes
    longer than plugins may take for it.
    """
    context = get_context("spawn")  # a fork would copy locks of threads
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, name, limit, folders))
    process.start()
    theirs.close()
    progress = Progress(name)
    try:
        _follow(ours, progress, limit)
    except (EOFError, OSError):  # OSError: in the middle of a message, or on Windows
        process.join()
        progress.ended(Finding(ended(process.exitcode or 0), _STAY))
    finally:
        process.kill()
        process.join()
        ours.close()
    return progress.verdict()


_STAY = Text(
    "Raise an error where something is wrong; nothing that a hook calls may end the program.",
    "出错时请抛出异常；钩子调用的任何代码都不能结束程序。",
)


def _follow(messages: Connection, progress: Progress, limit: float) -> None:
    """Take up what is told, until all is or a call takes too long; EOFError if it breaks off."""
    loading = Setting(plugin_limit=limit).loading_limit
    seconds = None
    while messages.poll(seconds):
        message: Message = messages.recv()
        if message is None:
            return
        if isinstance(message, NoPluginError):
            raise message
        if not isinstance(message, Called):
            progress.told(message)
        elif message.plugin == NOBODY:
            seconds = None
        else:
            seconds = limit if progress.loaded else loading
    assert seconds is not None  # without a limit it was waited for
    progress.ended(Finding(too_slow(seconds), FASTER))


def _run(messages: Connection, name: str, limit: float, folders: Sequence[Path]) -> None:
    """What the process does: tells whose code runs, and every event."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what the terminal sends is for the command
    announce_to(lambda plugin: messages.send(Called(plugin)))
    with _prints_dropped():
        try:
            load = plugin_at(name, folders)
        except NoPluginError as error:
            messages.send(error)
            return
        for event in conformance(name, load, limit=limit):
            messages.send(event)
    messages.send(None)


@contextmanager
def _prints_dropped() -> Iterator[None]:
    """A hook that prints does so for every brand: it is one finding, not hundreds of lines."""
    with (
        open(os.devnull, "w", encoding="utf-8", errors="replace") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        yield
