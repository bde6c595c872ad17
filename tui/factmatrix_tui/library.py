"""The brands of a folder: found, filtered, sorted; each has a summary once it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from factmatrix import Text
from factmatrix.desk import Summary


class Order(Enum):
    """By what the list is sorted."""

    NAME = Text("name", "名称")
    LEAD = Text("lead", "主推")
    SCORE = Text("score", "得分")

    @property
    def next(self) -> Order:
        """The order after this one, in a circle."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


@dataclass
class Library:
    """Paths of profiles and the summaries of those that were read."""

    folder: Path | None = None
    paths: tuple[Path, ...] = ()
    summaries: dict[Path, Summary] = field(default_factory=dict)
    words: str = ""
    order: Order = Order.NAME

    def found(self, paths: Iterable[Path]) -> None:
        """These files are there now; summaries of others are forgotten."""
        self.paths = tuple(paths)
        there = set(self.paths)
        self.summaries = {p: s for p, s in self.summaries.items() if p in there}

    def add(self, summaries: Iterable[Summary]) -> None:
        """Profiles that were read."""
        self.summaries.update({summary.path: summary for summary in summaries})

    def unread(self) -> list[Path]:
        """The files that have no summary yet."""
        return [path for path in self.paths if path not in self.summaries]

    def shown(self) -> list[Path]:
        """What the list shows: filtered and sorted. What is not read yet is known by its name."""
        words = self.words.casefold().split()
        paths = [path for path in self.paths if all(w in self._searched(path) for w in words)]
        return sorted(paths, key=self._rank)

    def _searched(self, path: Path) -> str:
        summary = self.summaries.get(path)
        if summary is None:
            return path.stem.casefold()
        parts = (path.stem, summary.name, summary.category, *summary.tags, summary.lead or "")
        return " ".join(parts).casefold()

    def _rank(self, path: Path) -> tuple[object, ...]:
        summary = self.summaries.get(path)
        name = (summary.name if summary else path.stem).casefold()
        if summary is None or self.order is Order.NAME:
            return (summary is None and self.order is not Order.NAME, name, str(path))
        score = lead_score(summary)
        if self.order is Order.LEAD:
            return (False, summary.lead or "~", -(score or 0.0), name, str(path))
        return (False, score is None, -(score or 0.0), name, str(path))


def lead_score(summary: Summary) -> float | None:
    """The score of the position that leads, None where none does."""
    scores: Mapping[str, float | None] = summary.scores
    return scores.get(summary.lead) if summary.lead else None
