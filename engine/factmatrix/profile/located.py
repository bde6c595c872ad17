"""What is wrong with a profile, in words, and where it stands in the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from factmatrix.profile.explaining import explain, field_at
from factmatrix.profile.findings import Finding
from factmatrix.profile.keys import KnownKey, known_keys, missing_key, unknown_key
from factmatrix.profile.validating import MAX_LISTED, Fault, Sections, Validated
from factmatrix.text import Text
from factmatrix.toml.place import Places, dotted
from factmatrix.toml.problem import Problem, problem_at


def located(places: Places, validated: Validated, sections: Sections) -> tuple[Problem, ...]:
    """Faults and findings with their places, in the order of the file."""
    wrong: tuple[Fault | Finding, ...] = (*validated.faults, *validated.findings)
    known = cache(lambda: tuple(known_keys(sections)))  # only an unknown key asks for them
    found = dict.fromkeys(_problem(item, places, known) for item in wrong[:MAX_LISTED])
    more = wrong[MAX_LISTED:]
    ordered = sorted(found, key=lambda problem: (problem.line, problem.column))
    return (_unlisted(more), *ordered) if more else tuple(ordered)


def _problem(
    item: Fault | Finding, places: Places, known: Callable[[], tuple[KnownKey, ...]]
) -> Problem:
    if isinstance(item, Finding):
        return places.problem(item.path, item.message, severity=item.severity)
    path, error = item.path, item.error
    if error["type"] == "extra_forbidden":
        return places.problem(path, unknown_key(path, error["input"], known()), of_key=True)
    if error["type"] == "missing" and (info := field_at(item.table, error["loc"])):
        return places.problem(path, missing_key(info, path))
    source = places.value(path).source or f"[{dotted(path)}]"
    return places.problem(path, explain(error, item.table, path, source))


def _unlisted(more: Sequence[Fault | Finding]) -> Problem:
    """How many there are besides those listed, as far as the checks went."""
    only_warnings = all(isinstance(m, Finding) and m.severity == "warning" for m in more)
    message = Text(
        f"At least {len(more)} more problems are not listed. Correct those below first.",
        f"另有至少 {len(more)} 个问题未列出，请先处理以下问题。",
    )
    return problem_at("", 0, message, severity="warning" if only_warnings else "error")
