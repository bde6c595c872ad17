"""Which positions there are: every plugin found is loaded by itself, and accounted for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from factmatrix.plugins import introductions
from factmatrix.plugins.announcing import announced
from factmatrix.plugins.calling import LoadedPosition
from factmatrix.plugins.discovery import (
    FoundPlugin,
    handed_in,
    installed_plugins,
    positions_in,
)
from factmatrix.plugins.guarding import authors_code
from factmatrix.plugins.implementations import Hook, implementations
from factmatrix.plugins.reports import (
    PluginFailure,
    PluginRefusedError,
    PluginReport,
    nearest,
    off_unless_enabled,
)
from factmatrix.plugins.scorecard_position import ScorecardPosition
from factmatrix.plugins.timing import Calls
from factmatrix.rules.scorecard import PositionInfo, Scorecard
from factmatrix.text import Text


class PluginSet(NamedTuple):
    """The usable positions, by declared order and id, and what became of every plugin found.

    `found` are those plugins, in the order of their reports.
    """

    positions: tuple[LoadedPosition, ...]
    reports: tuple[PluginReport, ...]
    found: tuple[FoundPlugin, ...] = ()


def load_plugins(
    *,
    enable: Collection[str] = (),
    disable: Collection[str] = (),
    hopeless: Collection[str] = (),
    folders: Iterable[Path] = (),
    extra: Iterable[tuple[str, object]] = (),
    entry_points: bool = True,
) -> PluginSet:
    """Load the installed plugins, the files in `folders`, and `extra` ones as name and object.

    `disable` turns plugins off by id or entry-point name; `enable` wins over it. An optional one is
    off unless `enable` names its entry point. One that is named by its entry point is not even
    imported, nor is an optional one that is off, or one that `hopeless` names as `names_of` does.
    Of several with one id the first stays: the engine's own, then by distribution and entry point,
    then the files by folder and name, then the extra ones by name. Raises OSError for a folder that
    cannot be listed.
    """
    off = set(disable) - set(enable)
    found = installed_plugins() if entry_points else []
    found += [plugin for folder in folders for plugin in positions_in(folder)]
    found += [handed_in(*item) for item in sorted(extra, key=lambda item: item[0])]
    loaded: dict[str, LoadedPosition] = {}
    reports = []
    for name, plugin in zip(names_of(found), found, strict=True):
        began = perf_counter()
        with announced(name):
            if name in hopeless or plugin.name in off:
                report, position = _left_out(plugin, None), None
            elif plugin.optional and plugin.name not in enable:
                report, position = _left_out(plugin, off_unless_enabled(plugin.name)), None
            else:
                report, position = _load(plugin, off, loaded)
        report = replace(report, seconds=perf_counter() - began)
        reports.append(report)
        if position is not None:
            loaded[position.info.id] = position._replace(report=report)
    positions = sorted(loaded.values(), key=lambda p: (p.info.order, p.info.id))
    return PluginSet(tuple(positions), tuple(reports), tuple(found))


def with_scorecard(position: LoadedPosition, scorecard: Scorecard) -> LoadedPosition:
    """The same position judged by another scorecard, as an overlay makes it.

    Raises `PluginRefusedError` where the scorecard is another position's or cannot be evaluated.
    """
    with authors_code("scorecard", "scorecard "):
        introductions.scorecard(scorecard, position.info)
        introductions.check_inputs(scorecard, position.info, position.section)
    plugin = ScorecardPosition(scorecard, position.section)
    hooks = implementations(plugin, position.report.name)
    return position._replace(
        info=scorecard.position, scorecard=scorecard, hooks=hooks, ready=plugin
    )


def unknown_names(names: Iterable[str], plugins: PluginSet) -> tuple[Text, ...]:
    """What to tell somebody who enables or disables plugins that do not exist, one text each."""
    known = {name for report in plugins.reports for name in (report.id, report.name) if name}
    return tuple(_unknown(name, known) for name in sorted(set(names) - known))


def _unknown(name: str, known: Collection[str]) -> Text:
    meant = nearest(name, known)
    listed = ", ".join(sorted(known))
    return Text(
        f"no plugin is called {name!r}; {meant.en if meant else f'there are: {listed}'}",
        f"没有名为 {name!r} 的插件；{meant.zh if meant else f'现有：{listed}'}",
    )


def names_of(plugins: Iterable[FoundPlugin | PluginReport]) -> list[str]:
    """A name for each plugin that no other one has: its entry point's, or who ships it as well."""
    names: list[str] = []
    for plugin in plugins:
        own = plugin.name
        names.append(f"{own} ({plugin.distribution})" if own in names else own)
    return names


def _left_out(found: FoundPlugin, reason: Text | None) -> PluginReport:
    """The report of a plugin that is not imported, and so goes by the name of its entry point."""
    return PluginReport(
        found.name, found.name, found.distribution, found.version, None, "disabled", reason
    )


def _load(
    found: FoundPlugin, off: Collection[str], loaded: Mapping[str, LoadedPosition]
) -> tuple[PluginReport, LoadedPosition | None]:
    """One plugin's report and, where it is sound and wanted, its position."""
    report = PluginReport(None, found.name, found.distribution, found.version, None, "failed", None)
    try:
        with authors_code("loading it", "加载时"):
            plugin = found.load()
        with authors_code("looking for its hooks", "查找钩子时"):
            hooks = implementations(plugin, found.name)
        with authors_code("position", "position "):
            info = introductions.position_info(hooks["position"]())
        report = replace(report, id=info.id, api_version=info.api_version)
        if info.id in off:
            return replace(report, status="disabled"), None
        introductions.check_api_version(info)
        _check_id_is_free(info, loaded)
        with authors_code("profile_section", "profile_section "):
            section = introductions.section_model(_answer(hooks, "profile_section"), info)
        with authors_code("scorecard", "scorecard "):
            scorecard = introductions.scorecard(_answer(hooks, "scorecard"), info)
            ready = plugin if type(plugin) is ScorecardPosition else None
            read_from_files = ready is not None and ready.source is not None
            if scorecard is not None and not read_from_files:  # reading checks the same
                introductions.check_inputs(scorecard, info, section)
        introductions.check_claims(info, section)
    except PluginRefusedError as error:
        return replace(report, reason=error.reason), None
    report = replace(report, status="ok")
    return report, LoadedPosition(info, report, scorecard, section, hooks, ready, Calls())


def _answer(hooks: Mapping[str, Hook], optional: str) -> object:
    """The answer of a hook without arguments; None where the plugin does not implement it."""
    return hooks[optional]() if optional in hooks else None


def _check_id_is_free(info: PositionInfo, loaded: Mapping[str, LoadedPosition]) -> None:
    if info.id in loaded:
        other = loaded[info.id].report
        owner = other.distribution or other.name
        raise PluginRefusedError(
            f"its id {info.id!r} belongs to the plugin {other.name!r} of {owner}; "
            "choose another id, or take one of the two away",
            f"它的 id {info.id!r} 已属于 {owner} 的插件 {other.name!r}；"
            "请换一个 id，或移除其中之一",
        )


__all__ = [
    "LoadedPosition", "PluginFailure", "PluginReport", "PluginSet", "load_plugins",
    "unknown_names", "with_scorecard",
]  # fmt: skip
