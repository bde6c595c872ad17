"""Which files are as they were when their inputs were kept, and their rows among those read now."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

import polars as pl

from factmatrix.batch.cache import Cache
from factmatrix.batch.inputs import SOUND, table_of, together
from factmatrix.batch.reading import Rows

_SETTLED = 2_000_000_000
"""Nanoseconds after which another change of a file gives it another time, even on FAT.

What was changed right before it was looked at may have been changed again within the same tick:
only the hash can tell.
"""
_AT_A_TIME = 50_000
"""Rows that are scored together."""
_STATUS = ("size", "mtime", "ctime")


class Unchanged:
    """The files of a run whose inputs are in a cache; what is read in the run is put there."""

    def __init__(self, cache: Cache, paths: Sequence[str]) -> None:
        self.cache = cache
        self._paths = pl.Series("path", paths, dtype=pl.String)
        self._files = _looked_at(paths)
        self._known = self._as_before(cache.entries())
        known = set(self._known["place"])
        self._missing = {path: place for place, path in enumerate(paths) if place not in known}

    @property
    def count(self) -> int:
        """How many files need not be read."""
        return self._known.height

    @property
    def missing(self) -> list[str]:
        """The paths of all others, in order."""
        return list(self._missing)

    def tables(
        self, read: Iterator[Rows], types: Mapping[str, pl.DataType]
    ) -> Iterator[pl.DataFrame]:
        """All files in order, the missing ones as they are `read`: see `inputs.tables_of`."""
        known = self._known.select(
            "place",
            self._paths.gather(self._known["place"]),
            pl.lit(None, pl.UInt32).alias("row"),
            "name",
            *types,
            pl.lit(True).alias(SOUND),
        )
        done = 0
        for rows in together(read):
            places = [self._missing[path] for path in rows.paths]
            table = table_of(rows, self.cache.inputs).with_columns(
                place=pl.Series(places, dtype=pl.Int64)
            )
            self._keep(table, rows)
            before = known["place"].search_sorted(places[-1]) if places else done
            merged = pl.concat([known[done:before], table.select(known.columns)]).sort("place")
            yield from merged.drop("place").iter_slices(_AT_A_TIME)
            done = before
        yield from known[done:].drop("place").iter_slices(_AT_A_TIME)
        self.cache.tidy(self._files["file"])

    def _as_before(self, entries: pl.DataFrame) -> pl.DataFrame:
        """The place and the entry of each file whose bytes are those that were read."""
        both = self._files.join(entries, "file", suffix=" then").sort("place")
        same = pl.all_horizontal(pl.col(name) == pl.col(f"{name} then") for name in _STATUS)
        sure = same & _settled("seen then")
        doubted = both.filter(~sure & (pl.col("size") == pl.col("size then")))
        hashes = map(_hash, doubted["file"])
        equal = doubted.filter(pl.Series(hashes, dtype=pl.String).eq_missing(doubted["sha256"]))
        from_now_on = equal.filter(_settled("seen"))
        if from_now_on.height:
            self.cache.put(from_now_on)
        return pl.concat([both.filter(sure), equal]).sort("place")

    def _keep(self, table: pl.DataFrame, rows: Rows) -> None:
        """Put what was read into the cache, but for brands of which a position has to complain."""
        half = [failure.path for failure in rows.half_failures]
        hashed = table.with_columns(sha256=pl.Series(rows.hashes, dtype=pl.String))
        entries = hashed.filter(~pl.col("path").is_in(half)).join(self._files, "place")
        if entries.height:
            self.cache.put(entries)


def _settled(seen: str) -> pl.Expr:
    """Whether a file had rested when it was looked at."""
    return pl.max_horizontal("mtime", "ctime") < pl.col(seen) - _SETTLED


def _looked_at(paths: Sequence[str]) -> pl.DataFrame:
    """The regular files among the paths, with `place` in the list, whole path, size and times."""
    now, here = time.time_ns(), os.getcwd()
    found: list[tuple[int, bytes, int, int, int]] = []
    for place, path in enumerate(paths):
        try:
            status = os.stat(path)
        except (OSError, ValueError):  # it cannot be read either, which is told then
            continue
        if stat.S_ISREG(status.st_mode):
            file = os.fsencode(os.path.join(here, path))
            times = status.st_mtime_ns, status.st_ctime_ns
            found.append((place, file, status.st_size, *times))
    types = {"place": pl.Int64, "file": pl.Binary, **dict.fromkeys(_STATUS, pl.Int64)}
    return pl.DataFrame(found, types, orient="row").with_columns(seen=pl.lit(now, pl.Int64))


def _hash(file: bytes) -> str | None:
    try:
        with open(file, "rb") as opened:
            return sha256(opened.read()).hexdigest()
    except OSError:
        return None
