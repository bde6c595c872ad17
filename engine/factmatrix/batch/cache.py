"""Inputs of files that were read before, kept in a folder of the user's."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import platformdirs
import polars as pl

from factmatrix.whole_file import whole

STAMP: Mapping[str, pl.DataType] = {
    "file": pl.Binary(),
    "size": pl.Int64(),
    "mtime": pl.Int64(),
    "ctime": pl.Int64(),
    "seen": pl.Int64(),
    "sha256": pl.String(),
}
"""By which a file is known again: its whole path, its size, its times, when these were looked at
(all in nanoseconds), and the hash of its bytes."""
KEPT = 8
"""So many caches are kept: of versions, plugins and, with positions in Python, rules and days."""
_KEY = re.compile("[0-9a-f]{64}")
_FORSAKEN = 86_400.0
"""Seconds after which an unfinished part belongs to no run that is still writing."""


def caches() -> Path:
    """Where caches are; FACT_CACHE_DIR names another folder to have them in."""
    named = os.environ.get("FACT_CACHE_DIR")
    folder = Path(named).absolute() if named else platformdirs.user_cache_path("factmatrix")
    return folder / "batch"


class Cache:
    """The inputs of files that were read under one `key`, in parts that are written as it goes.

    A part is called by the hash of its bytes, so what is damaged or foreign is not taken for one.
    Runs at the same time need no lock: parts come and go whole, and none goes before what it holds
    stands in another. They hold figures of clients, so nobody but the user may read them.
    `problem` is why nothing more could be written, None while all is well.
    """

    def __init__(self, key: str, inputs: Mapping[str, pl.DataType]) -> None:
        self.folder = caches() / key
        self.inputs = inputs
        self.problem: OSError | None = None
        self._schema = {**STAMP, "name": pl.String(), **inputs}
        self._files = pl.Series(dtype=pl.Binary)
        self._in_parts = False

    def entries(self) -> pl.DataFrame:
        """What is known of each file: its stamp, the name of the brand and its inputs."""
        parts = self._parts()
        entries = self._newest(parts)
        self._in_parts, self._files = len(parts) > 1, entries["file"]
        return entries

    def put(self, entries: pl.DataFrame) -> Path | None:
        """Write a part; None where that is not possible."""
        if self.problem:
            return None
        buffer = BytesIO()
        entries.select(list(self._schema)).write_parquet(buffer)
        data = buffer.getvalue()
        part = self.folder / f"{sha256(data).hexdigest()}.parquet"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with whole(part) as unfinished:
                unfinished.touch(mode=0o600)
                unfinished.write_bytes(data)
        except OSError as error:
            self.problem = error
            return None
        self._in_parts = True
        return part

    def tidy(self, there: Iterable[bytes]) -> None:
        """Make one part of all, without the files that are gone; `there` are some that are not."""
        gone = [f for f in set(self._files) - set(there) if not os.path.exists(os.fsdecode(f))]
        if self._in_parts or gone:
            parts = self._parts()
            merged = self.put(self._newest(parts).filter(~pl.col("file").is_in(gone)))
            if merged:
                _remove(part for part in parts if part != merged)
        with suppress(OSError):
            os.utime(self.folder)
            ours = [folder for folder in caches().iterdir() if _KEY.fullmatch(folder.name)]
            for old in sorted(ours, key=os.path.getmtime)[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)

    def _newest(self, parts: Iterable[Path]) -> pl.DataFrame:
        tables = [table for part in parts if (table := _read(part)) is not None]
        if len(tables) == 1:
            return tables[0]
        together = pl.concat([pl.DataFrame(schema=self._schema), *tables])
        return together.sort("seen").unique("file", keep="last", maintain_order=True)

    def _parts(self) -> list[Path]:
        found = sorted(self.folder.glob("*.parquet"))
        _remove(path for path in found if path.name.startswith(".") and _is_forsaken(path))
        return [path for path in found if not path.name.startswith(".")]


def _is_forsaken(unfinished: Path) -> bool:
    with suppress(FileNotFoundError):
        return unfinished.stat().st_mtime < time.time() - _FORSAKEN
    return False


def _read(part: Path) -> pl.DataFrame | None:
    """The entries of a part; None where it is damaged, or where another run has merged it."""
    try:
        data = part.read_bytes()
    except OSError:
        return None
    if sha256(data).hexdigest() != part.stem:
        _remove([part])
        return None
    return pl.read_parquet(data)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()
