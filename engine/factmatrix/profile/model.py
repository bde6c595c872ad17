"""The brand profile: one immutable value that holds everything known of a brand."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import BeforeValidator
from pydantic.types import Strict

from factmatrix.profile.choices import FORMATS
from factmatrix.profile.fields import declare
from factmatrix.profile.table import (
    OpenTable,
    Section,
    Table,
    declarations,
    is_input,
    plain_data,
    values_at,
)
from factmatrix.profile.tables.accounts import Accounts
from factmatrix.profile.tables.affiliates import Affiliates, TopCreators
from factmatrix.profile.tables.audience import Audience
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.profile.tables.brand import Brand, Product
from factmatrix.profile.tables.campaigns import Campaign
from factmatrix.profile.tables.content import Content
from factmatrix.profile.tables.creators import Creator
from factmatrix.profile.tables.economics import Economics
from factmatrix.profile.tables.live import Live
from factmatrix.profile.tables.market import Market, Supply
from factmatrix.profile.tables.powers import Powers
from factmatrix.profile.tables.quality import Quality
from factmatrix.profile.tables.sales import Sales
from factmatrix.text import Text

__all__ = ["BrandProfile", "Evidence", "Extensions", "Section", "Value"]

Value = float | int | bool | str | datetime.date | tuple[str, ...]
"""What one input of the scoring can be: a scalar or a set."""


class Evidence(OpenTable):
    """Where numbers come from, by the path of the field they stand in."""

    __pydantic_extra__: dict[str, str]

    heading: ClassVar[Text] = Text("Evidence", "数据依据")
    explanation: ClassVar[Text | None] = Text(
        'Where a number comes from: "powers.content.live" = "Compass, June 2025". '
        "Shown beside the field, never scored.",
        '数字从哪里来，例如 "powers.content.live" = "罗盘 2025-06"。只展示，不计分。',
    )


def _section(value: object) -> Section | OpenTable:
    """Sections stay what their plugin made them; anything else is kept as an open table."""
    return value if isinstance(value, Section) else OpenTable.model_validate(value)


class Extensions(OpenTable):
    """The tables of the plugins: a `Section` where the plugin is present, else an `OpenTable`."""

    __pydantic_extra__: dict[str, Annotated[Section | OpenTable, BeforeValidator(_section)]]

    heading: ClassVar[Text] = Text("Fields of plugins", "插件字段")


class BrandProfile(Table):
    """Everything known of one brand. What a file leaves out is unknown (None), never zero."""

    heading: ClassVar[Text] = Text("Brand profile", "品牌档案")

    format: Literal[1] = declare(
        "choice",
        Text("Format", "格式版本"),
        Text(
            "Version of the file format. This program reads format 1.",
            "档案文件的格式版本，当前为 1。",
        ),
        required=True,
        choices=FORMATS,
    )
    brand: Brand
    powers: Powers = Powers()
    quality: Quality = Quality()
    economics: Economics = Economics()
    sales: Sales = Sales()
    accounts: Accounts = Accounts()
    live: Live = Live()
    content: Content = Content()
    audience: Audience = Audience()
    product: Product = Product()
    affiliates: Affiliates = Affiliates()
    top_creators: TopCreators = TopCreators()
    market: Market = Market()
    supply: Supply = Supply()
    evidence: Evidence = Evidence()
    creators: Annotated[tuple[Creator, ...], Strict(False)] = ()
    campaigns: Annotated[tuple[Campaign, ...], Strict(False)] = ()
    boost_tests: Annotated[tuple[BoostTest, ...], Strict(False)] = ()
    ext: Extensions = Extensions()

    @cached_property
    def inputs(self) -> Mapping[str, Value]:
        """Every known scalar and set by its dotted path ("powers.content.live").

        Rows, texts, evidence and `sales.shares` are no inputs. What `[top_creators]` leaves out
        is taken from the best candidate in `[[creators]]`.
        """
        known = _known(self)
        if self.creators:
            known = of_best_candidate(self.creators) | known
        for position, section in self.ext.items():
            if isinstance(section, Section):
                known |= _known(section, f"ext.{position}.")
        return MappingProxyType(known)

    def with_inputs(self, changes: Mapping[str, Value | None]) -> BrandProfile:
        """A new, validated profile with these fields changed; None makes one unknown again.

        Raises KeyError for a path that this profile has no place for (`ext.<id>` without the
        plugin's section, for example) and ValidationError for a value out of range.
        """
        by_parts = {tuple(path.split(".")): value for path, value in changes.items()}
        return BrandProfile.model_validate(_changed(self, by_parts))

    def to_data(self) -> dict[str, Any]:
        """The profile as TOML data in the order of the fields, without what is unknown.

        It validates back to an equal profile; only sections of plugins come back as open tables
        until their plugins claim them.
        """
        return cast(dict[str, Any], plain_data(self))

    # The cached inputs are left behind by every kind of copy: they would be out of date in
    # `model_copy(update=...)`, and a mapping proxy can be neither pickled nor deep-copied.

    def __getstate__(self) -> dict[Any, Any]:
        state = super().__getstate__()
        fields = {key: value for key, value in state["__dict__"].items() if key != "inputs"}
        return state | {"__dict__": fields}

    def __copy__(self) -> Self:
        copied = super().__copy__()
        copied.__dict__.pop("inputs", None)
        return copied

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self.__copy__()  # nothing inside can change


@cache
def _readers(table: type[Table], prefix: str) -> tuple[tuple[str, Callable[[Table], Value]], ...]:
    """How to read each input of a table, made once: a batch asks for them of every profile."""
    return tuple(
        (path, attrgetter(path.removeprefix(prefix)))
        for path, declaration in declarations(table, prefix)
        if is_input(path, declaration)
    )


def _known(table: Table, prefix: str = "") -> dict[str, Value]:
    """The inputs of a table that have a value, by path."""
    readers = _readers(type(table), prefix)
    return {path: value for path, read in readers if (value := read(table)) is not None}


def fields_reader(paths: Sequence[str]) -> Callable[[BrandProfile], tuple[Value | None, ...]]:
    """A function that says what a profile knows of some fields of the core, by their paths.

    Of inputs it says the same as `inputs`, in half the time, which counts for many profiles.
    """
    stated = values_at(paths)
    place = {path: number for number, path in enumerate(paths)}

    def read(profile: BrandProfile) -> tuple[Value | None, ...]:
        values: tuple[Value | None, ...] = stated(profile)
        if not profile.creators:
            return values
        filled = list(values)
        for path, value in of_best_candidate(profile.creators).items():
            if path in place and filled[place[path]] is None:
                filled[place[path]] = value
        return tuple(filled)

    return read


def of_best_candidate(creators: tuple[Creator, ...]) -> dict[str, Value]:
    """What the best candidate says about `[top_creators]`, by the path of its fields."""
    best = max((row for row in creators if row.is_candidate), key=Creator.suitability, default=None)
    if best is None:
        return {}
    values = {
        "top_creators.match": best.audience_match,
        "top_creators.tone_match": best.tone_match,
        "top_creators.cooperation": best.cooperation,
    }
    return {path: value for path, value in values.items() if value is not None}


def _changed(
    table: Table, changes: Mapping[tuple[str, ...], Value | None]
) -> dict[str, object] | Section:
    """The values of a table after the changes, ready to be validated.

    Tables on the way to a change become dicts, so that an error carries the whole path; a
    plugin's section is validated here, where its class is known.
    """
    values = _values(table)
    deeper: dict[str, dict[tuple[str, ...], Value | None]] = {}
    for (key, *rest), value in changes.items():
        if rest:
            deeper.setdefault(key, {})[tuple(rest)] = value
        elif key in type(table).model_fields or isinstance(table, OpenTable):
            values[key] = value
        else:
            raise KeyError(f"{type(table).__name__} has no field {key!r}")
    for key, inner in deeper.items():
        below = values.get(key)
        if not isinstance(below, Table):
            raise KeyError(f"{type(table).__name__} has no table {key!r}")
        values[key] = _changed(below, inner)
    known = {key: value for key, value in values.items() if value is not None}
    return type(table).model_validate(known) if isinstance(table, Section) else known


def _values(table: Table) -> dict[str, object]:
    if isinstance(table, OpenTable):
        return dict(table.items())
    return {key: getattr(table, key) for key in type(table).model_fields}
