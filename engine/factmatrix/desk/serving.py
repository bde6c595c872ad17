"""The engine's own process: it answers questions on its stdin until that is closed."""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from factmatrix.desk.desk import Desk
from factmatrix.desk.messages import LENGTH, Answer, EngineLost, Question, Setting, packed
from factmatrix.plugins.running import Note
from factmatrix.text import Text

_OURS = ("builtins", "factmatrix")


def main() -> None:
    """Messages come by stdin and go by stdout; neither is left to plugins."""
    # What the terminal sends is for the app: ctrl+c, and that its window was closed.
    for name in ("SIGINT", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    read, write = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    if hasattr(os, "register_at_fork"):  # what a plugin forks would keep the app waiting for an end
        pipes = read.fileno(), write.fileno()
        os.register_at_fork(after_in_child=lambda: [os.dup2(nothing, p, False) for p in pipes])
    serve(read, write, Path(sys.argv[1]))


def serve(read: BinaryIO, write: BinaryIO, note: Path) -> None:
    """Answer question after question; the first message is the setting."""
    messages: SimpleQueue[Any] = SimpleQueue()
    # A thread of its own notices that the app is gone, even while a plugin never comes back.
    Thread(target=_listen, args=(read, messages, note), daemon=True).start()
    setting: Setting = messages.get()
    Thread(target=_end_when_stuck, args=(2 * setting.loading_limit,), daemon=True).start()
    answer_to = _loaded(setting, Note(note))
    while True:
        write.write(_sent(answer_to(messages.get())))
        write.flush()


def _listen(read: BinaryIO, messages: SimpleQueue[Any], note: Path) -> None:
    while head := read.read(LENGTH.size):
        messages.put(pickle.loads(read.read(*LENGTH.unpack(head))))
    with suppress(OSError):  # the app removes it, unless it was killed
        note.unlink()
    os._exit(0)


def _end_when_stuck(seconds: float) -> None:
    """End the process when no thread but one has run for so long.

    An app that was killed would leave such a process behind: `_listen` does not run either.
    """
    while True:
        faulthandler.dump_traceback_later(seconds, exit=True, file=2)  # needs no turn to run
        time.sleep(seconds / 4)


def _loaded(setting: Setting, note: Note) -> Callable[[Question], Answer]:
    """Loads the engine; what keeps it from loading is the answer to every question."""
    from factmatrix.desk.answering import EngineDesk
    from factmatrix.engine import Engine
    from factmatrix.plugins.announcing import announce_to
    from factmatrix.plugins.loading import unknown_names
    from factmatrix.rules.problems import RulesError

    announce_to(note.write)
    try:
        engine = Engine.load(
            enable=setting.enable,
            disable=setting.disable,
            hopeless=setting.unloadable,
            overlays=setting.overlays,
            plugin_folders=setting.plugin_folders,
        )
    except RulesError as error:
        refusal = Answer(error=EngineLost(error.text))
        return lambda question: refusal
    except Exception as error:
        failure = Answer(error=EngineLost(_not_loaded(error)))
        return lambda question: failure
    note.loading = False
    # What is loaded stays, and an answer is no garbage: to look for some would hold it up.
    gc.freeze()
    gc.set_threshold(100_000)
    unknown = unknown_names((*setting.enable, *setting.disable), engine.plugins)

    def answer_to(question: Question) -> Answer:
        desk = EngineDesk(engine, question.skipped, setting.unloadable, unknown)
        return replace(_answer(desk, question), calls=engine.calls_taken())

    return answer_to


def _answer(desk: Desk, question: Question) -> Answer:
    try:
        method = getattr(desk, question.method)
        return Answer(method(*question.arguments, **question.options))
    except Exception as error:
        return Answer(error=error)


def _sent(answer: Answer) -> bytes:
    """The answer as it travels; an error by its words where its class is not one of ours.

    The app would import a plugin's module to make such an error.
    """
    error = answer.error
    if error is not None and type(error).__module__.partition(".")[0] not in _OURS:
        answer = Answer(error=_in_words(error))
    try:
        message = packed(answer)
        if error is not None:
            pickle.loads(message[LENGTH.size :])
    except Exception as reason:
        message = packed(Answer(error=_in_words(error or reason)))
    return message


def _in_words(error: Exception) -> RuntimeError:
    return RuntimeError(f"{type(error).__name__}: {error}")


def _not_loaded(error: Exception) -> Text:
    said = f"{type(error).__name__}: {error}"
    return Text(f"The engine could not be loaded: {said}", f"引擎加载失败：{said}")
