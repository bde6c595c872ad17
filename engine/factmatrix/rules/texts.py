"""The texts of rules files, kept to say where in them something is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import BaseModel, ValidationError

from factmatrix.rules.explaining import explain
from factmatrix.rules.loading import ACTIONS, OF_TESTS, SCORECARD
from factmatrix.rules.problems import Fault, FileProblem, RulesError
from factmatrix.system_errors import reason
from factmatrix.text import Text
from factmatrix.toml.decode import decode
from factmatrix.toml.parse import parse
from factmatrix.toml.place import Places
from factmatrix.toml.problem import Path, SourceError, problem_at


class RulesText:
    """One rules file, read as text and as data; raises `RulesError` where it is neither."""

    def __init__(self, file: Traversable) -> None:
        self.name = str(file)
        try:
            self._text = decode(file.read_bytes())
            self.data: dict[str, Any] = parse(self._text)
        except SourceError as error:
            raise RulesError([FileProblem(self.name, error.problem)]) from error
        except OSError as error:
            raise RulesError([_unreadable(self.name, error)]) from error

    @cached_property
    def _places(self) -> Places:
        return Places(self._text)

    def places(self, table: Path) -> Places:
        """The places of what lies in one table, by paths that begin there."""
        return Places(self._text, table)

    def problem(self, fault: Fault) -> FileProblem:
        """A fault of the data with its place in the file."""
        path, message, severity, of_key = fault
        found = self._places.problem(path, message, severity=severity, of_key=of_key)
        return FileProblem(self.name, found)


class ScorecardTexts:
    """A scorecard with the places of what it says, from a folder or from one file.

    A folder has `scorecard.toml` and perhaps `actions.toml`. Raises `RulesError`.
    """

    def __init__(self, place: Traversable) -> None:
        if place.is_dir():
            self._read_folder(place)
        else:
            self._card = self._actions = RulesText(place)
            self.data = _without_tests(self._card)

    def _read_folder(self, folder: Traversable) -> None:
        actions = folder / ACTIONS
        files = [folder / SCORECARD, *([actions] if actions.is_file() else [])]
        self._card, *more = _read_all(files)
        self._actions = more[0] if more else self._card
        self.data = dict(self._card.data)
        if more:
            strays = [key for key in self._actions.data if key != "actions"]
            if strays or "actions" in self.data:
                raise RulesError(self._misplaced(strays))
            self.data |= self._actions.data

    @property
    def position(self) -> str:
        """The id of the position as far as the file names one, else ""."""
        position = self.data.get("position")
        return str(position.get("id")) if isinstance(position, dict) else ""

    def _misplaced(self, strays: Iterable[str]) -> Iterable[FileProblem]:
        for key in strays:
            yield self._actions.problem(Fault((key,), _ONLY_ACTIONS, of_key=True))
        if "actions" in self._card.data:
            yield self._card.problem(Fault(("actions",), _ACTIONS_TWICE, of_key=True))

    def problem(self, fault: Fault) -> FileProblem:
        """A fault of the scorecard with its place in one of the files."""
        text = self._actions if fault.path[:1] == ("actions",) else self._card
        return text.problem(fault)


def _without_tests(text: RulesText) -> dict[str, Any]:
    """What a position in one file says of its scorecard; raises `RulesError` for another file."""
    if not text.data.keys() & {"position", "criteria"}:
        for key in filter(text.data.__contains__, _NO_POSITION):
            raise RulesError([text.problem(Fault((key,), _NO_POSITION[key], of_key=True))])
    return {key: value for key, value in text.data.items() if key not in OF_TESTS}


def _read_all(files: Iterable[Traversable]) -> list[RulesText]:
    texts: list[RulesText] = []
    problems: list[FileProblem] = []
    for file in files:
        try:
            texts.append(RulesText(file))
        except RulesError as error:
            problems += error.problems
    if problems:
        raise RulesError(problems)
    return texts


def refusal(
    text: RulesText | ScorecardTexts, error: ValidationError, model: type[BaseModel]
) -> RulesError:
    """What to raise for a text whose data a model of rules refused."""
    return RulesError(map(text.problem, explain(error, model, text.data)))


def _unreadable(name: str, error: OSError) -> FileProblem:
    if isinstance(error, FileNotFoundError):
        message = Text("There is no such file.", "没有这个文件。")
    else:
        why = reason(error)
        message = Text(f"The file cannot be read: {why.en}.", f"文件无法读取：{why.zh}。")
    return FileProblem(name, problem_at("", 0, message))


_ONLY_ACTIONS = Text(
    f"{ACTIONS} holds [[actions]] only; move this to {SCORECARD}.",
    f"{ACTIONS} 只放 [[actions]]；请移到 {SCORECARD}。",
)
_ACTIONS_TWICE = Text(
    f"There is an {ACTIONS} as well; write the actions in one of the two files.",
    f"已另有 {ACTIONS}；动作只能写在其中一个文件里。",
)
_PROFILE = Text(
    "This is a brand's profile, not a position. Keep profiles in another folder.",
    "这是品牌档案，不是阵地。请把档案放到别的文件夹。",
)
_OVERLAY = Text(
    "These are changes to positions (an overlay), not a position: name the file with --rules.",
    "这是覆盖文件，只改动已有的阵地，本身不是阵地：请用 --rules 指定它。",
)
_PART = Text(
    "This is only a part of a position. Write its actions and tests into the file with [position].",
    "这只是阵地的一部分。请把动作和测试写进含 [position] 的那个文件。",
)
_NO_POSITION = {
    "brand": _PROFILE,
    **dict.fromkeys(
        (
            "positions",
            "category",
            "diagnosis",
            "ranking",
            "conversions",
            "benchmarks",
            "calendar",
            "snowball",
        ),
        _OVERLAY,
    ),
    **dict.fromkeys(("actions", "tests"), _PART),
}
"""Tables by which another kind of file is known."""
