"""Drafts: what was changed and not saved, kept outside the profile folder until it is.

Every running app has a folder of its own and holds a lock beside it. A lock that nobody holds was
left by an app that was killed: its draft is offered, to one app at a time.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from factmatrix_tui.document import Document
from factmatrix_tui.state import replace_file, state_folder
from factmatrix_tui.values import Path, Values

if TYPE_CHECKING:
    from filelock import FileLock

_FILE = "draft.json"


@dataclass(frozen=True, slots=True)
class Draft:
    """The unsaved state of one profile: its file (None: a new one), values and typed texts.

    `folder` belonged to the app that kept it, last at the time `kept`. `text` is what the values
    are changes of: the file's, or where `rewritten` is true what stood in its place. `base` is the
    hash of the file's bytes; another one means that the file changed since.
    """

    folder: FilePath
    kept: datetime
    path: FilePath | None
    base: str | None
    text: str
    rewritten: bool
    values: Values
    entered: dict[Path, str]


class Drafts:
    """The draft of this app's open document, and those that others left behind."""

    def __init__(self, root: FilePath | None = None) -> None:
        self.root = root or state_folder() / "drafts"
        self.folder = self.root / secrets.token_hex(8)
        self._locks: dict[FilePath, FileLock] = {}
        self._kept: tuple[object, ...] | None = None

    def begin(self) -> None:
        """Take a folder; raises OSError where the state folder cannot be written."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._take(self.folder)  # the lock first: others clear away a folder whose lock is free
        self.folder.mkdir()

    @property
    def begun(self) -> bool:
        """Whether drafts can be kept: there is a folder, and the app has not been left."""
        return self.folder in self._locks

    def keep(self, document: Document) -> None:
        """Write what is unsaved, if it changed since, or take the draft away once nothing is.

        Does nothing before `begin` and after `end`. Raises OSError where it cannot be written.
        """
        if not self.begun:
            return
        if not document.unsaved:
            self.drop()
            return
        now = (document.base, document.rewritten, document.values, dict(document.entered))
        if self._kept is None or not _same(now, self._kept):
            replace_file(self.folder / _FILE, _written(document))
            self._kept = now

    def drop(self) -> None:
        """The open document needs no draft: it was saved or given up. Raises OSError."""
        if self._kept is not None:
            (self.folder / _FILE).unlink(missing_ok=True)
            self._kept = None

    def end(self) -> None:
        """Leave without a draft: everything was saved or given up."""
        self._clear(self.folder)
        while self._locks:
            self._locks.popitem()[1].release()

    def left_behind(self) -> list[Draft]:
        """The drafts of apps that ended without saving, the latest first.

        Until this app ends, no other is offered them.
        """
        found = []
        for lock in sorted(self.root.glob("*.lock")) if self.begun else ():
            folder = lock.with_suffix("")
            if folder == self.folder or not self._take(folder):
                continue
            # A draft that somebody damaged, or a later version wrote, is left where it is.
            with suppress(OSError, ValueError, KeyError, TypeError):
                found.append(_read(folder))
            if not (folder / _FILE).exists():
                self._clear(folder)
        return sorted(found, key=lambda draft: draft.kept, reverse=True)

    def forget(self, draft: Draft) -> None:
        """The person has answered: the draft is not offered again."""
        self._clear(draft.folder)

    def _take(self, folder: FilePath) -> bool:
        """Hold a folder's lock; False where a running app has it."""
        from filelock import FileLock, Timeout

        lock = FileLock(folder.with_suffix(".lock"))
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return False
        self._locks[folder] = lock
        return True

    def _clear(self, folder: FilePath) -> None:
        """Remove a folder that is held and, last, its lock."""
        lock = self._locks.pop(folder, None)
        if lock is None:
            return
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        with suppress(OSError):
            folder.with_suffix(".lock").unlink(missing_ok=True)


def _same(now: tuple[object, ...], before: tuple[object, ...]) -> bool:
    """Values and texts are never changed in place, so that it is enough that they are the same.

    Only the typed texts are compared. (1 equals True and 1.0, which are changes.)
    """
    return now[-1] == before[-1] and all(a is b for a, b in zip(now[:-1], before[:-1], strict=True))


def _written(document: Document) -> str:
    """The draft as JSON in ASCII: what cannot be encoded is kept as well."""
    import tomli_w

    data = document.base.data
    return json.dumps(
        {
            "path": str(document.path.absolute()) if document.path else None,
            "base": hashlib.sha256(data).hexdigest() if data is not None else None,
            "text": document.source.text,
            "rewritten": document.rewritten is not None,
            "values": tomli_w.dumps(document.values),
            "entered": [[list(path), text] for path, text in document.entered.items()],
        }
    )


def _read(folder: FilePath) -> Draft:
    import tomllib

    file = folder / _FILE
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Draft(
        folder,
        datetime.fromtimestamp(file.stat().st_mtime),
        FilePath(data["path"]) if data["path"] else None,
        data["base"],
        data["text"],
        data["rewritten"],
        tomllib.loads(data["values"]),
        {tuple(path): text for path, text in data["entered"]},
    )
