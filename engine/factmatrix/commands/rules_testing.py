"""What `fact rules test` puts to the test: positions, named by path or as plugins."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from factmatrix.commands.failing import UsageProblem
from factmatrix.commands.rules_checking import plugin_named, plugins_in_use, problems_of
from factmatrix.commands.screen import screen
from factmatrix.engine import Engine
from factmatrix.plugins.discovery import FoundPlugin
from factmatrix.plugins.folders import ENDING, package_of
from factmatrix.plugins.guarding import authors_code
from factmatrix.plugins.reports import PluginRefusedError
from factmatrix.plugins.scorecard_position import ScorecardPosition
from factmatrix.rules.card_tests import TESTS
from factmatrix.rules.card_trials import CardReport, try_card
from factmatrix.rules.loading import ACTIONS, SCORECARD
from factmatrix.rules.problems import FileProblem, RulesError
from factmatrix.text import Language, Text, clean
from factmatrix.views.card_tests import (
    problem_lines,
    problems_data,
    report_data,
    report_lines,
)

_NONE = Text(
    f"No tests: there is no {TESTS} beside a scorecard, and no [[tests]] in a single file.",
    f"没有测试：评分卡旁边没有 {TESTS}，单文件里也没有 [[tests]]。",
)


class Tested(NamedTuple):
    """What became of one name: a report, or why there is none (`problems`), or no tests at all."""

    name: str
    report: CardReport | None
    problems: tuple[FileProblem, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a test failed, or could not be run."""
        return bool(self.problems) or (self.report is not None and bool(self.report.failed))


def put_to_test(names: Collection[str], engine: Engine) -> Iterator[Tested]:
    """The positions that are named; all that are on where none is.

    Raises UsageProblem for a name that is neither a position's folder or file nor a plugin.
    """
    for name in names:
        path = Path(name)
        if path.exists():
            yield _of_place(name, _place(path), engine)
        else:
            yield _of_plugin(plugin_named(name, engine), engine)
    if not names:
        for plugin in plugins_in_use(engine):
            yield _of_plugin(plugin, engine)


def _place(path: Path) -> Path:
    place = path.parent if path.name in (SCORECARD, ACTIONS, TESTS) else package_of(path)
    if (place / SCORECARD).is_file() or (path.is_file() and path.name.endswith(ENDING)):
        return place
    raise UsageProblem(
        Text(
            f"{path} is no position: a folder with a {SCORECARD}, and {TESTS} beside it, or a "
            f"{ENDING} file with all of it.",
            f"{path} 不是阵地：应为含 {SCORECARD} 的文件夹（旁边放 {TESTS}），或写有全部内容的 "
            f"{ENDING} 文件。",
        )
    )


def _of_place(name: str, place: Traversable, engine: Engine) -> Tested:
    try:
        report = try_card(place, engine.sections, engine.space, engine.facts)
    except RulesError as error:
        return Tested(name, None, error.problems)
    return Tested(name, report)


def _of_plugin(plugin: FoundPlugin, engine: Engine) -> Tested:
    try:
        with authors_code("loading it", "加载时"):
            loaded = plugin.load()
    except PluginRefusedError:
        return Tested(plugin.name, None, tuple(problems_of([plugin.name], engine)))
    if isinstance(loaded, ScorecardPosition) and loaded.source is not None:
        return _of_place(plugin.name, loaded.source, engine)
    return Tested(plugin.name, None)


def told_in_lines(tested: Collection[Tested], language: Language) -> Iterator[str]:
    """A paragraph for each position."""
    to = screen(language)
    for name, report, problems in tested:
        if report is not None:
            yield "\n".join(report_lines(report, to))
        elif problems:
            yield "\n".join([to.heading(clean(name)), *problem_lines(problems, language)])
        else:
            yield "\n".join([to.heading(clean(name)), *to.lines(to.say(_NONE))])


def told_as_json(tested: Collection[Tested], language: Language) -> object:
    """All of it for programs; `report` is null where there are no tests, or `problems` say why."""
    return {
        "positions": [
            {
                "name": name,
                "problems": problems_data(problems, language),
                "report": report and report_data(report, language),
            }
            for name, report, problems in tested
        ]
    }
