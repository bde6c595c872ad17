"""Folders with positions: what is taken from one of single files, and where a project has its own.

Only TOML is read from a folder of single files. No code is run from it, whatever lies in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from factmatrix.text import Text, clean

ENDING = ".toml"
"""How the names of positions end."""
_CODE = ".py"


def package_of(path: Path) -> Path:
    """The package of a project, where the path is the project's folder; any other path itself.

    That is the only package in its `src`: of several nobody can know which is meant.
    """
    if not (path / "pyproject.toml").is_file():
        return path
    packages = [file.parent for file in (path / "src").glob("*/__init__.py")]
    return packages[0] if len(packages) == 1 else path


def position_files(folder: Path) -> list[Path]:
    """The files of a folder that are taken for positions, by name; raises OSError.

    What lies in folders inside it is not, nor is what is hidden.
    """
    names = (name for name in os.listdir(folder) if name.endswith(ENDING))
    return [folder / name for name in sorted(names) if not name.startswith(".")]


def passed_over(folder: Path) -> Text | None:
    """What of a folder somebody might take for a position that is none, and why."""
    names = sorted(os.listdir(folder))
    code = [name for name in names if name.endswith(_CODE)]
    hidden = [name for name in names if name.startswith(".") and name.endswith(ENDING)]
    said = []
    if code:
        said.append(
            Text(
                f"{_listed(code)} (only {ENDING} is read; no code is run from a folder)",
                f"{_listed(code)}（只读取 {ENDING}，不运行文件夹里的代码）",
            )
        )
    if hidden:
        said.append(Text(f"{_listed(hidden)} (hidden)", f"{_listed(hidden)}（隐藏文件）"))
    if not said:
        return None
    return Text(
        f"{folder}: passed over: {'; '.join(text.en for text in said)}",
        f"{folder}：未加载 {'；'.join(text.zh for text in said)}",
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(clean, names))
