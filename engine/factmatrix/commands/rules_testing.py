"""What `fact rules test` puts to the test: the folders of positions, named or installed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from factmatrix.commands.failing import UsageProblem
from factmatrix.commands.rules_checking import plugin_named, problems_of
from factmatrix.commands.screen import screen
from factmatrix.engine import Engine
from factmatrix.plugins.discovery import FoundPlugin, installed_plugins
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
    f"No tests: there is no {TESTS} beside a scorecard.", f"没有测试：评分卡旁边没有 {TESTS}。"
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
    """The positions that are named; all that are installed where none is.

    Raises UsageProblem for a name that is neither a position's folder nor an installed plugin.
    """
    for name in names:
        path = Path(name)
        if path.exists():
            yield _of_folder(name, _folder(path), engine)
        else:
            yield _of_plugin(plugin_named(name, engine), engine)
    if not names:
        for plugin in installed_plugins():
            yield _of_plugin(plugin, engine)


def _folder(path: Path) -> Path:
    folder = path.parent if path.name in (SCORECARD, ACTIONS, TESTS) else path
    if (folder / SCORECARD).is_file():
        return folder
    raise UsageProblem(
        Text(
            f"{path} is no position: a folder with a {SCORECARD}, and {TESTS} beside it.",
            f"{path} 不是阵地文件夹：其中应有 {SCORECARD}，旁边放 {TESTS}。",
        )
    )


def _of_folder(name: str, folder: Traversable, engine: Engine) -> Tested:
    try:
        report = try_card(folder, engine.sections, engine.space, engine.facts)
    except RulesError as error:
        return Tested(name, None, error.problems)
    return Tested(name, report)


def _of_plugin(plugin: FoundPlugin, engine: Engine) -> Tested:
    try:
        with authors_code("loading it", "加载时"):
            loaded = plugin.load()
    except PluginRefusedError:
        return Tested(plugin.name, None, tuple(problems_of([plugin.name], engine)))
    if isinstance(loaded, ScorecardPosition) and loaded.folder is not None:
        return _of_folder(plugin.name, loaded.folder, engine)
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
