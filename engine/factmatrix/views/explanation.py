"""Why a position scores as it does: what raised, what lowered, what would, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wcwidth import width

from factmatrix.assessment import AdvisedAction, Assessment, Diagnosis, RankedPosition
from factmatrix.fit import Contribution, Fit
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Text
from factmatrix.views import effects, wording
from factmatrix.views.columns import Align, columns, cut
from factmatrix.views.figures import UNKNOWN, bounds, figure, percent, points
from factmatrix.views.planning import planned, totals
from factmatrix.views.reasons import LOWERS, NEITHER, RAISES, mean_of, side
from factmatrix.views.rounding import ShownPoints, shown_points
from factmatrix.views.screen import Screen

_CRITERION: tuple[Align, ...] = ("left", "right", "right", "right", "right", "left", "left")
_NARROW = 5
"""On a narrow screen rules and source stand below their criterion, so that titles stay whole."""
_MOST_RULES = 3
"""More rules of a criterion are counted where they share its line."""
_LONGEST_VALUE = 12
"""Cells of a value; longer ones, which only sets are, stand below their criterion."""
_STEP: tuple[Align, ...] = ("right", "left", "left", "right")
_STAGE: tuple[Align, ...] = ("left", "right", "right", "right")


def explanation(r: RankedPosition, space: InputSpace, screen: Screen) -> Iterator[str]:
    """One position: its criteria, then what acts on their sum or might, then its actions."""
    fit, language = r.fit, screen.language
    spread = bounds(fit.low, fit.high, language)
    head = [wording.named(r, language), screen.say(wording.ROLES[r.role]), points(fit.score)]
    yield screen.heading(cut("  " + " · ".join([*head, spread]), screen.cells))
    shown = shown_points(fit)
    yield from _criteria(fit, shown, space, screen)
    yield from _below(wording.EFFECTS, _effects(fit, shown, space, screen), screen)
    actions = [line for advised in r.actions for line in _action(advised, space, screen)]
    yield from _below(wording.TO_DO, actions, screen)


def _below(heading: Text, lines: Iterable[str], screen: Screen) -> Iterator[str]:
    for i, line in enumerate(lines):
        if i == 0:
            yield "    " + screen.say(heading)
        yield line


def _criteria(fit: Fit, shown: ShownPoints, space: InputSpace, screen: Screen) -> Iterator[str]:
    """A table in parts: what is known stands above or below the mean of what is known."""
    if not fit.contributions:
        return
    parts: dict[Text, list[tuple[Contribution, float]]] = {
        RAISES: [], NEITHER: [], LOWERS: [], UNKNOWN: [],
    }  # fmt: skip
    mean = mean_of(fit)
    for row in zip(fit.contributions, shown.contributions, strict=True):
        parts[side(row[0], mean)].append(row)
    weights = sum(c.weight for c in fit.contributions)
    rows = [[screen.say(head) for head in wording.CRITERION_HEADS]]
    for part in parts.values():
        part.sort(key=lambda row: -row[0].weight)
        rows += [_criterion(c, by, weights, space, screen) for c, by in part]
    lines = columns(rows, _CRITERION, indent=6)
    narrow = max(map(width, lines)) > screen.cells
    if narrow:
        figures = [row[:_NARROW] for row in rows]
        lines = columns(
            figures, _CRITERION[:_NARROW], indent=6, cells=screen.cells, flexible=(0, 1)
        )
    yield lines.pop(0)
    for heading, part in parts.items():
        if part:
            yield "    " + screen.say(heading)
        for c, _ in part:
            yield lines.pop(0)
            for said in _below_criterion(c, space, screen, cited=narrow):
                yield from screen.lines(said, "        ")


def _below_criterion(
    c: Contribution, space: InputSpace, screen: Screen, *, cited: bool
) -> Iterator[str]:
    """What does not fit beside a criterion, and what it waits for."""
    value = figure(c.value, space.domains.get(c.input), screen.language)
    if width(value) > _LONGEST_VALUE:
        yield value
    if cited:
        rules, source = " ".join(c.rules), wording.source(c.trust, screen.language)
        yield f"{rules} · {source}" if rules else source
    if waiting := effects.waiting(c, space):
        yield screen.say(waiting)


def _criterion(
    c: Contribution, by: float, weights: float, space: InputSpace, screen: Screen
) -> list[str]:
    language = screen.language
    value = figure(c.value, space.domains.get(c.input), language)
    return [
        screen.say(c.title),
        value if width(value) <= _LONGEST_VALUE else "…",
        bounds(c.low, c.high, language) if c.utility is None else points(c.utility),
        percent(c.weight / weights, language),
        "" if c.utility is None else points(by, signed=True),
        _shortened(c.rules),
        wording.source(c.trust, language),
    ]


def _shortened(rules: Sequence[str]) -> str:
    if len(rules) <= _MOST_RULES:
        return " ".join(rules)
    shown = rules[: _MOST_RULES - 1]
    return f"{' '.join(shown)} +{len(rules) - len(shown)}"


def _effects(fit: Fit, shown: ShownPoints, space: InputSpace, screen: Screen) -> Iterator[str]:
    if fit.limit:
        limited = f"{points(shown.limit, signed=True)} {screen.say(wording.LIMITED)}"
        yield from screen.lines(limited, "      ")
    for m, by in zip(fit.modifiers, shown.modifiers, strict=True):
        if m.applied is not False:
            clauses = [effects.clause(c, space, screen.language) for c in m.clauses]
            yield from screen.lines(effects.effect(m, by, screen.language), "      ")
            yield from (line for said in clauses for line in screen.lines(said, "        "))


def _action(advised: AdvisedAction, space: InputSpace, screen: Screen) -> Iterator[str]:
    action = advised.action
    asked = wording.needs(advised, space)
    details = [
        "" if advised.gain is None else screen.say(_gain(advised.gain)),
        screen.say(asked) if asked else "",
        screen.say(wording.PHASES[action.phase]),
        screen.say(wording.EFFORTS[action.effort]),
        screen.say(wording.within(action)),
        screen.say(action.tool),
    ]
    watch = [screen.say(wording.aim(action.kpi, space))] if action.kpi else []
    about = " · ".join(filter(None, details))
    yield from screen.entry(
        "      > ", screen.say(action.title), about, *watch, screen.say(action.why)
    )


def _gain(gain: float) -> Text:
    return wording.in_points(points(gain, signed=True))


def whole_plan(a: Assessment, screen: Screen) -> Iterator[str]:
    """Every step in its part, and what all of them add."""
    steps = planned(a)
    if not steps:
        return
    rows = [["#", *(screen.say(head) for head in wording.PLAN_HEADS)]]
    rows += [
        [str(s.number), screen.say(s.action.title), s.gained, str(s.action.within_days)]
        for s in steps
    ]
    head, *lines = columns(rows, _STEP, cells=screen.cells, flexible=(1,))
    yield screen.heading("  " + screen.say(wording.PLAN))
    yield head
    part = None
    for step, line in zip(steps, lines, strict=True):
        if step.part != part:
            part = step.part
            yield "  " + screen.say(part)
        yield line
    if total := totals(a):
        yield from screen.lines(screen.say(total), "      ")


def snowball(diagnosis: Diagnosis, screen: Screen) -> Iterator[str]:
    """The stages of the snowball and how far each is known, the weakest, what to do about it."""
    yield screen.heading("  " + screen.say(wording.SNOWBALL))
    rows = [[screen.say(head) for head in wording.STAGE_HEADS]]
    rows += [
        [
            screen.say(wording.stage(name)),
            points(score),
            bounds(known.low, known.high, screen.language),
            percent(known.coverage, screen.language),
        ]
        for name, score in diagnosis.stages.items()
        for known in [diagnosis.bounds[name]]
    ]
    yield from columns(rows, _STAGE, indent=4, cells=screen.cells)
    if diagnosis.weakest:
        weakest = screen.say(wording.stage(diagnosis.weakest))
        yield from screen.lines(screen.say(Text("Weakest: ", "最弱：")) + weakest, "    ")
    if diagnosis.stopped:
        yield from screen.lines(screen.say(wording.STOPPED), "    ")
    if diagnosis.advice:
        yield from screen.lines(screen.say(diagnosis.advice), "    ")
