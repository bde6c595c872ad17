"""Whether a condition can be true at all, over all that its inputs can be.

A condition is followed through its branches while the values still possible are kept for each
input; a branch in which some input has no value left is dropped. Inputs are taken to be independent
of each other, so "never" is proven and "possible" is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.scoring.inputs import Domain, InputSpace, as_number


@dataclass(frozen=True, slots=True)
class Values:
    """What one input can still be.

    Numbers, flags (0 or 1), dates (day numbers) and the sizes of sets lie between `low` and `high`;
    an end that is `open` is not reached. `choices` are those left of a choice. Of a set, `inside`
    are members that it has, `outside` those that it has not. `known` is None where either may be.
    """

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False
    whole: bool = False
    choices: frozenset[str] | None = None
    inside: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    known: bool | None = None

    @classmethod
    def of(cls, domain: Domain) -> Values:
        """All that an input can be."""
        return cls(
            domain.low,
            domain.high,
            whole=domain.whole,
            choices=frozenset(domain.choices) if domain.shape == "choice" else None,
        )

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        if self.choices is not None:
            return not self.choices
        low, high = self.low, self.high
        if self.whole and math.isfinite(low):
            low = math.floor(low) + 1 if self.open_low else math.ceil(low)
        if self.whole and math.isfinite(high):
            high = math.ceil(high) - 1 if self.open_high else math.floor(high)
        nothing_between = low == high and not self.whole and (self.open_low or self.open_high)
        return low > high or nothing_between or bool(self.inside & self.outside)

    def above(self, limit: float, *, reached: bool) -> Values:
        """Those above the limit, which itself is among them where it is `reached`."""
        if limit > self.low or (limit == self.low and not reached):
            return replace(self, low=limit, open_low=not reached)
        return self

    def below(self, limit: float, *, reached: bool) -> Values:
        """Those below the limit, which itself is among them where it is `reached`."""
        if limit < self.high or (limit == self.high and not reached):
            return replace(self, high=limit, open_high=not reached)
        return self


Box = Mapping[str, Values]


def can_hold(condition: Condition, space: InputSpace) -> bool:
    """Whether some values of the inputs make the condition true."""
    return any(True for _ in _boxes(condition, True, {}, space))


def can_fail(condition: Condition, space: InputSpace) -> bool:
    """Whether some values of the inputs make the condition false."""
    return any(True for _ in _boxes(condition, False, {}, space))


def _boxes(condition: Condition, truth: bool, box: Box, space: InputSpace) -> Iterator[Box]:
    """The parts of `box` in which the condition has this truth value."""
    match condition:
        case Not(not_=part):
            yield from _boxes(part, not truth, box, space)
        case All(all=parts) | AnyOf(any=parts):
            if isinstance(condition, All) is truth:
                # What does not branch narrows the box first, so that fewer branches are followed.
                plain_first = sorted(parts, key=lambda part: not isinstance(part, Clause))
                yield from _boxes_of_each(plain_first, truth, box, space)
            else:
                branches = [b for part in parts for b in _boxes(part, truth, box, space)]
                yield from [box] if box in branches else branches
        case Clause(input=path):
            domain = space.domains[path]
            values = box.get(path) or Values.of(domain)
            for left in _left(values, condition, truth, domain):
                yield box if left == values else {**box, path: left}


def _boxes_of_each(
    parts: Sequence[Condition], truth: bool, box: Box, space: InputSpace
) -> Iterator[Box]:
    if not parts:
        yield box
        return
    for inner in _boxes(parts[0], truth, box, space):
        yield from _boxes_of_each(parts[1:], truth, inner, space)


def _left(values: Values, clause: Clause, truth: bool, domain: Domain) -> Iterator[Values]:
    """What is left of an input's values where the clause has this truth value."""
    if clause.op == "missing":
        known = clause.needed is not truth
        if values.known in (None, known):
            yield replace(values, known=known)
        return
    if all(opposite.empty for opposite in _parts(Values.of(domain), clause, not truth, domain)):
        yield values  # so it is even where the input is unknown
        return
    if domain.metric is None:
        # A field that is unknown can be anything, so nothing else is sure of it. A metric is
        # unknown already where one of its fields is, and can still be sure to be large.
        if values.known is False:
            return
        values = replace(values, known=True)
    yield from (part for part in _parts(values, clause, truth, domain) if not part.empty)


def _parts(values: Values, clause: Clause, truth: bool, domain: Domain) -> tuple[Values, ...]:
    """The values for which the clause has this truth value, in pieces that may be empty."""
    if values.choices is not None:
        wanted = frozenset(clause.in_ or (str(clause.needed),))
        left = values.choices & wanted if truth else values.choices - wanted
        return (replace(values, choices=left),)
    if clause.op == "contains":
        return (_with_member(values, str(clause.needed), truth, domain),)
    limit = as_number(clause.needed)
    if clause.op == "is":
        if truth:
            return (values.above(limit, reached=True).below(limit, reached=True),)
        return values.below(limit, reached=False), values.above(limit, reached=False)
    reached = clause.op in ("at_least", "at_most")
    if (clause.op in ("at_least", "above")) is truth:
        return (values.above(limit, reached=reached is truth),)
    return (values.below(limit, reached=reached is truth),)


def _with_member(values: Values, member: str, truth: bool, domain: Domain) -> Values:
    if truth:
        inside = values.inside | {member}
        return replace(values, inside=inside).above(len(inside), reached=True)
    outside = values.outside | {member}
    if not domain.choices:
        return replace(values, outside=outside)
    most = len(domain.choices) - len(outside)
    return replace(values, outside=outside).below(most, reached=True)
