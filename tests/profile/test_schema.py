"""The JSON Schema says what the reader says, as far as JSON can say it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from factmatrix.profile.fields import declare
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.schema import profile_schema
from factmatrix.profile.table import Section, Table
from factmatrix.text import Text
from tests.strategies import profile_data

MINIMAL: dict[str, Any] = {"format": 1, "brand": {"name": "Acme", "category": "food"}}
SOME = Text("Some", "某项")


class Store(Table):
    """A row in a plugin's section."""

    heading = Text("Stores", "门店")

    city: str = declare("text", Text("City", "城市"), SOME, required=True)


class Shelf(Section):
    """A plugin's section with all that a section may have."""

    share: float | None = declare("share", Text("Share", "占比"), SOME)
    stores: tuple[Store, ...] = ()


def accepts(data: object, **sections: type[Section]) -> bool:
    schema = profile_schema(sections)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return validator.is_valid(as_json(data))


def as_json(data: object) -> object:
    """TOML data as JSON has it: dates and times are strings."""
    if isinstance(data, dict):
        return {key: as_json(item) for key, item in data.items()}
    if isinstance(data, list):
        return [as_json(item) for item in data]
    return data if isinstance(data, str | int | float) else str(data)


def test_it_is_a_json_schema_of_2020() -> None:
    schema = profile_schema({"shelf": Shelf})
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@given(data=profile_data())
def test_what_the_reader_takes_is_valid(data: dict[str, Any]) -> None:
    assert accepts(data)


# JSON cannot tell a date from a text, 3.0 from 3, and has no nan and inf.
JSON_VALUES = st.recursive(
    st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not x.is_integer())
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(data=profile_data(), value=JSON_VALUES, choose=st.data())
def test_what_the_models_refuse_is_invalid_and_the_reverse(
    data: dict[str, Any], value: object, choose: st.DataObject
) -> None:
    path = choose.draw(st.sampled_from(sorted(places(data))))
    inside: Any = data
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    try:
        BrandProfile.model_validate(data)
        taken = True
    except ValidationError:
        taken = False
    assert accepts(data) == taken


@pytest.mark.parametrize(
    "tables",
    [
        {"economics": {"refund_rate": 35}},
        {"economics": {"refund_rate": "35%"}},
        {"economics": {"aov": -1}},
        {"accounts": {"shop": 1}},
        {"accounts": {"own_accounts": 1.5}},
        {"accounts": {"tools": ["compas"]}},
        {"product": {"launch_date": "spring"}},
        {"live": {"aov": 300}},
        {"creators": {"name": "a"}},
        {"creators": [{"nam": "a"}]},
        {"sales": {"shares": {"field": 2}}},
        {"evidence": {"live.gpm": 3}},
        {"ext": {"xhs": 3}},
        {"bogus": {}},
        {"format": 2},
        {"brand": {"name": "Acme"}},
        {"brand": {"name": "Acme", "category": "foods"}},
    ],
)
def test_an_editor_marks(tables: dict[str, Any]) -> None:
    assert accepts(MINIMAL)
    assert not accepts(MINIMAL | tables)


def test_chinese_labels_and_aliases_are_taken() -> None:
    for category in ("womenswear", "女装", "彩妆"):
        assert accepts(MINIMAL | {"brand": {"name": "禾见", "category": category}})


def test_a_plugins_section_is_checked_and_an_absent_one_left_alone() -> None:
    def with_ext(**tables: object) -> bool:
        return accepts(MINIMAL | {"ext": tables}, shelf=Shelf)

    assert with_ext(shelf={"share": 0.3, "stores": [{"city": "杭州"}]})
    assert not with_ext(shelf={"share": 30})
    assert not with_ext(shelf={"shares": 0.3})
    assert not with_ext(shelf={"stores": [{}]})
    assert with_ext(xhs={"anything": [1, {"a": True}]})


def test_every_field_has_a_title_and_a_description_in_both_languages() -> None:
    seen = dict(fields(profile_schema({"shelf": Shelf})))
    assert seen["live.conversion_rate"]["title"] == "Conversion · 直播间转化率"
    assert seen["live.conversion_rate"]["description"].startswith(
        "Orders divided by views.\n成交订单数 ÷ 观看人次。\n"
        "a share from 0 to 1 (35 % is 0.35)\n0 到 1 的比例（35% 写作 0.35）\nCompass"
    )
    assert "ext.shelf.stores.city" in seen
    for path, field in seen.items():
        assert field["title"], path
        assert field["description"], path


def test_a_field_without_a_declaration_is_refused() -> None:
    class Careless(Section):
        fans: int = 0

    with pytest.raises(TypeError, match="declare"):
        profile_schema({"careless": Careless})


def fields(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a schema by its dotted path."""
    for key, inner in schema.get("properties", {}).items():
        here = f"{path}.{key}".removeprefix(".")
        table = inner["items"] if "properties" in inner.get("items", {}) else inner
        if table.get("type") == "object":
            yield from fields(table, here)
        else:
            yield here, inner


def places(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values in the data but dates, which JSON does not have."""
    pairs: Any = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, list):
        pairs = enumerate(data)
    found: list[tuple[Any, ...]] = []
    for key, value in pairs:
        if not isinstance(value, date):
            found += [(*path, key), *places(value, (*path, key))]
    return found


SAMPLES = Path(__file__).parents[2] / "profiles"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_editors_find_no_fault_in_the_samples(path: Path) -> None:
    text = path.read_text("utf-8")
    name = text.splitlines()[0].removeprefix("#:schema ")
    schema = json.loads((SAMPLES / name).read_text("utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    validator.validate(as_json(tomllib.loads(text)))
