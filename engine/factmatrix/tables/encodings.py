"""CSV files as UTF-8, whatever Excel has made of them."""

from __future__ import annotations

import atexit
import codecs
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from factmatrix.tables.problems import TableError
from factmatrix.text import Text

_PIECE = 1 << 20
"""Bytes that are looked at together."""


def as_utf8(path: Path) -> Path:
    """The file itself where it is UTF-8, else a copy of it that lives as long as the process.

    GB18030 (and so GBK, Excel's "CSV" in China) is known by not being UTF-8. Raises TableError for
    any other encoding, and for UTF-8 that is damaged after its first Chinese character; OSError.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TableError(
            Text(
                f"{path} is UTF-16 text. Save it again as “CSV UTF-8” or as XLSX.",
                f"{path} 的编码是 UTF-16。请另存为“CSV UTF-8”或 XLSX。",
            )
        )
    place = _not_utf8(path)
    if place is None:
        return path
    copy = _copy(path)
    if copy is None:
        raise TableError(
            Text(
                f"{path} is neither UTF-8 nor GB18030: byte {place + 1} cannot be read. Save it "
                "again as “CSV UTF-8” or as XLSX.",
                f"{path} 既不是 UTF-8 也不是 GB18030，第 {place + 1} 个字节无法识别。"
                "请另存为“CSV UTF-8”或 XLSX。",
            )
        )
    return copy


def _not_utf8(path: Path) -> int | None:
    """Where the file stops being UTF-8; None where it does not.

    Raises TableError where Chinese was read before that: the file is UTF-8 and damaged.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    read, chinese = 0, False
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            waiting = len(decoder.getstate()[0])
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                bad = read - waiting + error.start
                before = error.object[: error.start].decode("utf-8", errors="ignore")
                if chinese or any(character >= "\u0800" for character in before[:-1]):
                    raise TableError(_damaged(path, bad)) from None
                return bad
            if not piece:
                return None
            read += len(piece)
            chinese = chinese or (not text.isascii() and any(c >= "\u0800" for c in text))


def _damaged(path: Path, place: int) -> Text:
    return Text(
        f"{path} is UTF-8 up to byte {place}, which is damaged. Save the table again from where it "
        "was made.",
        f"{path} 是 UTF-8，但第 {place + 1} 个字节已损坏。请从原来的程序重新导出。",
    )


def _copy(path: Path) -> Path | None:
    """The file in UTF-8; None where it is not GB18030 either."""
    copy, decoder = temporary_csv(), codecs.getincrementaldecoder("gb18030")()
    with path.open("rb") as file, copy.open("wb") as made:
        try:
            while piece := file.read(_PIECE):
                made.write(decoder.decode(piece).encode())
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return copy


def temporary_csv() -> Path:
    """An empty file that lives as long as the process."""
    descriptor, name = tempfile.mkstemp(suffix=".csv")
    os.close(descriptor)
    atexit.register(_remove, Path(name))
    return Path(name)


def _remove(copy: Path) -> None:
    with suppress(OSError):
        copy.unlink()
