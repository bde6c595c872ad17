"""Profiles as rows of inputs, read in helper processes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factmatrix.batch.failures import Failure
from factmatrix.plugins.reports import PluginFailure
from factmatrix.text import Language, Text

if TYPE_CHECKING:
    from factmatrix.engine import Engine
    from factmatrix.profile.model import BrandProfile
    from factmatrix.profile.reading import Reading

FEW = 500
"""So many files are read before another process has loaded the engine."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a helper process reads with: the settings of the engine, and the columns wanted.

    `by_row` says that those of `columns.evaluator.row_columns` are among them.
    """

    enable: tuple[str, ...]
    disable: tuple[str, ...]
    overlays: tuple[Path, ...]
    day: date
    inputs: tuple[str, ...]
    by_row: bool


class Rows(NamedTuple):
    """Brands as columns, with a value for each of the `paths`; the failed are not among these.

    Of the brands with `half_failures` a position could not be scored.
    """

    paths: list[str]
    names: list[str]
    columns: dict[str, list[Any]]
    failures: list[Failure]
    half_failures: list[Failure]

    @classmethod
    def none(cls, inputs: Iterable[str]) -> Rows:
        """No rows yet."""
        return cls([], [], {path: [] for path in inputs}, [], [])

    def extend(self, more: Rows) -> None:
        """Take others in."""
        self.paths.extend(more.paths)
        self.names.extend(more.names)
        self.failures.extend(more.failures)
        self.half_failures.extend(more.half_failures)
        for path, column in self.columns.items():
            column.extend(more.columns[path])


_engine: Engine
_reader: Reader


def begin(reader: Reader) -> None:
    """Make this process ready to `read`."""
    import gc

    from factmatrix.engine import Engine

    global _engine, _reader
    _reader = reader
    _engine = Engine.load(enable=reader.enable, disable=reader.disable, overlays=reader.overlays)
    gc.freeze()


def read(paths: Sequence[str]) -> Rows:
    """Read and validate profiles."""
    rows = Rows.none(_reader.inputs)
    for path in paths:
        reading = _engine.read(Path(path))
        if reading.profile is None:
            rows.failures.extend(failures_of(path, reading))
            continue
        known: Mapping[str, Any] = reading.profile.inputs
        if _reader.by_row:
            own, failures = _by_row(reading.profile, reading.plugin_failures)
            known = {**known, **own}
            rows.half_failures.extend(
                Failure(path, None, None, None, position, None, why) for position, why in failures
            )
        rows.paths.append(path)
        rows.names.append(reading.profile.brand.name)
        for name, column in rows.columns.items():
            value = known.get(name)
            column.append(list(value) if isinstance(value, tuple) else value)
    return rows


def _by_row(
    profile: BrandProfile, unread: Mapping[str, Text]
) -> tuple[dict[str, Any], list[tuple[str, Text]]]:
    """What columns cannot tell, see `columns.evaluator.row_columns`, and which position failed."""
    context = _engine.context(profile, _reader.day)
    own: dict[str, Any] = {}
    failures = list(unread.items())
    for position in _engine.plugins.positions:
        name = position.info.id
        if position.ready is not None:
            own[f"{name} unread"] = name in unread
        elif name not in unread:
            fit = position.score_fit(profile, context)
            if isinstance(fit, PluginFailure):
                failures.append((name, fit.reason))
                continue
            for part in ("score", "low", "high", "coverage"):
                own[f"{name} {part}"] = getattr(fit, part)
            blocks = [m.id for m in fit.modifiers if m.kind == "block" and m.applied is True]
            own[f"{name} blockers"] = ";".join(blocks) or None
    return own, failures


class Answers(NamedTuple):
    """Brands as lines of JSON, each with the whole answer that `fact score` gives."""

    lines: list[str]
    failures: list[Failure]
    half_failures: list[Failure]


def answer(paths: Sequence[str], day: date, language: Language) -> Answers:
    """Assess profiles one by one, gains and plans included."""
    import json

    from factmatrix.profile.as_of import doubt_as_of
    from factmatrix.views.result import profile_result

    answers = Answers([], [], [])
    for path in paths:
        reading = doubt_as_of(_engine.read(Path(path)), day)
        if reading.profile is None:
            answers.failures.extend(failures_of(path, reading))
            continue
        failed = reading.plugin_failures
        assessment = _engine.assess(reading.profile, day, plugin_failures=failed)
        answers.half_failures.extend(
            Failure(path, None, None, None, failure.position, None, failure.reason)
            for failure in assessment.failures
        )
        said = profile_result(reading, assessment, language)
        answers.lines.append(json.dumps(said, ensure_ascii=False, allow_nan=False))
    return answers


def failures_of(path: str, reading: Reading) -> list[Failure]:
    """Everything that keeps a file from being a profile."""
    return [
        Failure(path, None, p.line, p.column, p.key, p.input, p.message) for p in reading.errors
    ]


def processes(asked: int | None, files: int) -> int:
    """How many helper processes to use: as asked, else one for every core, where that pays."""
    if asked is not None:
        return asked
    if files <= FEW:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
