"""Whether a criterion can tell brands apart: what its curve, map or flag makes of the input."""

from __future__ import annotations

from collections.abc import Iterator

from factmatrix.rules.clauses import out_of_range
from factmatrix.rules.curves import Points, Range, compile_curve_range
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import Criterion, Gate
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Text
from factmatrix.toml.problem import Path


def utility_faults(criterion: Criterion, space: InputSpace, place: Path) -> Iterator[Fault]:
    """Utilities that never differ, or that leave out a part of the scale."""
    domain = space.domains[criterion.input]
    if criterion.curve is not None:
        yield from _curve(criterion.curve, domain, (*place, "curve"))
    elif criterion.map is not None:
        utilities = criterion.map.values()
        yield from _reach((min(utilities), max(utilities)), (*place, "map"))
    elif criterion.flag is not None:
        ends = sorted((criterion.flag.yes, criterion.flag.no))
        yield from _reach((ends[0], ends[1]), (*place, "flag"))
    for category, variant in criterion.by_category.items():
        if variant.curve is not None:
            yield from _curve(variant.curve, domain, (*place, "by_category", category, "curve"))
    if criterion.gate is not None:
        gated = space.domains[criterion.gate.input]
        yield from _gate(criterion.gate, gated, (*place, "gate", "curve"))


def _curve(points: Points, domain: Domain, place: Path) -> Iterator[Fault]:
    yield from _outside(points, domain, place)
    yield from _reach(_values(points, domain), place)


def _values(points: Points, domain: Domain) -> Range:
    return compile_curve_range(points)(domain.low, domain.high)


def _reach(utilities: Range, place: Path) -> Iterator[Fault]:
    low, high = utilities
    if low == high:
        yield Fault(
            place,
            Text(
                f"The utility is {low:g} whatever the input is, so the criterion can never matter.",
                f"无论输入是多少，得分都是 {low:g}，该评分项不起作用。",
            ),
        )
    elif (low, high) != (0.0, 100.0):
        yield Fault(
            place,
            Text(
                f"Utilities run from {low:g} to {high:g} only. Let the worst be 0 and the best "
                "100; how much the criterion counts is said by its weight.",
                f"得分只在 {low:g} 到 {high:g} 之间。最差应为 0、最好应为 100，重要性由权重表达。",
            ),
            "warning",
        )


def _gate(gate: Gate, domain: Domain, place: Path) -> Iterator[Fault]:
    low, high = _values(gate.curve, domain)
    yield from _outside(gate.curve, domain, place)
    if high == 0:
        yield Fault(
            place,
            Text(
                "The gate is shut whatever its input is, so the criterion can never matter.",
                "无论输入是多少，门槛都关闭，该评分项不起作用。",
            ),
        )
    elif low == high:
        yield Fault(
            place,
            Text(
                f"The gate is {low:g} whatever its input is; leave it out.",
                f"无论输入是多少，门槛系数都是 {low:g}；请删去门槛。",
            ),
        )
    elif high < 1:
        yield Fault(
            place,
            Text(
                f"The gate opens to {high:g} only; let its best be 1.",
                f"门槛最多只开到 {high:g}；最好时应为 1。",
            ),
            "warning",
        )


def _outside(points: Points, domain: Domain, place: Path) -> Iterator[Fault]:
    for i, (x, _) in enumerate(points):
        if not domain.low <= x <= domain.high:
            yield Fault((*place, i, 0), out_of_range(domain), "warning")
