"""What is wrong with rules: faults in data, problems in files, and the error that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from factmatrix.text import Language, Text
from factmatrix.toml.problem import Path, Problem, Severity


class Fault(NamedTuple):
    """What is wrong at one path of the data; `of_key` says that it is the key, not the value."""

    path: Path
    message: Text
    severity: Severity = "error"
    of_key: bool = False


class FileProblem(NamedTuple):
    """One problem and the file it is in."""

    file: str
    problem: Problem

    def line(self, language: Language) -> str:
        """`file:line:column: key: message`, safe to print."""
        return self.problem.render(self.file, language).splitlines()[0]


class RulesError(Exception):
    """Rules files that cannot be used; each of `problems` says where and why."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.text.en)

    @property
    def text(self) -> Text:
        """One line a problem."""
        return Text(
            "\n".join(problem.line("en") for problem in self.problems),
            "\n".join(problem.line("zh") for problem in self.problems),
        )
