"""What became of a position's own tests, and what of its card no test shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from factmatrix.rules.card_coverage import Kind
from factmatrix.rules.card_trials import CardReport
from factmatrix.rules.problems import FileProblem
from factmatrix.text import Language, Text, clean
from factmatrix.views.screen import Screen

Json = Any

_KINDS: Mapping[Kind, Text] = {
    "criteria": Text("criteria", "评分项"),
    "gates": Text("gates", "门槛"),
    "modifiers": Text("modifiers", "修正项"),
    "warnings": Text("warnings", "提醒"),
    "actions": Text("actions", "动作"),
    "branches": Text("parts of conditions", "条件的各部分"),
}


def report_lines(report: CardReport, screen: Screen) -> Iterator[str]:
    """The failures with their places, then what is not shown, then how many of each."""
    say = screen.say
    yield screen.heading(f"{clean(report.info.letter)} {say(report.info.title)} ({report.info.id})")
    for trial in report.failed:
        yield from screen.lines(f"{trial.test.id}: {say(trial.test.title)}", "  ✗ ")
        yield from problem_lines(trial.failures, screen.language)
    yield from problem_lines(report.unshown, screen.language)
    passed, tried = len(report.trials) - len(report.failed), len(report.trials)
    yield from screen.lines(
        say(Text(f"Tests passed: {passed} of {tried}", f"通过的测试：{passed} / {tried}"))
    )
    shown = [
        say(Text(f"{_KINDS[kind].en} {n} of {of}", f"{_KINDS[kind].zh} {n} / {of}"))
        for kind, (n, of) in report.coverage.counts().items()
        if of
    ]
    yield from screen.lines(say(Text("Shown by tests: ", "测试覆盖：")) + " · ".join(shown))


def problem_lines(problems: Iterable[FileProblem], language: Language) -> Iterator[str]:
    """Problems with file, line and column, and the line itself."""
    for file, problem in problems:
        yield problem.render(file, language)


def report_data(report: CardReport, language: Language) -> Json:
    """The same for programs."""
    return {
        "position": report.info.id,
        "file": report.file,
        "tests": [
            {
                "id": trial.test.id,
                "title": trial.test.title.in_(language),
                "passed": not trial.failures,
                "failures": problems_data(trial.failures, language),
            }
            for trial in report.trials
        ],
        "coverage": {
            kind: {"shown": n, "of": of} for kind, (n, of) in report.coverage.counts().items()
        },
        "not_shown": problems_data(report.unshown, language),
    }


def problems_data(problems: Iterable[FileProblem], language: Language) -> Json:
    """Problems with their places."""
    return [
        {
            "file": file,
            "line": problem.line,
            "column": problem.column,
            "key": problem.key,
            "message": problem.message.in_(language),
        }
        for file, problem in problems
    ]
