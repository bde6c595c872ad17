"""The files of a folder of brands: found, renamed, deleted."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal

from factmatrix.system_errors import reason
from factmatrix.text import Text
from factmatrix.toml.save import ChangedOnDisk, SaveError, content

PathKind = Literal["folder", "file", "missing"]
_LONGEST = 200
"""Bytes of a proposed file name: systems allow 255, and an ending is added."""
_DEVICES = frozenset(
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"),
    }
)
"""Names that Windows keeps for itself, whatever stands after a dot."""


def file_name(name: str) -> str:
    """A brand's name as a file name that every system takes; "" where nothing of it is left."""
    kept = "".join("-" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
    kept = kept.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    stem, dot, rest = kept.partition(".")
    return f"{stem}-{dot}{rest}" if stem.rstrip().upper() in _DEVICES else kept


def kind_of(path: Path) -> PathKind:
    """Whether a path is a folder, anything else, or not there."""
    try:
        return "folder" if stat.S_ISDIR(path.stat().st_mode) else "file"
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return "missing"
    except OSError:  # it is there, and opening it says what is wrong
        return "file"


def profiles_in(folder: Path) -> tuple[Path, ...]:
    """Every *.toml below a folder, in order; hidden files and folders are passed over.

    Raises OSError where the folder itself cannot be listed.
    """
    found = []
    os.scandir(folder).close()
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names = (name for name in files if name.endswith(".toml") and not name.startswith("."))
        found += [Path(root, name) for name in names]
    return tuple(sorted(found))


def place_near(folder: Path) -> Path:
    """Where a new file can be made: in the folder, in the nearest one around it, or at home."""
    for place in (folder, *folder.absolute().parents, Path.home()):
        if kind_of(place) == "folder" and os.access(place, os.W_OK | os.X_OK):
            return place
    return folder


def rename(old: Path, new: Path) -> None:
    """Give a file another name, never that of a file that is there; raises SaveError."""
    try:
        if _other_case_of(old, new):
            old.rename(new)
            return
        new.open("xb").close()  # from here on nobody else can take the name
        try:
            os.replace(old, new)
        except OSError:
            new.unlink()
            raise
    except (OSError, ValueError) as error:
        why = reason(error)
        message = Text(
            f"{old.name} could not be renamed to {new.name}: {why.en}.",
            f"无法把 {old.name} 重命名为 {new.name}：{why.zh}。",
        )
        raise SaveError(message) from error


def delete(path: Path, expected: bytes) -> None:
    """Delete a file as long as it holds what is expected; raises SaveError, ChangedOnDisk."""
    try:
        if content(path) != expected:
            raise ChangedOnDisk(_changed(path))
        path.unlink()
    except SaveError:
        raise
    except OSError as error:
        why = reason(error)
        message = Text(
            f"{path.name} could not be deleted: {why.en}.", f"无法删除 {path.name}：{why.zh}。"
        )
        raise SaveError(message) from error


def _other_case_of(old: Path, new: Path) -> bool:
    """Whether both names are the same file's, as on systems that know no upper case in names."""
    return (
        old != new
        and new.exists()
        and old.name.casefold() == new.name.casefold()
        and (new.samefile(old))
    )


def _changed(path: Path) -> Text:
    return Text(
        f"{path.name} has been changed by another program since it was read. It was not deleted: "
        "look at it first.",
        f"{path.name} 在读取之后被其他程序修改过，没有删除：请先查看。",
    )
