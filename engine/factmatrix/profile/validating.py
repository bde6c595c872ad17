"""From the data of a file to a profile, or to everything that is wrong with it, in one pass.

Nothing here knows where a value stands in the text: faults and findings name paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from factmatrix.plugins.announcing import announced
from factmatrix.plugins.guarding import authors_code
from factmatrix.plugins.reports import PluginRefusedError
from factmatrix.profile.checks import impossible, improbable
from factmatrix.profile.choices import CATEGORIES
from factmatrix.profile.findings import PLAINLY, Finding, Path, Spelling
from factmatrix.profile.known_ids import KnownIds, unknown_ids
from factmatrix.profile.model import BrandProfile, Extensions
from factmatrix.profile.table import OpenTable, Section, Table
from factmatrix.text import Text

Data = dict[str, Any]
Sections = Mapping[str, type[Section]]
"""The models of the tables `[ext.<id>]`, by the id of the position whose plugin declares them."""
NO_SECTIONS: Sections = {}

MAX_LISTED = 200
"""More problems are counted, not listed: the file is wrong in one way, not in hundreds."""

_STAND_INS: Mapping[Path, object] = {
    ("format",): 1,
    ("brand",): {},
    ("brand", "name"): "?",
    ("brand", "category"): CATEGORIES[0].value,
}
"""What takes the place of a required value that is missing or wrong while the rest is checked."""


class Fault(NamedTuple):
    """A key or value that a model refuses: where, which model, and pydantic's error."""

    path: Path
    table: type[Table]
    error: ErrorDetails


class Validated(NamedTuple):
    """The profile (None where there are errors) and what is wrong or doubtful.

    `plugin_failures` says by position why its plugin could not read its section.
    """

    profile: BrandProfile | None
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]
    unclaimed: tuple[str, ...]
    plugin_failures: Mapping[str, Text]


def validate(
    data: Data,
    sections: Sections,
    spelt: Spelling = PLAINLY,
    known: KnownIds | None = None,
    *,
    doubts: bool = True,
) -> Validated:
    """Validate the core, then each plugin's section by its own model, then across fields.

    Where something is refused, the checks across fields still run on all that is left, unless so
    much is refused that their findings would not be listed. A section whose plugin fails is kept
    as it is: that is no fault of the file. Without `doubts` there are no warnings.
    """
    ext = data.get("ext")
    ext = ext if isinstance(ext, dict) else {}
    free = {position: table for position, table in ext.items() if position not in sections}
    core = data | {"ext": free} if ext else data
    faults: list[Fault] = []
    profile = _core(core, faults)
    read, plugin_failures = _sections(ext, sections, faults)
    findings: list[Finding] = []
    if profile is None and len(faults) <= MAX_LISTED:
        profile = _remainder(core, faults)
    if profile is not None:
        if read:
            together = Extensions.model_validate({**dict(profile.ext.items()), **read})
            profile = profile.model_copy(update={"ext": together})
        found = [*impossible(profile, spelt)]
        if doubts:
            found += improbable(profile, spelt)
            found += () if known is None else unknown_ids(profile, known)
        findings = _untouched(found, faults)
    wrong = faults or any(finding.severity == "error" for finding in findings)
    return Validated(
        None if wrong else profile,
        tuple(faults),
        tuple(findings),
        tuple(f"ext.{position}" for position in free),
        plugin_failures,
    )


def sound(data: Data) -> BrandProfile | None:
    """The profile of data without `ext` in which nothing is wrong; None says no more than that.

    `validate` says what is wrong.
    """
    try:
        profile = BrandProfile.model_validate(data)
    except ValidationError:
        return None
    return profile if next(impossible(profile), None) is None else None


def _core(data: Data, faults: list[Fault]) -> BrandProfile | None:
    try:
        return BrandProfile.model_validate(data)
    except ValidationError as error:
        faults += _faults(error, BrandProfile, data, ())
        return None


def _sections(
    ext: Data, sections: Sections, faults: list[Fault]
) -> tuple[dict[str, Table], dict[str, Text]]:
    """Every plugin's section, an empty one where the file has none, and the plugins that failed.

    A section with required fields is left out where the file has none.
    """
    read: dict[str, Table] = {}
    failed: dict[str, Text] = {}
    for position, model in sections.items():
        path = ("ext", position)
        try:
            reading = f"reading [ext.{position}]", f"读取 [ext.{position}] 时"
            with announced(position), authors_code(*reading):
                try:
                    read[position] = _section(model, ext.get(position, {}), position)
                except ValidationError as error:
                    if position in ext:
                        faults += _faults(error, model, ext[position], path)
        except PluginRefusedError as error:
            failed[position] = error.reason
            if position in ext and (kept := _unread(ext[position], path, faults)):
                read[position] = kept
    return read, failed


def _section(model: type[Section], data: object, position: str) -> Section:
    section = model.model_validate(data)
    if not isinstance(section, model):  # a validator that forgot to return it
        raise PluginRefusedError(
            f"reading [ext.{position}] gave {type(section).__name__}; "
            f"validators of {model.__name__} must return the section",
            f"读取 [ext.{position}] 得到 {type(section).__name__}；"
            f"{model.__name__} 的校验函数要返回该表本身",
        )
    return section


def _unread(data: object, path: Path, faults: list[Fault]) -> OpenTable | None:
    """A table as the file has it, for a plugin that could not read it."""
    try:
        return OpenTable.model_validate(data)
    except ValidationError as error:
        faults += _faults(error, OpenTable, data, path)
        return None


def _faults(
    error: ValidationError, table: type[Table], data: object, prefix: Path
) -> Iterator[Fault]:
    for details in error.errors(include_url=False):
        loc = details["loc"]
        if details["type"] != "missing":
            loc = _existing(data, loc)
        yield Fault((*prefix, *loc), table, details)


def _existing(data: object, loc: Path) -> Path:
    """The part of pydantic's location that the data has; the rest names a type, not a place."""
    for depth, step in enumerate(loc):
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return loc[:depth]
    return loc


def _remainder(data: Data, faults: list[Fault]) -> BrandProfile | None:
    """The profile of everything that is not refused; None where that cannot be told apart."""
    rest = copied(data)
    for fault in faults:
        take_out(rest, fault.path)
    for (*above, key), value in _STAND_INS.items():
        _inside(rest, above).setdefault(key, copied(value))
    try:
        return BrandProfile.model_validate(rest)
    except ValidationError:
        return None


def copied(data: Any) -> Any:  # noqa: ANN401 -- whatever a file may hold
    """The same with tables and lists of its own; what else a file holds cannot be changed."""
    kinds = dict, list
    if isinstance(data, dict):
        return {k: copied(v) if isinstance(v, kinds) else v for k, v in data.items()}
    return [copied(item) for item in data] if isinstance(data, list) else data


def take_out(data: Data, path: Path) -> None:
    """Removes a refused value. Rows keep their numbers, and what has to be named stays named."""
    *above, key = path
    try:
        inside = _inside(data, above)
    except (KeyError, TypeError):
        return  # it lies in a section, or in what was taken out before
    match path:
        case (_, int(row)):
            inside[key] = {"name": f"?{row}"}
        case (_, int(row), "name"):
            inside[key] = f"?{row}"
        case (*_, int()):
            take_out(data, path[:-1])  # a set is only known as a whole
        case _:
            inside.pop(key, None)


def _inside(data: Any, path: list[str | int]) -> Any:  # noqa: ANN401 -- a dict or a list
    for step in path:
        data = data[step]
    return data


def _untouched(findings: list[Finding], faults: list[Fault]) -> list[Finding]:
    """The findings that rest on nothing refused."""
    if not faults:
        return findings
    refused = {fault.path for fault in faults}
    return [
        finding
        for finding in findings
        if not any(
            place[:depth] in refused
            for place in (finding.path, *finding.also)
            for depth in range(1, len(place) + 1)
        )
    ]
