"""Writing to whatever stdout and stderr are: a console of any encoding, a pipe, or nothing."""

from __future__ import annotations

import codecs
import errno
import json
import os
import sys
from typing import Any, BinaryIO, TextIO

from factmatrix.system_errors import reason
from factmatrix.text import Language

STAND_INS = {
    "█": "#", "▒": "=", "░": ".", "▁": "_", "✓": "+", "✗": "x", "→": "->", "›": ">", "·": "-",
    "–": "-", "−": "-", "…": "...", "±": "+-", "×": "x", "“": '"', "”": '"', "‘": "'",
    "’": "'", "∞": "inf",
}  # fmt: skip
"""What to show of our own characters where an encoding lacks them; one cell for one in tables."""
_YUAN = ("￥", "CNY ")
"""A Chinese console has the wide sign only."""
_HANDLER = "factmatrix"


_reserved: TextIO | None = None
"""The real stdout, once nothing but data may reach it."""


class ReaderLeft(Exception):
    """Whoever read stdout (head, less) has seen enough."""


class Unwritable(Exception):
    """stdout takes nothing more, e.g. because a disk is full."""

    def __init__(self, error: OSError) -> None:
        self.reason = reason(error)
        super().__init__(self.reason.en)


def prepare() -> None:
    """Streams that take every character, and stand-ins for those that are closed."""
    codecs.register_error(_HANDLER, _stand_in)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the whole run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        # What stands in for a stream (in a notebook, say) may have no encoding to set.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_HANDLER)


def reserve() -> None:
    """Keep stdout for `write`, for the rest of the process.

    Whatever else is printed goes to stderr: by plugins, by their threads and child processes, at
    exit, or straight to the file descriptor. Where stdout is not the process's own, as in a
    notebook, nothing is done.
    """
    global _reserved
    stdout = sys.__stdout__
    if stdout is None or sys.stdout is not stdout:
        return
    stdout.flush()
    private = os.dup(stdout.fileno())
    _reserved = open(private, "w", encoding=stdout.encoding, errors=_HANDLER)  # noqa: SIM115
    os.dup2(sys.stderr.fileno(), stdout.fileno())
    sys.stdout = sys.stderr
    sys.__stdout__ = _reserved  # type: ignore[misc]  # it is asked for the size of the terminal


def out() -> TextIO:
    """Where data goes."""
    return _reserved or sys.stdout


def binary_out() -> BinaryIO:
    """Where data goes that is no text."""
    return out().buffer


def write(text: str) -> None:
    """Data to stdout, ended by a line break."""
    try:
        out().write(text if text.endswith("\n") else text + "\n")
    except OSError as error:
        raise trouble(error) from None


def write_json(data: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """JSON to stdout; pure ASCII where the encoding is not Unicode, so that nothing is lost."""
    unicode = (out().encoding or "").lower().startswith("utf")
    write(json.dumps(data, ensure_ascii=not unicode, indent=2, allow_nan=False))


def finish() -> None:
    """Hand over what is still buffered, while trouble can still be told."""
    try:
        out().flush()
    except OSError as error:
        raise trouble(error) from None


def abandon() -> None:
    """Forget stdout, so that Python does not try once more, and complain, at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), out().fileno())


def readable(language: Language, stream: TextIO) -> Language:
    """The language, or English where the stream's encoding has no Chinese."""
    return language if language == "en" or _has(stream.encoding or "utf-8", "中") else "en"


def trouble(error: OSError) -> Exception:
    """What it means that stdout took no more."""
    # Windows calls a broken pipe an invalid argument.
    return ReaderLeft() if error.errno in (errno.EPIPE, errno.EINVAL) else Unwritable(error)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    characters = error.object[error.start : error.end]
    return "".join(_shown(c, error.encoding) for c in characters), error.end


def _shown(character: str, encoding: str) -> str:
    if "\ud800" <= character <= "\udfff":  # a byte of a file name that is no text
        return f"\\u{ord(character):04x}"
    if character == "¥":
        return next(sign for sign in _YUAN if _has(encoding, sign))
    return STAND_INS.get(character, "?")


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
