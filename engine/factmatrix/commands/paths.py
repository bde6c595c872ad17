"""The paths that commands are given."""

from __future__ import annotations

from collections.abc import Iterable

from factmatrix.commands.failing import UsageProblem
from factmatrix.profile.finding import PROFILES, Found, find
from factmatrix.text import Text


def some_profile(names: Iterable[str], endings: tuple[str, ...] = PROFILES) -> Found:
    """What `find` finds; raises UsageProblem where there is nothing at all."""
    found = find(names, endings)
    if found.paths:
        return found
    if not found.lost:
        raise UsageProblem(Text("No paths were given.", "没有给出任何路径。"))
    en = "\n".join(f"{path}: {why.en}" for path, why in found.lost)
    zh = "\n".join(f"{path}：{why.zh}" for path, why in found.lost)
    raise UsageProblem(Text(en, zh))
