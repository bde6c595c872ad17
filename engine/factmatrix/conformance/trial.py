"""A position on trial: alone in an engine, asked about the same brands again and again."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random
from time import perf_counter
from typing import NamedTuple

from factmatrix.conformance.brands import Brands
from factmatrix.conformance.verdict import Finding, Setup, Times
from factmatrix.engine import Engine
from factmatrix.fit import Action, Fit
from factmatrix.plugins.announcing import announced
from factmatrix.plugins.answers import whole_actions, whole_fit
from factmatrix.plugins.guarding import program_left_alone
from factmatrix.plugins.loading import LoadedPosition, PluginFailure, PluginSet
from factmatrix.plugins.reports import PluginRefusedError
from factmatrix.profile.model import BrandProfile, Value
from factmatrix.rules.knowledge import Knowledge
from factmatrix.scoring.facts import Facts
from factmatrix.text import Text

PROFILES = 200
SEED = 1
DAY = date(2026, 6, 18)
"""The day of assessment: the run is the same on every day, and a clock that is read shows."""
_ENOUGH = 5
"""So many reasons are told; the others mostly are the same with other figures."""
_CORRECT = Text("Correct what is named.", "请改正上述问题。")
_EVERY_BRAND = Text(
    "Correct what is named. Every hook has to answer for every brand; a field that is missing is "
    "None.",
    "请改正上述问题。每个钩子都必须能处理任何品牌；缺失的字段是 None。",
)
FIGURES = ("score", "low", "high", "coverage")
Inputs = Mapping[str, Value]
Figures = tuple[float | None, ...]
"""The figures of one fit, in that order."""


class Answer(NamedTuple):
    """What the position said of one brand; no actions where there is no fit."""

    profile: BrandProfile
    fit: Fit | PluginFailure
    actions: tuple[Action, ...] | PluginFailure
    seconds: float


@dataclass
class Trial:
    """The position, its engine, and what it answered; `limit` are the seconds a brand may take."""

    position: LoadedPosition
    setup: Setup
    limit: float
    _unsound: dict[str, Finding] = field(default_factory=dict)

    @cached_property
    def engine(self) -> Engine:
        """An engine that knows this position only."""
        plugins = PluginSet((self.position,), (self.position.report,))
        return Engine(plugins, Knowledge.bundled())

    @cached_property
    def brands(self) -> Brands:
        """What makes its brands."""
        return Brands(self.engine.space, self.engine.sections, self.setup.day)

    @cached_property
    def profiles(self) -> list[BrandProfile]:
        """The brands of the trial: those made up, and the one that every new profile shows."""
        made = self.brands.drawn(self.setup.profiles, self.random("brands"))
        brands = [*made, self.brands.example()]
        for sound in brands:
            for reason in sound.plugin_failures.values():
                self._note(reason, sound.profile)
        return [sound.profile for sound in brands]

    @cached_property
    def answers(self) -> list[Answer]:
        """What the position says of each of them when asked for the first time."""
        answers = [self.ask(profile) for profile in self.profiles]
        for answer in answers:
            for given in (answer.fit, answer.actions):
                if isinstance(given, PluginFailure):
                    self._note(given.reason, answer.profile, _cure(given))
        return answers

    @cached_property
    def fits(self) -> list[tuple[BrandProfile, Fit]]:
        """The brands that it could score."""
        return [(a.profile, a.fit) for a in self.answers if isinstance(a.fit, Fit)]

    @property
    def times(self) -> Times:
        """How long the first answers took."""
        seconds = [answer.seconds for answer in self.answers] or [0.0]
        return Times(sum(seconds) / len(seconds), max(seconds))

    @cached_property
    def named(self) -> frozenset[str]:
        """The fields behind the inputs that the position says it reads."""
        domains = self.engine.space.domains
        return frozenset(path for name in self.position.info.inputs for path in domains[name].reads)

    def example(self, profile: BrandProfile) -> Mapping[str, Value]:
        """What a brand states, first that which the position says it reads."""
        stated = profile.inputs.items()
        return dict(sorted(stated, key=lambda field: field[0] not in self.named))

    def random(self, check: str) -> Random:
        """Chance for one check, the same whatever the others drew."""
        return Random(f"{self.setup.seed} {check}")

    def ask(self, profile: BrandProfile) -> Answer:
        """Fit and actions, asked as the engine asks."""
        context = self.engine.context(profile, self.setup.day)
        context.facts(profile)  # shared by all positions, so no part of this one's time
        start = perf_counter()
        fit = self.position.score_fit(profile, context)
        actions: tuple[Action, ...] | PluginFailure = ()
        if isinstance(fit, Fit):
            actions = self.position.suggest_actions(profile, fit, context)
        return Answer(profile, fit, actions, perf_counter() - start)

    def fit(self, profile: BrandProfile) -> Fit | None:
        """The fit alone; None where it gives none that is sound, which is noted."""
        context = self.engine.context(profile, self.setup.day)
        fit = self.position.score_fit(profile, context)
        if isinstance(fit, Fit):
            return fit
        self._note(fit.reason, profile, _cure(fit))
        return None

    def look_into(self, answer: Answer) -> None:
        """Note what is wrong with an answer that the engine trusts because its own code made it."""
        try:
            if isinstance(answer.fit, Fit):
                whole_fit(answer.fit, self.position.info.id)
            if not isinstance(answer.actions, PluginFailure):
                whole_actions(answer.actions, self.engine.space)
        except PluginRefusedError as refusal:
            self._note(refusal.reason, answer.profile)

    def unsound_answers(self) -> tuple[Finding, ...]:
        """What was refused until now, each reason once."""
        return tuple(self._unsound.values())[:_ENOUGH]

    def _note(self, reason: Text, profile: BrandProfile, cure: Text = _CORRECT) -> None:
        self._unsound.setdefault(reason.en, Finding(reason, cure, self.example(profile)))

    def facts(self, profile: BrandProfile) -> Facts:
        """What is known of a brand."""
        return self.engine.facts(profile, self.setup.day)

    def plain_calls(
        self, seen_as: Callable[[Inputs], Inputs] = lambda inputs: inputs
    ) -> Iterator[tuple[BrandProfile, Callable[[], None]]]:
        """For each brand a call of the author's code with nothing of the engine around it.

        `seen_as` makes the inputs that the code sees of those that the brand has. The call raises
        nothing: what fails is told by the check of the answers.
        """
        hooks, day = self.position.hooks, self.setup.day
        for profile, fit in self.fits:

            def call(profile: BrandProfile = profile, fit: Fit = fit) -> None:
                own, own_fit = pickle.loads(pickle.dumps((profile, fit)))
                vars(own)["inputs"] = seen_as(profile.inputs)
                context = self.engine.context(own, day)
                name = self.position.info.id
                with announced(name), suppress(Exception, SystemExit), program_left_alone():
                    hooks["score_fit"](own, context)
                    hooks["suggest_actions"](own, own_fit, context)

            yield profile, call


def _cure(failure: PluginFailure) -> Text:
    """What to change: a call without an answer mostly did not expect what a brand leaves out."""
    return _CORRECT if failure.answered else _EVERY_BRAND


def figures(fit: Fit) -> Figures:
    """The figures of a fit."""
    return fit.score, fit.low, fit.high, fit.coverage
