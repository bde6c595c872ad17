"""The answers to what an interactive app asks, given by an engine."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from factmatrix.assessment import Assessment, PositionFailure
from factmatrix.desk.desk import (
    About,
    Creators,
    Desk,
    Judged,
    Opened,
    SnowballAnswer,
    Summary,
)  # fmt: skip
from factmatrix.desk.folder import PathKind, delete, kind_of, place_near, profiles_in, rename
from factmatrix.desk.form_making import form_of
from factmatrix.engine import Engine
from factmatrix.plugins.loading import names_of
from factmatrix.plugins.reports import PluginReport
from factmatrix.profile.as_of import as_of_doubt
from factmatrix.profile.entered import Entered, check_entered
from factmatrix.profile.findings import EnteredProblem
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import Reading, read_profile
from factmatrix.profile.sound_part import SoundPart
from factmatrix.profile.template import new_profile
from factmatrix.profile.validating import Data
from factmatrix.profile.writing import OTHER_PROFILE, as_written
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text
from factmatrix.toml.edit import edit
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import EditError, SourceError
from factmatrix.toml.save import save
from factmatrix.views.run import Run
from factmatrix.views.unread import unread_tables

if TYPE_CHECKING:
    from factmatrix.boosts.judging import BoostAnswer
    from factmatrix.robustness.robustness import Robustness

_OF_CREATORS = ("creators", "economics", "sales")
"""The tables that say something about deals with creators."""
_NONE: Mapping[str, Text] = {}
_NO_REASONS: Mapping[str, Any] = {"contributions": (), "modifiers": (), "notices": ()}


class EngineDesk(Desk):
    """Answers with an engine.

    `skipped` names positions that are not asked, and why; `unloadable` plugins that the engine was
    loaded without because they did not come back from loading, and why; `unknown` says which
    plugins of the settings there are none of.
    """

    def __init__(
        self,
        engine: Engine,
        skipped: Mapping[str, Text] = _NONE,
        unloadable: Mapping[str, Text] = _NONE,
        unknown: tuple[Text, ...] = (),
    ) -> None:
        self.engine = engine
        self.skipped = skipped
        self.unloadable = unloadable
        self.unknown = unknown
        self.sections = {k: v for k, v in engine.sections.items() if k not in skipped}

    def about(self) -> About:
        engine = self.engine
        return About(
            form_of(engine),
            tuple(position.info for position in engine.plugins.positions),
            self._reports(),
            InputSpace(dict(engine.space.domains), dict(engine.space.dependents)),
            engine.rules_hash,
            engine.overlays,
            self.unknown + tuple(Text(w.line("en"), w.line("zh")) for w in engine.rules_warnings),
        )

    def kind(self, path: Path) -> PathKind:
        return kind_of(path)

    def find(self, folder: Path) -> tuple[Path, ...]:
        return profiles_in(folder)

    def place_near(self, folder: Path) -> Path:
        return place_near(folder)

    def rename(self, old: Path, new: Path) -> None:
        rename(old, new)

    def delete(self, path: Path, expected: bytes) -> None:
        delete(path, expected)

    def open(self, path: Path) -> Opened:
        return _opened(self._read(path))

    def read(self, text: str) -> Opened:
        return _opened(self._read(text))

    def judge(
        self, values: Data, day: date, *, full: bool, in_short: Collection[str] = ()
    ) -> Judged:
        entered = check_entered(values, self.sections, self.engine.known_ids)
        problems = (*entered.problems, *self._doubts(entered, day))
        left_out = entered.sound.left_out if entered.sound else ()
        answer = self._assess(entered.sound, day, full=full)
        return Judged(problems, answer and _shortened(answer, in_short), left_out)

    def robustness(self, values: Data, day: date) -> Robustness | None:
        from factmatrix.robustness.robustness import robustness

        sound = check_entered(values, self.sections).sound
        if sound is None:
            return None
        failures = {**sound.plugin_failures, **self.skipped}
        choice = self.engine.choice(sound.profile, day, plugin_failures=failures)
        return robustness(choice, sound.profile)

    def creators(self, values: Data) -> Creators:
        from factmatrix.deals.review import review_creators

        sound = check_entered(values, self.sections).sound
        if sound is None:
            return Creators(None)
        wrong = [path for path in sound.left_out if path[0] in _OF_CREATORS]
        thresholds = self.engine.knowledge.benchmarks.creators
        return Creators(review_creators(sound.profile, thresholds), len(wrong))

    def boosts(self, values: Data) -> BoostAnswer | None:
        from factmatrix.boosts.judging import judge_boosts

        sound = check_entered(values, self.sections).sound
        if sound is None:
            return None
        profile = sound.profile
        return judge_boosts(
            profile.boost_tests, profile.economics, self.engine.knowledge.benchmarks
        )

    def snowball(self, values: Data, day: date, rounds: int | None = None) -> SnowballAnswer:
        sound = check_entered(values, self.sections, self.engine.known_ids).sound
        if sound is None:
            return SnowballAnswer(None)
        outlook = self.engine.snowball(sound.profile, day, rounds=rounds)
        return SnowballAnswer(outlook, sound.left_out)

    def summaries(self, paths: Sequence[Path], day: date) -> tuple[Summary, ...]:
        return tuple(self._summary(path, day) for path in paths)

    def revise(self, base: Opened, values: Data) -> str:
        return edit(base.text, base.values or {}, values)

    def save(self, base: Opened, values: Data, path: Path) -> Opened:
        text = self.revise(base, values)
        again = _opened(self._read(text))
        wanted = check_entered(values, self.sections).profile
        if (
            wanted is not None
            and check_entered(again.values or {}, self.sections).profile != wanted
        ):
            raise EditError(OTHER_PROFILE)
        written = save(path, text, expected=base.data if path == base.path else None)
        return replace(again, path=path, data=written)

    def template(self, name: str, category: str, language: Language) -> Opened:
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
        from factmatrix.views.markdown import report
        from factmatrix.views.result import envelope

        entered = check_entered(values, self.sections)
        assessment = self._assess(entered.sound, day, full=True)
        if entered.profile is None or entered.sound is None or assessment is None:
            raise ValueError("only a valid profile has a report")
        failures = entered.sound.plugin_failures
        reading = Reading(
            path, None, "", entered.profile, (), entered.unclaimed, failures, self.sections
        )
        run = Run(self.engine, day, (), ((reading, assessment),))
        if written_as == "json":
            said = json.dumps(
                envelope(run, language), ensure_ascii=False, indent=2, allow_nan=False
            )
            # What is no text in the name of a file is an escape of JSON as well.
            return said.encode("utf-8", "backslashreplace").decode()
        return "\n".join(report(run, language, explain=True)) + "\n"

    def _reports(self) -> tuple[PluginReport, ...]:
        reports = self.engine.reports
        named = zip(names_of(reports), reports, strict=True)
        return tuple(
            replace(report, status="failed", reason=self.unloadable[name])
            if name in self.unloadable
            else report
            for name, report in named
        )

    def _read(self, source: Path | str) -> Reading:
        return read_profile(source, sections=self.sections, known=self.engine.known_ids)

    def _doubts(self, entered: Entered, day: date) -> Iterator[EnteredProblem]:
        """What `fact score` warns of besides what the values alone say."""
        for unread in unread_tables(entered.unclaimed, self._reports()):
            yield EnteredProblem("warning", (), unread)
        if entered.sound and (doubt := as_of_doubt(entered.sound.profile, day)):
            yield EnteredProblem("warning", ("brand", "as_of"), doubt)

    def _assess(self, sound: SoundPart | None, day: date, *, full: bool) -> Assessment | None:
        if sound is None:
            return None
        answer = self._answer(sound.profile, day, sound.plugin_failures, full=full)
        # The app has the values; and the classes of plugins' sections may not be sent.
        return replace(answer, profile=BrandProfile(format=1, brand=answer.profile.brand))

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
            answer.failures,
        )


def _opened(reading: Reading) -> Opened:
    return Opened(reading.path, reading.data, reading.text, _values(reading), reading.problems)


def _values(reading: Reading) -> Data | None:
    """What the file says; for a sound profile with aliases read as what they mean."""
    if reading.profile is not None:
        return as_written(reading.profile)
    try:
        return parse(reading.text) if reading.text else None
    except SourceError:
        return None


def _shortened(answer: Assessment, in_short: Collection[str]) -> Assessment:
    ranking = (
        ranked._replace(fit=replace(ranked.fit, **_NO_REASONS), actions=())
        if ranked.info.id in in_short
        else ranked
        for ranked in answer.ranking
    )
    return replace(answer, ranking=tuple(ranking))
