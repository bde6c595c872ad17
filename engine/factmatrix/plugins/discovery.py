"""Which plugins are installed: the entry points of the group `factmatrix`."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from factmatrix.plugins.hookspecs import PROJECT


class FoundPlugin(NamedTuple):
    """An entry point, or an object handed in by a program; `load` may raise anything.

    `module` is the name of the module that the entry point names, None where there is none.
    """

    name: str
    distribution: str | None
    version: str | None
    module: str | None
    load: Callable[[], object]


def handed_in(name: str, plugin: object) -> FoundPlugin:
    """A plugin object that needs no loading."""
    return FoundPlugin(name, None, None, None, lambda: plugin)


def installed_plugins() -> list[FoundPlugin]:
    """Every installed plugin, in an order that depends on names only.

    The engine's own distribution comes first, so that no third party can take the id of a bundled
    position; then by distribution and entry point.
    """
    found = [_found(point) for point in entry_points(group=PROJECT)]
    return sorted(found, key=lambda p: (p.distribution != PROJECT, p.distribution or "", p.name))


def _found(point: EntryPoint) -> FoundPlugin:
    name = version = None
    try:
        if point.dist:
            name, version = point.dist.name, point.dist.version
    except Exception:  # damaged metadata do not make the plugin itself unusable
        pass
    module = point.value.partition(":")[0].strip() or None
    return FoundPlugin(point.name, name, version, module, point.load)
