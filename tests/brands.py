"""Brands for tests, said in a few words: field paths and values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from factmatrix import Assessment, BrandProfile, Engine

DAY = date(2026, 11, 22)


@cache
def engine() -> Engine:
    """The engine with the bundled positions."""
    return Engine.load()


@cache
def engine_with_shelf() -> Engine:
    """The engine with the bundled positions, the one that is off by default included."""
    return Engine.load(enable=["shelf"])


def brand(fields: Mapping[str, Any] | None = None, **rows: object) -> BrandProfile:
    """A brand with these fields, by dotted path, and these lists of rows."""
    data: dict[str, Any] = {"format": 1, "brand": {"name": "Testbrand", "category": "other"}}
    for path, value in (fields or {}).items():
        *parents, last = path.split(".")
        table = data
        for parent in parents:
            table = table.setdefault(parent, {})
        table[last] = value
    return BrandProfile.model_validate(data | rows)


def assess(fields: Mapping[str, Any] | None = None, **rows: object) -> Assessment:
    """The bundled positions' full answer."""
    return engine().assess(brand(fields, **rows), DAY)


def quick(fields: Mapping[str, Any] | None = None, **rows: object) -> Assessment:
    """The same without gains, plan, certainty and questions, in a fraction of the time."""
    return engine().assess(brand(fields, **rows), DAY, full=False)


def powers(
    content: float = 30, brand: float = 30, product: float = 30, price: float = 30
) -> dict[str, Any]:
    """The four powers, each field of a power at the same score."""
    return {
        "powers.content.short_video": content,
        "powers.content.live": content,
        "powers.brand.attraction": brand,
        "powers.brand.spread": brand,
        "powers.product.innovation": product,
        "powers.product.vitality": product,
        "powers.product.value": product,
        "powers.price.strength": price,
    }


GOOD_QUALITY = {"quality.product": 85, "quality.reputation": 85}
BAD_REPUTATION = {"quality.product": 85, "quality.reputation": 25}
