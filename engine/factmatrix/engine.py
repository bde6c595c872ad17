"""The engine: knowledge and positions in one place, and one question put to all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.assessment import (
    AdvisedAction,
    Assessment,
    MetricValue,
    PositionFailure,
    RankedPosition,
)  # fmt: skip
from factmatrix.context import Context
from factmatrix.fit import Action, Fit, Notice
from factmatrix.plugins.loading import (
    LoadedPosition,
    PluginFailure,
    PluginReport,
    PluginSet,
    load_plugins,
    with_scorecard,
)  # fmt: skip
from factmatrix.plugins.timing import Calls
from factmatrix.profile.inputs import section_inputs
from factmatrix.profile.known_ids import KnownIds
from factmatrix.profile.model import BrandProfile, Section
from factmatrix.profile.reading import Reading, read_profile
from factmatrix.rules.curves import compile_curve
from factmatrix.rules.derived import METRICS, FloatArithmetic, Metric
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.loading import rules_hash, space_for
from factmatrix.rules.problems import FileProblem
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.advice import Candidate, Priorities, advise, is_reached, make_plan
from factmatrix.scoring.certainty import is_certain
from factmatrix.scoring.diagnosis import Diagnostician
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import InputSpace, as_number
from factmatrix.scoring.questions import missing_inputs
from factmatrix.scoring.ranking import Scored, place
from factmatrix.scoring.rescoring import CardRescorer, PythonRescorer, Rescorer
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.robustness.choice import Choice
    from factmatrix.snowball.answer import Outlook

DOCTRINE = "2021"
"""The edition of the FACT method that the bundled rules follow (R1)."""

_NO_FAILURES: Mapping[str, Text] = {}


class Engine:
    """Reads profiles and assesses them with every loaded position.

    Build one and use it for any number of profiles; it keeps no state of them. `overlays` are the
    names of those in use, `rules_warnings` what is doubtful in them.
    """

    def __init__(
        self,
        plugins: PluginSet,
        knowledge: Knowledge,
        overlays: Collection[str] = (),
        rules_warnings: Collection[FileProblem] = (),
    ) -> None:
        self.plugins = plugins
        self.knowledge = knowledge
        self.overlays = tuple(overlays)
        self.rules_warnings = tuple(rules_warnings)
        self.space = InputSpace.of(
            item
            for position in plugins.positions
            if position.section
            for item in section_inputs(position.info.id, position.section).values()
        )
        curves = knowledge.conversions.curves.items()
        self._arithmetic = FloatArithmetic({name: compile_curve(c) for name, c in curves})
        self._diagnostician = Diagnostician.of(knowledge.diagnosis, self.space)
        self._cards = {
            position.info.id: card
            for position in plugins.positions
            if (card := position.card_at_work(self.space)) is not None
        }

    @classmethod
    def load(
        cls,
        *,
        enable: Collection[str] = (),
        disable: Collection[str] = (),
        hopeless: Collection[str] = (),
        overlays: Iterable[Path] = (),
        plugin_folders: Iterable[Path] = (),
    ) -> Engine:
        """The bundled knowledge and every position that is enabled, under `overlays`.

        Positions are those installed and the files in `plugin_folders`; `enable`, `disable` and
        `hopeless` as in `load_plugins`. Raises `RulesError` for an overlay that cannot be used,
        OSError for a folder that cannot be listed.
        """
        plugins = load_plugins(
            enable=enable, disable=disable, hopeless=hopeless, folders=plugin_folders
        )
        engine, paths = cls(plugins, Knowledge.bundled()), tuple(overlays)
        return engine.overlaid(paths) if paths else engine

    def overlaid(self, paths: Iterable[Path]) -> Engine:
        """The same positions with overlays laid over the rules in use.

        Raises `RulesError` for an overlay that cannot be used.
        """
        # Only who lays some over pays for loading their rules.
        from factmatrix.rules.checking import judge_in_use
        from factmatrix.rules.overlay import lay_over
        from factmatrix.rules.overlay_file import load_overlay

        overlays = [load_overlay(path) for path in paths]
        cards = {p.info.id: p.scorecard for p in self.plugins.positions}
        laid = lay_over(
            overlays,
            cards,
            self.knowledge,
            lambda rules: judge_in_use(rules, space_for(rules, self.sections)),
        )
        return Engine(
            _with_scorecards(self.plugins, laid.cards),
            laid.knowledge,
            (*self.overlays, *(overlay.name for overlay in overlays)),
            (*self.rules_warnings, *laid.warnings),
        )

    def with_rules(self, cards: Mapping[str, Scorecard], knowledge: Knowledge) -> Engine:
        """The same positions with other rules; `cards` are by position, of all that have one."""
        return Engine(_with_scorecards(self.plugins, cards), knowledge)

    @property
    def reports(self) -> tuple[PluginReport, ...]:
        """What became of every plugin found."""
        return self.plugins.reports

    @property
    def rules_hash(self) -> str:
        """A hash over every number and condition in use."""
        cards = [p.scorecard for p in self.plugins.positions if p.scorecard]
        return rules_hash(cards, self.knowledge.files)

    def calls_taken(self) -> dict[str, Calls]:
        """The calls of `score_fit` since this was last asked, by position, if there were any."""
        calls = {p.info.id: p.calls.taken() for p in self.plugins.positions}
        return {position: some for position, some in calls.items() if some.number}

    @cached_property
    def sections(self) -> Mapping[str, type[Section]]:
        """The models of the positions' own tables, by position."""
        return _sections(self.plugins)

    @cached_property
    def known_ids(self) -> KnownIds:
        """The ids that a profile may name: positions of all plugins found, and events."""
        return KnownIds(
            frozenset(report.id or report.name for report in self.reports),
            frozenset(event.id for event in self.knowledge.calendar.events),
        )

    def read(self, source: Path | bytes | str, *, doubts: bool = True) -> Reading:
        """A profile with every problem of its file; `doubts` as in `read_profile`."""
        return read_profile(source, sections=self.sections, known=self.known_ids, doubts=doubts)

    def context(self, profile: BrandProfile, day: date) -> Context:
        """What positions are told besides the profile; its own date wins over `day`."""
        return Context(profile.brand.as_of or day, self.space, self._arithmetic)

    def facts(self, profile: BrandProfile, day: date) -> Facts:
        """What is known of a brand; its own date wins over `day`."""
        return self.context(profile, day).facts(profile)

    def snowball(
        self,
        profile: BrandProfile,
        day: date,
        *,
        rounds: int | None = None,
        budget: float | None = None,
        cpm: float | None = None,
    ) -> Outlook:
        """Roll one brand's snowball; what is None here comes from the profile or `snowball.toml`.

        `budget`: CNY a round, 0 or more. `cpm`: CNY per 1,000 paid views, above 0. Raises
        ValueError for fewer rounds than 1, or more than the rules allow.
        """
        # Only who rolls it pays for loading the model.
        from factmatrix.snowball.outlook import Asked, outlook

        return outlook(
            profile,
            self.facts(profile, day),
            self._diagnostician,
            self.knowledge,
            Asked(rounds, budget, cpm),
        )

    def assess(
        self,
        profile: BrandProfile,
        day: date,
        *,
        full: bool = True,
        plugin_failures: Mapping[str, Text] = _NO_FAILURES,
    ) -> Assessment:
        """Rank the positions for one brand and say why.

        `day` is the assessment date where the profile states none. `full` adds gains, plan,
        certainty, metrics and what to ask next. `plugin_failures` are those of the reading: a
        position that could not read its part of the profile is not asked.
        """
        context = self.context(profile, day)
        facts = context.facts(profile)
        fits, failures = self._fits(profile, context, plugin_failures)
        notices = self._diagnostician.notices(facts)
        blockers = _own_blocks(fits) + [n for n in notices if n.severity == "blocker"]
        placed, verdict = place(
            [Scored(position.info, fit) for position, fit in fits], blockers,
            self.knowledge.ranking,
        )  # fmt: skip
        fired = self._actions(profile, context, fits, failures)
        quick = Assessment(
            profile=profile,
            date=context.date,
            verdict=verdict,
            ranking=tuple(
                RankedPosition(*p, tuple(AdvisedAction(a) for a in fired.get(p.info.id, ())))
                for p in placed
            ),
            blockers=tuple(blockers),
            warnings=_others(notices, fits),
            diagnosis=self._diagnostician.diagnose(facts, notices),
            failures=tuple(failures),
        )
        return self._complete(quick, fits, context) if full else quick

    def choice(
        self,
        profile: BrandProfile,
        day: date,
        *,
        plugin_failures: Mapping[str, Text] = _NO_FAILURES,
    ) -> Choice:
        """Who leads for one brand, ready to be asked what would have to differ for another lead.

        Arguments as for `assess`; a position that fails is left out.
        """
        from factmatrix.robustness.choice import Choice

        context = self.context(profile, day)
        fits, _ = self._fits(profile, context, plugin_failures)
        positions = [self._rescorer(position, fit, profile, context) for position, fit in fits]
        return Choice(
            positions, context.facts(profile), self._diagnostician, self.knowledge.ranking
        )

    def _fits(
        self, profile: BrandProfile, context: Context, plugin_failures: Mapping[str, Text]
    ) -> tuple[list[tuple[LoadedPosition, Fit]], list[PositionFailure]]:
        fits, failures = [], []
        for position in self.plugins.positions:
            if reason := plugin_failures.get(position.info.id):
                failures.append(PositionFailure(position.info.id, "profile_section", reason))
                continue
            answer = position.score_fit(profile, context)
            if isinstance(answer, PluginFailure):
                failures.append(_failure(answer))
            else:
                fits.append((position, answer))
        return fits, failures

    def _actions(
        self,
        profile: BrandProfile,
        context: Context,
        fits: Iterable[tuple[LoadedPosition, Fit]],
        failures: list[PositionFailure],
    ) -> dict[str, list[Action]]:
        """The fired actions by position; those of a required one for others are copied to them."""
        facts = context.facts(profile)
        fired: dict[str, list[Action]] = {}
        shared: list[Action] = []
        for position, fit in fits:
            answer = position.suggest_actions(profile, fit, context)
            if isinstance(answer, PluginFailure):
                failures.append(_failure(answer))
                continue
            fired[position.info.id] = [a for a in answer if not is_reached(a, facts)]
            if position.info.stance == "required":
                shared += [action for action in fired[position.info.id] if action.for_others]
        for position, _ in fits:
            if position.info.stance != "required":
                fired.setdefault(position.info.id, []).extend(shared)
        return fired

    def _complete(
        self, quick: Assessment, fits: list[tuple[LoadedPosition, Fit]], context: Context
    ) -> Assessment:
        facts = context.facts(quick.profile)
        positions = {
            position.info.id: self._rescorer(position, fit, quick.profile, context)
            for position, fit in fits
        }
        ranking = tuple(
            ranked._replace(
                actions=tuple(
                    advise(advised.action, facts, positions[ranked.info.id])
                    for advised in ranked.actions
                ),
            )
            for ranked in quick.ranking
        )
        candidates = [
            Candidate(ranked.info.id, advised, held=ranked.role == "hold")
            for ranked in ranking
            for advised in ranked.actions
        ]
        return replace(
            quick,
            ranking=ranking,
            verdict=quick.verdict._replace(certain=self._certain(quick, positions, facts)),
            plan=make_plan(
                candidates, positions, facts, self.knowledge.ranking, _priorities(quick, facts)
            ),
            metrics=_metrics(facts),
            missing=missing_inputs(facts, positions.values(), self._diagnostician.blocking(facts)),
        )

    def _rescorer(
        self, position: LoadedPosition, fit: Fit, profile: BrandProfile, context: Context
    ) -> Rescorer:
        card = self._cards.get(position.info.id)
        if card is not None:
            return CardRescorer.of(card, context.facts(profile))
        return PythonRescorer(position, profile, context, fit)

    def _certain(self, quick: Assessment, positions: Mapping[str, Rescorer], facts: Facts) -> bool:
        lead = quick.verdict.lead
        if any(not notice.positions for notice in quick.blockers):
            return lead is None
        if lead is not None and self._diagnostician.may_block(facts):
            return False
        choice = [p for p in positions.values() if p.info.stance != "always_on"]
        limits = self.knowledge.ranking
        return is_certain(lead, choice, facts, limits.lead_floor.value, limits.boxes.value)


def _sections(plugins: PluginSet) -> Mapping[str, type[Section]]:
    return {p.info.id: p.section for p in plugins.positions if p.section}


def _with_scorecards(plugins: PluginSet, cards: Mapping[str, Scorecard | None]) -> PluginSet:
    def with_own(position: LoadedPosition) -> LoadedPosition:
        card = cards.get(position.info.id)
        if card is None or card is position.scorecard:
            return position
        return with_scorecard(position, card)

    return plugins._replace(positions=tuple(with_own(p) for p in plugins.positions))


def _priorities(quick: Assessment, facts: Facts) -> Priorities:
    """What the plan must mend first, and for whom it is made."""

    def fields(notices: Iterable[Notice]) -> frozenset[str]:
        inputs = (name for notice in notices for name in notice.inputs)
        return frozenset(path for name in inputs for path in facts.space.domains[name].reads)

    blockers, warnings = (
        [notice for notice in notices if not notice.positions]
        for notices in (quick.blockers, quick.warnings)
    )
    return Priorities(
        lead=quick.verdict.lead,
        stances={r.info.id: r.info.stance for r in quick.ranking},
        blocking=tuple(fields([notice]) for notice in blockers),
        stopping=fields(notice for notice in warnings if notice.severity == "stopper"),
        named=fields((*blockers, *warnings)),
    )


def _failure(failure: PluginFailure) -> PositionFailure:
    return PositionFailure(failure.position, failure.hook, failure.reason)


def _own_blocks(fits: Iterable[tuple[LoadedPosition, Fit]]) -> list[Notice]:
    return [
        Notice(m.id, "blocker", m.message, m.rules, (position.info.id,),
               tuple(dict.fromkeys(c.input for c in m.clauses)))
        for position, fit in fits
        for m in fit.modifiers
        if m.kind == "block" and m.applied is True
    ]  # fmt: skip


def _others(
    notices: Iterable[Notice], fits: Iterable[tuple[LoadedPosition, Fit]]
) -> tuple[Notice, ...]:
    own = [notice for _, fit in fits for notice in fit.notices]
    return (*(n for n in notices if n.severity != "blocker"), *own)


def _metrics(facts: Facts) -> tuple[MetricValue, ...]:
    def value(metric: Metric) -> float | None:
        seen = facts.seen(metric.id)
        return None if seen is None else as_number(seen)

    return tuple(
        MetricValue(m.id, m.title, value(m), m.unit, m.denominator, m.reads)
        for m in METRICS.values()
    )
