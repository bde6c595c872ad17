"""The shape of `config.toml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Strict

from factmatrix.text import Language

Names = Annotated[tuple[str, ...], Strict(False)]


class PluginsShape(BaseModel):
    """`[plugins]`: ids of positions to switch on and off."""

    model_config = ConfigDict(strict=True, extra="forbid")

    enable: Names = ()
    disable: Names = ()


class ConfigShape(BaseModel):
    """The whole file; `rules` are overlays, relative to the file's folder."""

    model_config = ConfigDict(strict=True, extra="forbid")

    lang: Language | None = None
    rules: Names = ()
    strict_plugins: bool = False
    plugins: PluginsShape = PluginsShape()
    keys: dict[str, str] = {}
