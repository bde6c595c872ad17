"""The bundled scorecards as a decision graph (JDM) of zen-engine, for brands that state everything.

It holds what decides: utilities, weighted means, modifiers, blockers and who leads. Ranges over
what is missing, coverage, ranks and roles are left out, and so is the grid of the scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from factmatrix.engine import Engine
from factmatrix.plugins.calling import LoadedPosition
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.rules.curves import Points
from factmatrix.rules.derived import METRICS, Metric
from factmatrix.rules.scorecard import Criterion, Effect
from factmatrix.scoring.compiled import ORDER, for_category
from factmatrix.scoring.inputs import InputSpace
from factmatrix.scoring.ranking import precedence

_COMPARISONS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}


class Formula:
    """An expression of zen, which grows by arithmetic as a number would."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __add__(self, other: object) -> Formula:
        return Formula(f"({self.text} + {_text(other)})")

    def __sub__(self, other: object) -> Formula:
        return Formula(f"({self.text} - {_text(other)})")

    def __mul__(self, other: object) -> Formula:
        return Formula(f"({self.text} * {_text(other)})")

    def __rsub__(self, other: object) -> Formula:
        return Formula(f"({_text(other)} - {self.text})")

    def __rmul__(self, other: object) -> Formula:
        return Formula(f"({_text(other)} * {self.text})")

    def __le__(self, other: object) -> Formula:
        return Formula(f"({self.text} <= {_text(other)})")


class _Arithmetic:
    """`rules.derived.Arithmetic` in zen."""

    def __init__(self, conversions: Mapping[str, Points]) -> None:
        self._conversions = conversions

    def minimum(self, a: Formula, b: Formula) -> Formula:
        return Formula(f"min([{a.text}, {b.text}])")

    def quotient(self, a: Formula, by: float) -> Formula:
        return Formula(f"({a.text} / {by!r})")

    def where(self, condition: Formula, then: object, otherwise: object) -> Formula:
        return Formula(f"({condition.text} ? {_text(then)} : {_text(otherwise)})")

    def convert(self, conversion: str, x: Formula) -> Formula:
        return Formula(_curve(self._conversions[conversion], x.text))


def graph(engine: Engine) -> dict[str, Any]:
    """The decision: `P.score` for every position P, and `lead`."""
    expressions = [
        {"id": str(number), "key": key, "value": value}
        for number, (key, value) in enumerate(_expressions(engine))
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "brand", "content": {}},
        {
            "id": "score", "type": "expressionNode", "name": "score",
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "answer", "content": {}},
    ]  # fmt: skip
    edges = [
        {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in pairwise(("in", "score", "out"))
    ]
    return {"nodes": nodes, "edges": edges}


def _expressions(engine: Engine) -> Iterator[tuple[str, str]]:
    arithmetic = _Arithmetic(engine.knowledge.conversions.curves)
    for metric in METRICS.values():
        if metric.id != "metrics.break_even_roi":  # no scorecard reads it
            yield metric.id, _metric(metric, arithmetic)
    positions = engine.plugins.positions
    for position in positions:
        yield from _card(position, engine.space)
    blockers = [a.when for a in engine.knowledge.diagnosis.alerts if a.severity == "blocker"]
    yield "blocked", " or ".join(_condition(when, engine.space) for when in blockers)
    choice = [p.info for p in positions if p.info.stance != "always_on"]
    scores = [f"$.{info.id}.score" for info in sorted(choice, key=precedence)]
    yield "best", f"max([{', '.join(scores)}])"
    lead = "null"
    for score in reversed(scores):
        lead = f"{score} == $.best ? '{score.split('.')[1]}' : {lead}"
    floor = engine.knowledge.ranking.lead_floor.value
    yield "lead", f"$.blocked or $.best < {floor!r} ? null : {lead}"


def _metric(metric: Metric, arithmetic: _Arithmetic) -> str:
    figures = [Formula(path) for path, _ in metric.arguments]
    derived = metric.function(arithmetic, *figures).text
    return f"{metric.given} == null ? {derived} : {metric.given}" if metric.given else derived


def _card(position: LoadedPosition, space: InputSpace) -> Iterator[tuple[str, str]]:
    name, card = position.info.id, position.scorecard
    if card is None:
        return
    weighted, weights = [], []
    for rule in card.criteria:
        key, weight = f"{name}.{rule.id}", _for_categories(rule, lambda r: repr(r.weight))
        yield key, _utility(rule, space)
        weighted.append(f"$.{key} * {weight}")
        weights.append(weight)
    yield f"{name}.score", f"({' + '.join(weighted)}) / ({' + '.join(weights)})"
    for m in sorted(card.modifiers, key=lambda m: ORDER.index(m.effect.kind)):
        before = f"$.{name}.score"
        after = _acted(m.effect, before)
        yield f"{name}.score", f"{_condition(m.when, space)} ? {after} : {before}"


def _acted(effect: Effect, points: str) -> str:
    changed = {
        "shift": f"{points} + {effect.value!r}",
        "multiply": f"{points} * {effect.value!r}",
        "cap": f"min([{points}, {effect.value!r}])",
    }[effect.kind]
    return f"min([max([{changed}, 0]), 100])"


def _utility(rule: Criterion, space: InputSpace) -> str:
    x = _input(rule.input, space)
    if rule.map is not None:
        utility = "0"
        for choice, points in rule.map.items():
            utility = f"{x} == '{choice}' ? {points!r} : {utility}"
    elif rule.flag is not None:
        utility = f"{x} ? {rule.flag.yes!r} : {rule.flag.no!r}"
    else:
        utility = _for_categories(rule, lambda r: _curve(r.curve or (), _figure(r.input, space)))
    if rule.gate is None:
        return utility
    return f"({utility}) * {_curve(rule.gate.curve, _figure(rule.gate.input, space))}"


def _for_categories(rule: Criterion, part: Callable[[Criterion], str]) -> str:
    """The part that the brand's category has."""
    text, groups = part(rule), dict[str, list[str]]()
    for category in rule.by_category:
        groups.setdefault(part(for_category(rule, category)), []).append(f"'{category}'")
    for own, categories in groups.items():
        if own != text:
            text = f"(brand.category in [{', '.join(categories)}] ? {own} : {text})"
    return text


def _curve(points: Points, x: str) -> str:
    text = repr(points[-1][1])
    for (x0, y0), (x1, y1) in reversed([*pairwise(points)]):
        slope = (y1 - y0) / (x1 - x0)
        text = f"{x} < {x1!r} ? {y0!r} + ({x} - {x0!r}) * {slope!r} : {text}"
    return f"({x} < {points[0][0]!r} ? {points[0][1]!r} : {text})"


def _condition(condition: Condition, space: InputSpace) -> str:
    match condition:
        case AnyOf(any=parts):
            return _joined(" or ", parts, space)
        case All(all=parts):
            return _joined(" and ", parts, space)
        case Not(not_=part):
            return f"not ({_condition(part, space)})"
        case Clause():
            return _clause(condition, space)


def _joined(word: str, parts: Sequence[Condition], space: InputSpace) -> str:
    return f"({word.join(_condition(part, space) for part in parts)})"


def _clause(clause: Clause, space: InputSpace) -> str:
    x, needed = _input(clause.input, space), clause.needed
    if clause.op == "missing":
        return f"({x} == null)" if needed else f"({x} != null)"
    if clause.op == "contains":
        return f"contains({clause.input}, {_text(needed)})"
    if clause.op == "in":
        return f"({x} in [{', '.join(map(_text, clause.in_ or ()))}])"
    return f"({x} {_COMPARISONS.get(clause.op, '==')} {_text(needed)})"


def _input(path: str, space: InputSpace) -> str:
    if path in METRICS:
        return f"$.{path}"
    return f"len({path})" if space.domains[path].shape == "set" else path


def _figure(path: str, space: InputSpace) -> str:
    """An input as a number."""
    x = _input(path, space)
    return f"({x} ? 1 : 0)" if path in space.domains and space.domains[path].shape == "flag" else x


def _text(value: object) -> str:
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else repr(value)
