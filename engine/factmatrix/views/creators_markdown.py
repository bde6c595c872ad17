"""The creators of a brand as a Markdown document that can be sent to a client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factmatrix.deals.review import CreatorReview, ReviewedDeal
from factmatrix.text import Language, Text
from factmatrix.views import wording
from factmatrix.views.creators import (
    CANDIDATES,
    DEAL_TABLES,
    MORE,
    NO_CREATORS,
    UNCOUNTED,
    Shown,
    heading,
    reversal,
    still_needed,
    warnings_of,
)  # fmt: skip
from factmatrix.views.deal_columns import CANDIDATE, DealColumn, table
from factmatrix.views.markdown import escape


def report(review: CreatorReview, shown: Shown, language: Language) -> Iterator[str]:
    """As `creators.creators`, with every column of every deal that is shown."""
    yield f"# {Text('Creators', '达人合作').in_(language)}"
    if not (review.all_deals or review.candidates):
        yield f"\n{NO_CREATORS.in_(language)}"
    for deals in review.tables:
        yield f"\n## {heading(deals, shown.by).in_(language)}\n"
        if (said := reversal(deals)) is not None:
            yield escape(said.in_(language)) + "\n"
        yield from _documents(deals.ordered(shown.by), DEAL_TABLES, shown, language)
    if review.uncounted:
        yield f"\n## {UNCOUNTED.in_(language)}\n"
        yield from _documents(review.uncounted, DEAL_TABLES, shown, language)
    if review.candidates:
        yield f"\n## {CANDIDATES.in_(language)}\n"
        yield from _documents(review.candidates, (CANDIDATE,), shown, language)
    warnings = warnings_of(review, shown.by, shown.top)
    if warnings:
        yield f"\n## {wording.WATCH_OUT.in_(language)}\n"
    for warning in warnings:
        rules = f" ({', '.join(warning.rules)})" if warning.rules else ""
        yield f"- {escape(warning.message.in_(language))}{rules}"
    if (said := still_needed(review)) is not None:
        yield f"\n## {wording.ASK_FIRST.in_(language)}\n"
        yield f"- {escape(said.in_(language))}"


def _documents(
    deals: Sequence[ReviewedDeal],
    kinds: Sequence[Sequence[DealColumn]],
    shown: Shown,
    language: Language,
) -> Iterator[str]:
    some = deals[: shown.top]
    for place, kind in enumerate(kinds):
        heads, *rows = table(kind, some, language)
        if place:
            yield ""
        yield "| " + " | ".join(head.strip() for head in heads) + " |"
        yield "|" + "|".join(" ---: " if c.align == "right" else " --- " for c in kind) + "|"
        for row in rows:
            yield "| " + " | ".join(escape(cell.strip()) for cell in row) + " |"
    if len(deals) > len(some):
        said = MORE.in_(language).format(f"{len(deals) - len(some):,}", len(deals))
        yield f"\n{said}"
