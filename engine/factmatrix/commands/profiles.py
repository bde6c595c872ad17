"""What commands do with the paths they are given, and with the problems of files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.commands.failing import UsageProblem
from factmatrix.commands.paths import some_profile
from factmatrix.commands.streams import ReaderLeft, finish, readable
from factmatrix.plugins.reports import PluginReport
from factmatrix.profile.reading import Reading
from factmatrix.text import Language, Text, clean
from factmatrix.toml.problem import problem_at
from factmatrix.views.unread import unread_tables
from factmatrix.views.wording import unscored

if TYPE_CHECKING:
    from factmatrix.engine import Engine


def find_profiles(paths: Sequence[Path]) -> tuple[list[Path], list[Reading]]:
    """What `find` finds, and failed readings of the paths that lead to no profile.

    Raises UsageProblem where there is no profile at all.
    """
    found = some_profile(str(path) for path in paths)
    lost = [failed(Path(path), why) for path, why in found.lost]
    return [Path(path) for path in found.paths], lost


def failed(path: Path, why: Text) -> Reading:
    """A path that gave no profile, as a reading that says why."""
    return Reading(path, None, "", None, (problem_at("", 0, why),), (), {}, {})


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
