"""What commands do with the paths they are given, and with the problems of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from factmatrix.commands.failing import UsageProblem
from factmatrix.commands.streams import ReaderLeft, finish, readable
from factmatrix.engine import Engine
from factmatrix.plugins.reports import PluginReport
from factmatrix.profile.reading import Reading
from factmatrix.system_errors import reason
from factmatrix.text import Language, Text, clean
from factmatrix.toml.problem import problem_at
from factmatrix.views.unread import unread_tables
from factmatrix.views.wording import unscored


class _NoProfileError(Exception):
    """A path that leads to no profile."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def find_profiles(paths: Sequence[Path]) -> tuple[list[Path], list[Reading]]:
    """The files named, and every *.toml below the folders named, in order and each once.

    Hidden files and folders are passed over. A path that does not exist and a folder without any
    profile come as failed readings beside the rest; raises UsageProblem where there is no rest.
    """
    found: dict[str, Path] = {}
    lost: dict[Path, Text] = {}
    for path in paths:
        try:
            inside = _files(path)
        except _NoProfileError as error:
            lost[path] = error.why
            continue
        for file in inside:
            found.setdefault(os.path.realpath(file), file)
    if not found:
        en = "\n".join(f"{path}: {why.en}" for path, why in lost.items())
        zh = "\n".join(f"{path}：{why.zh}" for path, why in lost.items())
        raise UsageProblem(Text(en, zh))
    return list(found.values()), [failed(path, why) for path, why in lost.items()]


def failed(path: Path, why: Text) -> Reading:
    """A path that gave no profile, as a reading that says why."""
    return Reading(path, None, "", None, (problem_at("", 0, why),), (), {}, {})


def _files(path: Path) -> list[Path]:
    if not _is_folder(path):
        return [path]
    inside = _below(path)
    if not inside:
        raise _NoProfileError(
            Text(
                "There are no profiles (*.toml) in this folder. `fact new NAME` writes one.",
                "文件夹里没有档案（*.toml）。可用 fact new 名称 新建一份。",
            )
        )
    return inside


def _is_folder(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _NoProfileError(
            Text("There is no such file or folder.", "没有这个文件或文件夹。")
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a path that no system can have
        why = reason(error)
        raise _NoProfileError(
            Text(f"The path cannot be read: {why.en}.", f"路径无法读取：{why.zh}。")
        ) from error
    return path.is_dir()


def _below(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*.toml")
        if not path.is_dir()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def day_of(text: str | None) -> date:
    """The assessment date that was asked for; today where none was."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(
            Text(
                f"--date: '{text}' is no date. Write it like 2026-06-18.",
                f"--date：{text} 不是日期，请写成 2026-06-18 这样的格式。",
            )
        ) from None


def tell_problems(
    failed: Iterable[Reading],
    read: Iterable[Reading],
    reports: Sequence[PluginReport],
    language: Language,
) -> None:
    """Errors and warnings of files on stderr."""
    language = readable(language, sys.stderr)
    lines = [problem.render(r.path or "", language) for r in failed for problem in r.errors]
    for reading in read:
        lines += [problem.render(reading.path or "", language) for problem in reading.warnings]
        lines += unclaimed(reading, reports, language)
    _tell(lines)


def unclaimed(reading: Reading, reports: Sequence[PluginReport], language: Language) -> list[str]:
    """The tables of a profile that no plugin reads, and why."""
    texts = (
        Text(f"{reading.path}: {text.en}", f"{reading.path}：{text.zh}")
        for text in unread_tables(reading.unclaimed, reports)
    )
    return [clean(text.in_(language)) for text in texts]


def unread(reading: Reading, language: Language) -> list[str]:
    """The plugins that failed to read their own table of a profile."""
    texts = (
        Text(
            f"{reading.path}: the plugin {position} failed: {reason.en}",
            f"{reading.path}：插件 {position} 出错：{reason.zh}",
        )
        for position, reason in reading.plugin_failures.items()
    )
    return [clean(text.in_(language)) for text in texts]


def tell_plugins(engine: Engine, language: Language) -> bool:
    """The plugins that failed to load, on stderr; whether all are sound."""
    language = readable(language, sys.stderr)
    lines = [clean(text.in_(language)) for text in unscored(engine.reports)]
    _tell(lines)
    return not lines


def _tell(lines: Iterable[str]) -> None:
    with suppress(ReaderLeft):  # what went wrong is told all the same
        finish()
    for line in lines:
        print(line, file=sys.stderr)
