"""What a run is set to: options, then `FACT_*`, then `config.toml`, then the locale."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.commands.config import read_config
from factmatrix.commands.failing import UsageProblem, complain
from factmatrix.commands.language import asked_language, language_named, locale_language
from factmatrix.commands.streams import out, readable, reserve
from factmatrix.plugins.folders import position_files
from factmatrix.plugins.running import PLUGIN_LIMIT
from factmatrix.rules.problems import RulesError
from factmatrix.system_errors import reason
from factmatrix.text import Language, Text

if TYPE_CHECKING:
    from factmatrix.engine import Engine

_NO_CHINESE = Text(
    "This console's encoding has no Chinese, so the answer is in English. "
    "PYTHONIOENCODING=utf-8 writes Chinese all the same.",
    "当前终端编码无法显示中文，改用英文输出；设置 PYTHONIOENCODING=utf-8 可照常输出中文。",
)


_NAMED_THERE = Text(
    "correct it or take it out where it stands: --plugin, --no-plugin, FACT_PLUGIN, "
    "FACT_NO_PLUGIN, or [plugins] in config.toml",
    "请在写着它的地方改正或去掉：--plugin、--no-plugin、FACT_PLUGIN、FACT_NO_PLUGIN，"
    "或 config.toml 的 [plugins]",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settled choices of one run.

    `keys` are the user's own for commands of the app, `plugin_limit` the seconds that one call of a
    plugin may take there, `plugin_folders` those of positions in single files, which can be listed.
    `language_asked` says that `--lang` or FACT_LANG named the language.
    """

    language: Language
    rules: tuple[Path, ...]
    enable: tuple[str, ...]
    disable: tuple[str, ...]
    strict_plugins: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    language_asked: bool = False
    plugin_limit: float = PLUGIN_LIMIT
    plugin_folders: tuple[Path, ...] = ()

    def shown(self) -> Language:
        """The language to write to stdout for people, who are told where it is another one."""
        shown = readable(self.language, out())
        if shown != self.language:
            complain(_NO_CHINESE, self.language)
        return shown

    def engine(self, named: Sequence[str] = ()) -> Engine:
        """The engine these settings ask for; raises UsageProblem where they cannot be met.

        Plugins that are `named` to be looked at are on, whatever else is said of them. Plugins run
        from here on, so stdout is kept for data.
        """
        # Imported here: the app needs the settings, but leaves the engine to another process.
        from factmatrix.engine import Engine
        from factmatrix.plugins.loading import unknown_names

        reserve()
        try:
            engine = Engine.load(
                enable=(*self.enable, *named),
                disable=self.disable,
                overlays=self.rules,
                plugin_folders=self.plugin_folders,
            )
        except RulesError as error:
            raise UsageProblem(error.text) from error
        for warning in engine.rules_warnings:
            complain(Text(warning.line("en"), warning.line("zh")), self.language)
        for text in unknown_names((*self.enable, *self.disable), engine.plugins):
            raise UsageProblem(
                Text(f"{text.en} ({_NAMED_THERE.en})", f"{text.zh}（{_NAMED_THERE.zh}）")
            )
        self.insist(r.id or r.name for r in engine.reports if r.status == "failed")
        return engine

    def insist(self, failed: Iterable[str]) -> None:
        """Raises UsageProblem if positions failed and `--strict-plugins` forbids that."""
        names = list(dict.fromkeys(failed))
        if self.strict_plugins and names:
            raise UsageProblem(
                Text(
                    f"--strict-plugins: nothing was scored, because of {', '.join(names)}. "
                    "Leave the option out to score with the other positions and see why "
                    "(FACT_STRICT_PLUGINS=0 if the configuration asks for it).",
                    f"--strict-plugins：因 {'、'.join(names)} 出错，全部未评分。"
                    "去掉该选项（若由配置文件开启，请设 FACT_STRICT_PLUGINS=0）"
                    "即可用其余阵地评分，并查看原因。",
                )
            )


def settle(
    lang: str | None = None,
    rules: Sequence[Path] | None = None,
    plugin: Sequence[str] | None = None,
    no_plugin: Sequence[str] | None = None,
    plugins_dir: Sequence[Path] | None = None,
    *,
    strict_plugins: bool | None = False,
) -> Settings:
    """Options (which already fell back to `FACT_*`) over the config file over the defaults.

    An option that was not used is None. Of `strict_plugins` the config file has no say where a
    command has no such option. `plugin` and `no_plugin` decide for the plugins they name, the file
    for the others. Raises UsageProblem.
    """
    try:
        config = read_config()
    except RulesError as error:
        raise UsageProblem(error.text) from error
    language = language_named(lang) if lang else config.lang or locale_language()
    if language is None:
        raise UsageProblem(
            Text(f"Unknown language '{lang}': use en or zh.", f"未知语言 {lang}：请用 en 或 zh。")
        )
    return Settings(
        language,
        tuple(rules or config.overlays),
        _laid_over(plugin, config.enable, no_plugin),
        _laid_over(no_plugin, config.disable, plugin),
        config.strict_plugins if strict_plugins is None else strict_plugins,
        config.keys,
        language_asked=lang is not None,
        plugin_limit=config.plugin_limit,
        plugin_folders=_listable(plugins_dir or config.plugin_folders),
    )


def _listable(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The folders, each once; raises UsageProblem for what is none."""
    once: dict[str, Path] = {}
    for folder in folders:
        try:
            position_files(folder)
        except OSError as error:
            raise UsageProblem(_no_folder(folder, error)) from error
        once.setdefault(os.path.realpath(folder), folder)
    return tuple(once.values())


def _no_folder(folder: Path, error: OSError) -> Text:
    why = reason(error)
    if folder.is_file():
        why = Text("this is a file; name the folder it lies in", "这是文件，请写它所在的文件夹")
    return Text(
        f"The folder of positions {folder} cannot be read: {why.en}. It comes from --plugins-dir, "
        "FACT_PLUGINS_DIR, or [plugins] folders in config.toml.",
        f"无法读取阵地文件夹 {folder}：{why.zh}。它来自 --plugins-dir、FACT_PLUGINS_DIR，或 "
        "config.toml 的 [plugins] folders。",
    )


def _laid_over(
    asked: Sequence[str] | None, configured: Sequence[str], opposite: Sequence[str] | None
) -> tuple[str, ...]:
    """The names an option asks for, and those of the file that no option says the opposite of."""
    return (*(asked or ()), *(name for name in configured if name not in (opposite or ())))


def message_language() -> Language:
    """The language to tell a problem in; the config file counts as far as it can be read."""
    if asked := asked_language():
        return asked
    try:
        return read_config().lang or locale_language()
    except RulesError:
        return locale_language()
