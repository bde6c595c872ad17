"""What the models of rules refuse by themselves, in both languages and with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from factmatrix.text import Text


class HasId(Protocol):
    """An entry of a rules file."""

    @property
    def id(self) -> str: ...


class UnfitError(ValueError):
    """A value that no model of rules takes; `path` leads to it from where it is raised.

    `others` are the faults that were found beside this one.
    """

    def __init__(self, en: str, zh: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(en)
        self.text = Text(en, zh)
        self.path = path
        self.others: tuple[UnfitError, ...] = ()

    @classmethod
    def all(cls, faults: Iterable[UnfitError]) -> UnfitError:
        """One error that stands for several; there is at least one."""
        first, *others = faults
        first.others = tuple(others)
        return first


def refuse_repeated_ids(**lists: Iterable[HasId]) -> None:
    """Raises `UnfitError` for the first entry whose id an earlier entry of the lists has."""
    seen: set[str] = set()
    for name, entries in lists.items():
        for index, entry in enumerate(entries):
            if entry.id in seen:
                raise UnfitError(
                    f"The id {entry.id} is used twice; ids are unique.",
                    f"id {entry.id} 重复；每个 id 只能用一次。",
                    (name, index, "id"),
                )
            seen.add(entry.id)
