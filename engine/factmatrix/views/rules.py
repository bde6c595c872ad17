"""Rules as a person reads them: every weight, curve and condition, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from factmatrix.profile.model import Value
from factmatrix.rules.calendar import Calendar, Event
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.curves import Points
from factmatrix.rules.diagnosis import Alert, Diagnosis, Severity, Stage
from factmatrix.rules.entries import Entry
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import (
    ActionRule,
    CardWarning,
    Criterion,
    Gate,
    Modifier,
    Scorecard,
    Target,
)
from factmatrix.rules.terms import EffectKind, Trust
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Text, clean
from factmatrix.views.conditions import describe
from factmatrix.views.figures import figure
from factmatrix.views.rules_calendar import event_details
from factmatrix.views.screen import Screen
from factmatrix.views.wording import EFFORTS, PHASES, joined, source

FILES: Mapping[str, Text] = {
    "diagnosis": Text("What concerns every position", "与所有阵地有关的规则"),
    "ranking": Text("Roles and verdicts", "排序与角色"),
    "conversions": Text("Conversions", "换算"),
    "benchmarks": Text("Benchmarks", "参考值"),
    "calendar": Text("Campaign calendar", "活动日历"),
    "snowball": Text("Snowball model", "雪球模型"),
}
"""The engine's own files that can be shown, by name."""

_CRITERIA = Text("Criteria, with their share of the weight", "评分项（百分比为权重占比）")
_MODIFIERS = Text("Modifiers", "修正项")
_WARNINGS = Text("Warnings", "提醒")
_ACTIONS = Text("Actions", "动作")
_EFFECTS: Mapping[EffectKind, Text] = {
    "shift": Text("{:+g} points if {}", "若{1}，{0:+g} 分"),
    "multiply": Text("times {:g} if {}", "若{1}，乘以 {0:g}"),
    "cap": Text("at most {:g} points if {}", "若{1}，封顶 {0:g} 分"),
    "block": Text("cannot be chosen if {1}", "若{1}，不可选"),
}
_SEVERITIES: Mapping[Severity, Text] = {
    "blocker": Text("blocks every choice if {}", "若{}，所有阵地都不可选"),
    "stopper": Text("stops the snowball if {}", "若{}，雪球停转"),
    "warning": Text("warns if {}", "若{}，给出提醒"),
}
_TARGETS: Mapping[str, Text] = {
    "at_least": Text("{} to at least {}", "{}提高到 {} 以上"),
    "at_most": Text("{} to at most {}", "{}降到 {} 以下"),
    "set": Text("{}: {}", "{}：{}"),
}
_FIGURES_ELSEWHERE = frozenset(
    {"id", "title", "curve", "rules", "trust", "kind", "rationale", "source"}
)
"""What `_entry` shows by itself; the kind of a number shows in its source."""


@dataclass(frozen=True, slots=True)
class RulesView:
    """Writes rules in the language and width of one screen."""

    space: InputSpace
    screen: Screen

    def card(self, card: Scorecard) -> Iterator[str]:
        """All of one position's rules."""
        info = card.position
        yield self.screen.heading(f"{clean(info.letter)} {self.screen.say(info.title)} ({info.id})")
        yield from self.screen.lines(self.screen.say(info.summary))
        yield from self._part(_CRITERIA, self._criteria(card.criteria))
        yield from self._part(_MODIFIERS, map(self._modifier, card.modifiers))
        yield from self._part(_WARNINGS, map(self._warning, card.warnings))
        yield from self._part(_ACTIONS, map(self._action, card.actions))

    def knowledge(self, name: str, knowledge: Knowledge) -> Iterator[str]:
        """One of the engine's own files, by its name in `FILES`."""
        yield self.screen.heading(f"{self.screen.say(FILES[name])} ({name})")
        rules = knowledge.files[name]
        if isinstance(rules, Diagnosis):
            for stage in rules.stages:
                yield from self._stage(stage)
            yield from self._part(_WARNINGS, map(self._alert, rules.alerts))
            return
        if isinstance(rules, Calendar):
            yield from chain.from_iterable(map(self._event, rules.events))
            return
        yield from self._entries(rules)

    def _entries(self, rules: RuleTable) -> Iterator[str]:
        """The tables of a file; one that holds nothing but tables is a group of these."""
        for key, value in rules:
            for entry in value if isinstance(value, tuple) else (value,):
                if isinstance(entry, RuleTable) and all(isinstance(v, RuleTable) for _, v in entry):
                    yield from self._entries(entry)
                elif isinstance(entry, RuleTable):
                    yield from self._entry(key, entry)

    def _stage(self, stage: Stage) -> Iterator[str]:
        yield ""
        yield self.screen.heading(f"  {self.screen.say(stage.title)} ({stage.id})")
        for text in (self.screen.say(stage.advice), self._sources(stage.rules, stage.trust)):
            yield from self.screen.lines(text, "    ")
        yield from chain.from_iterable(self._criteria(stage.criteria))

    def _part(self, heading: Text, entries: Iterator[list[str]]) -> Iterator[str]:
        for i, lines in enumerate(entries):
            if i == 0:
                yield ""
                yield self.screen.heading(f"  {self.screen.say(heading)}")
            yield from lines

    def _criteria(self, criteria: tuple[Criterion, ...]) -> Iterator[list[str]]:
        total = sum(criterion.weight for criterion in criteria)
        for criterion in criteria:
            share = f"{100 * criterion.weight / total:.1f}%"
            weight = self._words("weight {:g}", "权重 {:g}").format(criterion.weight)
            title = f"{self.screen.say(criterion.title)} ({criterion.id}) · {weight}"
            details = [self._utility(criterion)]
            if criterion.gate is not None:
                domain = self.space.domains[criterion.gate.input]
                gate = self._words("Times a factor, {}: {}. {} {}", "再乘以系数，{}：{}。{}{}")
                curve = self._curve(criterion.gate.curve, domain)
                details.append(gate.format(
                    self._input(domain), curve, *self._reasons(criterion.gate)
                ))  # fmt: skip
            details += self._variants(criterion)
            yield self.screen.entry(f"  {share:>6}  ", title, *details, *self._reasons(criterion))

    def _utility(self, criterion: Criterion) -> str:
        domain = self.space.domains[criterion.input]
        if criterion.curve is not None:
            utilities = self._curve(criterion.curve, domain)
        else:
            flag, choices = criterion.flag, criterion.map or {}
            points: Mapping[Any, float] = {True: flag.yes, False: flag.no} if flag else choices
            utilities = self._listed(
                f"{self._figure(x, domain)} → {y:g}" for x, y in points.items()
            )
        return self._words("{}: {}", "{}：{}").format(self._input(domain), utilities)

    def _input(self, domain: Domain) -> str:
        return f"{self.screen.say(domain.title)} ({domain.path})"

    def _variants(self, criterion: Criterion) -> Iterator[str]:
        domain, categories = (
            self.space.domains[criterion.input],
            self.space.domains["brand.category"],
        )
        for category, variant in criterion.by_category.items():
            said = []
            if variant.weight is not None:
                said.append(self._words("weight {:g}", "权重 {:g}").format(variant.weight))
            if variant.curve is not None:
                said.append(self._curve(variant.curve, domain))
            name = self._figure(category, categories)
            yield self._words("{}: {}", "{}：{}").format(name, self._listed(said))

    def _modifier(self, modifier: Modifier) -> list[str]:
        effect = self.screen.say(_EFFECTS[modifier.effect.kind])
        said = effect.format(modifier.effect.value, self._described(modifier))
        return self._listed_entry(modifier, said, modifier.message)

    def _warning(self, warning: CardWarning) -> list[str]:
        said = self._words("if {}", "若{}").format(self._described(warning))
        return self._listed_entry(warning, said, warning.message)

    def _alert(self, alert: Alert) -> list[str]:
        said = self.screen.say(_SEVERITIES[alert.severity]).format(self._described(alert))
        return self._listed_entry(alert, said, alert.message)

    def _action(self, action: ActionRule) -> list[str]:
        say, within = self.screen.say, self._words("{} days", "{} 天内")
        about = [PHASES[action.phase], EFFORTS[action.effort], action.tool]
        details = [" · ".join([*map(say, about), within.format(action.within_days)])]
        details.append(self._words("When: {}", "条件：{}").format(self._described(action)))
        if action.targets:
            moved = self._listed(map(self._target, action.targets))
            details.append(self._words("Moves: {}", "目标：{}").format(moved))
        if action.kpi is not None:
            domain = self.space.domains[action.kpi.input]
            watch = self._words("Watch: {} → {}", "盯住：{} → {}")
            details.append(watch.format(say(domain.title), self._figure(action.kpi.to, domain)))
        details += [say(action.why), *self._reasons(action)]
        return self.screen.entry("  > ", f"{action.id}: {say(action.title)}", *details)

    def _target(self, target: Target) -> str:
        key = next(key for key in _TARGETS if getattr(target, key) is not None)
        domain = self.space.domains[target.input]
        to = self._figure(getattr(target, key), domain)
        return self.screen.say(_TARGETS[key]).format(self.screen.say(domain.title), to)

    def _entry(self, key: str, entry: RuleTable) -> Iterator[str]:
        """A number or curve of the engine's files, whatever the file."""
        values = dict(entry)
        title, curve = values.get("title"), values.get("curve")
        figures = [
            f"{name} {self._plain(value)}"
            for name, value in values.items()
            if name not in _FIGURES_ELSEWHERE and value not in (None, ())
        ]
        details = [self._curve(curve, None)] if curve else [self._listed(figures)]
        for reason in (values.get("rationale"), values.get("source")):
            if isinstance(reason, Text):
                details.append(self.screen.say(reason))
        key = values.get("id", key)
        named = f"{key}: {self.screen.say(title)}" if title else key
        details.append(self._sources(values.get("rules", ()), values.get("trust")))
        yield from self.screen.entry("  - ", named, *filter(None, details))

    def _event(self, event: Event) -> list[str]:
        details = *event_details(event, self.screen), self._sources(event.rules, event.trust)
        return self.screen.entry("  - ", f"{event.id}: {self.screen.say(event.title)}", *details)

    def _plain(self, value: object) -> str:
        if isinstance(value, tuple):
            return "(" + self._listed(map(str, value)) + ")"
        if isinstance(value, Text):
            return self.screen.say(value)
        return f"{value:g}" if isinstance(value, float) else clean(str(value))

    def _listed_entry(self, entry: Entry, said: str, message: Text) -> list[str]:
        details = self.screen.say(message), *self._reasons(entry)
        return self.screen.entry("  - ", f"{entry.id}: {said}", *details)

    def _reasons(self, entry: Entry | Gate) -> tuple[str, str]:
        return self.screen.say(entry.rationale), self._sources(entry.rules, entry.trust)

    def _sources(self, rules: Collection[str], trust: Trust | None) -> str:
        of = [source(trust, self.screen.language)] if trust else []
        return " · ".join([*of, *([self._listed(rules)] if rules else [])])

    def _described(self, entry: Modifier | CardWarning | Alert | ActionRule) -> str:
        return describe(entry.when, self.space, self.screen.language)

    def _curve(self, points: Points, domain: Domain | None) -> str:
        return self._listed(f"{self._figure(x, domain)} → {y:g}" for x, y in points)

    def _figure(self, value: Value, domain: Domain | None) -> str:
        return figure(value, domain, self.screen.language)

    def _listed(self, parts: Iterable[str]) -> str:
        return joined(parts, self.screen.language)

    def _words(self, en: str, zh: str) -> str:
        return self.screen.say(Text(en, zh))
