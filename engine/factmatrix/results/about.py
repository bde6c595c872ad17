"""Under what a result was made: version of the engine, hash of the rules, day of assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

FACTS = ("engine", "rules", "date")


class About(NamedTuple):
    """What a file says of how its results were made; None where it does not say."""

    engine: str | None = None
    rules: str | None = None
    date: str | None = None


PLACES = ("engine.version", "rules.hash", "date")
"""Where the facts stand: in the JSON envelope, in the JSON object `factmatrix` of Parquet's
metadata, and, by these names, in the first column of an XLSX sheet "about"."""


def described(data: Any) -> About:  # noqa: ANN401 - whatever JSON holds
    """The facts in an object of the envelope's shape."""
    return About(*(_at(data, place) for place in PLACES))


def listed(rows: Iterable[tuple[Any, Any]]) -> About:
    """The facts in rows of name and value."""
    values = {str(name): value for name, value in rows}
    return About(*(_said(values.get(place)) for place in PLACES))


def differing(old: About, new: About) -> list[str]:
    """The facts that both state and that differ."""
    pairs = zip(FACTS, old, new, strict=True)
    return [fact for fact, before, after in pairs if before and after and before != after]


def _at(data: Any, place: str) -> str | None:  # noqa: ANN401
    for key in place.split("."):
        data = data.get(key) if isinstance(data, dict) else None
    return _said(data)


def _said(value: object) -> str | None:
    return None if value is None else str(value)
