"""Read a brand profile: the profile, or everything that is wrong with its file, in one pass."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from factmatrix.profile.explaining import explain, field_at
from factmatrix.profile.keys import KnownKey, known_keys, missing_key, unknown_key
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import Section
from factmatrix.profile.validating import Fault, Validated, validate
from factmatrix.text import Text
from factmatrix.toml.decode import MAX_BYTES, decode
from factmatrix.toml.parse import parse
from factmatrix.toml.place import Places, dotted
from factmatrix.toml.problem import Problem, SourceError, problem_at

NO_SECTIONS: Mapping[str, type[Section]] = MappingProxyType({})

_MAX_FAULTS = 200
"""More are counted, not explained: such a file is broken in one way, not in hundreds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One profile file as it was read.

    `data` are its bytes, None where it could not be read; `text` is "" where they are no text.
    `profile` is None where there are errors. `problems` are sorted by place. `unclaimed` names
    the tables `ext.<id>` whose plugin is absent: they are kept, and nothing reads them.
    `sections` are the models of the plugins' tables that it was read with.
    """

    path: Path | None
    data: bytes | None
    text: str
    profile: BrandProfile | None
    problems: tuple[Problem, ...]
    unclaimed: tuple[str, ...]
    sections: Mapping[str, type[Section]]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the file from being a profile."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is allowed, but probably wrong."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def sha256(self) -> str | None:
        """The hash of the file's bytes, None where it could not be read."""
        return None if self.data is None else hashlib.sha256(self.data).hexdigest()


def read_profile(
    source: Path | bytes | str, *, sections: Mapping[str, type[Section]] = NO_SECTIONS
) -> Reading:
    """The profile in a file (a Path), in its bytes or in its text (a str).

    `sections` holds the model of each present plugin's `[ext.<id>]`. Raises nothing for what a
    file may hold or a path may be: that comes as problems, a syntax error alone, all else in one
    pass.
    """
    path = source if isinstance(source, Path) else None
    data, text = None, ""
    try:
        data = _bytes(source)
        text = decode(data)
        raw = parse(text)
    except SourceError as error:
        return Reading(path, data, text, None, (error.problem,), (), sections)
    validated = validate(raw, sections)
    problems = _problems(text, validated, sections)
    return Reading(path, data, text, validated.profile, problems, validated.unclaimed, sections)


def _bytes(source: Path | bytes | str) -> bytes:
    """The bytes of the source; raises SourceError if it is no ordinary file of ordinary size."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass")  # which `decode` then refuses by place
    try:
        # Asked first: opening a named pipe waits for somebody to write.
        status = source.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _unreadable(
                Text("This is a folder. Name a file in it.", "这是文件夹，请指定其中的文件。")
            )
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(
                Text(
                    "This is a pipe or a device. Save what it delivers as a file first.",
                    "这是管道或设备，请先把内容存成文件。",
                )
            )
        with source.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # `decode` refuses what is larger
    except FileNotFoundError:
        raise _unreadable(
            Text("There is no such file. Check the name.", "没有这个文件，请检查文件名。")
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a path that no system can have
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _unreadable(
            Text(f"The file cannot be read: {reason}.", f"文件无法读取：{reason}。")
        ) from error


def _unreadable(message: Text) -> SourceError:
    return SourceError(problem_at("", 0, message))


def _problems(
    text: str, validated: Validated, sections: Mapping[str, type[Section]]
) -> tuple[Problem, ...]:
    """Faults and findings with their places, in the order of the file."""
    if not (validated.faults or validated.findings):
        return ()
    places = Places(text)
    known = tuple(known_keys(sections))
    found = [_problem(fault, places, known) for fault in validated.faults[:_MAX_FAULTS]]
    found += (
        places.problem(finding.path, finding.message, severity=finding.severity)
        for finding in validated.findings
    )
    unique = sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.column))
    left = len(validated.faults) - _MAX_FAULTS
    return (*_more(left), *unique)


def _problem(fault: Fault, places: Places, known: tuple[KnownKey, ...]) -> Problem:
    path, error = fault.path, fault.error
    if error["type"] == "extra_forbidden":
        return places.problem(path, unknown_key(path, error["input"], known), of_key=True)
    if error["type"] == "missing" and (info := field_at(fault.table, error["loc"])):
        return places.problem(path, missing_key(info, path))
    source = places.value(path).source or f"[{dotted(path)}]"
    return places.problem(path, explain(error, fault.table, path, source))


def _more(left: int) -> Iterator[Problem]:
    if left > 0:
        yield problem_at(
            "",
            0,
            Text(
                f"{left} more errors are not listed. Correct those below first.",
                f"另有 {left} 个错误未列出，请先改正以下错误。",
            ),
        )
