"""Two results compared, as JSON that is written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from factmatrix.results.about import differing
from factmatrix.results.changes import BrandChange, PositionChange, Reason
from factmatrix.views.change_shapes import (
    BrandChangeInfo,
    ComparedInfo,
    PositionChangeInfo,
    ReasonInfo,
    SummaryInfo,
)
from factmatrix.views.change_words import Names

if TYPE_CHECKING:
    import polars as pl

    from factmatrix.results.comparing import Comparison
    from factmatrix.results.reading import Results
    from factmatrix.text import Language


def json_pieces(
    comparison: Comparison,
    shown: Iterable[BrandChange],
    top: int | None,
    names: Names,
    language: Language,
    *,
    ascii_only: bool,
) -> Iterator[str]:
    """One JSON object, one brand a line; of every list at most `top` brands."""

    def dump(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
        return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)

    head = {
        "format": 1,
        "lang": language,
        "by": comparison.by,
        "old": _compared(comparison.old, comparison),
        "new": _compared(comparison.new, comparison),
        "differs": differing(comparison.old.about, comparison.new.about),
        "positions": list(comparison.positions),
        "summary": _summary(comparison),
    }
    yield "{\n"
    for key, value in head.items():
        yield f"{dump(key)}: {dump(value)},\n"
    lists: dict[str, Iterable[Any]] = {
        "changes": (_brand(change, names, language) for change in shown),
        "added": _rows(comparison.added, top),
        "gone": _rows(comparison.gone, top),
        "doubled": _rows(comparison.doubled, top),
    }
    for key, items in lists.items():
        yield f"{dump(key)}: [\n"
        yield from separated(map(dump, items))
        yield "],\n" if key != "doubled" else "]\n"
    yield "}\n"


def separated(items: Iterable[str]) -> Iterator[str]:
    """The items, a line each, with commas between them."""
    before = None
    for item in items:
        if before is not None:
            yield f"{before},\n"
        before = item
    if before is not None:
        yield f"{before}\n"


def _rows(brands: pl.DataFrame, top: int | None) -> Iterator[dict[str, Any]]:
    return (brands if top is None else brands.head(top)).iter_rows(named=True)


def _compared(results: Results, comparison: Comparison) -> ComparedInfo:
    return {
        "path": str(results.path),
        **results.about._asdict(),  # type: ignore[typeddict-item]
        "explained": results.is_explained,
        "alone": [p for p in results.positions if p not in comparison.positions],
    }


def _summary(comparison: Comparison) -> SummaryInfo:
    return {
        "compared": comparison.compared,
        "changed": comparison.changed.height,
        "lead": comparison.lead_changes,
        "role": comparison.role_changes,
        "new": comparison.added.height,
        "gone": comparison.gone.height,
        "doubled": comparison.doubled.height,
        "renamed": comparison.renamed,
    }


def _brand(change: BrandChange, names: Names, language: Language) -> BrandChangeInfo:
    return {
        "path": change.path,
        "row": change.row,
        "name": {"old": change.old_name, "new": change.new_name},
        "change": change.change,
        "lead": {"old": change.old_lead, "new": change.new_lead},
        "blockers": {"new": list(change.blocked_by), "gone": list(change.freed_from)},
        "positions": [_position(p, names, language) for p in change.positions],
    }


def _position(change: PositionChange, names: Names, language: Language) -> PositionChangeInfo:
    told = change.reasons
    return {
        "position": change.position,
        "title": names.position(change.position, language),
        "role": {"old": change.old_role, "new": change.new_role},
        "score": {"old": change.old_score, "new": change.new_score},
        "points": change.points,
        "reasons": None if told is None else [_reason(change, r, names, language) for r in told],
        "rest": change.rest,
    }


def _reason(change: PositionChange, reason: Reason, names: Names, language: Language) -> ReasonInfo:
    column, _, part_id = reason.part.partition(".")
    title = names.part(change.position, reason.part, language)
    if column == "points":
        return {"kind": "criterion", "id": part_id, "title": title, "points": reason.points}
    if column == "modifier":
        return {"kind": "modifier", "id": part_id, "title": title, "points": reason.points}
    return {"kind": "limit", "id": None, "title": title, "points": reason.points}
