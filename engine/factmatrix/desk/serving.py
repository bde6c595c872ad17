"""The engine's own process: it answers questions on its stdin until that is closed."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from struct import Struct
from threading import Thread
from typing import Any, BinaryIO

from factmatrix.text import Text

LENGTH = Struct("!Q")
"""Every message is its length and a pickle."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the engine is loaded with; `skipped` positions are not asked, and why."""

    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    overlays: tuple[Path, ...] = ()
    skipped: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A method of the desk and its arguments."""

    method: str
    arguments: tuple[Any, ...]
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """Sent before a plugin's own code runs, so that it is known who does not come back."""

    plugin: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave: a value, or the error that it raised."""

    value: Any = None
    error: Exception | None = None


def serve(read: BinaryIO, write: BinaryIO) -> None:
    """Answer question after question; the first message is the setting."""

    def send(message: object) -> None:
        packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        write.write(LENGTH.pack(len(packed)) + packed)
        write.flush()

    questions: SimpleQueue[Any] = SimpleQueue()
    # A thread of its own notices that the app is gone, even while a plugin never comes back.
    Thread(target=_listen, args=(read, questions), daemon=True).start()
    setting: Setting = questions.get()
    answer_with = _desk(setting, send)
    while True:
        send(answer_with(questions.get()))


def _listen(read: BinaryIO, questions: SimpleQueue[Any]) -> None:
    while head := read.read(LENGTH.size):
        questions.put(pickle.loads(read.read(*LENGTH.unpack(head))))
    os._exit(0)


def _desk(setting: Setting, send: Callable[[object], None]) -> Callable[[Question], Answer]:
    """Loads the engine; what keeps it from loading is the answer to every question."""
    from factmatrix.desk.desk import Desk
    from factmatrix.engine import Engine
    from factmatrix.plugins.announcing import announce_to

    announce_to(lambda plugin: send(Asking(plugin)))
    try:
        engine = Engine.load(
            enable=setting.enable,
            disable=(*setting.disable, *setting.skipped),
            overlays=setting.overlays,
        )
    except Exception as error:
        failure = Answer(error=_portable(error))
        return lambda question: failure
    desk = Desk(engine, setting.skipped)
    return lambda question: _answer(desk, question)


def _answer(desk: object, question: Question) -> Answer:
    try:
        method = getattr(desk, question.method)
        return Answer(method(*question.arguments, **question.options))
    except Exception as error:
        return Answer(error=_portable(error))


def _portable(error: Exception) -> Exception:
    """An error that can be sent: itself, or one with its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def main() -> None:
    """The process: messages by stdin and stdout, everything that is printed to stderr."""
    write = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, write)
