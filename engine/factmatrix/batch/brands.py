"""Brands to read, in pieces that travel to other processes.

Neither this module nor what it imports loads polars or the engine: that takes a helper process as
long as a thousand files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from factmatrix.batch.failures import Failure
from factmatrix.profile.as_of import doubt_as_of
from factmatrix.profile.reading import Reading
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.engine import Engine

AT_A_TIME = 200
"""Brands in a piece: enough to make the way to another process and back cheap."""


class Brand(NamedTuple):
    """One brand as it was read; `row` is that of a table, None for a file.

    `failures` are what keeps it from being a profile.
    """

    path: str
    row: int | None
    reading: Reading
    failures: Sequence[Failure]


class Piece(Protocol):
    """Some brands that are read together."""

    def __len__(self) -> int:
        """How many they are."""
        ...

    def singles(self) -> Iterator[Piece]:
        """Each brand by itself."""
        ...

    def lost(self, why: Text) -> list[Failure]:
        """That nothing is known of any of them."""
        ...

    def read(self, engine: Engine, day: date | None) -> Iterator[Brand]:
        """Each brand; `day` is that of the assessment, None where nobody wants warnings."""
        ...


@dataclass(frozen=True, slots=True)
class Files:
    """Files of brands."""

    paths: Sequence[str]

    def __len__(self) -> int:
        return len(self.paths)

    def singles(self) -> Iterator[Files]:
        return (Files([path]) for path in self.paths)

    def lost(self, why: Text) -> list[Failure]:
        return [Failure(path, None, None, None, "", None, why) for path in self.paths]

    def read(self, engine: Engine, day: date | None) -> Iterator[Brand]:
        for path in self.paths:
            reading = engine.read(Path(path), doubts=day is not None)
            if day is not None:
                reading = doubt_as_of(reading, day)
            yield Brand(path, None, reading, wrong_places(path, reading))


def wrong_places(path: str, reading: Reading) -> list[Failure]:
    """What keeps a file from being a profile."""
    return [
        Failure(path, None, p.line, p.column, p.key, p.input, p.message) for p in reading.errors
    ]


def pieces_of_files(paths: Sequence[str]) -> Iterator[Files]:
    """All files, piece by piece."""
    return (Files(paths[start : start + AT_A_TIME]) for start in range(0, len(paths), AT_A_TIME))
