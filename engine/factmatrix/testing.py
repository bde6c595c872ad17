"""For the tests of plugins: `position_kit` checks a position, and runs its rule tests.

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
from factmatrix.engine import Engine
from factmatrix.plugins.loading import load_plugins
from factmatrix.plugins.scorecard_position import ScorecardPosition
from factmatrix.rules.card_tests import TESTS
from factmatrix.rules.card_trials import CardReport, try_card
from factmatrix.rules.knowledge import Knowledge
from factmatrix.text import Language
from factmatrix.views.card_tests import report_lines
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

    def run_rule_tests(self, position: ScorecardPosition, *, lang: Language = "en") -> CardReport:
        """The report on the `tests.toml` beside a scorecard; AssertionError with it if one fails.

        What no test shows fails nothing; `unshown` of the report lists it. Raises ValueError for a
        position without such a file, RulesError for files that cannot be read.
        """
        plugins = load_plugins(extra=[("tested", position)], entry_points=False)
        engine = Engine(plugins, Knowledge.bundled())
        report = None
        if position.source is not None:
            report = try_card(position.source, engine.sections, engine.space, engine.facts)
        if report is None:
            raise ValueError(
                f"there is no {TESTS} beside the scorecard of this position; write one"
            )
        if report.failed:
            raise AssertionError("\n".join(report_lines(report, Screen(lang, cells=100))))
        return report


@pytest.fixture(scope="session")
def position_kit() -> PositionKit:
    """What checks that a position keeps what the engine promises of every position."""
    return PositionKit()
