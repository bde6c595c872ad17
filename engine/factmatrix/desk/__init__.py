"""What an interactive app asks of the engine, and the process in which the engine answers.

`EngineProcess.ask(Desk.judge, values, day, full=False)` asks; everything that goes in or out is
plain data or a dataclass, never an object of a plugin. The names are loaded on first use, so that
the app is imported while the engine loads.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factmatrix.desk.desk import About as About
    from factmatrix.desk.desk import Creators as Creators
    from factmatrix.desk.desk import Desk as Desk
    from factmatrix.desk.desk import Judged as Judged
    from factmatrix.desk.desk import Opened as Opened
    from factmatrix.desk.desk import SnowballAnswer as SnowballAnswer
    from factmatrix.desk.desk import Summary as Summary
    from factmatrix.desk.folder import PathKind as PathKind
    from factmatrix.desk.folder import file_name as file_name
    from factmatrix.desk.form import FormField as FormField
    from factmatrix.desk.form import FormTable as FormTable
    from factmatrix.desk.lines import LineChange as LineChange
    from factmatrix.desk.lines import changed_lines as changed_lines
    from factmatrix.desk.lines import lines_of as lines_of
    from factmatrix.desk.messages import EngineLost as EngineLost
    from factmatrix.desk.messages import Setting as Setting
    from factmatrix.desk.process import EngineProcess as EngineProcess
    from factmatrix.profile.declaration import Choice as Choice
    from factmatrix.profile.declaration import Declaration as Declaration
    from factmatrix.profile.declaration import Kind as Kind
    from factmatrix.profile.findings import EnteredProblem as EnteredProblem
    from factmatrix.scoring.inputs import Domain as Domain
    from factmatrix.scoring.inputs import InputSpace as InputSpace
    from factmatrix.system_errors import reason as reason
    from factmatrix.text import Language as Language
    from factmatrix.toml.problem import EditError as EditError
    from factmatrix.toml.problem import Problem as Problem
    from factmatrix.toml.save import ChangedOnDisk as ChangedOnDisk
    from factmatrix.toml.save import SaveError as SaveError
    from factmatrix.toml.save import content as content
    from factmatrix.toml.save import save as save

_HOME = {
    "About": "factmatrix.desk.desk",
    "ChangedOnDisk": "factmatrix.toml.save",
    "Choice": "factmatrix.profile.declaration",
    "Creators": "factmatrix.desk.desk",
    "Declaration": "factmatrix.profile.declaration",
    "Desk": "factmatrix.desk.desk",
    "Domain": "factmatrix.scoring.inputs",
    "EditError": "factmatrix.toml.problem",
    "EngineLost": "factmatrix.desk.messages",
    "EngineProcess": "factmatrix.desk.process",
    "EnteredProblem": "factmatrix.profile.findings",
    "FormField": "factmatrix.desk.form",
    "FormTable": "factmatrix.desk.form",
    "InputSpace": "factmatrix.scoring.inputs",
    "Judged": "factmatrix.desk.desk",
    "Kind": "factmatrix.profile.declaration",
    "Language": "factmatrix.text",
    "LineChange": "factmatrix.desk.lines",
    "Opened": "factmatrix.desk.desk",
    "PathKind": "factmatrix.desk.folder",
    "Problem": "factmatrix.toml.problem",
    "SaveError": "factmatrix.toml.save",
    "Setting": "factmatrix.desk.messages",
    "SnowballAnswer": "factmatrix.desk.desk",
    "Summary": "factmatrix.desk.desk",
    "changed_lines": "factmatrix.desk.lines",
    "content": "factmatrix.toml.save",
    "lines_of": "factmatrix.desk.lines",
    "file_name": "factmatrix.desk.folder",
    "reason": "factmatrix.system_errors",
    "save": "factmatrix.toml.save",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
