"""Which plugins are installed: the entry points of the group `factmatrix`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions

from factmatrix.plugins.hookspecs import PROJECT
from factmatrix.plugins.reports import PluginRefusedError, reason_of
from factmatrix.text import Text


@dataclass(frozen=True, slots=True)
class FoundPlugin:
    """An entry point, or an object handed in by a program; `load` may raise anything."""

    name: str
    distribution: str | None
    version: str | None
    load: Callable[[], object]


def handed_in(name: str, plugin: object) -> FoundPlugin:
    """A plugin object that needs no loading."""
    return FoundPlugin(name, None, None, lambda: plugin)


def installed_plugins() -> list[FoundPlugin]:
    """Every installed plugin, in an order that depends on names only.

    The engine's own distribution comes first, so that no third party can take the id of a bundled
    position; then by distribution and entry point.
    """
    return sorted(
        _installed(), key=lambda p: (p.distribution != PROJECT, p.distribution or "", p.name)
    )


def _installed() -> Iterator[FoundPlugin]:
    # Not `entry_points(group=...)`: one unreadable distribution makes that raise for all.
    seen = set()
    for distribution in distributions():
        try:
            points = [point for point in distribution.entry_points if point.group == PROJECT]
        except Exception as error:
            yield _unreadable(distribution, error)
            continue
        if not points:
            continue
        name, version = _name_and_version(distribution)
        if (
            name is not None and name in seen
        ):  # the first on the path hides later copies, as for imports
            continue
        seen.add(name)
        for point in points:
            yield FoundPlugin(point.name, name, version, point.load)


def _name_and_version(distribution: Distribution) -> tuple[str | None, str | None]:
    try:
        return distribution.name, distribution.version
    except Exception:  # damaged metadata do not make the plugin itself unusable
        return None, None


def _unreadable(distribution: Distribution, error: Exception) -> FoundPlugin:
    name, version = _name_and_version(distribution)
    what = reason_of(error, Text("reading its entry points", "读取入口点时"))

    def load() -> object:
        raise PluginRefusedError(f"{what.en}; reinstall it", f"{what.zh}；请重新安装")

    return FoundPlugin(name or "?", name, version, load)
