"""Under what a result was made: version of the engine, hash of the rules, day of assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

FACTS = ("engine", "rules", "date")


class About(NamedTuple):
    """What a file says of how its results were made; None where it does not say."""

    engine: str | None = None
    rules: str | None = None
    date: str | None = None


def of_envelope(data: Mapping[str, Any]) -> About:
    """The facts in the JSON of `fact score`."""
    said = (data["engine"].get("version"), data["rules"].get("hash"), data["date"])
    return About(*map(_said, said))


def listed(rows: Iterable[tuple[Any, Any]]) -> About:
    """The facts in pairs of name and value, as tables carry them."""
    values = {str(name): value for name, value in rows}
    return About(*(_said(values.get(fact)) for fact in FACTS))


def differing(old: About, new: About) -> list[str]:
    """The facts that both state and that differ."""
    pairs = zip(FACTS, old, new, strict=True)
    return [fact for fact, before, after in pairs if before and after and before != after]


def _said(value: object) -> str | None:
    return value if isinstance(value, str) else None
