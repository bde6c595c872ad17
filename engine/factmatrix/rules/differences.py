"""What differs between two sets of rules, entry by entry, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import ValidationError

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.diagnosis import Stage
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import Scorecard

Path = tuple[str, ...]
Files = Mapping[Path, RuleTable]
"""Rules by the place where an overlay writes changes of them: (positions, alliance), (ranking,)."""
Kind = Literal["changed", "added", "removed"]
T = TypeVar("T", bound=RuleTable)


class RuleChange(NamedTuple):
    """One entry that differs; None stands for the side that lacks it.

    `path` names it as an overlay does: (positions, alliance, criteria, price). Most entries are
    tables; what a stage of the diagnosis says besides its criteria differs key by key.
    """

    path: Path
    old: Any
    new: Any

    @property
    def id(self) -> str:
        """The path with dots."""
        return ".".join(self.path)

    @property
    def kind(self) -> Kind:
        """Whether the entry was changed, added or taken out."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of an entry of both sides that differ, in the order of the file."""
        if not isinstance(self.old, RuleTable) or not isinstance(self.new, RuleTable):
            return ()
        return tuple(key for key, old in self.old if old != getattr(self.new, key))


class Step(NamedTuple):
    """Changes that are made at once, and the rules after them.

    They are several where the rules between them would be none, such as a scorecard whose only
    criterion gives way to another.
    """

    changes: tuple[RuleChange, ...]
    files: Files


def files_of(cards: Iterable[Scorecard], knowledge: Knowledge) -> Files:
    """All rules in use, scorecards first."""
    files: dict[Path, RuleTable] = {("positions", card.position.id): card for card in cards}
    return files | {(name,): rules for name, rules in knowledge.files.items()}


def steps(old: Files, new: Files) -> list[Step]:
    """The way from old rules to new ones of the same files, one change at a time.

    It goes by the order of the files, and in each by that of its entries. Each step leaves rules
    that can be evaluated; the last leaves the new ones, perhaps with entries in another order.
    """
    taken: list[Step] = []
    files = dict(old)
    for path, rules in old.items():
        waiting: list[RuleChange] = []
        for change in _changes(rules, new[path], path):
            waiting.append(change)
            rules = _with(rules, change.path[len(path) :], change.new)
            if _is_whole(rules):
                files[path] = rules
                taken.append(Step(tuple(waiting), dict(files)))
                waiting = []
    return taken


def _changes(old: RuleTable, new: RuleTable, at: Path) -> Iterator[RuleChange]:
    for key, before in old:
        after, here = getattr(new, key), (*at, key)
        if before == after:
            continue
        if _are_entries(before) and _are_entries(after):
            yield from _entry_changes(before, after, here)
        else:
            yield RuleChange(here, before, after)


def _entry_changes(old: Sequence[Any], new: Sequence[Any], at: Path) -> Iterator[RuleChange]:
    before, after = ({entry.id: entry for entry in entries} for entries in (old, new))
    for name in dict.fromkeys((*before, *after)):
        here, was, becomes = (*at, name), before.get(name), after.get(name)
        if was == becomes:
            continue
        if isinstance(was, Stage) and isinstance(becomes, Stage):
            yield from _changes(was, becomes, here)
        else:
            yield RuleChange(here, was, becomes)


def _are_entries(value: object) -> bool:
    """Whether a value is a list of tables with ids; an empty one may become one."""
    return isinstance(value, tuple) and all(
        isinstance(entry, RuleTable) and hasattr(entry, "id") for entry in value
    )


def _with(rules: T, path: Path, entry: object) -> T:
    """The rules with an entry in its place, or without it; they may be no rules any more."""
    key, *inside = path
    if inside:
        return rules.model_copy(update={key: _with_entry(getattr(rules, key), inside, entry)})
    return rules.model_copy(update={key: entry})


def _with_entry(entries: Sequence[Any], path: Sequence[str], entry: object) -> tuple[Any, ...]:
    name, *inside = path
    by_id: dict[str, Any] = {other.id: other for other in entries}
    if inside:
        by_id[name] = _with(by_id[name], tuple(inside), entry)
    elif entry is None:
        del by_id[name]
    else:
        by_id[name] = entry
    return tuple(by_id.values())


def _is_whole(rules: RuleTable) -> bool:
    """Whether what holds of a file as a whole holds of these rules, whose entries are sound."""
    try:
        type(rules).model_validate(dict(rules))
    except ValidationError:
        return False
    return True
