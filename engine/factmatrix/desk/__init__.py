"""What an interactive app asks of the engine, and the process in which the engine answers.

`EngineProcess.ask(Desk.judge, values, day, full=False)` asks; everything that goes in or comes out
is plain data or a dataclass, never an object of a plugin.
"""

from factmatrix.desk.desk import About, Desk, Judged, Opened, Summary
from factmatrix.desk.folder import PathKind, file_name
from factmatrix.desk.form import FormField, FormTable
from factmatrix.desk.lines import changed_lines
from factmatrix.desk.messages import EngineLost, Setting
from factmatrix.desk.process import EngineProcess
from factmatrix.profile.entered import EnteredProblem
from factmatrix.profile.fields import Choice, Declaration, Kind
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Language
from factmatrix.toml.edit import EditError
from factmatrix.toml.problem import Problem
from factmatrix.toml.save import ChangedOnDisk, SaveError, save

__all__ = [
    "About", "ChangedOnDisk", "Choice", "Declaration", "Desk", "Domain", "EditError",
    "EngineLost", "EngineProcess", "EnteredProblem", "FormField", "FormTable", "InputSpace",
    "Judged", "Kind", "Language", "Opened", "PathKind", "Problem", "SaveError", "Setting",
    "Summary", "changed_lines", "file_name", "save",
]  # fmt: skip
