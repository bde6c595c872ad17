"""How long a position takes for a brand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(slots=True)
class Calls:
    """Calls of a position's `score_fit` that came back, and the seconds that they took together.

    Those of a position in plain Python take what keeps it from harm along.
    """

    number: int = 0
    seconds: float = 0.0

    @property
    def mean(self) -> float:
        """Seconds that a call took on average; there must have been one."""
        return self.seconds / self.number

    def add(self, number: int, seconds: float) -> None:
        """Count further calls."""
        self.number += number
        self.seconds += seconds

    def taken(self) -> Calls:
        """What was counted; from now on it is counted anew."""
        counted = Calls(self.number, self.seconds)
        self.number, self.seconds = 0, 0.0
        return counted


def add_calls(to: dict[str, Calls], more: Mapping[str, Calls]) -> None:
    """Count further calls, of each position among its own."""
    for position, some in more.items():
        to.setdefault(position, Calls()).add(some.number, some.seconds)
