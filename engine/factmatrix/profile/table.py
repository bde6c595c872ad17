"""The base classes of everything in a profile: strict, frozen, hashable tables."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Sequence
from math import isfinite
from operator import attrgetter
from typing import Annotated, Any, ClassVar, TypeVar, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter
from pydantic_core import PydanticKnownError

from factmatrix.profile.declaration import Declaration
from factmatrix.profile.fields import declaration_of
from factmatrix.text import Text

T = TypeVar("T")


class Table(BaseModel):
    """One table of a profile. Unknown keys, nan, inf and values of a wrong type are errors."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    heading: ClassVar[Text]
    """What a person sees above the fields."""
    explanation: ClassVar[Text | None] = None
    """What the table is about, where the heading does not say it."""


class Section(Table):
    """The base class of the table `[ext.<position id>]` that a plugin declares for itself.

    Every field is made with `declare`, as the core's own are.
    """

    heading: ClassVar[Text] = Text("The plugin's own fields", "插件自有字段")


def _frozen(value: object) -> object:
    """`value` with lists as tuples and dicts as open tables, so that nothing in it can change."""
    if isinstance(value, dict):
        return OpenTable.model_validate(value)
    if isinstance(value, list | tuple):
        return _ITEMS.validate_python(tuple(value))
    if isinstance(value, float) and not isfinite(value):
        raise PydanticKnownError("finite_number")
    return value


_ITEMS = TypeAdapter(tuple[Annotated[Any, BeforeValidator(_frozen)], ...])
"""Freezes the items of a list; its errors say which item is wrong."""


class OpenTable(Table):
    """A table whose keys are free: lists in it become tuples, tables in it open tables."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Annotated[Any, BeforeValidator(_frozen)]]

    heading: ClassVar[Text] = Text("A table that no plugin claims", "没有插件认领的表")

    def get(self, key: str) -> object:
        """The value of one key, None where it is absent."""
        return self.__pydantic_extra__.get(key)

    def items(self) -> ItemsView[str, Any]:
        """Keys and values in the order of the file."""
        return self.__pydantic_extra__.items()

    def __hash__(self) -> int:
        return hash(frozenset(self.__pydantic_extra__.items()))


def declarations(table: type[Table], prefix: str = "") -> Iterator[tuple[str, Declaration]]:
    """Path and declaration of every field of a table and of the tables in it.

    Lists of tables and tables with free keys have no fields of their own and are left out.
    Raises TypeError for any other field that was not made with `declare`.
    """
    for key, info in table.model_fields.items():
        declaration = declaration_of(info)
        annotation = info.annotation
        if declaration is not None:
            yield prefix + key, declaration
        elif isinstance(annotation, type) and issubclass(annotation, Table):
            yield from declarations(annotation, f"{prefix}{key}.")
        elif get_origin(annotation) is not tuple:
            raise TypeError(f"{table.__name__}.{key} is not made with declare()")


def values_at(paths: Sequence[str]) -> Callable[[Table], tuple[Any, ...]]:
    """A function that reads the fields at some paths of a table in one go."""
    if len(paths) > 1:
        return attrgetter(*paths)
    reads = [attrgetter(path) for path in paths]  # that of a single path would give no tuple
    return lambda table: tuple([read(table) for read in reads])


def is_input(path: str, declaration: Declaration) -> bool:
    """Whether scoring may read the field: texts are for people, `format` is for programs."""
    return declaration.kind.name != "text" and path != "format"


def taken_apart(value: T) -> T:
    """A copy of a table, and of every table in it: what is forced into one, the other has not."""
    if isinstance(value, tuple):
        return tuple(map(taken_apart, value)) if value else value  # type: ignore[return-value]
    if not isinstance(value, Table):
        return value  # nothing in it can be changed
    copy = value.__copy__()
    for inside in (copy.__dict__, copy.__pydantic_extra__ or {}):
        for key, inner in inside.items():
            if isinstance(inner, Table | tuple):
                inside[key] = taken_apart(inner)
    return copy


def plain_data(value: object) -> object:
    """A table or a value in it as TOML data: dicts and lists.

    What equals its default is left out, so what is unknown is; a set that is known to be empty
    stays, and so does a table that no plugin claims.
    """
    if isinstance(value, OpenTable):
        return {
            key: data
            for key, item in value.items()
            if (data := plain_data(item)) or not isinstance(item, Section)
        }
    if isinstance(value, Table):
        return {
            key: plain_data(getattr(value, key))
            for key, info in type(value).model_fields.items()
            if getattr(value, key) != info.default
        }
    if isinstance(value, tuple):
        return [plain_data(item) for item in value]
    return value
