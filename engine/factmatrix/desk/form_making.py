"""The form of a profile: every table and field in the order of the file, plugins' own included."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import get_args

from factmatrix.desk.form import FormField, FormTable
from factmatrix.engine import Engine
from factmatrix.profile.declaration import Choice
from factmatrix.profile.fields import declaration_of, declare
from factmatrix.profile.inputs import Input
from factmatrix.profile.model import BrandProfile, Evidence, Extensions
from factmatrix.profile.table import OpenTable, Table
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.scoring.compiled import condition_inputs, criterion_inputs
from factmatrix.scoring.inputs import field_domain
from factmatrix.text import Text


def form_of(engine: Engine) -> tuple[FormTable, ...]:
    """All tables that a person fills in, those of the plugins last.

    `sales.shares`, whose keys are free in a file, has a field for each position there is. The
    event of a campaign, a free text in a file, offers those of the calendar.
    """
    moves = _moved_positions(engine)
    tables = [*_tables(BrandProfile, "", moves)]
    for position, section in engine.sections.items():
        tables += _with_inner(section, f"ext.{position}", moves)
    return tuple(replace(table, fields=_known_fields(table, engine)) for table in tables)


def _known_fields(table: FormTable, engine: Engine) -> tuple[FormField, ...]:
    """The fields of a table, with the ids that the engine knows."""
    if table.path == "sales.shares":
        return _share_fields(engine)
    if table.path == "campaigns":
        return tuple(_of_calendar(f, engine) if f.key == "event" else f for f in table.fields)
    return table.fields


def _of_calendar(field: FormField, engine: Engine) -> FormField:
    events = tuple(Choice(event.id, event.title) for event in engine.knowledge.calendar.events)
    declaration = field.declaration._replace(choices=events)
    return replace(
        field, declaration=declaration, domain=field_domain(Input(field.key, declaration))
    )


def _share_fields(engine: Engine) -> tuple[FormField, ...]:
    return tuple(_share_field(position.info) for position in engine.plugins.positions)


def _share_field(position: PositionInfo) -> FormField:
    title = position.title
    share = declare(
        "share",
        title,
        Text(f"Share of GMV that came from {title.en}.", f"{title.zh}带来的成交金额占比。"),
    )
    declaration = declaration_of(share)
    assert declaration is not None, "made with declare()"
    domain = field_domain(Input(f"sales.shares.{position.id}", declaration))
    return FormField(position.id, declaration, domain, False, ())


def _tables(
    table: type[Table], prefix: str, moves: Mapping[str, Collection[str]]
) -> Iterator[FormTable]:
    for key, info in table.model_fields.items():
        annotation, path = info.annotation, prefix + key
        if declaration_of(info) is not None or annotation in (Evidence, Extensions):
            continue
        if isinstance(annotation, type) and issubclass(annotation, Table):
            yield from _with_inner(annotation, path, moves)
        else:
            row: type[Table] = get_args(annotation)[0]
            yield FormTable(path, row.heading, row.explanation, True, _fields(row, "", moves))


def _with_inner(
    table: type[Table], path: str, moves: Mapping[str, Collection[str]]
) -> Iterator[FormTable]:
    """A table with fields of its own, and the tables in it."""
    fields = _fields(table, f"{path}.", moves)
    if fields or issubclass(table, OpenTable):
        yield FormTable(path, table.heading, table.explanation, False, fields)
    yield from _tables(table, f"{path}.", moves)


def _fields(
    table: type[Table], prefix: str, moves: Mapping[str, Collection[str]]
) -> tuple[FormField, ...]:
    return tuple(
        FormField(
            key,
            declaration,
            field_domain(Input(prefix + key, declaration)),
            info.is_required(),
            tuple(moves.get(prefix + key, ())),
        )
        for key, info in table.model_fields.items()
        if (declaration := declaration_of(info)) is not None
    )


def _moved_positions(engine: Engine) -> Mapping[str, list[str]]:
    """By field, the positions whose score can change with it."""
    moved: dict[str, list[str]] = {}
    for position in engine.plugins.positions:
        read = set(position.info.inputs)
        if card := position.scorecard:
            read.update(name for criterion in card.criteria for name in criterion_inputs(criterion))
            read.update(name for m in card.modifiers for name in condition_inputs(m.when))
        fields = {field for name in read for field in engine.space.domains[name].reads}
        for field in fields:
            moved.setdefault(field, []).append(position.info.id)
    return moved
