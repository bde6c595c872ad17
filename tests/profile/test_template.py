"""`fact new`: a file that explains every field and reads back, as it is and filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.types import Strict
from wcwidth import width

from factmatrix.profile.declaration import Declaration
from factmatrix.profile.fields import declare
from factmatrix.profile.inputs import core_inputs, row_fields
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import read_profile
from factmatrix.profile.table import Section, Table, declarations
from factmatrix.profile.template import new_profile
from factmatrix.text import LANGUAGES, Language, Text

SOME = Text("Some help.", "一些说明。")
CITIES = Text("City", "城市")


class Street(Table):
    """A row in the plugin's section that needs a name."""

    heading = Text("Streets", "街道")

    name: str = declare("text", Text("Street", "街道"), SOME, required=True)


class Shop(Section):
    """A plugin's section with fields of many kinds, one of them required."""

    heading = Text("Shop fronts", "门店")

    city: str = declare("text", CITIES, SOME, required=True)
    share: float | None = declare("share", Text("Share", "占比"), SOME)
    fronts: int | None = declare("count", Text("Fronts", "门店数"), SOME, low=3, high=4)
    index: float | None = declare("ratio", Text("Index", "指数"), SOME, low=0.2, high=0.9)
    rent: float | None = declare("money", Text("Rent", "租金"), SOME, plausible=(1000, 9000))
    open: bool | None = declare("flag", Text("Open", "营业中"), SOME)
    streets: Annotated[tuple[Street, ...], Strict(False)] = ()


SECTIONS: dict[str, type[Section]] = {"shop": Shop}


def filled_in(text: str) -> str:
    """The file after "# " is deleted in front of every field."""
    return re.sub(r"(?m)^# ", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_back_as_a_brand_of_which_only_the_name_is_known(language: Language) -> None:
    reading = read_profile(new_profile("Acme", "food", language))
    assert reading.problems == ()
    assert reading.profile == BrandProfile.model_validate(
        {"format": 1, "brand": {"name": "Acme", "category": "food"}}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_with_its_examples_it_reads_without_a_doubt(language: Language) -> None:
    text = filled_in(new_profile("Acme", "food", language, sections=SECTIONS))
    reading = read_profile(text, sections=SECTIONS)
    assert reading.problems == ()
    profile = reading.profile
    assert profile is not None
    assert set(core_inputs()) < set(profile.inputs)
    assert profile.sales.shares.get("field") is not None
    assert profile.evidence.get("powers.content.live") is not None
    for name, fields in row_fields().items():
        (row,) = getattr(profile, name)
        assert all(getattr(row, field) is not None for field in fields), name
    shop = profile.ext.get("shop")
    assert isinstance(shop, Shop)
    assert shop.streets == (Street(name="…"),)
    assert None not in (shop.share, shop.fronts, shop.index, shop.rent, shop.open)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_explained_in_the_language(language: Language) -> None:
    text = new_profile("Acme", "food", language, sections=SECTIONS)
    prose = re.sub(r"\s+(## )?", "", text)
    for path, declaration in everything():
        parts = (declaration.title, declaration.help, declaration.where, declaration.rubric)
        for part in parts:
            assert part is None or "".join(part.in_(language).split()) in prose, path
        for choice in declaration.choices:
            assert f"{choice.value}" in prose, path


def everything() -> Iterator[tuple[str, Declaration]]:
    yield from declarations(BrandProfile)
    for name, fields in row_fields().items():
        for key, declaration in fields.items():
            yield f"{name}.{key}", declaration


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_prose_is_wider_than_a_page(language: Language) -> None:
    for line in new_profile("Acme", "food", language).split("\n"):
        assert not line.startswith("##") or width(line) <= 100


def test_how_a_field_looks() -> None:
    english = new_profile("Acme", "food", "en").split("\n\n")
    assert english[1:4] == [
        "## Version of the file format. This program reads format 1.\n"
        "## Values: 1\n"
        "format = 1                            # Format",
        "## ======== Brand\n[brand]",
        "## The name that reports and rankings show.\n"
        "## Where to find it: Ask the client.\n"
        'name = "Acme"                         # Brand name: text in quotes',
    ]
    chinese = new_profile("禾见", "女装", "zh")
    assert (
        "## 每周至少有一个自播间在播的小时数，多间同时开播只算一次。\n"
        "## 在哪里找：电商罗盘 > 直播 > 直播复盘 > 累计直播时长。\n"
        "# hours_per_week = 42                 # 每周直播时长：0 到 168 的小时数\n"
    ) in chinese
    assert '\ncategory = "女装"                     # 主营类目\n' in chinese


def test_editors_find_the_schema_in_the_first_line() -> None:
    text = new_profile("Acme", "food", "en", schema="schema/factmatrix.json")
    assert text.startswith("#:schema schema/factmatrix.json\n## ")
    assert not new_profile("Acme", "food", "en").startswith("#:")


@settings(max_examples=50)  # a whole file each
@given(name=st.text(min_size=1).filter(str.strip))
def test_any_name_is_written_so_that_it_reads_back(name: str) -> None:
    text = new_profile(name, "food", "zh")
    profile = read_profile(text).profile
    assert profile is not None
    assert profile.brand.name == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_category_that_is_not_given_is_left_open_and_asked_for(language: Language) -> None:
    text = new_profile("Acme", None, language)
    [problem] = read_profile(text).problems
    assert problem.key == "brand.category"
    assert problem.source_line == "[brand]"
    assert '"kidswear"' in problem.message.in_(language)
    chosen = text.replace('# category = "womenswear"', 'category = "kidswear"  ')
    profile = read_profile(chosen).profile
    assert profile is not None
    assert profile.brand.category == "kidswear"


def test_an_open_category_says_that_it_is_required() -> None:
    fields = new_profile("Acme", None, "en").split("\n\n")
    category = next(field for field in fields if "# category =" in field)
    assert category.startswith("## Required.\n")
    assert "## Required." not in new_profile("Acme", "food", "en")
    assert "## 必填。" in new_profile("禾见", None, "zh").split("\n")


def test_nothing_is_made_up_for_the_required_field_of_a_plugin() -> None:
    text = new_profile("Acme", "food", "en", sections=SECTIONS)
    assert '\n# [ext.shop]\n\n## Required.\n## Some help.\n# city = "…"' in text
    assert '\n# [[ext.shop.streets]]\n\n## Required.\n## Some help.\n# name = "…"' in text
    assert read_profile(text, sections=SECTIONS).problems == ()
    opened = text.replace("# [ext.shop]", "[ext.shop]")
    [problem] = read_profile(opened, sections=SECTIONS).problems
    assert problem.key == "ext.shop.city"


@pytest.mark.parametrize(
    ("name", "category", "language", "message"),
    [
        (" ", "food", "en", "brand.name is blank: reports and rankings need a name to show."),
        (" ", "food", "zh", "brand.name 是空的：报告和榜单需要显示品牌名称。"),
        ("A", "foods", "en", '"foods" is none of the choices. Did you mean "food"? Choices: '),
        ("A", "foods", "zh", '没有 "foods" 这个选项。是不是 "food"（食品）？可选：'),
    ],
)
def test_what_no_profile_may_hold(
    name: str, category: str, language: Language, message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        new_profile(name, category, language)
