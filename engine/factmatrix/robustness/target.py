"""What it would take for a position to lead: a few changes that a brand can make, scored again.

Changes go only in the direction that is good for a brand, of figures that are known and that it
can move within months. Their price is counted in steps (`Steps`). Looked for is the cheapest set:
the change that brings most per step is made until the position leads, each change is then taken
back as far as possible, and where they are few the search is repeated without each of them in
turn. Every figure is also tried alone, so that no single change does it for less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from factmatrix.profile.model import Value
from factmatrix.robustness.choice import Choice, Standing
from factmatrix.robustness.steps import Steps
from factmatrix.scoring.inputs import Domain, as_number

_FEW = 6
"""So many changes a brand can work at together; who needs more will not take the last step less."""
_HIGHEST = 40
"""Steps of one figure that are tried at most: the whole of a usual range has twenty."""


class Change(NamedTuple):
    """One figure moved; `margin` is the position's lead over the best other one after it."""

    input: str
    now: Value
    to: Value
    steps: float
    margin: float | None


class Target(NamedTuple):
    """The changes in the order in which they bring most, and whether the position leads then.

    Without any it leads already. Where it cannot lead, `changes` are all that would help, and
    `lead` is who leads nevertheless (None: nobody). `margin` is the one today.
    """

    position: str
    reached: bool
    margin: float | None
    changes: tuple[Change, ...]
    lead: str | None

    @property
    def steps(self) -> float:
        """The price of all changes."""
        return sum(change.steps for change in self.changes)


class _Ladder(NamedTuple):
    """The values that one field can be moved to, one step after another, and each one's price."""

    path: str
    now: Value
    rungs: tuple[Value, ...]
    prices: tuple[float, ...]


Heights = Mapping[str, int]
"""By field the number of its rungs climbed."""


class _Search:
    """The search for one position; `ladders` are by field."""

    def __init__(self, choice: Choice, position: str) -> None:
        self.choice = choice
        self.position = position
        self.ladders = {ladder.path: ladder for ladder in _ladders(choice)}

    def standing(self, heights: Heights) -> Standing:
        changes = {p: self.ladders[p].rungs[n - 1] for p, n in heights.items() if n}
        return self.choice.with_values(changes)

    def price(self, heights: Heights) -> float:
        return sum(self.ladders[p].prices[n - 1] for p, n in heights.items() if n)

    def leads(self, heights: Heights) -> bool:
        return self.standing(heights).lead == self.position

    def progress(self, standing: Standing) -> tuple[int, float]:
        """How near the position is to leading: what blocks comes first, then the points it lacks.

        Points count below the floor of a lead as well as behind another position.
        """
        bounds = standing.bounds[self.position]
        score = -1.0 if bounds.score is None else bounds.score
        margin = standing.margin(self.position)
        lacking = [score - self.choice.limits.lead_floor.value, 0.0 if margin is None else margin]
        return -standing.blockers - bool(bounds.blocked), min(0.0, *lacking)

    def climb(self, without: str = "") -> dict[str, int]:
        """Change what brings most per step until the position leads, or nothing brings more."""
        heights: dict[str, int] = {}
        left = sorted(self.ladders.keys() - {without})
        while not self.leads(heights):
            best = self._best(heights, left)
            if best is None:
                break
            heights = best
        return heights

    def _best(self, heights: Heights, paths: Iterable[str]) -> dict[str, int] | None:
        """The next change: it removes what blocks, or brings most points for its price."""
        free, points = self.progress(self.standing(heights))
        paid = self.price(heights)
        found: list[tuple[int, float, dict[str, int]]] = []
        for path in paths:
            for height in _trials(heights.get(path, 0), len(self.ladders[path].rungs)):
                there = {**heights, path: height}
                freer, more = self.progress(self.standing(there))
                if (freer, more) > (free, points):
                    price = self.price(there) - paid
                    worth = (more - points) / price if freer == free else -price
                    found.append((freer, worth, there))
        return max(found, key=lambda one: one[:2])[2] if found else None

    def trimmed(self, heights: Heights) -> dict[str, int]:
        """The same changes, each taken back as far as the position still leads."""
        kept = dict(heights)
        for path in sorted(kept, key=lambda p: -self.price({p: kept[p]})):
            while kept[path] and self.leads({**kept, path: kept[path] - 1}):
                kept[path] -= 1
        return {path: height for path, height in kept.items() if height}

    def cheapest(self) -> dict[str, int]:
        """The cheapest set that was found; what helps at all where none makes the position lead."""
        first = self.climb()
        if not self.leads(first):
            return first
        found = [self.trimmed(first)]
        if len(found[0]) <= _FEW:
            others = (self.climb(without=path) for path in sorted(found[0]))
            found += [self.trimmed(other) for other in others if self.leads(other)]
        singles = (self._alone(path) for path in sorted(self.ladders))
        return min([*found, *(s for s in singles if s)], key=self.price)

    def _alone(self, path: str) -> dict[str, int] | None:
        heights = range(1, len(self.ladders[path].rungs) + 1)
        return next(({path: height} for height in heights if self.leads({path: height})), None)


def target(choice: Choice, position: str) -> Target:
    """The cheapest changes after which `position` leads; raises KeyError for an unknown one."""
    search = _Search(choice, position)
    heights = search.cheapest()
    lead = search.standing(heights).lead
    return Target(
        position, lead == position, choice.now.margin(position), _in_order(search, heights), lead
    )


def _in_order(search: _Search, heights: Heights) -> tuple[Change, ...]:
    """The changes, at each place the one that brings most per step after those before it."""
    made: dict[str, int] = {}
    changes: list[Change] = []
    while len(made) < len(heights):

        def worth(path: str) -> tuple[int, float]:
            free, points = search.progress(search.standing({**made, path: heights[path]}))
            return free, points / search.price({path: heights[path]})

        path = max(sorted(heights.keys() - made.keys()), key=worth)
        made[path] = heights[path]
        ladder, rung = search.ladders[path], heights[path] - 1
        margin = search.standing(made).margin(search.position)
        changes.append(Change(path, ladder.now, ladder.rungs[rung], ladder.prices[rung], margin))
    return tuple(changes)


def _trials(height: int, top: int) -> Iterable[int]:
    """Next rungs to try: the next one, then ever further, for some curves begin flat."""
    step = 1
    while height + step < top:
        yield height + step
        step *= 2
    if height < top:
        yield top


def _ladders(choice: Choice) -> Iterable[_Ladder]:
    facts = choice.facts
    for path in sorted(choice.read):
        domain, now = facts.space.domains[path], facts.stated.get(path)
        declared = domain.declaration
        if now is None or declared is None or not declared.actionable:
            continue
        if declared.better == "neither" or domain.scale:
            continue
        up = declared.better == "higher"
        if domain.shape == "flag" and now is not up:
            yield _Ladder(path, now, (up,), (choice.limits.step_choice.value,))
        elif domain.shape == "number":
            ladder = _numbers(choice, domain, now, 1 if up else -1)
            if ladder.rungs:
                yield ladder


def _numbers(choice: Choice, domain: Domain, now: Value, direction: int) -> _Ladder:
    steps = Steps.of(domain, choice.facts.stated, choice.limits)
    rungs: list[Value] = []
    prices: list[float] = []
    value = as_number(now)
    for n in range(1, _HIGHEST + 1):
        place = steps.moved(value, direction * n)
        if place == (as_number(rungs[-1]) if rungs else value):
            break
        rungs.append(domain.stated(place))
        prices.append(steps.between(value, place))
    return _Ladder(domain.path, now, tuple(rungs), tuple(prices))
