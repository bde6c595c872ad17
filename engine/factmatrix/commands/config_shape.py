"""The shape of `config.toml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict

from factmatrix.plugins.running import PLUGIN_LIMIT
from factmatrix.text import Language

Names = Annotated[tuple[str, ...], Strict(False)]


class PluginsShape(BaseModel):
    """`[plugins]`: ids of positions to switch on and off, and where to look for more.

    `folders` hold positions in single files, and are relative to the config's folder. `time_limit`
    are the seconds that one call of a plugin may take in the app and in batch (0.1 to 600).
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    enable: Names = ()
    disable: Names = ()
    folders: Names = ()
    time_limit: float = Field(PLUGIN_LIMIT, ge=0.1, le=600, allow_inf_nan=False)


class ConfigShape(BaseModel):
    """The whole file; `rules` are overlays, relative to the file's folder."""

    model_config = ConfigDict(strict=True, extra="forbid")

    lang: Language | None = None
    rules: Names = ()
    strict_plugins: bool = False
    plugins: PluginsShape = PluginsShape()
    keys: dict[str, str] = {}
