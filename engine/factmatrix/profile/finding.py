"""The profiles that paths lead to: those named, those below folders, those of a pattern."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterable
from typing import NamedTuple

from factmatrix.system_errors import reason
from factmatrix.text import Text

PROFILES = (".toml",)
"""How the names of profiles end."""


class Found(NamedTuple):
    """Paths of profiles, and of what leads to none, with the reason."""

    paths: list[str]
    lost: list[tuple[str, Text]]


def find(names: Iterable[str], endings: tuple[str, ...] = PROFILES) -> Found:
    """Every file that the names lead to, each once, in order; hidden ones are passed over.

    Folders are searched to the bottom for files that end so. A folder that was searched already is
    not searched again, as when one links to a folder around it.
    """
    search = _Search(endings)
    for name in names:
        for path in _matching(name):
            search.look_at(path)
    return Found(list(search.found.values()), list(search.lost.items()))


def _matching(name: str) -> list[str]:
    """The paths that a pattern finds where the shell has not done so; a plain name as it is."""
    if os.path.lexists(name) or not glob.has_magic(name):
        return [name]
    return sorted(filter(_is_short_enough, glob.glob(name, recursive=True))) or [name]


def _is_short_enough(path: str) -> bool:
    """Where links lead in a circle, `**` goes round until the system has had enough."""
    try:
        os.stat(path)
    except OSError as error:
        return error.errno != errno.ELOOP
    return True


class _Search:
    """What was found so far; `found` has each file by its real path."""

    def __init__(self, endings: tuple[str, ...]) -> None:
        self._endings = endings
        self.found: dict[str, str] = {}
        self.lost: dict[str, Text] = {}
        self._searched: set[str] = set()

    def look_at(self, path: str) -> None:
        """Take a file or what lies below a folder, or note why there is nothing."""
        try:
            folder = stat.S_ISDIR(os.stat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            why = Text("There is no such file or folder.", "没有这个文件或文件夹。")
            self.lost[path] = why
        except (OSError, ValueError) as error:  # ValueError: a path that no system can have
            self.lost[path] = _unreadable(error)
        else:
            if not folder:
                self.found.setdefault(os.path.realpath(path), path)
            elif not self._search(path):
                self.lost[path] = _nothing_in_it(self._endings)

    def _search(self, folder: str) -> bool:
        """Whether there is any profile below a folder, or was when it was searched before."""
        real = os.path.realpath(folder)
        if real in self._searched:
            return True
        self._searched.add(real)
        try:
            inside = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.lost[folder] = _unreadable(error)
            return True
        any_there = False
        for entry in inside:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                any_there |= self._search(entry.path)
            elif entry.name.endswith(self._endings):
                link = entry.is_symlink()
                file = os.path.realpath(entry.path) if link else os.path.join(real, entry.name)
                self.found.setdefault(file, entry.path)
                any_there = True
        return any_there


def _nothing_in_it(endings: Iterable[str]) -> Text:
    kinds = [f"*{ending}" for ending in endings]
    return Text(
        f"There are no profiles ({', '.join(kinds)}) in this folder. `fact new NAME` writes one.",
        f"文件夹里没有档案（{'、'.join(kinds)}）。可用 fact new 名称 新建一份。",
    )


def _unreadable(error: OSError | ValueError) -> Text:
    why = reason(error)
    return Text(f"The path cannot be read: {why.en}.", f"路径无法读取：{why.zh}。")
