"""Many profiles judged field by field: the same fields and checks, in half of the time.

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
from factmatrix.profile.model import BrandProfile, Extensions, of_best_candidate
from factmatrix.profile.table import OpenTable, Table
from factmatrix.profile.validating import Data

Stated = list[Any]
"""What a profile states of every field of the core, in the order of the model."""


class Sound(NamedTuple):
    """The profiles in which nothing is wrong, by their numbers among those that were judged.

    `columns` are their fields by path: what `fields_reader` says of each.
    """

    numbers: list[int]
    columns: dict[str, list[Any]]


def stated_in(data: Data) -> Stated | None:
    """What data state, not yet judged; None where they have anything but fields of the core."""
    stated: Stated = [None] * len(_validators())
    return stated if _take(_core(), data, stated) else None


def sound_among(profiles: Sequence[Stated | None]) -> Sound:
    """Those that are certainly profiles; None is not."""
    return _sound({n: stated for n, stated in enumerate(profiles) if stated is not None})


class _Layout(NamedTuple):
    """By the keys of a table: the number of each field among all, and the tables in it."""

    fields: Mapping[str, int]
    tables: Mapping[str, _Layout]


@cache
def _core() -> _Layout:
    return _layout(BrandProfile, "", {path: number for number, path in enumerate(_validators())})


def _layout(table: type[Table], above: str, numbers: Mapping[str, int]) -> _Layout:
    return _Layout(
        {key: numbers[above + key] for key in _fields(table)},
        {key: _layout(inner, f"{above}{key}.", numbers) for key, inner in _tables(table)},
    )


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


def _take(layout: _Layout, data: Data, stated: Stated) -> bool:
    """Take down what a table states; False for keys and tables that no profile has."""
    fields, tables = layout
    for key, value in data.items():
        if key in fields:
            stated[fields[key]] = value
        elif key not in tables or type(value) is not dict or not _take(tables[key], value, stated):
            return False
    return True


def _sound(profiles: Mapping[int, Stated]) -> Sound:
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
    return Sound(numbers, columns)


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
