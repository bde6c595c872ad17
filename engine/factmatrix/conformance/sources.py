"""What a plugin's author has at hand to be checked: a name, a file, a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from factmatrix.plugins.discovery import installed_plugins, positions_in
from factmatrix.plugins.folders import ENDING, package_of
from factmatrix.plugins.hookspecs import PROJECT
from factmatrix.plugins.loading import load_plugins, names_of
from factmatrix.plugins.scorecard_position import ScorecardPosition
from factmatrix.rules.loading import ACTIONS, SCORECARD

Load = Callable[[], object]
_PACKAGE = "__init__.py"


class NoPluginError(Exception):
    """Nothing by this name; `known` are the plugins that there are."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(known)
        self.known = known


def plugin_at(name: str, folders: Iterable[Path] = ()) -> Load:
    """How to load the plugin at a path or, where there is none, the one of this name.

    A folder is a package, the project of one, or holds a scorecard; a file is a module, a whole
    position in TOML, or one of a scorecard's. Names are those of what is installed and of the files
    in `folders`. Raises `NoPluginError`. Loading runs the author's code and may raise anything.
    """
    path = package_of(Path(name).absolute())
    if path.name in (SCORECARD, ACTIONS):
        path = path.parent
    if (path / _PACKAGE).is_file():
        return lambda: _position_in(_imported(path.name, path / _PACKAGE))
    if (path / SCORECARD).is_file():
        return lambda: ScorecardPosition.from_folder(path)
    if path.suffix == ".py" and path.is_file():
        return lambda: _position_in(_imported(path.stem, path))
    if path.suffix == ENDING and path.is_file():
        return lambda: ScorecardPosition.from_file(path)
    return _named(name, tuple(folders))


def _named(name: str, folders: tuple[Path, ...]) -> Load:
    found = [*installed_plugins(), *(p for folder in folders for p in positions_in(folder))]
    by_name = dict(zip(names_of(found), found, strict=True))
    if name not in by_name:  # its position's id may be meant, which takes loading to know
        reports = load_plugins(folders=folders).reports
        ids = {report.id: own for own, report in zip(names_of(reports), reports, strict=True)}
        if name not in ids:
            raise NoPluginError(tuple(sorted({*by_name, *filter(None, ids)})))
        name = ids[name]
    return by_name[name].load


def _imported(name: str, file: Path) -> ModuleType:
    """A module run from its file, which finds its neighbours as it would where it is installed."""
    folder = file.parent
    sys.path.insert(0, str(folder.parent if file.name == _PACKAGE else folder))
    spec = spec_from_file_location(name, file)
    assert spec is not None  # the name ends in .py
    assert spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _position_in(module: ModuleType) -> object:
    """The object `position` of a module, else the module, whose functions are the hooks."""
    position = getattr(module, "position", None)
    if position is None or hasattr(position, f"{PROJECT}_impl"):
        return module
    return position
