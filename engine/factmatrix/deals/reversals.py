"""Where two orders of the same things put pairs of them the opposite way round (R23)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Ranks = tuple[int | None, int | None]
"""In the first and in the second order; 1 is the best, equals share a rank."""


class Reversal(NamedTuple):
    """How many others one beats in one order and loses to in the other.

    `sharpest` is the place of the one among them that is furthest away in the second order.
    """

    number: int
    sharpest: int | None


def reversals(ranks: Sequence[Ranks]) -> tuple[Reversal, ...]:
    """The reversals of each, in n log n steps; who lacks a rank is reversed with nobody."""
    known = [
        (first, second, place)
        for place, (first, second) in enumerate(ranks)
        if first is not None and second is not None
    ]
    counts = _counts(known)
    sharpest = _sharpest(known)
    return tuple(Reversal(counts.get(place, 0), sharpest.get(place)) for place in range(len(ranks)))


_Known = list[tuple[int, int, int]]
"""First rank, second rank, place."""


def _counts(known: _Known) -> dict[int, int]:
    """Of each place: pairs with a better first and a worse second rank, and the reverse."""
    below, up_to = _places(second for _, second, _ in known)
    better_first, _ = _places(first for first, _, _ in known)
    size = len(known)
    tree = [0] * (size + 1)  # of those with a better first rank, how many up to a second rank
    counts = {}
    for group in _equals(sorted(known)):
        for own, (first, second, place) in _with_better(group):
            better = _sum(tree, below[second])
            beaten_by_worse = better_first[first] - _sum(tree, up_to[second])
            counts[place] = beaten_by_worse + below[second] - better - own
        for _, second, _ in group:
            at = below[second] + 1
            while at <= size:
                tree[at] += 1
                at += at & -at
    return counts


def _places(ranks: Iterable[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Of each rank how many are better, and how many are no worse."""
    below: dict[int, int] = {}
    up_to: dict[int, int] = {}
    for count, rank in enumerate(sorted(ranks)):
        below.setdefault(rank, count)
        up_to[rank] = count + 1
    return below, up_to


def _equals(ordered: _Known) -> Iterator[_Known]:
    """Those that share a first rank, group by group."""
    group: _Known = []
    for entry in ordered:
        if group and group[0][0] != entry[0]:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _with_better(group: _Known) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Each of a group with the number of those in it whose second rank is better."""
    own = 0
    for number, entry in enumerate(group):
        if number and entry[1] != group[number - 1][1]:
            own = number
        yield own, entry


def _sum(tree: list[int], end: int) -> int:
    """How many lie up to `end`, of a Fenwick tree."""
    total = 0
    while end:
        total += tree[end]
        end &= end - 1
    return total


def _sharpest(known: _Known) -> dict[int, int]:
    """The far one of each place that has a reversal, of the two directions the farther."""
    found: dict[int, tuple[int, int]] = {}
    ordered = sorted(known)
    # Those with a better first rank: the one worst in the second order. Then the other way round.
    for entries, sign in ((ordered, 1), (ordered[::-1], -1)):
        furthest: int | None = None
        other = -1
        for group in _equals(entries):
            if furthest is not None:
                for _, second, place in group:
                    gap = furthest - sign * second
                    if gap > 0 and (place not in found or gap > found[place][0]):
                        found[place] = gap, other
            for _, second, place in group:
                if furthest is None or sign * second > furthest:
                    furthest, other = sign * second, place
    return {place: other for place, (_, other) in found.items()}
