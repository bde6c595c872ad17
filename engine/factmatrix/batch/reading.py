"""What helper processes do with pieces of the brands: read them as inputs, or answer in full.

As `brands`, it loads neither polars nor the engine before somebody needs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factmatrix.batch.brands import Files, wrong_places
from factmatrix.batch.failures import Failure
from factmatrix.batch.loading import Skipped, engine_here
from factmatrix.profile.columnwise import Stated, known_of_each, stated_in
from factmatrix.profile.file import file_bytes
from factmatrix.profile.model import BrandProfile, fields_reader
from factmatrix.profile.reading import read_profile
from factmatrix.text import Language, Text
from factmatrix.toml.decode import decode
from factmatrix.toml.limits import MAX_VALUES
from factmatrix.toml.parse import parse_unmeasured
from factmatrix.toml.problem import SourceError

if TYPE_CHECKING:
    from factmatrix.batch.brands import Piece


class Rows(NamedTuple):
    """What was read of brands, one of each for every brand; the failed are not among these.

    `rows` are those of a table, None for files. `values` are those of the wanted inputs, in their
    order. Of the brands with `half_failures` a position could not be scored. `hashes` are those of
    files (SHA-256), none where nobody wants them.
    """

    paths: list[str]
    rows: list[int | None]
    names: list[str]
    hashes: list[str | None]
    values: list[tuple[Any, ...]]
    failures: list[Failure]
    half_failures: list[Failure]

    @classmethod
    def none(cls) -> Rows:
        """No rows yet."""
        return cls([], [], [], [], [], [], [])

    def add(self, path: str, row: int | None, name: str, values: tuple[Any, ...]) -> None:
        """Take a brand in."""
        self.paths.append(path)
        self.rows.append(row)
        self.names.append(name)
        self.values.append(values)

    def extend(self, more: Rows) -> None:
        """Take others in."""
        self.paths.extend(more.paths)
        self.rows.extend(more.rows)
        self.names.extend(more.names)
        self.hashes.extend(more.hashes)
        self.values.extend(more.values)
        self.failures.extend(more.failures)
        self.half_failures.extend(more.half_failures)


@dataclass(frozen=True, slots=True)
class ReadFields:
    """Reads files as rows of fields of the core, `hashed` if somebody wants their hashes."""

    fields: tuple[str, ...]
    hashed: bool = False

    def __call__(self, piece: Piece, skipped: Skipped) -> Rows:
        """Read and validate."""
        assert isinstance(piece, Files)  # rows of tables come as columns, not this way
        rows, fields_of = Rows.none(), fields_reader(self.fields)
        read = [_stated(path) for path in piece.paths]
        known = known_of_each([stated for _, stated in read], ("brand.name", *self.fields))
        for path, (data, _), values in zip(piece.paths, read, known, strict=True):
            if values is None:  # perhaps a profile all the same, and else it is told why not
                reading = read_profile(Path(path) if data is None else data, doubts=False)
                if (profile := reading.profile) is None:
                    rows.failures.extend(wrong_places(path, reading))
                    continue
                data, values = reading.data, (profile.brand.name, *fields_of(profile))
            rows.add(path, None, str(values[0]), values[1:])
            if self.hashed:
                rows.hashes.append(sha256(data or b"").hexdigest())
        return rows

    def lost(self, piece: Piece, why: Text) -> Rows:
        """What there is of brands that nobody could read."""
        return Rows.none()._replace(failures=piece.lost(why))


def _stated(path: str) -> tuple[bytes | None, Stated | None]:
    """The bytes of a file, None where it cannot be read, and what it states if that is clear."""
    data = stated = None
    with suppress(SourceError):
        data = file_bytes(path)
        text = decode(data)
        # Of all that may nest or be many only tables of plugins are left unjudged, and each value
        # takes up a character at least.
        stated = stated_in(parse_unmeasured(text)) if len(text) <= MAX_VALUES else None
    return data, stated


@dataclass(frozen=True, slots=True)
class ReadInputs:
    """Reads brands as rows of `inputs`, on the day of the assessment, where positions are asked.

    `inputs` are fields and what `columns.evaluator.row_columns` names; `hashed` says that the
    hashes of files are wanted.
    """

    inputs: tuple[str, ...]
    day: date
    hashed: bool = False

    def __call__(self, piece: Piece, skipped: Skipped) -> Rows:
        """Read, validate and ask."""
        rows = Rows.none()
        for path, row, reading, wrong in piece.read(engine_here(), None):
            profile = reading.profile
            if profile is None:
                rows.failures.extend(wrong)
                continue
            own, failures = _by_row(profile, self.day, {**reading.plugin_failures, **skipped})
            rows.half_failures.extend(
                Failure(path, row, None, None, position, None, why) for position, why in failures
            )
            known: Mapping[str, Any] = {**profile.inputs, **own}
            rows.add(path, row, profile.brand.name, tuple(map(known.get, self.inputs)))
            if self.hashed:
                rows.hashes.append(reading.sha256)
        return rows

    def lost(self, piece: Piece, why: Text) -> Rows:
        """What there is of brands that nobody could read."""
        return Rows.none()._replace(failures=piece.lost(why))


def _by_row(
    profile: BrandProfile, day: date, unread: Skipped
) -> tuple[dict[str, Any], list[tuple[str, Text]]]:
    """What columns cannot tell, see `columns.evaluator.row_columns`, and which position failed."""
    from factmatrix.plugins.reports import PluginFailure

    engine = engine_here()
    context = engine.context(profile, day)
    own: dict[str, Any] = {}
    failures = list(unread.items())
    for position in engine.plugins.positions:
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
    failures: Sequence[Failure]
    half_failures: Sequence[Failure]


@dataclass(frozen=True, slots=True)
class AnswerInFull:
    """Assesses brands one by one, gains and plans included."""

    day: date
    language: Language

    def __call__(self, piece: Piece, skipped: Skipped) -> Answers:
        """Read, validate and assess."""
        import json

        from factmatrix.views.result import profile_result

        lines: list[str] = []
        failures: list[Failure] = []
        half_failures: list[Failure] = []
        engine = engine_here()
        for path, row, reading, wrong in piece.read(engine, self.day):
            if reading.profile is None:
                failures.extend(wrong)
                continue
            unread = {**reading.plugin_failures, **skipped}
            assessment = engine.assess(reading.profile, self.day, plugin_failures=unread)
            half_failures.extend(
                Failure(path, row, None, None, failure.position, None, failure.reason)
                for failure in assessment.failures
            )
            said = profile_result(reading, assessment, self.language, row)
            lines.append(json.dumps(said, ensure_ascii=False, allow_nan=False))
        return Answers(lines, failures, half_failures)

    def lost(self, piece: Piece, why: Text) -> Answers:
        """What there is of brands that nobody could read."""
        return Answers([], piece.lost(why), [])


class Alone(NamedTuple):
    """What columns of results have to say of brands, and why others cannot be read."""

    said: list[dict[str, Any]]
    failures: Sequence[Failure]


@dataclass(frozen=True, slots=True)
class ScoreAlone:
    """Scores brands one by one, without the positions that `failed` when they were scored first.

    A position that is skipped only now is asked all the same, for it had answered.
    """

    day: date
    failed: Mapping[tuple[str, int | None], Skipped]

    def __call__(self, piece: Piece, skipped: Skipped) -> Alone:
        """Read, validate and assess."""
        from factmatrix.batch.alone import said_of

        said: list[dict[str, Any]] = []
        failures: list[Failure] = []
        engine = engine_here()
        for path, row, reading, wrong in piece.read(engine, None):
            failures.extend(wrong)
            if reading.profile is not None:
                unread = {**reading.plugin_failures, **self.failed.get((path, row), {})}
                assessment = engine.assess(
                    reading.profile, self.day, full=False, plugin_failures=unread
                )
                said.append(said_of(path, row, assessment))
        return Alone(said, failures)

    def lost(self, piece: Piece, why: Text) -> Alone:
        """What there is of brands that nobody could read."""
        return Alone([], piece.lost(why))
