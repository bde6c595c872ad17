"""What helper processes do with pieces of the brands: read them as inputs, or answer in full.

As `brands`, it loads neither polars nor the engine before somebody needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factmatrix.batch.brands import Files, wrong_places
from factmatrix.batch.failures import Failure
from factmatrix.batch.loading import Skipped, engine_here
from factmatrix.plugins.timing import Calls
from factmatrix.profile.columnwise import Stated, sound_among, stated_in
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

NO_CALLS: Mapping[str, Calls] = {}


class Rows(NamedTuple):
    """What was read of brands, one of each for every brand; the failed are not among these.

    `rows` are those of a table, None for files. `columns` are the values of the `inputs`, in their
    order. Of the brands with `half_failures` a position could not be scored. `hashes` are those of
    files (SHA-256), None or left out where nobody wants them. `calls` are those of positions in
    plain Python that were made for these brands; rows that are taken in come without theirs.
    """

    inputs: tuple[str, ...]
    paths: list[str]
    rows: list[int | None]
    names: list[str]
    hashes: list[str | None]
    columns: list[list[Any]]
    failures: list[Failure]
    half_failures: list[Failure]
    calls: Mapping[str, Calls] = NO_CALLS

    @classmethod
    def none(cls, inputs: tuple[str, ...] = ()) -> Rows:
        """No rows yet."""
        return cls(inputs, [], [], [], [], [[] for _ in inputs], [], [])

    def add(self, path: str, row: int | None, name: str, values: Iterable[Any]) -> None:
        """Take a brand in."""
        self.paths.append(path)
        self.rows.append(row)
        self.names.append(name)
        for column, value in zip(self.columns, values, strict=True):
            column.append(value)

    def extend(self, more: Rows) -> None:
        """Take others in, with values of the same inputs."""
        self.paths.extend(more.paths)
        self.rows.extend(more.rows)
        self.names.extend(more.names)
        self.hashes.extend(more.hashes)
        for column, further in zip(self.columns, more.columns, strict=True):
            column.extend(further)
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
        read = [_stated(path) for path in piece.paths]
        numbers, fields = sound_among([stated for _, stated in read])
        names, columns = fields["brand.name"], [fields[path] for path in self.fields]
        if len(numbers) == len(piece):
            paths, hashes = list(piece.paths), [self._hash(data) for data, _ in read]
            return Rows(self.fields, paths, [None] * len(paths), names, hashes, columns, [], [])
        rows, places = Rows.none(self.fields), {n: place for place, n in enumerate(numbers)}
        for number, (path, (data, _)) in enumerate(zip(piece.paths, read, strict=True)):
            if (place := places.get(number)) is not None:
                rows.add(path, None, names[place], [column[place] for column in columns])
                rows.hashes.append(self._hash(data))
            else:
                self._read_by_itself(path, data, rows)
        return rows

    def _read_by_itself(self, path: str, data: bytes | None, rows: Rows) -> None:
        """What is not certainly a profile may be one all the same; else it is told why not."""
        reading = read_profile(Path(path) if data is None else data, doubts=False)
        if profile := reading.profile:
            rows.add(path, None, profile.brand.name, fields_reader(self.fields)(profile))
            rows.hashes.append(self._hash(reading.data))
        else:
            rows.failures.extend(wrong_places(path, reading))

    def _hash(self, data: bytes | None) -> str | None:
        return sha256(data).hexdigest() if self.hashed and data is not None else None

    def lost(self, piece: Piece, why: Text) -> Rows:
        """What there is of brands that nobody could read."""
        return Rows.none(self.fields)._replace(failures=piece.lost(why))


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
        rows = Rows.none(self.inputs)
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
        return rows._replace(calls=_calls_of_own_code())

    def lost(self, piece: Piece, why: Text) -> Rows:
        """What there is of brands that nobody could read."""
        return Rows.none(self.inputs)._replace(failures=piece.lost(why))


def reads_inputs(
    inputs: tuple[str, ...], day: date, *, by_row: bool, hashed: bool = False
) -> ReadFields | ReadInputs:
    """What reads brands as rows of inputs; `by_row` says that positions are asked about each."""
    return ReadInputs(inputs, day, hashed) if by_row else ReadFields(inputs, hashed)


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
        own[f"{name} unread"] = name in unread
        if position.ready is None and name not in unread:
            fit = position.score_fit(profile, context)
            if isinstance(fit, PluginFailure):
                failures.append((name, fit.reason))
                continue
            for part in ("score", "low", "high", "coverage"):
                own[f"{name} {part}"] = getattr(fit, part)
            blocks = [m.id for m in fit.modifiers if m.kind == "block" and m.applied is True]
            own[f"{name} blockers"] = ";".join(blocks) or None
    return own, failures


def _calls_of_own_code() -> dict[str, Calls]:
    """The calls of positions in plain Python since this was last asked."""
    engine = engine_here()
    own = {position.info.id for position in engine.plugins.positions if position.ready is None}
    return {name: calls for name, calls in engine.calls_taken().items() if name in own}


class Answers(NamedTuple):
    """Brands as lines of JSON, each with the whole answer that `fact score` gives.

    `calls` as in `Rows`.
    """

    lines: list[str]
    failures: Sequence[Failure]
    half_failures: Sequence[Failure]
    calls: Mapping[str, Calls] = NO_CALLS


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
        return Answers(lines, failures, half_failures, _calls_of_own_code())

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
