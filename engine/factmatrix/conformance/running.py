"""A conformance run: a plugin loaded alone, all checks in turn, and the verdict on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from factmatrix.conformance.checks import ANSWERS, CHECKS, LOADS, REPEATABLE, TITLES, Check
from factmatrix.conformance.trial import DAY, PROFILES, SEED, Trial
from factmatrix.conformance.verdict import (
    CheckResult,
    Finding,
    Outcome,
    Setup,
    State,
    Times,
    Verdict,
)
from factmatrix.plugins.announcing import announced
from factmatrix.plugins.guarding import authors_code
from factmatrix.plugins.loading import LoadedPosition, PluginReport, load_plugins
from factmatrix.plugins.reports import PluginRefusedError
from factmatrix.plugins.running import PLUGIN_LIMIT
from factmatrix.text import Text

Event = str | PluginReport | Times | CheckResult
"""Told while a run goes on: the id of the check that begins, who the plugin is, what was found."""


def conformance(
    name: str,
    load: Callable[[], object],
    *,
    profiles: int = PROFILES,
    limit: float = PLUGIN_LIMIT,
) -> Iterator[Event]:
    """Load a plugin and run all checks, alone with it; what is found is told as it is found.

    `limit` are the seconds a brand may take. What runs too long is not stopped here.
    """
    yield LOADS
    report, position = _loaded(name, load)
    yield report
    if position is None:
        assert report.reason is not None
        finding = Finding(report.reason, _LOADABLE)
        yield CheckResult(LOADS, TITLES[LOADS], "failed", (finding,))
        return
    yield CheckResult(LOADS, TITLES[LOADS], "passed")
    trial = Trial(position, setup(profiles), limit)
    sound, missing = True, set[str]()
    for check in CHECKS:
        if check.rests_on in missing:
            missing.add(check.id)
            yield CheckResult(check.id, check.title, "not_run", tried=_NOT_YET[check.rests_on])
            continue
        yield check.id
        outcome = check.run(trial)
        if sound and (unsound := trial.unsound_answers()):  # told where they come first
            outcome = outcome._replace(findings=(*unsound, *outcome.findings))
            sound = False
        if not trial.fits if check.id == ANSWERS else outcome.findings:
            missing.add(check.id)
        yield _result(check, outcome)
    yield trial.times


def _result(check: Check, outcome: Outcome) -> CheckResult:
    state: State = "failed" if outcome.findings else "passed"
    return CheckResult(
        check.id,
        check.title,
        state if outcome.applies else "not_applicable",
        outcome.findings,
        outcome.tried,
    )


def setup(profiles: int) -> Setup:
    """What makes a run with so many brands the same again."""
    return Setup(profiles, SEED, DAY)


_NOT_YET: Mapping[str | None, Text] = {
    ANSWERS: Text("to be checked once a brand gets a sound answer", "待有品牌得到有效结果后再检查"),
    REPEATABLE: Text(
        "to be checked once the same brand gets the same answer",
        "待同一品牌的结果稳定后再检查",
    ),
}
_LOADABLE = Text(
    "Correct what is named; nothing else can be checked before the plugin loads.",
    "请改正上述问题；插件能够加载之前，无法检查其他内容。",
)


def _loaded(name: str, load: Callable[[], object]) -> tuple[PluginReport, LoadedPosition | None]:
    """The plugin as the only one of an engine, whatever else is installed."""
    try:
        with announced(name), authors_code("loading it", "加载时"):
            plugin = load()
    except PluginRefusedError as refusal:
        return PluginReport(None, name, None, None, None, "failed", refusal.reason), None
    found = load_plugins(extra=[(name, plugin)], entry_points=False)
    return found.reports[0], next(iter(found.positions), None)


class Progress:
    """Events put together to a verdict, also where the run ended before its time."""

    def __init__(self, name: str, profiles: int = PROFILES) -> None:
        self._name, self._setup = name, setup(profiles)
        self._begun = LOADS
        self._report: PluginReport | None = None
        self._times: Times | None = None
        self._results: dict[str, CheckResult] = {}

    @property
    def loaded(self) -> bool:
        """Whether the plugin is loaded, or refused."""
        return self._report is not None

    def told(self, event: Event) -> None:
        """Take up one event."""
        match event:
            case str():
                self._begun = event
            case PluginReport():
                self._report = event
            case Times():
                self._times = event
            case CheckResult():
                self._results[event.id] = event

    def ended(self, finding: Finding) -> None:
        """The run ended during a check, which this finding is about."""
        id_ = self._begun
        self._results[id_] = CheckResult(id_, TITLES[id_], "failed", (finding,))

    def verdict(self) -> Verdict:
        """What is known; checks that were not reached were not run."""
        results = [
            self._results.get(id_) or CheckResult(id_, title, "not_run")
            for id_, title in TITLES.items()
        ]
        report = self._report
        return Verdict(
            self._name,
            report.id if report else None,
            report.api_version if report else None,
            tuple(results),
            self._setup,
            self._times,
        )


def conform(
    name: str, plugin: object, *, profiles: int = PROFILES, limit: float = PLUGIN_LIMIT
) -> Verdict:
    """The verdict on a plugin object, found in this process: a call that hangs is not stopped."""
    progress = Progress(name, profiles)
    for event in conformance(name, lambda: plugin, profiles=profiles, limit=limit):
        progress.told(event)
    return progress.verdict()
