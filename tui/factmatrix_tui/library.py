"""The brands of a folder: found, filtered, sorted; each has a summary once it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from operator import attrgetter
from pathlib import Path

from factmatrix import Text
from factmatrix.desk import About, Summary


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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What people call the categories and leads that a profile names by their ids.

    `leads` has the letter of each position that can lead, in the order of the positions.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    leads: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, about: About) -> Vocabulary:
        """Ids, and titles in both languages, of what the engine has loaded."""
        words = {p.id: f"{p.id} {p.title.en} {p.title.zh}" for p in about.positions}
        for table in about.form:
            if table.path == "brand":
                choices = (c for f in table.fields for c in f.declaration.choices)
                words |= {str(c.value): f"{c.value} {c.label.en} {c.label.zh}" for c in choices}
        return cls(words, {p.id: p.letter for p in about.positions if p.stance != "always_on"})


@dataclass(eq=False, slots=True)
class _Row:
    """One brand of the list: in which text words are looked for, and by what it is sorted."""

    path: Path
    searched: str = ""
    rank: tuple[object, ...] = ()


class Library:
    """Paths of profiles and the summaries of those that were read.

    A file that changed keeps its summary until it is read again. Rows stay sorted from one look to
    the next: of ten thousand, a few move at a time.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.paths: tuple[Path, ...] = ()
        self.summaries: dict[Path, Summary] = {}
        self.vocabulary = Vocabulary()
        self._words = ""
        self._order = Order.NAME
        self._unread: dict[Path, None] = {}
        self._rows: dict[Path, _Row] = {}
        self._sorted: list[_Row] = []
        self._shown: tuple[Path, ...] | None = None

    @property
    def words(self) -> str:
        """What is looked for; "" for all brands."""
        return self._words

    @words.setter
    def words(self, words: str) -> None:
        self._words = words
        self._shown = None

    @property
    def order(self) -> Order:
        """By what the list is sorted."""
        return self._order

    @order.setter
    def order(self, order: Order) -> None:
        self._order = order
        for row in self._sorted:
            row.rank = self._rank(row.path)
        self._shown = None

    def found(self, paths: Iterable[Path]) -> None:
        """These files are there now; what was known of others is forgotten."""
        before = self._rows
        rows = [before.get(path) or self._row(path) for path in paths]
        self.paths = tuple(row.path for row in rows)
        self._rows = {row.path: row for row in rows}
        self._sorted = [row for row in self._sorted if row.path in self._rows]
        self._sorted += [row for row in rows if row.path not in before]
        self.summaries = {p: self.summaries[p] for p in self.paths if p in self.summaries}
        unread = self._unread
        self._unread = {p: None for p in self.paths if p in unread or p not in self.summaries}
        self._shown = None

    def changed(self, paths: Iterable[Path]) -> None:
        """These files must be read again; what is not known yet is read anyway."""
        self._unread |= {path: None for path in paths if path in self.summaries}

    def read_all_again(self) -> None:
        """Every file must be read again; those that were not read yet come first."""
        self._unread |= dict.fromkeys(self.paths)

    def take_unread(self, first: Sequence[Path], most: int) -> tuple[Path, ...]:
        """Some of the files that are still to be read, those of `first` before all others.

        Whoever takes them either adds their summaries or gives them back.
        """
        taken = tuple(islice((path for path in first if path in self._unread), most))
        taken = taken or tuple(islice(self._unread, most))
        for path in taken:
            del self._unread[path]
        return taken

    def give_back(self, paths: Iterable[Path]) -> None:
        """These files were not read after all."""
        self._unread |= dict.fromkeys(paths)

    def add(self, summaries: Iterable[Summary]) -> None:
        """Profiles that were read; those of files that are gone by now are left out."""
        for summary in summaries:
            if row := self._rows.get(summary.path):
                self.summaries[row.path] = summary
                row.searched, row.rank = self._searchable(summary), self._rank(row.path)
        self._shown = None

    def shown(self) -> tuple[Path, ...]:
        """What the list shows: filtered and sorted. What is not read yet is known by its name."""
        if self._shown is None:
            self._sorted.sort(key=attrgetter("rank"))
            rows = self._matching() if self._words.strip() else self._sorted
            self._shown = tuple(row.path for row in rows)
        return self._shown

    def _matching(self) -> Iterator[_Row]:
        words = self._words.casefold().split()
        leads = {letter.casefold(): lead for lead, letter in self.vocabulary.leads.items()}
        wanted = {leads[word] for word in words if word in leads}
        words = [word for word in words if word not in leads]
        for row in self._sorted:
            found = all(word in row.searched for word in words)
            if found and (not wanted or self._lead(row.path) in wanted):
                yield row

    def _lead(self, path: Path) -> str | None:
        summary = self.summaries.get(path)
        return summary.lead if summary else None

    def _row(self, path: Path) -> _Row:
        return _Row(path, path.stem.casefold(), self._rank(path))

    def _searchable(self, summary: Summary) -> str:
        words = self.vocabulary.words
        parts = [summary.path.stem, summary.name, *summary.tags]
        parts += [words.get(each, each) for each in (summary.category, summary.lead) if each]
        return "\n".join(parts).casefold()

    def _rank(self, path: Path) -> tuple[object, ...]:
        """By name; where another order is wanted, what has no place in it comes last."""
        summary = self.summaries.get(path)
        name = (summary.name if summary else path.stem).casefold()
        if self._order is Order.NAME:
            return (name, str(path))
        score = lead_score(summary) if summary else None
        lead = summary.lead if summary else None
        if score is None or lead is None:
            return (True, bool(summary and summary.error), 0.0, name, str(path))
        first = self._place_of(lead) if self._order is Order.LEAD else 0
        return (False, first, -score, name, str(path))

    def _place_of(self, lead: str) -> int:
        leads = list(self.vocabulary.leads)
        return leads.index(lead) if lead in leads else len(leads)


def lead_score(summary: Summary) -> float | None:
    """The score of the position that leads, None where none does."""
    return summary.scores.get(summary.lead) if summary.lead else None
