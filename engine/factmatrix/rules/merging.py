"""Laying changes over the data of a rules file: tables key by key, entries by their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factmatrix.rules.explaining import unknown_key
from factmatrix.rules.problems import Fault
from factmatrix.text import Text
from factmatrix.toml.problem import Path

Data = Mapping[str, Any]
_WHOLE = frozenset({"when", "effect"})
"""Tables that only make sense as a whole are replaced as one."""
_UTILITIES = frozenset({"curve", "map", "flag"})
"""A criterion has one of these, so a new one replaces the one that was there."""


class Merger:
    """Merges changes into data and collects what is wrong with the changes, with its path."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def table(self, base: Data, changes: Data, path: Path) -> dict[str, Any]:
        """`base` with `changes`, which stand at `path`, laid over it.

        What is no table is replaced; `key = { remove = true }` takes a key out.
        """
        merged = dict(base)
        if _UTILITIES & changes.keys():
            merged = {key: value for key, value in merged.items() if key not in _UTILITIES}
        for key, change in changes.items():
            old: Any = base.get(key)
            place = (*path, key)
            if not isinstance(change, dict):
                merged[key] = change
            elif change.get("remove") is True:
                self._check_alone(change, place)
                merged.pop(key, None)
            elif _are_entries(old):
                merged[key] = self.entries(old, change, place)
            elif isinstance(old, dict) and key not in _WHOLE:
                merged[key] = self.table(old, change, place)
            else:
                merged[key] = change
        return merged

    def entries(self, base: Sequence[Data], changes: Data, path: Path) -> list[dict[str, Any]]:
        """The entries of `base` with `changes`, named by id, laid over them.

        `remove = true` takes an entry out, `new = true` adds one at the end.
        """
        merged = {entry["id"]: dict(entry) for entry in base}
        for name, change in changes.items():
            place = (*path, name)
            if not isinstance(change, dict):
                self._refuse(place, _NO_TABLE)
            elif "id" in change:
                self._refuse((*place, "id"), _ID_GIVEN)
            elif change.get("new") is True and name in merged:
                self._refuse((*place, "new"), _NOT_NEW)
            elif change.get("new") is True:
                new = {key: value for key, value in change.items() if key != "new"}
                merged[name] = {"id": name, **new}
            elif name not in merged:
                self.found.append(Fault(place, _unknown_entry(name, merged), of_key=True))
            elif change.get("remove") is True:
                self._check_alone(change, place)
                del merged[name]
            else:
                merged[name] = self.table(merged[name], change, place)
        return list(merged.values())

    def _check_alone(self, change: Data, path: Path) -> None:
        if len(change) > 1:
            self._refuse((*path, "remove"), _NOT_ALONE)

    def _refuse(self, path: Path, message: Text) -> None:
        self.found.append(Fault(path, message, of_key=True))


def _are_entries(value: object) -> bool:
    """Whether the value is a list of tables with ids; an empty one may become one."""
    return isinstance(value, list | tuple) and all(
        isinstance(entry, dict) and "id" in entry for entry in value
    )


def _unknown_entry(name: str, known: Data) -> Text:
    message = unknown_key(name, known)
    return Text(
        f"{message.en} A new entry says new = true.", f"{message.zh}新增条目请写 new = true。"
    )


_NO_TABLE = Text("Write a table { … } here.", "此处应为表 { … }。")
_ID_GIVEN = Text("The name of the table is the id; leave this out.", "表名就是 id，请删去此项。")
_NOT_NEW = Text(
    "There is such an entry; leave out new = true to change it.",
    "该条目已存在；若要修改，请删去 new = true。",
)
_NOT_ALONE = Text(
    "remove = true stands alone; leave out the rest.", "remove = true 须单独使用，请删去其余各项。"
)
