"""What `fact rules check` looks at: folders, overlays, plugins, the engine's own files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib.util import find_spec
from pathlib import Path

from factmatrix.commands.failing import UsageProblem
from factmatrix.engine import Engine
from factmatrix.plugins.discovery import FoundPlugin
from factmatrix.plugins.folders import package_of
from factmatrix.plugins.guarding import authors_code
from factmatrix.plugins.loading import names_of
from factmatrix.plugins.reports import PluginRefusedError, PluginReport
from factmatrix.plugins.scorecard_position import ScorecardPosition
from factmatrix.rules import checking
from factmatrix.rules.loading import ACTIONS, SCORECARD
from factmatrix.rules.problems import FileProblem, RulesError
from factmatrix.text import Text
from factmatrix.toml.problem import problem_at


def problems_of(names: Collection[str], engine: Engine) -> list[FileProblem]:
    """The problems of all that is named; of everything that is on where nothing is.

    Raises UsageProblem for a name that is neither a path nor a plugin.
    """
    found: list[FileProblem] = []
    for name in names:
        path = Path(name)
        found += (
            _of_path(path, engine)
            if path.exists()
            else _of_plugin(plugin_named(name, engine), engine)
        )
    if not names:
        for plugin in plugins_in_use(engine):
            found += _of_plugin(plugin, engine)
        found += checking.check_engine()
    return found


def _of_path(path: Path, engine: Engine) -> checking.Problems:
    place = path.parent if path.name in (SCORECARD, ACTIONS) else package_of(path)
    if place.is_dir() or checking.is_position(place):
        return checking.check_scorecard(place, engine.sections, _failed(engine))
    cards = {p.info.id: p.scorecard for p in engine.plugins.positions}
    return checking.check_overlay(path, cards, engine.knowledge, engine.sections)


def plugins_in_use(engine: Engine) -> Iterator[FoundPlugin]:
    """The plugins that are on, those that failed to load included."""
    both = zip(engine.plugins.found, engine.reports, strict=True)
    return (plugin for plugin, report in both if report.status != "disabled")


def plugin_named(name: str, engine: Engine) -> FoundPlugin:
    """The plugin whose position has this id, or which has this name; the first of several.

    Raises UsageProblem where there is none.
    """
    ids, names = [report.id for report in engine.reports], names_of(engine.reports)
    at = next((known.index(name) for known in (ids, names) if name in known), None)
    if at is None:
        known = sorted({*filter(None, ids), *names})
        raise UsageProblem(
            Text(
                f"There is neither a file nor a plugin '{name}'. Plugins: {', '.join(known)}.",
                f"没有名为 {name} 的文件或插件。插件有：{'、'.join(known)}。",
            )
        )
    return engine.plugins.found[at]


def _of_plugin(plugin: FoundPlugin, engine: Engine) -> checking.Problems:
    try:
        with authors_code("loading it", "加载时"):
            loaded = plugin.load()
    except PluginRefusedError as refusal:
        cause = refusal.__cause__
        told = cause.problems if isinstance(cause, RulesError) else _refused(plugin, refusal.reason)
        return _besides(told, _of_its_folder(plugin, engine))
    report = _report_of(plugin, engine)
    told = _refused(plugin, report.reason) if report.reason else ()
    if isinstance(loaded, ScorecardPosition) and loaded.source is not None:
        return _besides(
            told, checking.check_scorecard(loaded.source, engine.sections, _failed(engine))
        )
    position = next((p for p in engine.plugins.positions if p.report is report), None)
    if position is None or position.scorecard is None:
        return told
    return checking.check_model(plugin.name, position.scorecard, engine.sections)


def _failed(engine: Engine) -> set[str]:
    """The plugins that did not load, by the ids of their positions and by their own names."""
    failed = (report for report in engine.reports if report.status == "failed")
    return {name for report in failed for name in (report.id, report.name) if name}


def _report_of(plugin: FoundPlugin, engine: Engine) -> PluginReport:
    return engine.reports[engine.plugins.found.index(plugin)]


def _refused(plugin: FoundPlugin, reason: Text) -> checking.Problems:
    return (FileProblem(plugin.name, problem_at("", 0, reason)),)


def _besides(told: checking.Problems, found: checking.Problems) -> checking.Problems:
    """Why a plugin fails, and all that its files are found to have, each place once."""
    errors = {_place(problem) for problem in found if problem.problem.severity == "error"}
    told = tuple(problem for problem in told if _place(problem) not in errors)
    places = {_place(problem) for problem in told}
    return checking.in_order((*told, *(p for p in found if _place(p) not in places)))


def _place(found: FileProblem) -> tuple[str, int, int]:
    return found.file, found.problem.line, found.problem.column


def _of_its_folder(plugin: FoundPlugin, engine: Engine) -> checking.Problems:
    """The problems of the scorecard beside a plugin's module, which is not imported for that."""
    for folder in _folders(plugin.module or ""):
        if (folder / SCORECARD).is_file():
            return checking.check_scorecard(folder, engine.sections, _failed(engine))
    return ()


def _folders(module: str) -> Iterator[Path]:
    """The folders in which a module lies, its own first.

    Only the outermost package is looked up: looking up what is inside one would import it.
    """
    outermost, *inner = module.split(".")
    try:
        spec = find_spec(outermost)
    except (ImportError, ValueError):  # ValueError: no name, or a module without origin
        return
    if spec is None:
        return
    roots = [Path(place) for place in spec.submodule_search_locations or ()]
    if spec.has_location and spec.origin:
        roots.append(Path(spec.origin).parent)
    for depth in range(len(inner), -1, -1):
        yield from (root.joinpath(*inner[:depth]) for root in roots)
