"""The advice outside of the app: on the clipboard, beside the profile, in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from factmatrix import Text
from factmatrix.assessment import Assessment
from factmatrix.desk import Language
from factmatrix.text import clean
from factmatrix.views import wording
from factmatrix.views.figures import bounds, percent, points
from factmatrix.views.planning import planned, totals

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BOM = "\ufeff"
"""Tells Excel that the file is UTF-8."""
_KNOWN = Text("known", "已知")


def advice_text(a: Assessment, language: Language) -> str:
    """The advice in short, for a chat or a mail: verdict, positions, what is in the way, plan."""
    return "\n".join(_advice(a, language)) + "\n"


def _advice(a: Assessment, language: Language) -> Iterator[str]:
    yield f"{clean(a.profile.brand.name)} · {a.date.isoformat()}"
    yield wording.verdict(a).in_(language)
    yield ""
    for ranked in a.ranking:
        fit = ranked.fit
        known = f"{_KNOWN.in_(language)} {percent(fit.coverage, language)}"
        said = [wording.ROLES[ranked.role].in_(language), points(fit.score),
                bounds(fit.low, fit.high, language), known]  # fmt: skip
        yield f"{wording.named(ranked, language)} · {' · '.join(said)}"
    in_the_way = [wording.notice(n, a, language) for n in a.blockers]
    in_the_way += [*wording.failures(a, language), *wording.waiting(a, language)]
    yield from _part(wording.IN_THE_WAY, in_the_way, language)
    steps = [f"{s.number}. {clean(s.action.title.in_(language))}"
             f" · {s.gained_points.in_(language)} · {wording.within(s.action).in_(language)}"
             for s in planned(a)]  # fmt: skip
    total = totals(a)
    yield from _part(wording.PLAN, [*steps, *([total.in_(language)] if total else [])], language)
    asked = [clean(missing.question.in_(language)) for missing in a.missing]
    yield from _part(wording.ASK_FIRST, asked, language)


def _part(heading: Text, lines: Sequence[str], language: Language) -> Iterator[str]:
    if lines:
        yield ""
        yield heading.in_(language)
        yield from (f"- {line}" if not line[:1].isdigit() else line for line in lines)


def free_path(path: Path) -> Path:
    """The path itself where no file has it, else with a number: name-2.csv."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 100_000))
    return next(p for p in (path, *numbered) if not p.exists()) if path.exists() else path


def csv_text(heads: Iterable[str], rows: Iterable[Iterable[str | float | None]]) -> str:
    """A table for a spreadsheet: UTF-8 with its mark, no cell that would be run as a formula."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(map(_harmless, heads))
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return _BOM + written.getvalue()


def _cell(cell: str | float | None) -> str | float:
    if isinstance(cell, str):
        return _harmless(cell)
    return "" if cell is None else round(cell, 1)


def _harmless(text: str) -> str:
    """Text that a spreadsheet shows as text."""
    shown = clean(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
