"""`fact plugins enable` and `disable`: what they write into the user's `config.toml`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from factmatrix.commands.config import Config, config_file
from factmatrix.commands.failing import UsageProblem
from factmatrix.plugins.discovery import installed_plugins, positions_in
from factmatrix.plugins.loading import load_plugins, unknown_names
from factmatrix.text import Text
from factmatrix.toml.edit import edit
from factmatrix.toml.problem import EditError
from factmatrix.toml.save import content, save, why_not_saved
from factmatrix.toml.writing import value_text

Lists = dict[str, list[str]]
"""`enable` and `disable` of `[plugins]`, where they are known."""


class Plugin(NamedTuple):
    """A plugin to switch: the name of its entry point, and whether it is off unless enabled.

    `names` are all by which the configuration may call it: its position's id as well. `installed`
    is False for one of which only the configuration knows.
    """

    name: str
    names: frozenset[str]
    optional: bool
    installed: bool = True


def switch(name: str, config: Config, *, on: bool) -> Text:
    """Write into the configuration that a plugin is on, or off; what to say of it.

    `config` is what the file says now. A plugin is known by its entry point, else by its position's
    id, for which plugins are loaded: one that cannot be loaded must be possible to switch off.
    Raises UsageProblem for a name that nobody has, and where the file cannot be written.
    """
    before: Lists = {"enable": list(config.enable), "disable": list(config.disable)}
    plugin = _plugin_called(name, before["disable" if on else "enable"], config, on=on)
    after = _switched(before, plugin, on=on)
    file = config_file()
    if after == before:
        return _already(plugin.name, file, on=on)
    _write(file, before, after)
    return _done(plugin, file, before, after, on=on)


def overridden(name: str, *, on: bool) -> Text | None:
    """What to say where a variable of this session says the opposite of what was written."""
    enabled, disabled = (
        name in os.environ.get(variable, "").split()
        for variable in ("FACT_PLUGIN", "FACT_NO_PLUGIN")
    )
    if on and disabled and not enabled:
        return Text(
            f"FACT_NO_PLUGIN names {name}, so it stays off while that is set.",
            f"环境变量 FACT_NO_PLUGIN 中有 {name}，只要仍设着它，{name} 就是停用的。",
        )
    if not on and enabled:
        return Text(
            f"FACT_PLUGIN names {name}, so it stays on while that is set.",
            f"环境变量 FACT_PLUGIN 中有 {name}，只要仍设着它，{name} 就是启用的。",
        )
    return None


def _plugin_called(name: str, removable: list[str], config: Config, *, on: bool) -> Plugin:
    """The plugin of this name; one that is gone where the configuration still names it."""
    files = (plugin for folder in config.plugin_folders for plugin in positions_in(folder))
    found = {plugin.name: plugin for plugin in (*files, *installed_plugins())}
    if name in found and (not on or found.keys() >= set(removable)):  # no id that may be its own
        return Plugin(name, frozenset({name}), found[name].optional)
    plugins = load_plugins(folders=config.plugin_folders)
    for own, id_ in ((report.name, report.id or report.name) for report in plugins.reports):
        if name in (own, id_):
            return Plugin(own, frozenset({own, id_}), found[own].optional)
    if name in removable:
        return Plugin(name, frozenset({name}), optional=False, installed=False)
    raise UsageProblem(unknown_names([name], plugins)[0])


def _switched(before: Lists, plugin: Plugin, *, on: bool) -> Lists:
    """The lists with the plugin taken out of one, and put into the other where it has to be."""
    wanted, opposite = ("enable", "disable") if on else ("disable", "enable")
    after = {**before, opposite: [n for n in before[opposite] if n not in plugin.names]}
    by_default = not plugin.optional
    if plugin.installed and on != by_default and plugin.names.isdisjoint(before[wanted]):
        after[wanted] = [*before[wanted], plugin.name]
    return after


def _write(file: Path, before: Lists, after: Lists) -> None:
    """Change these lists in the file and nothing else; make the file where there is none."""
    old = {key: names for key, names in before.items() if names}
    new = {key: names for key, names in after.items() if names or before[key]}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        there = content(file) if file.exists() else None
        text = (there or b"").decode("utf-8-sig")
        save(file, edit(text, {"plugins": old}, {"plugins": new}), expected=there)
    except EditError as error:
        told = error.message
        raise UsageProblem(Text(f"{file}: {told.en}", f"{file}：{told.zh}")) from None
    except OSError as error:
        raise UsageProblem(why_not_saved(file, error)) from None


def _already(name: str, file: Path, *, on: bool) -> Text:
    state = Text("on", "启用") if on else Text("off", "停用")
    return Text(
        f"{name} is {state.en} already; {file} was left as it is.",
        f"{name} 已是{state.zh}状态，{file} 未作改动。",
    )


def _done(plugin: Plugin, file: Path, before: Lists, after: Lists, *, on: bool) -> Text:
    lines = [f"{key} = {value_text(names)}" for key, names in after.items() if names != before[key]]
    written = Text(
        f"Written to {file}: [plugins] {' and '.join(lines)}.",
        f"已写入 {file}：[plugins] {'、'.join(lines)}。",
    )
    if not plugin.installed:
        return Text(
            f"No plugin is called {plugin.name}; its name was taken out. {written.en}",
            f"没有名为 {plugin.name} 的插件，已从配置中去掉这个名称。{written.zh}",
        )
    state = Text("on", "启用") if on else Text("off", "停用")
    return Text(
        f"{plugin.name} is switched {state.en}. {written.en}",
        f"已{state.zh} {plugin.name}。{written.zh}",
    )
