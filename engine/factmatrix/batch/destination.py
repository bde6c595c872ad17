"""Where results go and failures are told: a file and one beside it, or stdout and stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from io import RawIOBase
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from typing_extensions import Buffer

from factmatrix.batch.error_file import ErrorFile
from factmatrix.batch.failures import Failure
from factmatrix.batch.output import Output
from factmatrix.text import Language, clean

Target = Path | BinaryIO
"""What results are written to."""


def opened(target: Target) -> AbstractContextManager[BinaryIO]:
    """The target as a file of bytes; one that was open stays so."""
    return target.open("wb") if isinstance(target, Path) else nullcontext(target)


class ResultFile:
    """A file of results, and `OUT.errors.csv` beside it; both appear whole or not at all.

    To be used as a context, which raises InUse and OSError.
    """

    target: Path

    def __init__(self, out: Path, language: Language) -> None:
        self._out = out
        self._errors = ErrorFile(out, language)

    def __enter__(self) -> ResultFile:
        self._output = Output(self._out)
        self.target = self._output.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        closing = ExitStack()
        closing.push(self._output)
        closing.push(self._errors)
        closing.__exit__(kind, error, trace)

    def tell(self, failure: Failure) -> None:
        """Write down what failed."""
        self._errors.tell(failure)


class _Watched(RawIOBase, BinaryIO):
    """A stream that is left open, and why it took no more: polars tells that in words at best."""

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

    @contextmanager
    def _watch(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.error = error
            raise


class StandardStreams:
    """Results on stdout as they come, and a line on stderr for each failure.

    To be used as a context, which raises OSError where stdout takes no more.
    """

    def __init__(self, stdout: BinaryIO, language: Language) -> None:
        self.target = _Watched(stdout)
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
