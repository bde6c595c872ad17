"""Which plugins there are: entry points, and files in trusted folders.

The entry points are those of the groups `factmatrix` and `factmatrix.optional`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import NamedTuple

from factmatrix.plugins.folders import position_files
from factmatrix.plugins.hookspecs import PROJECT
from factmatrix.plugins.scorecard_position import ScorecardPosition
from factmatrix.profile.file import file_bytes
from factmatrix.rules.problems import FileProblem, RulesError
from factmatrix.toml.problem import SourceError

_DIGITS = 12
"""Of a hash: enough to tell the versions of a file apart."""

OPTIONAL = f"{PROJECT}.optional"
"""The group of plugins that are off, and not even imported, unless somebody enables them."""


class FoundPlugin(NamedTuple):
    """An entry point, a file, or an object handed in by a program; `load` may raise anything.

    `module` is the name of the module that the entry point names, None where there is none;
    `optional` says that the plugin is off unless its name is enabled. A file is its own
    distribution, and its version the beginning of the SHA-256 of its bytes.
    """

    name: str
    distribution: str | None
    version: str | None
    module: str | None
    load: Callable[[], object]
    optional: bool = False


def handed_in(name: str, plugin: object) -> FoundPlugin:
    """A plugin object that needs no loading."""
    return FoundPlugin(name, None, None, None, lambda: plugin)


def installed_plugins() -> list[FoundPlugin]:
    """Every installed plugin, in an order that depends on names only.

    The engine's own distribution comes first, so that no third party can take the id of a bundled
    position; then by distribution and entry point.
    """
    points = entry_points()  # once for both groups, since it looks through every distribution
    found = [
        _found(point, optional=group == OPTIONAL)
        for group in (PROJECT, OPTIONAL)
        for point in points.select(group=group)
    ]
    return sorted(found, key=lambda p: (p.distribution != PROJECT, p.distribution or "", p.name))


def positions_in(folder: Path) -> list[FoundPlugin]:
    """The positions of a folder, each a single file; raises OSError if it cannot be listed."""
    return [_in_file(path) for path in position_files(folder)]


def _in_file(path: Path) -> FoundPlugin:
    version, refusal = None, None
    try:
        version = sha256(file_bytes(path)).hexdigest()[:_DIGITS]
    except SourceError as error:
        refusal = RulesError([FileProblem(str(path), error.problem)])

    def load() -> ScorecardPosition:
        if refusal:
            raise refusal
        return ScorecardPosition.from_file(path)

    return FoundPlugin(_readable(path.stem), _readable(str(path)), version, None, load)


def _readable(name: str) -> str:
    """A name of the file system as text that can be written anywhere."""
    return os.fsencode(name).decode("utf-8", "replace")


def _found(point: EntryPoint, *, optional: bool) -> FoundPlugin:
    name = version = None
    try:
        if point.dist:
            name, version = point.dist.name, point.dist.version
    except Exception:  # damaged metadata do not make the plugin itself unusable
        pass
    module = point.value.partition(":")[0].strip() or None
    return FoundPlugin(point.name, name, version, module, point.load, optional)
