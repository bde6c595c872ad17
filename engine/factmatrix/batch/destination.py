"""Where results go and failures are told: a file and one beside it, or stdout and stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import RawIOBase
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import polars as pl
from typing_extensions import Buffer

from factmatrix.batch.error_file import ErrorFile
from factmatrix.batch.failures import Failure
from factmatrix.batch.output import Output
from factmatrix.text import Language, clean


class Target(RawIOBase, BinaryIO):
    """What results are written to; a stream that stays open.

    `error` is why it took no more: polars tells that in words at best, and late.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Buffer) -> int:
        """All of the data."""
        with self._watch():
            return self._stream.write(data)

    def flush(self) -> None:
        """Hand over what is still held."""
        with self._watch():
            self._stream.flush()

    def close(self) -> None:
        """The stream is not ours."""

    def while_it_takes_more(self, tables: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The same tables; raises the error once there is one."""
        for table in tables:
            if self.error is not None:
                raise self.error
            yield table

    @contextmanager
    def _watch(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.error = error
            raise


class _Beside:
    """Results in `out`, and `OUT.errors.csv` beside them; both appear whole or not at all."""

    def __init__(self, out: Path, language: Language) -> None:
        self._out = out
        self._errors = ErrorFile(out, language)
        self._closing = ExitStack()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.__exit__(kind, error, trace)

    def tell(self, failure: Failure) -> None:
        """Write down what failed."""
        self._errors.tell(failure)


class ResultFile(_Beside):
    """A file of results; to be used as a context, which raises InUse and OSError."""

    target: Target

    def __enter__(self) -> ResultFile:
        with ExitStack() as opening:
            part = opening.enter_context(Output(self._out))
            opening.push(self._errors)
            self.target = Target(opening.enter_context(part.open("wb")))
            self._closing = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, trace)
        if self.target.error is not None:
            raise self.target.error from error


class ResultFolder(_Beside):
    """A folder of results, which may not be there yet; likewise."""

    folder: Path

    def __enter__(self) -> ResultFolder:
        with ExitStack() as opening:
            self.folder = opening.enter_context(Output(self._out, folder=True))
            opening.push(self._errors)
            self._closing = opening.pop_all()
        return self


class StandardStreams:
    """Results on stdout as they come, and a line on stderr for each failure.

    To be used as a context, which raises OSError where stdout takes no more.
    """

    def __init__(self, stdout: BinaryIO, language: Language) -> None:
        self.target = Target(stdout)
        self._language = language

    def __enter__(self) -> StandardStreams:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.target.flush()
        elif self.target.error is not None:
            raise self.target.error from error

    def tell(self, failure: Failure) -> None:
        """Say what failed."""
        print(clean(failure.said().in_(self._language)), file=sys.stderr)
