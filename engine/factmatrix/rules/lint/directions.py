"""Better figures never hurt: neither by modifiers nor by curves that run the wrong way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from factmatrix.profile.declaration import Better
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.rules.curves import Points, slope_sign
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import Criterion, Effect, Modifier
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Text
from factmatrix.toml.problem import Path

Direction = Literal[1, -1]
Move = tuple[str, Direction]
"""A field and whether it rises (1) or falls (-1)."""

_BOTH: tuple[Direction, Direction] = (1, -1)
_SIGNS: Mapping[Better, int] = {"higher": 1, "lower": -1, "neither": 0}


def direction_faults(
    criteria: Iterable[Criterion], modifiers: Iterable[tuple[Path, Modifier]], space: InputSpace
) -> Iterator[Fault]:
    """Modifiers that lower the score, or stop raising it, because a field gets better.

    A field gets better in the direction in which criteria rise with it, directly or through a
    metric. Fields that the criteria disagree about are left out.
    """
    better = _better(criteria, space)
    for place, modifier in modifiers:
        effect = _direction_of(modifier.effect)
        if effect is None:
            continue
        moves = _moves_to_true(modifier.when, space)
        wrong = sorted({field for field, move in moves if better.get(field) == move * -effect})
        if wrong:
            punished = {field: better[field] for field in wrong}
            yield Fault((*place, "when"), _message(modifier, punished, effect))


def reversed_faults(criterion: Criterion, space: InputSpace, place: Path) -> Iterator[Fault]:
    """Utilities and gates that fall, all the way, as their input gets better by its declaration.

    A figure gets better as the fields do that it is derived from. A curve that both rises and
    falls has an optimum on purpose.
    """
    for inner, path, points in _curves(criterion):
        sign = slope_sign(points)
        if not sign:
            continue
        moves = set(_moves(space.domains[path], 1 if sign > 0 else -1))
        towards = {
            _declared(space.domains[field]) * move
            for field, move in moves
            if (field, -move) not in moves
        }
        if -1 in towards and 1 not in towards:
            yield Fault((*place, *inner), _reversed(path), "warning")


def _declared(domain: Domain) -> int:
    """Whether a field is declared to be better higher (1), lower (-1) or neither (0)."""
    return _SIGNS[domain.declaration.better] if domain.declaration else 0


def _better(criteria: Iterable[Criterion], space: InputSpace) -> Mapping[str, Direction]:
    """The fields that the criteria agree about, with the direction in which they get better."""
    found: dict[str, set[Direction]] = {}
    for criterion in criteria:
        for path, sign in _slopes(criterion):
            for field, move in _moves(space.domains[path], sign):
                found.setdefault(field, set()).add(move)
    return {field: moves.pop() for field, moves in found.items() if len(moves) == 1}


def _slopes(criterion: Criterion) -> Iterator[tuple[str, Direction]]:
    """The inputs of a criterion, with the directions in which its utility follows them."""
    for _, path, points in _curves(criterion):
        sign = slope_sign(points)
        if sign is None:
            yield from ((path, direction) for direction in _BOTH)
        elif sign:
            yield path, 1 if sign > 0 else -1


def _curves(criterion: Criterion) -> Iterator[tuple[Path, str, Points]]:
    """The curves of a criterion, a flag's among them: where each stands, of which input."""
    if criterion.curve is not None:
        yield ("curve",), criterion.input, criterion.curve
    if criterion.flag is not None:
        yield ("flag",), criterion.input, ((0, criterion.flag.no), (1, criterion.flag.yes))
    if criterion.gate is not None:
        yield ("gate", "curve"), criterion.gate.input, criterion.gate.curve
    for category, variant in criterion.by_category.items():
        if variant.curve is not None:
            yield ("by_category", category, "curve"), criterion.input, variant.curve


def _moves(domain: Domain, direction: Direction) -> Iterator[Move]:
    """The moves of fields that move an input in a direction."""
    metric = domain.metric or domain.states
    if metric is None:
        yield domain.path, direction
        return
    if metric.given is not None:
        yield metric.given, direction
    for field, sign in metric.arguments:
        if sign >= 0:
            yield field, direction
        if sign <= 0:
            yield field, 1 if direction < 0 else -1


def _moves_to_true(condition: Condition, space: InputSpace) -> set[Move]:
    """The moves of fields by which a condition may come true; their opposites may end it."""
    match condition:
        case All(all=parts) | AnyOf(any=parts):
            return {move for part in parts for move in _moves_to_true(part, space)}
        case Not(not_=part):
            return {(field, 1 if move < 0 else -1) for field, move in _moves_to_true(part, space)}
        case Clause(input=path):
            domain = space.domains[path]
            return {move for d in _comes_true(condition, domain) for move in _moves(domain, d)}


def _comes_true(clause: Clause, domain: Domain) -> tuple[Direction, ...]:
    """Whether a clause comes true as its input rises (1), falls (-1), or either."""
    if clause.op in ("at_least", "above", "contains"):
        return (1,)
    if clause.op in ("at_most", "below"):
        return (-1,)
    if domain.shape == "flag" and clause.op == "is":
        return (1,) if clause.needed is True else (-1,)
    return _BOTH if domain.shape in ("number", "set") and clause.op == "is" else ()


def _direction_of(effect: Effect) -> Direction | None:
    """Whether an effect raises the score (1) or lowers it (-1); None where it does neither."""
    if effect.kind in ("cap", "block"):
        return -1
    neutral = 0.0 if effect.kind == "shift" else 1.0
    if effect.value is None or effect.value == neutral:
        return None
    return 1 if effect.value > neutral else -1


def _message(modifier: Modifier, punished: Mapping[str, Direction], effect: Direction) -> Text:
    rises, falls = Text("rises", "上升"), Text("falls", "下降")
    moves = {field: rises if better > 0 else falls for field, better in punished.items()}
    en = " or ".join(f"{field} {move.en}" for field, move in moves.items())
    zh = "或 ".join(f"{field} {move.zh}" for field, move in moves.items())
    if effect < 0:
        return Text(
            f"This may come true because {en}, which the criteria count as good: the "
            f"{modifier.effect.kind} would punish an improvement.",
            f"{zh}在评分项中算变好，却可能使此条件成立，"
            f"从而触发 {modifier.effect.kind}：改进反而被扣分。",
        )
    return Text(
        f"This may cease to be true because {en}, which the criteria count as good: an "
        "improvement would lose the points.",
        f"{zh}在评分项中算变好，却可能使此条件不再成立：改进反而丢掉加分。",
    )


def _reversed(path: str) -> Text:
    return Text(
        f"A better figure lowers the score: this runs against the direction in which {path} is "
        "declared to be good. Turn it round; where there is an optimum, let the curve rise and "
        "then fall.",
        f"指标越好得分反而越低：与 {path} 声明的好坏方向相反。请把它反过来；"
        "若存在最佳区间，请让曲线先升后降。",
    )
