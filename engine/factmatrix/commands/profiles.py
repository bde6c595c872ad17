"""What commands do with the paths they are given, and with the problems of files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from factmatrix.commands.failing import UsageProblem
from factmatrix.engine import Engine
from factmatrix.profile.reading import Reading
from factmatrix.text import Language, Text, clean


def find_profiles(paths: Sequence[Path]) -> list[Path]:
    """The files named, and every *.toml below the folders named, in order and without repeats.

    Raises UsageProblem for a path that does not exist and for a folder without any profile.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageProblem(
                Text(
                    f"{clean(str(path))}: there is no such file or folder.",
                    f"{clean(str(path))}：没有这个文件或文件夹。",
                )
            )
        if path.is_dir():
            inside = sorted(path.rglob("*.toml"))
            if not inside:
                raise UsageProblem(
                    Text(
                        f"{clean(str(path))}: no profiles (*.toml) in this folder. "
                        "`fact new NAME` writes one.",
                        f"{clean(str(path))}：文件夹里没有档案（*.toml）。"
                        "用 `fact new 名称` 新建一份。",
                    )
                )
            found |= dict.fromkeys(inside)
        else:
            found[path] = None
    return list(found)


def day_of(text: str | None) -> date:
    """The assessment date that was asked for; today where none was."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(
            Text(
                f"{text!r} is no date; write it like 2026-06-18.",
                f"{text!r} 不是日期，请写成 2026-06-18 这样的格式。",
            )
        ) from None


def tell_problems(
    engine: Engine, failed: Iterable[Reading], read: Iterable[Reading], language: Language
) -> None:
    """Errors and warnings of files, and what became of plugins, on stderr."""
    lines: list[str] = []
    for reading in failed:
        lines += [problem.render(reading.path, language) for problem in reading.errors]
    for reading in read:
        lines += [problem.render(reading.path, language) for problem in reading.warnings]
        for section in reading.unclaimed:
            missing = Text(
                f"{reading.path}: [{section}] is kept, but its plugin is missing.",
                f"{reading.path}：[{section}] 已保留，但对应的插件缺失。",
            )
            lines.append(clean(missing.in_(language)))
    for report in engine.reports:
        if report.status == "failed" and report.reason:
            who, reason = report.id or report.name, report.reason
            text = Text(
                f"position not scored: {who}: {reason.en}", f"阵地未评分：{who}：{reason.zh}"
            )
            lines.append(clean(text.in_(language)))
    if lines:
        sys.stdout.flush()
        print("\n".join(lines), file=sys.stderr)
