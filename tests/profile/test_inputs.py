"""The fields of format 1, and what each of them declares about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal, get_args, get_origin

import pytest

from factmatrix.profile.declaration import KINDS, Declaration
from factmatrix.profile.fields import declaration_of, declare
from factmatrix.profile.inputs import core_inputs, row_fields, section_inputs
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reference import page
from factmatrix.profile.table import Section, Table, declarations
from factmatrix.text import Text

FORMAT_1 = """
brand: category choice, as_of date, goal choice, stage choice, tags set
powers.content: short_video score, live score
powers.brand: attraction score, spread score
powers.product: innovation score, vitality score, value score
powers.price: strength score, index ratio 20 500
quality: product score, reputation score, positive_review_rate share, quality_return_rate share,
  experience_scale choice, experience_score score, experience_product score,
  experience_logistics score, experience_service score
economics: aov money 0.01, gross_margin share -1 1, refund_rate share, return_loss_rate share,
  platform_fee_rate share, commission_rate share, max_commission_rate share,
  campaign_discount share, monthly_budget money
sales: monthly_gmv money, monthly_orders count, hero_share share, top_creator_share share
accounts: shop flag, blue_v flag, qianchuan flag, blue_v_bound flag, qianchuan_bound flag,
  agency_owned flag, tools set, own_accounts count, tag_clarity score
live: hours_per_week hours 0 168, sessions_per_week count, views_per_session count,
  conversion_rate share, conversion_percentile percentile, average_watch_minutes minutes,
  interaction_rate share 0 100, follow_rate share, gpm money, feed_share share, paid_share share
content: forms set, videos_per_week count, video_gpm money, video_conversion_rate share
audience: fans count, match share, data_source choice, repurchase_rate share,
  new_customer_share share, fan_order_share share, ltv money
product: launch_date date
affiliates: active count, repeat_share share, audience_similarity share, category_match share,
  traffic_support money, best_listed flag, best_list_rank rank
top_creators: match share, tone_match share, cooperation share
market: category_percentile percentile, subtrack_rank rank
supply: stock_days days, max_daily_orders count
"""
FORMAT_1_ROWS = """
creators: name text, date date, category choice, fans count, channel choice, contract choice,
  fee money, traffic_cost money, commission_rate share, denominator choice, views count,
  natural_views count, gmv money, orders count, refund_rate share, refund_amount money,
  audience_match share, tone_match share, cooperation share, creator_score score 0 5
campaigns: name text, event text, kind choice, start date, end date, categories set,
  eligible flag, joined flag
boost_tests: name text, tool choice, target choice, cost money, paid_views count,
  natural_views count, conversions count, gmv money
"""
CHOICES = {
    "brand.category": "womenswear menswear kidswear shoes_bags sportswear beauty skincare food "
    "fresh liquor household appliances electronics jewelry mother_baby other",
    "brand.goal": "daily burst new_product awareness long_term",
    "brand.stage": "launch growth scale",
    "quality.experience_scale": "100 5",
    "accounts.tools": "compass buyin xingtu alliance ad",
    "content.forms": "knowledge scene recommendation story",
    "audience.data_source": "douyin other",
}
ROW_CHOICES = {
    "creators.channel": "live video",
    "creators.contract": "commission fee mixed",
    "creators.denominator": "plays views viewers impressions",
    "campaigns.kind": "platform ip industry",
    "boost_tests.tool": "dou_plus qianchuan",
    "boost_tests.target": "video live",
}

ROWS = {
    f"{name}.{key}": declaration
    for name, fields in row_fields().items()
    for key, declaration in fields.items()
}
ALL: dict[str, Declaration] = dict(declarations(BrandProfile)) | ROWS
JUDGED = {path for path in ALL if path.startswith("powers.") and path != "powers.price.index"} | {
    "quality.product",
    "quality.reputation",
    "accounts.tag_clarity",
    "top_creators.tone_match",
    "top_creators.cooperation",
    "creators.tone_match",
    "creators.cooperation",
}


def listed(text: str) -> dict[str, list[str]]:
    """Path to kind (and range, where it is not the kind's own) of a list above."""
    fields = {}
    for table, keys in re.findall(r"^([\w.]+): ((?:.|\n )+)$", text, re.MULTILINE):
        for field in keys.replace("\n", " ").split(","):
            key, *kind = field.split()
            fields[f"{table}.{key}"] = kind
    return fields


def declared(declaration: Declaration) -> list[str]:
    """The same of a declaration."""
    kind = KINDS[declaration.kind.name]
    own = (declaration.low, declaration.high) == (kind.low, kind.high)
    ends = [] if own else [declaration.low, declaration.high]
    return [kind.name, *(f"{end:g}" for end in ends if end is not None)]


def models(table: type[Table]) -> Iterator[type[Table]]:
    """A table's model and those of the tables and rows in it."""
    yield table
    for info in table.model_fields.values():
        for kind in (info.annotation, *get_args(info.annotation)):
            if isinstance(kind, type) and issubclass(kind, Table):
                yield from models(kind)


def test_the_inputs_are_those_of_format_1() -> None:
    assert {path: declared(item.declaration) for path, item in core_inputs().items()} == listed(
        FORMAT_1
    )


def test_the_rows_are_those_of_format_1() -> None:
    assert {path: declared(declaration) for path, declaration in ROWS.items()} == listed(
        FORMAT_1_ROWS
    )


@pytest.mark.parametrize("path", CHOICES | ROW_CHOICES)
def test_the_choices_are_those_of_format_1(path: str) -> None:
    values = [str(choice.value) for choice in ALL[path].choices]
    assert values == (CHOICES | ROW_CHOICES)[path].split()


def test_the_tables_stand_in_the_order_of_the_format() -> None:
    assert list(BrandProfile.model_fields) == [
        "format", "brand", "powers", "quality", "economics", "sales", "accounts", "live",
        "content", "audience", "product", "affiliates", "top_creators", "market", "supply",
        "evidence", "creators", "campaigns", "boost_tests", "ext",
    ]  # fmt: skip


def test_an_input_knows_its_path() -> None:
    assert all(path == item.path for path, item in core_inputs().items())


@pytest.mark.parametrize("table", dict.fromkeys(models(BrandProfile)), ids=lambda t: t.__name__)
def test_every_table_has_a_heading(table: type[Table]) -> None:
    assert table.heading.en


@pytest.mark.parametrize("path", ALL)
class TestEveryField:
    def test_says_where_to_find_it_and_what_to_ask(self, path: str) -> None:
        declaration = ALL[path]
        if path != "format":
            assert declaration.where is not None
            assert declaration.question is not None
            assert declaration.question.en.endswith("?")
            assert declaration.question.zh.endswith("？")

    def test_is_written_in_both_languages(self, path: str) -> None:
        texts = [
            text
            for text in vars_of(ALL[path])
            if isinstance(text, Text) and text != ALL[path].title
        ]
        for text in texts:
            assert re.search(r"[\u4e00-\u9fff]", text.zh), text.zh
            assert len(re.findall(r"[\u4e00-\u9fff]", text.en)) < len(text.en) / 4, text.en

    def test_uses_chinese_punctuation_in_chinese(self, path: str) -> None:
        for text in vars_of(ALL[path]):
            if isinstance(text, Text):
                assert not re.search(r"[\u4e00-\u9fff][,;:?!()]", text.zh), text.zh

    def test_has_a_rubric_if_and_only_if_it_is_judged(self, path: str) -> None:
        assert (ALL[path].rubric is not None) == (path in JUDGED)

    def test_is_plausible_within_its_range(self, path: str) -> None:
        declaration = ALL[path]
        if declaration.plausible is not None:
            low, high = declaration.plausible
            assert low < high
            assert declaration.low is not None
            assert declaration.low < high
            assert declaration.high is None or high <= declaration.high

    def test_spells_no_two_choices_alike(self, path: str) -> None:
        spellings = [
            spelling
            for choice in ALL[path].choices
            for spelling in {str(choice.value), choice.label.zh, *choice.aliases}
        ]
        assert len(spellings) == len(set(spellings))


def vars_of(declaration: Declaration) -> list[object]:
    """Everything a declaration holds."""
    return list(declaration)


def literals(annotation: object) -> Iterator[object]:
    """The values of all `Literal`s in an annotation."""
    for argument in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield argument
        else:
            yield from literals(argument)


@pytest.mark.parametrize("table", dict.fromkeys(models(BrandProfile)), ids=lambda t: t.__name__)
def test_a_choice_declares_the_values_that_its_type_takes(table: type[Table]) -> None:
    for key, info in table.model_fields.items():
        declaration = declaration_of(info)
        if declaration is not None:
            values = set(literals(Annotated[info.annotation, None]))
            assert values == {choice.value for choice in declaration.choices}, key


class ShelfSection(Section):
    """What a plugin may declare for itself."""

    search_share: float | None = declare("share", Text("Search", "搜索"), Text("Search", "搜索"))
    comment: str | None = declare("text", Text("Comment", "说明"), Text("Comment", "说明"))
    format: str | None = declare("set", Text("Formats", "形式"), Text("Formats", "形式"))


def test_a_section_brings_its_inputs_under_its_own_path() -> None:
    inputs = section_inputs("shelf", ShelfSection)
    assert list(inputs) == ["ext.shelf.search_share", "ext.shelf.format"]
    assert inputs["ext.shelf.search_share"].declaration.title.zh == "搜索"


def test_a_section_with_an_undeclared_field_is_refused() -> None:
    class Careless(Section):
        search_share: float = 0.0

    with pytest.raises(TypeError, match=r"Careless\.search_share .* declare"):
        section_inputs("careless", Careless)


@pytest.mark.parametrize("answer", [core_inputs(), row_fields(), row_fields()["creators"]])
def test_answers_cannot_be_changed(answer: dict[str, None]) -> None:
    with pytest.raises(TypeError):
        answer["new"] = None


def test_the_reference_names_every_field_in_both_languages() -> None:
    text = page()
    for path, declaration in ALL.items():
        key = path.rpartition(".")[2]
        [row] = [
            line
            for line in text.splitlines()
            if line.startswith(f"| `{key}` |")
            and f"**{declaration.title.en}**" in line
            and f"**{declaration.title.zh}**" in line
            and declaration.help.en.replace("|", "\\|") in line
        ][:1]
        assert row.count(" | ") == 2


def test_the_reference_is_up_to_date(pytestconfig: pytest.Config) -> None:
    written = (pytestconfig.rootpath / "docs" / "fields.md").read_text("utf-8")
    assert written == page(), "run: python -m factmatrix.profile.reference docs/fields.md"
