"""`config.toml` in the user's config folder: what a user wants every time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import BaseModel, ConfigDict, Strict

from factmatrix.rules.loading import read_rules
from factmatrix.text import Language

Names = Annotated[tuple[str, ...], Strict(False)]


class PluginsConfig(BaseModel):
    """`[plugins]`: ids of positions to switch on and off."""

    model_config = ConfigDict(strict=True, extra="forbid")

    enable: Names = ()
    disable: Names = ()


class Config(BaseModel):
    """The whole file.

    `rules` are overlays, relative to the file's folder; `strict_plugins` scores nothing if any
    position fails; `keys` are other keys for commands of the app, by the names in its help.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    lang: Language | None = None
    rules: Names = ()
    strict_plugins: bool = False
    plugins: PluginsConfig = PluginsConfig()
    keys: dict[str, str] = {}

    @property
    def overlays(self) -> tuple[Path, ...]:
        """Where the overlays are."""
        folder = config_file().parent
        return tuple(folder / Path(name).expanduser() for name in self.rules)


def config_file() -> Path:
    """Where the user's configuration is; FACT_CONFIG names another file."""
    named = os.environ.get("FACT_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("factmatrix") / "config.toml"


def read_config() -> Config:
    """The user's configuration; raises RulesError, with every place, where the file is wrong."""
    path = config_file()
    return read_rules(path, Config) if path.exists() else Config()
