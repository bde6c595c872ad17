"""What a run is set to: options, then `FACT_*`, then `config.toml` in the user's config folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import BaseModel, ConfigDict, Strict, ValidationError

from factmatrix.commands.failing import UsageProblem, complain
from factmatrix.commands.language import language_named, locale_language
from factmatrix.engine import Engine
from factmatrix.plugins.loading import unknown_names
from factmatrix.rules.problems import RulesError
from factmatrix.text import Language, Text
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import SourceError

Names = Annotated[tuple[str, ...], Strict(False)]


class PluginsConfig(BaseModel):
    """`[plugins]` of the config file."""

    model_config = ConfigDict(strict=True, extra="forbid")

    enable: Names = ()
    disable: Names = ()


class Config(BaseModel):
    """`config.toml`: what a user wants every time."""

    model_config = ConfigDict(strict=True, extra="forbid")

    lang: str | None = None
    rules: Names = ()
    plugins: PluginsConfig = PluginsConfig()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settled choices of one run."""

    language: Language
    rules: tuple[Path, ...]
    enable: tuple[str, ...]
    disable: tuple[str, ...]
    strict_plugins: bool = False

    def engine(self) -> Engine:
        """The engine these settings ask for; raises UsageProblem where they cannot be met."""
        try:
            engine = Engine.load(enable=self.enable, disable=self.disable, overlays=self.rules)
        except RulesError as error:
            raise UsageProblem(error.text) from error
        for warning in engine.rules_warnings:
            complain(Text(warning.line("en"), warning.line("zh")))
        for text in unknown_names((*self.enable, *self.disable), engine.plugins):
            raise UsageProblem(text)
        failed = [r for r in engine.reports if r.status == "failed"]
        if self.strict_plugins and failed:
            names = ", ".join(r.id or r.name for r in failed)
            raise UsageProblem(
                Text(
                    f"--strict-plugins: nothing was scored, because these failed: {names}. "
                    "`fact plugins list` says why.",
                    f"--strict-plugins：以下插件加载失败，因此未评分：{names}。"
                    "原因见 `fact plugins list`。",
                )
            )
        return engine


def config_file() -> Path:
    """Where the user's configuration is; FACT_CONFIG names another file."""
    named = os.environ.get("FACT_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("factmatrix") / "config.toml"


def read_config() -> Config:
    """The user's configuration; raises UsageProblem if the file is wrong."""
    path = config_file()
    if not path.is_file():
        return Config()
    try:
        return Config.model_validate(parse(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, SourceError, ValidationError) as error:
        raise UsageProblem(
            Text(
                f"{path} cannot be used: {error}. Mend it, or move it away.",
                f"配置文件 {path} 无法使用：{error}。请修正或移走该文件。",
            )
        ) from error


def settle(
    lang: str | None = None,
    rules: Sequence[Path] | None = None,
    plugin: Sequence[str] | None = None,
    no_plugin: Sequence[str] | None = None,
    *,
    strict_plugins: bool = False,
) -> Settings:
    """Options (which already fell back to `FACT_*`) over the config file over the defaults."""
    config = read_config()
    wanted = lang or config.lang
    language = language_named(wanted) if wanted else locale_language()
    if language is None:
        raise UsageProblem(
            Text(
                f"Unknown language {wanted!r}: use en or zh.",
                f"未知语言 {wanted!r}：请用 en 或 zh。",
            )
        )
    return Settings(
        language,
        tuple(rules or [Path(name) for name in config.rules]),
        tuple(plugin or config.plugins.enable),
        tuple(no_plugin or config.plugins.disable),
        strict_plugins,
    )
