"""For the tests of plugins: `position_kit` checks that a position conforms.

Name this module in the `conftest.py` at the root of your tests:

    pytest_plugins = ["factmatrix.testing"]

and ask for the fixture:

    def test_conforms(position_kit):
        position_kit.check(my_plugin)

It needs pytest: `pip install "factmatrix[testing]"`.
"""

from __future__ import annotations

import pytest

from factmatrix.conformance.running import conform
from factmatrix.conformance.verdict import Verdict
from factmatrix.text import Language
from factmatrix.views.conformance import verdict_lines
from factmatrix.views.screen import Screen

__all__ = ["PositionKit", "position_kit"]


class PositionKit:
    """Checks plugins one by one, isolated from whatever else is installed."""

    def check(self, plugin: object, *, lang: Language = "en") -> Verdict:
        """The verdict on a plugin object or module; AssertionError with it if it does not conform.

        It runs in this process: a call that never comes back is not stopped.
        """
        name = getattr(plugin, "__name__", type(plugin).__name__)
        verdict = conform(name, plugin)
        if not verdict.conforms:
            raise AssertionError("\n".join(verdict_lines(verdict, Screen(lang, cells=100))))
        return verdict


@pytest.fixture(scope="session")
def position_kit() -> PositionKit:
    """What checks that a position keeps what the engine promises of every position."""
    return PositionKit()
