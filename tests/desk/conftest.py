"""The engine's process with plugins as third parties install them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.conftest import install, site
from tests.plugins.test_bad_plugins import module
from tests.plugins.third_parties import Install

__all__ = ["bad_plugin", "install", "site"]

BadPlugin = Callable[..., None]


@pytest.fixture
def bad_plugin(site: Path, install: Install, monkeypatch: pytest.MonkeyPatch) -> BadPlugin:
    """Installs a position `odd`, entry point `strange`, sound but for what a test replaces.

    Processes that are started from now on see it.
    """
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(site), os.environ.get("PYTHONPATH", ""))))

    def bad_plugin(entry_point: str = "strange", **parts: str) -> None:
        install("odd-plugin", module(**parts), {entry_point: "odd_plugin"})

    return bad_plugin


def scoring(body: str) -> str:
    """The hook score_fit with this body before it gives a fit."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    return f"""
@hookimpl
def score_fit(profile, context):
{lines}
    return Fit("odd", 50.0, 40.0, 60.0, 0.5)
"""
