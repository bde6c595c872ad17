"""Profiles as rows of inputs, read in helper processes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factmatrix.batch.failures import Failure

if TYPE_CHECKING:
    from factmatrix.engine import Engine
    from factmatrix.profile.reading import Reading

FEW = 500
"""So many files are read before another process has loaded the engine."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a helper process reads with: the settings of the engine, and the inputs wanted."""

    enable: tuple[str, ...]
    disable: tuple[str, ...]
    overlays: tuple[Path, ...]
    inputs: tuple[str, ...]


class Rows(NamedTuple):
    """Brands as columns, with a value for each of the `paths`; the failed are not among these."""

    paths: list[str]
    names: list[str]
    columns: dict[str, list[Any]]
    failures: list[Failure]

    @classmethod
    def none(cls, inputs: Iterable[str]) -> Rows:
        """No rows yet."""
        return cls([], [], {path: [] for path in inputs}, [])

    def extend(self, more: Rows) -> None:
        """Take others in."""
        self.paths.extend(more.paths)
        self.names.extend(more.names)
        self.failures.extend(more.failures)
        for path, column in self.columns.items():
            column.extend(more.columns[path])


_engine: Engine
_reader: Reader


def begin(reader: Reader) -> None:
    """Make this process ready to `read`."""
    import gc

    from factmatrix.engine import Engine

    global _engine, _reader
    _reader = reader
    _engine = Engine.load(enable=reader.enable, disable=reader.disable, overlays=reader.overlays)
    gc.freeze()


def read(paths: Sequence[str]) -> Rows:
    """Read and validate profiles."""
    rows = Rows.none(_reader.inputs)
    for path in paths:
        reading = _engine.read(Path(path))
        if reading.profile is None:
            rows.failures.extend(failures_of(path, reading))
            continue
        inputs = reading.profile.inputs
        rows.paths.append(path)
        rows.names.append(reading.profile.brand.name)
        for name, column in rows.columns.items():
            value = inputs.get(name)
            column.append(list(value) if isinstance(value, tuple) else value)
    return rows


def failures_of(path: str, reading: Reading) -> list[Failure]:
    """Everything that keeps a file from being a profile."""
    return [
        Failure(path, None, p.line, p.column, p.key, p.input, p.message) for p in reading.errors
    ]


def processes(asked: int | None, files: int) -> int:
    """How many helper processes to use: as asked, else one for every core, where that pays."""
    if asked is not None:
        return asked
    if files <= FEW:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
