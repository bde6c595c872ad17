"""`config.toml` in the user's config folder: what a user wants every time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from factmatrix.plugins.running import PLUGIN_LIMIT
from factmatrix.text import Language


@dataclass(frozen=True, slots=True)
class Config:
    """What the file asks for, or the defaults where it says nothing.

    `overlays` are the paths of rules files; `strict_plugins` scores nothing if any position fails;
    `keys` are other keys for commands of the app, by the names in its help; `plugin_limit` are the
    seconds that one call of a plugin may take in the app; `plugin_folders` hold positions.
    """

    lang: Language | None = None
    overlays: tuple[Path, ...] = ()
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    strict_plugins: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    plugin_limit: float = PLUGIN_LIMIT
    plugin_folders: tuple[Path, ...] = ()


def config_file() -> Path:
    """Where the user's configuration is; FACT_CONFIG names another file."""
    named = os.environ.get("FACT_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("factmatrix") / "config.toml"


def read_config() -> Config:
    """The user's configuration; raises RulesError, with every place, where the file is wrong."""
    path = config_file()
    if not path.exists():
        return Config()
    # Imported here: most users have no such file, and the app is not to wait for pydantic.
    from factmatrix.commands.config_shape import ConfigShape
    from factmatrix.rules.loading import read_rules

    written = read_rules(path, ConfigShape)

    def beside(names: tuple[str, ...]) -> tuple[Path, ...]:
        return tuple(path.parent / Path(name).expanduser() for name in names)

    return Config(
        written.lang,
        beside(written.rules),
        written.plugins.enable,
        written.plugins.disable,
        written.strict_plugins,
        written.keys,
        written.plugins.time_limit,
        beside(written.plugins.folders),
    )
