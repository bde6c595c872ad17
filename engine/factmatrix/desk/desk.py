"""The engine's desk: what an interactive app asks, question by question, in data that travels.

The app never holds a plugin's objects: everything that goes in or out can be sent to another
process, where `desk.process` lets the engine answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from factmatrix.assessment import Assessment, PositionFailure
from factmatrix.desk.folder import PathKind, delete, kind_of, profiles_in, rename
from factmatrix.desk.form import FormTable, form_of
from factmatrix.engine import Engine
from factmatrix.plugins.reports import PluginReport
from factmatrix.profile.entered import Entered, EnteredProblem, check_entered
from factmatrix.profile.inputs import Input, section_inputs
from factmatrix.profile.model import BrandProfile, Extensions
from factmatrix.profile.reading import Reading, read_profile
from factmatrix.profile.template import new_profile
from factmatrix.profile.validating import Data
from factmatrix.profile.writing import as_written
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text
from factmatrix.toml.edit import EditError, edit
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import Problem, SourceError
from factmatrix.toml.save import save
from factmatrix.views.run import Run

_NONE: Mapping[str, Text] = {}


@dataclass(frozen=True, slots=True)
class About:
    """What the engine has loaded: the form, the positions, and the rules in use."""

    form: tuple[FormTable, ...]
    positions: tuple[PositionInfo, ...]
    reports: tuple[PluginReport, ...]
    inputs: tuple[Input, ...]
    rules_hash: str
    overlays: tuple[str, ...]
    warnings: tuple[Text, ...]

    def space(self) -> InputSpace:
        """All inputs that figures are shown of, those of plugins included."""
        return InputSpace.of(self.inputs)


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile file: its bytes and text, what it says as plain data, what is wrong with it.

    `values` is None where the text is no TOML at all; it is there for a file with wrong values.
    """

    path: Path | None
    data: bytes | None
    text: str
    values: Data | None
    problems: tuple[Problem, ...]
    unclaimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong with entered values, by field, and the answer; None while there are errors."""

    problems: tuple[EnteredProblem, ...]
    assessment: Assessment | None

    @property
    def valid(self) -> bool:
        """Whether the values are a profile."""
        return not any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Summary:
    """One profile of a folder in a line; `error` says why there is no more to say of it."""

    path: Path
    name: str
    category: str = ""
    tags: tuple[str, ...] = ()
    lead: str | None = None
    provisional: bool = False
    blocked: bool = False
    scores: Mapping[str, float | None] = field(default_factory=dict)
    error: Text | None = None


class Desk:
    """Answers the app.

    `skipped` names positions that are not asked, and why; `unloadable` plugins that the engine was
    loaded without because they did not come back from loading, and why.
    """

    def __init__(
        self,
        engine: Engine,
        skipped: Mapping[str, Text] = _NONE,
        unloadable: Mapping[str, Text] = _NONE,
    ) -> None:
        self.engine = engine
        self.skipped = skipped
        self.unloadable = unloadable
        self.sections = {k: v for k, v in engine.sections.items() if k not in skipped}

    def about(self) -> About:
        """What there is to fill in and who judges it."""
        engine = self.engine
        return About(
            form_of(engine),
            tuple(position.info for position in engine.plugins.positions),
            tuple(map(self._report, engine.reports)),
            tuple(
                item
                for position, section in engine.sections.items()
                for item in section_inputs(position, section).values()
            ),
            engine.rules_hash,
            engine.overlays,
            tuple(Text(w.line("en"), w.line("zh")) for w in engine.rules_warnings),
        )

    def kind(self, path: Path) -> PathKind:
        """What is to be found at a path."""
        return kind_of(path)

    def find(self, folder: Path) -> tuple[Path, ...]:
        """The profiles below a folder; raises OSError where it cannot be listed."""
        return profiles_in(folder)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name; raises SaveError where that cannot be done."""
        rename(old, new)

    def delete(self, path: Path, expected: bytes) -> None:
        """Delete a file that still holds what was read; raises SaveError, ChangedOnDisk."""
        delete(path, expected)

    def open(self, path: Path) -> Opened:
        """A file as it is, however wrong it may be."""
        return _opened(self._read(path))

    def read(self, text: str) -> Opened:
        """A text as if it stood in a file."""
        return _opened(self._read(text))

    def judge(self, values: Data, day: date, *, full: bool) -> Judged:
        """Check entered values and assess them; `full` as in `Engine.assess`."""
        entered = check_entered(values, self.sections)
        return Judged(entered.problems, self._assess(entered, day, full=full))

    def summaries(self, paths: Iterable[Path], day: date) -> tuple[Summary, ...]:
        """Each profile in a line."""
        return tuple(self._summary(path, day) for path in paths)

    def revise(self, base: Opened, values: Data) -> str:
        """The text of a file after its values were changed; comments and order stay.

        Raises EditError where that cannot be done.
        """
        return edit(base.text, base.values or {}, values)

    def save(self, base: Opened, values: Data, path: Path) -> Opened:
        """Write the changed values; the file as read again.

        `base` is what was opened; `path` may be another file, which must not exist then. Raises
        EditError where the text would not read back as these values, SaveError and ChangedOnDisk
        as `toml.save`. In these cases nothing is written.
        """
        text = self.revise(base, values)
        again = _opened(self._read(text))
        wanted = check_entered(values, self.sections).profile
        if (
            wanted is not None
            and check_entered(again.values or {}, self.sections).profile != wanted
        ):
            raise EditError(_READS_BACK_DIFFERENTLY)
        written = save(path, text, expected=base.data if path == base.path else None)
        return replace(again, path=path, data=written)

    def template(self, name: str, category: str, language: Language) -> Opened:
        """A new profile, not yet in any file; raises ValueError for a name none may have."""
        text = new_profile(name, category, language, sections=self.sections)
        return _opened(self._read(text))

    def report(
        self,
        path: Path | None,
        values: Data,
        day: date,
        written_as: Literal["markdown", "json"],
        language: Language,
    ) -> str:
        """The whole answer for entered values as a document; raises ValueError where invalid."""
        from factmatrix.views.markdown import report
        from factmatrix.views.result import envelope

        entered = check_entered(values, self.sections)
        assessment = self._assess(entered, day, full=True)
        if entered.profile is None or assessment is None:
            raise ValueError("only a valid profile has a report")
        reading = Reading(
            path, None, "", entered.profile, (), (), entered.plugin_failures, self.sections
        )
        run = Run(self.engine, day, (), ((reading, assessment),))
        if written_as == "json":
            return json.dumps(
                envelope(run, language), ensure_ascii=False, indent=2, allow_nan=False
            )
        return "\n".join(report(run, language, explain=True)) + "\n"

    def _report(self, report: PluginReport) -> PluginReport:
        reason = self.unloadable.get(report.name)
        return replace(report, status="failed", reason=reason) if reason else report

    def _read(self, source: Path | str) -> Reading:
        return read_profile(source, sections=self.sections)

    def _assess(self, entered: Entered, day: date, *, full: bool) -> Assessment | None:
        if entered.profile is None:
            return None
        answer = self._answer(entered.profile, day, entered.plugin_failures, full=full)
        return replace(answer, profile=_without_sections(answer.profile))

    def _answer(
        self, profile: BrandProfile, day: date, unread: Mapping[str, Text], *, full: bool
    ) -> Assessment:
        failures = {**unread, **self.skipped}
        answer = self.engine.assess(profile, day, full=full, plugin_failures=failures)
        missing = (PositionFailure(name, "load", why) for name, why in self.unloadable.items())
        return replace(answer, failures=(*answer.failures, *missing))

    def _summary(self, path: Path, day: date) -> Summary:
        reading = self._read(path)
        profile = reading.profile
        if profile is None:
            return Summary(path, path.stem, error=reading.errors[0].message)
        answer = self._answer(profile, day, reading.plugin_failures, full=False)
        return Summary(
            path,
            profile.brand.name,
            profile.brand.category,
            tuple(profile.brand.tags or ()),
            answer.verdict.lead,
            answer.verdict.provisional,
            any(not notice.positions for notice in answer.blockers),
            {ranked.info.id: ranked.fit.score for ranked in answer.ranking},
        )


_READS_BACK_DIFFERENTLY = Text(
    "The profile was not saved: the changed file would not read back as what was entered. "
    "Save it under another name, or change the file by hand.",
    "档案未保存：修改后的文件读回来与填写的内容不一致。请另存为新文件，或手动修改。",
)


def _opened(reading: Reading) -> Opened:
    return Opened(
        reading.path, reading.data, reading.text, _values(reading), reading.problems,
        reading.unclaimed,
    )  # fmt: skip


def _values(reading: Reading) -> Data | None:
    """What the file says; for a sound profile with aliases read as what they mean."""
    if reading.profile is not None:
        return as_written(reading.profile)
    try:
        return parse(reading.text) if reading.text else None
    except SourceError:
        return None


def _without_sections(profile: BrandProfile) -> BrandProfile:
    """The profile without what only plugins can read: their classes may not be sent."""
    return profile.model_copy(update={"ext": Extensions()})
