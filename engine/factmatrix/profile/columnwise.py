"""Many profiles judged field by field: the same fields and checks, in a third of the time.

What is certainly a profile is told from the rest. Why the others are none, or whether they are
after all, is known when each is validated by itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, NamedTuple, cast

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from factmatrix.profile.checks import impossible_among
from factmatrix.profile.declaration import Declaration
from factmatrix.profile.model import BrandProfile, Extensions, Value, of_best_candidate
from factmatrix.profile.table import OpenTable, Table
from factmatrix.profile.validating import Data

Stated = list[Any]
"""What a profile states of every field of the core, in the order of the model."""
Known = tuple[Value | None, ...]


def stated_in(data: Data) -> Stated | None:
    """What data state, not yet judged; None where they have anything but fields of the core."""
    stated: Stated = []
    return stated if _take(_core(), data, stated) else None


def known_of_each(profiles: Sequence[Stated | None], paths: Sequence[str]) -> list[Known | None]:
    """What each profile knows of some fields, at least one, as `fields_reader` says it.

    None for what is not certainly a profile.
    """
    known: list[Known | None] = [None] * len(profiles)
    given = {number: stated for number, stated in enumerate(profiles) if stated is not None}
    numbers, columns = _sound(given)
    for number, values in zip(numbers, zip(*map(columns.get, paths), strict=True), strict=True):
        known[number] = values
    return known


class _Layout(NamedTuple):
    """The keys of a table's fields, the tables in it, and as many None as all of these have fields.

    All fields in this order: first a table's own, then those of the tables in it.
    """

    keys: tuple[str, ...]
    tables: tuple[tuple[str, _Layout], ...]
    unknown: Stated


@cache
def _core() -> _Layout:
    return _layout(BrandProfile)


def _layout(table: type[Table]) -> _Layout:
    keys = tuple(_fields(table))
    tables = tuple((key, _layout(inner)) for key, inner in _tables(table))
    size = len(keys) + sum(len(inner.unknown) for _, inner in tables)
    return _Layout(keys, tables, [None] * size)


def _fields(table: type[Table]) -> dict[str, FieldInfo]:
    """The fields of a table that are judged as a whole: values, lists and open tables."""
    inner = {key for key, _ in _tables(table)}
    return {
        key: info
        for key, info in table.model_fields.items()
        if key not in inner and info.annotation is not Extensions
    }


def _tables(table: type[Table]) -> Iterator[tuple[str, type[Table]]]:
    for key, info in table.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, Table) and not issubclass(kind, OpenTable):
            yield key, kind


def _take(layout: _Layout, data: Data, cells: Stated) -> bool:
    """Add what a table states to the cells; False for keys and tables that no profile has."""
    keys, tables, _ = layout
    stated = [*map(data.get, keys)]
    cells += stated
    found = len(stated) - stated.count(None)
    for key, inner in tables:
        table = data.get(key)
        if table is None:
            cells += inner.unknown
        elif type(table) is dict and _take(inner, table, cells):
            found += 1
        else:
            return False
    return found == len(data)


def _sound(profiles: Mapping[int, Stated]) -> tuple[Sequence[int], dict[str, list[Any]]]:
    """Those in which nothing is wrong, by their numbers, and their fields by path."""
    numbers, wrong = [*profiles], set[int]()
    columns: dict[str, list[Any]] = {}
    validators = _validators()
    cells = zip(*profiles.values(), strict=True) if profiles else ((),) * len(validators)
    for (path, validator), of_each in zip(validators.items(), cells, strict=True):
        try:
            columns[path] = validator.validate_python([*of_each])
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=False, include_input=False)
            wrong.update(int(place["loc"][0]) for place in details)
    if wrong := wrong or impossible_among(columns):
        rest = (number for place, number in enumerate(numbers) if place not in wrong)
        return _sound({number: profiles[number] for number in rest})
    for place, creators in enumerate(columns["creators"]):
        for path, value in of_best_candidate(creators or ()).items():
            if columns[path][place] is None:
                columns[path][place] = value
    return numbers, columns


@cache
def _validators() -> Mapping[str, TypeAdapter[list[Any]]]:
    """What reads the values of a field in many profiles, by the path of the field."""
    return dict(_validators_of(BrandProfile, ""))


def _validators_of(table: type[Table], above: str) -> Iterator[tuple[str, TypeAdapter[list[Any]]]]:
    for key, info in _fields(table).items():
        limits = (item for item in info.metadata if not isinstance(item, Declaration))
        kind = cast(Hashable, info.annotation)
        yield above + key, _validator(kind, *limits, required=info.is_required())
    for key, inner in _tables(table):
        yield from _validators_of(inner, f"{above}{key}.")


@cache
def _validator(kind: object, *limits: Any, required: bool) -> TypeAdapter[list[Any]]:  # noqa: ANN401
    """One for all fields that are declared alike: making it takes as long as many values."""
    one: Any = Annotated[(kind, *limits)] if limits else kind
    several: Any = list[one] if required else list[one | None]
    return TypeAdapter(several, config=BrandProfile.model_config)
