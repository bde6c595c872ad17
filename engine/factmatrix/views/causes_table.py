"""Brands that change with rules, as a table for spreadsheets: one row a brand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from factmatrix.causes.brands import BrandCause, PositionCause
from factmatrix.spreadsheets import BOM, guarded_text

_BRAND = ("change", "path", "row", "name", "lead.old", "lead.new", "lead.by")
_POSITION = (
    "role.old", "role.new", "role.by", "rank.old", "rank.new", "rank.by", "score.old", "score.new",
    "points", "because",
)  # fmt: skip


def csv_pieces(
    brands: Iterable[BrandCause], positions: Sequence[str], *, bom: bool
) -> Iterator[str]:
    """A head, then every brand; no text is a formula."""
    head = [*_BRAND, *(f"{position}.{name}" for position in positions for name in _POSITION)]
    yield (BOM if bom else "") + _line(head)
    for brand in brands:
        cells = [
            brand.change, brand.path, brand.row, brand.name, brand.old_lead, brand.new_lead,
            _numbers(brand.lead_by),
        ]  # fmt: skip
        for position in brand.positions:
            cells += _cells(position)
        yield _line(cells)


def _cells(cause: PositionCause) -> list[Any]:
    because = "; ".join(f"#{r.step} {r.points:+.1f}" for r in cause.reasons)
    return [
        cause.old_role, cause.new_role, _numbers(cause.role_by),
        cause.old_rank, cause.new_rank, _numbers(cause.rank_by),
        cause.old_score, cause.new_score, cause.points, because,
    ]  # fmt: skip


def _numbers(steps: Iterable[int]) -> str:
    return "; ".join(f"#{number}" for number in steps)


def _line(cells: Iterable[Any]) -> str:
    line = io.StringIO()
    safe = (guarded_text(cell) if isinstance(cell, str) else cell for cell in cells)
    csv.writer(line, lineterminator="\n").writerow(safe)
    return line.getvalue()
