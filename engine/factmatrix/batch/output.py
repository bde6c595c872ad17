"""The file that a run writes: for one run at a time, and there whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from factmatrix.text import Text
from factmatrix.toml.save import SaveError
from factmatrix.whole_file import place_of, put_in_place


class InUse(Exception):
    """Another run writes this file; `process` is its number, None where it is just starting."""

    def __init__(self, process: int | None) -> None:
        super().__init__(process)
        self.process = process


class Output:
    """A file beside `out` to write into; it takes the place of `out` if nothing goes wrong.

    With `folder` it is a folder, and `out` may not be there yet: what is in one is not replaced.
    Making it raises OSError where the file may not be written. As a context it gives the path to
    write to, and raises InUse while another run does the same. What a run left that was killed is
    cleared away. No generator: ctrl+c may come at any moment, also between the making of the file
    and the first line that writes into it.
    """

    def __init__(self, out: Path, *, folder: bool = False) -> None:
        if folder and os.path.lexists(out):
            raise SaveError(_there_already(out))
        self._folder = folder
        self._target = place_of(out)
        self._part = self._target.with_name(f".{self._target.name}.{os.getpid()}.part")
        lock = self._target.with_name(f".{self._target.name}.lock")
        self._lock = FileLock(lock, thread_local=False)  # polars calls from threads of its own

    def __enter__(self) -> Path:
        try:
            self._lock.acquire(blocking=False)
            for left in _parts(self._target):
                _remove(left)
            if self._folder:
                self._part.mkdir()
            else:
                self._part.touch()
        except Timeout:
            raise InUse(next(map(_process, _parts(self._target)), None)) from None
        except BaseException:
            self._clear()
            raise
        return self._part

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None and self._folder:
                self._part.rename(self._target)
            elif error is None:
                put_in_place(self._part, self._target)
        finally:
            self._clear()

    def _clear(self) -> None:
        _remove(self._part)
        with suppress(Timeout):  # ctrl+c may have come before the lock was ours, not its file
            self._lock.acquire(blocking=False)
            self._lock.release(force=True)
            _remove(Path(self._lock.lock_file))


def _there_already(out: Path) -> Text:
    return Text(
        f"-o {out}: this is there already, and a folder of results replaces nothing. Remove it, or "
        "choose another name.",
        f"-o {out}：已存在，结果文件夹不会覆盖任何内容。请先删除，或换一个名称。",
    )


def _parts(target: Path) -> list[Path]:
    before = f".{target.name}."
    return [
        path
        for path in target.parent.iterdir()
        if path.name.startswith(before) and path.name.endswith(".part")
    ]


def _process(part: Path) -> int | None:
    number = part.name.split(".")[-2]
    return int(number) if number.isdigit() else None


def _remove(path: Path) -> None:
    with suppress(OSError):
        if not path.is_dir():
            path.unlink()
            return
        # Elsewhere first: a worker of a cluster that still writes into it finds no folder then.
        shutil.rmtree(path.rename(path.with_suffix(".removed.part")))
