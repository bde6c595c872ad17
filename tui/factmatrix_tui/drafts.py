"""Drafts: what was changed and not saved, kept outside the profile folder until it is.

Every running app has a folder of its own and holds its lock. A folder that nobody holds was left
by an app that was killed: its drafts are offered once.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import tomli_w
from filelock import FileLock, Timeout

from factmatrix_tui.document import Document
from factmatrix_tui.state import replace_file, state_folder
from factmatrix_tui.values import Path, Values

_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Draft:
    """The unsaved state of one profile: its file (None: a new one), values and typed texts.

    `base` is the hash of the file that was edited; another one means that it changed since. `kept`
    is the draft's own file.
    """

    kept: FilePath
    path: FilePath | None
    base: str | None
    values: Values
    entered: dict[Path, str]
    rewritten: str | None = None
    """The whole text, where it was rewritten in an editor."""


class Drafts:
    """The drafts of this app while it runs."""

    def __init__(self, root: FilePath | None = None) -> None:
        self.root = root or state_folder() / "drafts"
        self.folder = self.root / secrets.token_hex(8)
        self._lock = FileLock(self.folder / _LOCK)
        self._kept: dict[FilePath, tuple[Values, dict[Path, str]]] = {}

    def begin(self) -> None:
        """Take a folder; raises OSError where the state folder cannot be written."""
        self.folder.mkdir(parents=True)
        self._lock.acquire(blocking=False)

    def keep(self, document: Document) -> None:
        """Write the document's draft if it changed since, or take it away once it is saved."""
        if not document.unsaved:
            self.drop(document)
            return
        file = self._file(document)
        values, entered = self._kept.get(file, (None, None))
        if values is not document.values or entered != document.entered:
            replace_file(file, _written(document))
            self._kept[file] = (document.values, dict(document.entered))

    def drop(self, document: Document) -> None:
        """The document needs no draft: it was saved or given up."""
        file = self._file(document)
        if self._kept.pop(file, None):
            file.unlink(missing_ok=True)

    def _file(self, document: Document) -> FilePath:
        return self.folder / f"{_name(document.path)}.json"

    def end(self) -> None:
        """Leave without drafts: everything was saved or given up."""
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)

    def left_behind(self) -> list[Draft]:
        """The drafts of apps that ended without saving, until they are forgotten."""
        found = []
        for folder in self._abandoned():
            drafts = list(_drafts_in(folder))
            found += drafts
            if not drafts:
                shutil.rmtree(folder, ignore_errors=True)
        return found

    def forget(self, draft: Draft) -> None:
        """The person has answered: the draft is not offered again."""
        draft.kept.unlink(missing_ok=True)

    def _abandoned(self) -> list[FilePath]:
        folders = sorted(self.root.iterdir()) if self.root.is_dir() else []
        return [folder for folder in folders if folder != self.folder and _is_free(folder)]


def _is_free(folder: FilePath) -> bool:
    """Whether no running app holds the folder's lock."""
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except (Timeout, OSError):
        return False
    lock.release()
    return True


def _name(path: FilePath | None) -> str:
    return hashlib.sha256(str(path and path.absolute()).encode()).hexdigest()[:32]


def _written(document: Document) -> str:
    data = document.base.data
    return json.dumps(
        {
            "path": str(document.path.absolute()) if document.path else None,
            "base": hashlib.sha256(data).hexdigest() if data is not None else None,
            "rewritten": document.rewritten.text if document.rewritten else None,
            "values": tomli_w.dumps(document.values),
            "entered": [[list(path), text] for path, text in document.entered.items()],
        },
        ensure_ascii=False,
    )


def _drafts_in(folder: FilePath) -> Iterator[Draft]:
    for file in sorted(folder.glob("*.json")):
        # A draft that somebody damaged is none; the others are still offered.
        with suppress(OSError, ValueError, KeyError, TypeError):
            yield _read(file, json.loads(file.read_text(encoding="utf-8")))


def _read(file: FilePath, data: dict[str, Any]) -> Draft:
    return Draft(
        file,
        FilePath(data["path"]) if data["path"] else None,
        data["base"],
        tomllib.loads(data["values"]),
        {tuple(path): text for path, text in data["entered"]},
        data["rewritten"],
    )
