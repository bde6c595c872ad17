"""What brands have in common and where they differ, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from factmatrix import Text
from factmatrix.assessment import Assessment, RankedPosition
from factmatrix.desk import FormTable, Language
from factmatrix.text import clean
from factmatrix.views import wording
from factmatrix.views.figures import NOTHING, bounds, percent, points
from factmatrix_tui.values import Values, get, path_of
from factmatrix_tui.widgets.field_value import written

_VERDICT, _LEADER, _MARGIN = Text("Verdict", "结论"), Text("Lead", "主推"), Text("Ahead by", "领先")
_CERTAIN = Text("Certain", "是否确定")
_LEFT_OUT = Text("Wrong fields left out", "未计入的错误字段")
_POSITIONS = Text("Positions", "阵地")
_ROWS = Text("{} rows", "{} 行")
_YES, _NO = Text("yes", "是"), Text("no", "否")
_UTILITY = Text("{} (utility)", "{}（效用）")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One column: what it is called, its values, and the answer to them (None: there is none).

    In the answer, `left_out` wrong fields count as unknown.
    """

    title: Text | str
    values: Values
    answer: Assessment | None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about and what each candidate has there; a heading has no cells."""

    label: str
    cells: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether not all have the same."""
        return len(set(self.cells)) > 1


def comparison(
    candidates: Sequence[Candidate], form: Iterable[FormTable], language: Language
) -> list[Line]:
    """Verdict and positions, then the fields that any of them fills in, then the criteria."""
    return [
        *_verdicts(candidates, language),
        *_positions(candidates, language),
        *_fields(candidates, form, language),
        *_criteria(candidates, language),
    ]


def only_different(lines: Iterable[Line]) -> list[Line]:
    """The lines that differ, below their headings; headings of nothing are left out."""
    kept: list[Line] = []
    for line in lines:
        if not line.cells and kept and not kept[-1].cells:
            kept.pop()
        if not line.cells or line.differs:
            kept.append(line)
    return kept[:-1] if kept and not kept[-1].cells else kept


def _verdicts(candidates: Sequence[Candidate], language: Language) -> Iterator[Line]:
    yield Line(_VERDICT.in_(language))
    yield Line(_LEADER.in_(language), tuple(_leader(c.answer, language) for c in candidates))
    yield Line(_MARGIN.in_(language), tuple(_margin(c.answer) for c in candidates))
    yield Line(_CERTAIN.in_(language), tuple(_certain(c.answer, language) for c in candidates))
    blockers = [len(c.answer.blockers) if c.answer else None for c in candidates]
    label = wording.IN_THE_WAY.in_(language)
    yield Line(label, tuple(NOTHING if b is None else str(b) for b in blockers))
    if any(c.left_out for c in candidates):
        yield Line(_LEFT_OUT.in_(language), tuple(str(c.left_out) for c in candidates))


def _leader(answer: Assessment | None, language: Language) -> str:
    if answer is None or answer.verdict.lead is None:
        return NOTHING
    return wording.named(answer.position(answer.verdict.lead), language)


def _margin(answer: Assessment | None) -> str:
    return points(answer.verdict.margin if answer else None)


def _certain(answer: Assessment | None, language: Language) -> str:
    if answer is None or answer.verdict.certain is None:
        return NOTHING
    return (_YES if answer.verdict.certain else _NO).in_(language)


def _positions(candidates: Sequence[Candidate], language: Language) -> Iterator[Line]:
    """Role, score, range and share known of each position."""
    for name in _all_positions(candidates):
        ranked = [_ranked(c, name) for c in candidates]
        title = next(wording.named(r, language) for r in ranked if r)
        yield Line(title)
        roles = (wording.ROLES[r.role].in_(language) if r else NOTHING for r in ranked)
        yield Line(wording.POSITION_HEADS[1].in_(language), tuple(roles))
        scores = (points(r.fit.score) if r else NOTHING for r in ranked)
        yield Line(wording.SCORE.in_(language), tuple(scores))
        ranges = (bounds(r.fit.low, r.fit.high, language) if r else NOTHING for r in ranked)
        yield Line(wording.POSITION_HEADS[3].in_(language), tuple(ranges))
        known = (percent(r.fit.coverage, language) if r else NOTHING for r in ranked)
        yield Line(wording.POSITION_HEADS[4].in_(language), tuple(known))


def _all_positions(candidates: Sequence[Candidate]) -> list[str]:
    answers = (c.answer for c in candidates if c.answer)
    return list(dict.fromkeys(r.info.id for a in answers for r in a.ranking))


def _ranked(candidate: Candidate, position: str) -> RankedPosition | None:
    ranking = candidate.answer.ranking if candidate.answer else ()
    return next((ranked for ranked in ranking if ranked.info.id == position), None)


def _fields(
    candidates: Sequence[Candidate], form: Iterable[FormTable], language: Language
) -> Iterator[Line]:
    """Each field that at least one fills in; of tables of rows how many there are."""
    for table in form:
        heading = Line(clean(table.heading.in_(language)))
        if table.rows:
            counts = [len(get(c.values, path_of(table.path)) or ()) for c in candidates]
            if any(counts):
                said = _ROWS.in_(language)
                yield heading
                yield Line(heading.label, tuple(said.format(count) for count in counts))
            continue
        lines = []
        for field in table.fields:
            path = (*path_of(table.path), field.key) if table.path else (field.key,)
            values = [get(c.values, path) for c in candidates]
            if any(value is not None for value in values):
                shown = (NOTHING if v is None else written(v, field, language) for v in values)
                lines.append(Line(clean(field.declaration.title.in_(language)), tuple(shown)))
        if lines:
            yield heading
            yield from lines


def _criteria(candidates: Sequence[Candidate], language: Language) -> Iterator[Line]:
    """The utility of every criterion, position by position."""
    for name in _all_positions(candidates):
        fits = [r.fit if (r := _ranked(c, name)) else None for c in candidates]
        title = next(r for c in candidates if (r := _ranked(c, name)))
        yield Line(_UTILITY.in_(language).format(wording.named(title, language)))
        utilities = [{c.criterion: c for c in fit.contributions} if fit else {} for fit in fits]
        for criterion in dict.fromkeys(c for fit in utilities for c in fit):
            found = [fit.get(criterion) for fit in utilities]
            label = next(clean(c.title.in_(language)) for c in found if c)
            yield Line(
                label,
                tuple(
                    NOTHING if c is None
                    else bounds(c.low, c.high, language) if c.utility is None
                    else points(c.utility)
                    for c in found
                ),
            )  # fmt: skip
