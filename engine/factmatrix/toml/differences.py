"""What differs between two versions of plain data, row by row and key by key."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence


def same(one: object, other: object) -> bool:
    """Whether two values would be written alike, whatever the order of keys.

    Stricter than ==, which takes 1, 1.0 and True for one value and nan for none.
    """
    return _content(one) == _content(other)


def pair(old: Sequence[object], new: Sequence[object]) -> list[int | None]:
    """For each new element the position of the old one that it comes from, None if it is new.

    What both begin and end with has stayed. In between, tables are known by their `name`,
    everything else by being the same. What is left over at the same position on both sides was
    changed (or renamed) in place.
    """
    pairs: list[int | None] = [None] * len(new)
    _pair_ends(old, new, pairs)
    _pair_known(_name, old, new, pairs)
    _pair_known(_content, old, new, pairs)
    used = set(pairs)
    for position in range(min(len(old), len(new))):
        if pairs[position] is None and position not in used:
            pairs[position] = position
    return pairs


def apply(found: object, old: object, new: object) -> object:
    """`found`, with what changes from `old` to `new` changed in it and nothing else.

    `found` may say the same as `old` in other values (an alias): where old and new are the same,
    it stays. The elements of lists in `found` and `old` correspond by position. Keys come in the
    order of `new`.
    """
    if same(old, new):
        return found
    if isinstance(found, dict) and isinstance(old, dict) and isinstance(new, dict):
        result = {}
        for key, value in new.items():
            if key in found or key not in old or not same(old[key], value):
                result[key] = apply(found.get(key), old.get(key), value)
        unknown = {key: found[key] for key in found if key not in old and key not in new}
        return result | unknown
    if not (isinstance(found, list) and isinstance(old, list) and isinstance(new, list)):
        return new
    if len(found) != len(old):
        return new
    return [
        value if index is None else apply(found[index], old[index], value)
        for value, index in zip(new, pair(old, new), strict=True)
    ]


def _content(value: object) -> Hashable:
    """What a value says, so that it can be compared and looked up."""
    if isinstance(value, dict):
        return frozenset((key, _content(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(map(_content, value))
    return repr(value)


def _name(value: object) -> Hashable:
    """The name of a table, None if it has none."""
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None


def _pair_ends(old: Sequence[object], new: Sequence[object], pairs: list[int | None]) -> None:
    """Pairs what is the same from the beginning on, and from the end back."""
    shared = min(len(old), len(new))
    start = 0
    while start < shared and same(old[start], new[start]):
        pairs[start] = start
        start += 1
    back = 1
    while back <= shared - start and same(old[-back], new[-back]):
        pairs[-back] = len(old) - back
        back += 1


def _pair_known(
    known: Callable[[object], Hashable],
    old: Sequence[object],
    new: Sequence[object],
    pairs: list[int | None],
) -> None:
    """Pairs elements that are known as the same thing, in the order in which they come."""
    used = set(pairs)
    waiting: dict[Hashable, deque[int]] = {}
    for index, element in enumerate(old):
        if index not in used:
            waiting.setdefault(known(element), deque()).append(index)
    waiting.pop(None, None)
    for position, element in enumerate(new):
        if pairs[position] is None and (found := waiting.get(known(element))):
            pairs[position] = found.popleft()
