"""Reading a profile: what comes back for good files, bad files and things that are no files."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError, field_validator

from factmatrix.profile.checks import check
from factmatrix.profile.fields import declare
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import Reading, read_profile
from factmatrix.profile.table import OpenTable, Section
from factmatrix.text import Text
from factmatrix.toml.writing import dump
from tests.strategies import profile_data

HEAD = 'format = 1\nbrand = { name = "Acme", category = "food" }\n'
SOME = Text("Some", "某项")


class Shelf(Section):
    """A plugin's section."""

    search_share: float | None = declare("share", Text("Search share", "搜索占比"), SOME)
    mall: bool | None = declare("flag", Text("In the mall", "入驻商城"), SOME)


class Demanding(Section):
    """A plugin's section that cannot be empty, with a rule of its own."""

    city: str = declare("text", Text("City", "城市"), SOME, required=True)

    @field_validator("city")
    @classmethod
    def _capitalised(cls, value: str) -> str:
        if not value.istitle():
            raise ValueError("cities begin with a capital letter")
        return value


def failing(error: BaseException) -> type[Section]:
    """A section whose plugin raises this whenever it reads anything."""

    class Failing(Section):
        anything: str | None = declare("text", SOME, SOME)

        @field_validator("anything")
        @classmethod
        def _fail(cls, value: str) -> str:
            raise error

    return Failing


def keys(reading: Reading) -> list[str]:
    """What the problems are about, in their order."""
    return [problem.key for problem in reading.problems]


def first_lines(reading: Reading) -> list[str]:
    return [problem.render("shop.toml", "en").splitlines()[0] for problem in reading.problems]


def test_a_good_file_gives_its_profile_and_nothing_to_say() -> None:
    text = HEAD.replace('"food"', '"女装"') + "[product]\nlaunch_date = 2025-06-01\n"
    reading = read_profile(text)
    assert reading.problems == ()
    assert reading.profile is not None
    assert reading.profile.brand.category == "womenswear"
    assert reading.profile.product.launch_date == date(2025, 6, 1)
    assert reading.text == text
    assert reading.path is None


@given(data=profile_data())
def test_whatever_a_profile_can_be_is_read_as_that(data: dict[str, Any]) -> None:
    reading = read_profile(dump(data))
    assert reading.errors == ()
    assert reading.profile == BrandProfile.model_validate(data)


def test_path_bytes_and_text_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(HEAD, "utf-8", newline="")
    from_path, from_bytes, from_text = (
        read_profile(source) for source in (path, HEAD.encode(), HEAD)
    )
    assert from_path.profile == from_bytes.profile == from_text.profile
    assert from_path.path == path
    assert from_path.data == from_bytes.data == from_text.data == HEAD.encode()
    assert from_path.sha256 == hashlib.sha256(HEAD.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(HEAD + "# 客单价\n[economics]\naov = -1", "5:7", id="below a Chinese line"),
        pytest.param(HEAD + 'sales.shares = { "自播" = 0.5, f = 9 }', "3:34", id="after Chinese"),
        pytest.param(HEAD + "[economics]\n\taov\t=\t-1", "4:8", id="tabs count one"),
        pytest.param((HEAD + "[economics]\naov = -1").replace("\n", "\r\n"), "4:7", id="CRLF"),
    ],
)
def test_columns_count_characters(text: str, place: str) -> None:
    (line,) = first_lines(read_profile(text))
    assert line.startswith(f"shop.toml:{place}: ")


def test_a_byte_order_mark_is_no_character() -> None:
    reading = read_profile(b"\xef\xbb\xbfformat = 2\n")
    assert [(p.line, p.column, p.key) for p in reading.errors] == [
        (1, 1, "brand"),
        (1, 10, "format"),
    ]
    assert reading.data is not None
    assert reading.data.startswith(b"\xef\xbb\xbf")


def test_a_reading_can_be_sent_to_another_process() -> None:
    reading = read_profile(HEAD + "[live]\naov = 3\n")
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_the_whole_message_with_line_and_caret() -> None:
    problem = read_profile(HEAD + "[economics]\nrefund_rate = 35  # 财务口径").problems[0]
    assert problem.input == "35"
    assert problem.render("shop.toml", "zh") == (
        "shop.toml:4:15: economics.refund_rate: 35 超出范围。比例要写成小数：35% 写作 0.35。\n"
        "  refund_rate = 35  # 财务口径\n"
        "                ^"
    )


def test_control_characters_of_a_file_never_reach_the_terminal() -> None:
    text = HEAD + '[live]\n"\\u001b[2J" = 1\ngpm = "\x9b31m"\n'
    for problem in read_profile(text).problems:
        for language in ("en", "zh"):
            assert all(c.isprintable() for c in problem.render("x", language).replace("\n", ""))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[economics]\naov = 1_000_000", "economics.aov = 1_000_000: "),
        (f"[accounts]\nown_accounts = 0x{200 * 'f'}", f"own_accounts = 0x{37 * 'f'}…: "),
        (f"[supply]\nmax_daily_orders = 0b11\n[sales]\nmonthly_orders = 1{200 * '0'}",
         f"max_daily_orders = 0b11, but sales.monthly_orders = 1{38 * '0'}… is already 3.3333"),
        ("[quality]\nexperience_scale = 5\nexperience_score = 7_0.0", "experience_score = 7_0.0 "),
        ("[economics]\naov = 1e2\n[live]\nconversion_rate = 2e-2\ngpm = 3e3", "gpm = 3e3, but"),
        ("[economics]\naov = 1e2\n[sales]\nmonthly_orders = 1\nmonthly_gmv = 5_000.0",
         "monthly_gmv = 5_000.0, but"),
        ("[live]\nhours_per_week = 0.00\nsessions_per_week = 0o7",
         "sessions_per_week = 0o7, but live.hours_per_week = 0.00: "),
        ('[[creators]]\nname = "Li"\ncontract = "纯佣"\nfee = 5e3',
         'row 1: fee = 5e3, but contract = "纯佣" leaves'),
        ('creators = [{ name = "Li", views = 9_0, gmv = 1 }]', "row 1: views = 9_0, but without"),
        ('[[creators]]\nname = "Li"\nchannel = "短视频"\ndenominator = "场观"\nviews = 1\ngmv = 1',
         'denominator = "场观", but channel = "短视频": '),
        ('[[creators]]\nname = "Li"\nchannel = "直播"\nviews = 1\ngmv = 9\nrefund_amount = 9\n'
         "refund_rate = 1e-1", "row 1: refund_rate = 1e-1, but"),
        ('[[boost_tests]]\nname = "a"\nconversions = 0xff\npaid_views = 1\nnatural_views = 1',
         "row 1: conversions = 0xff, but paid_views + natural_views = 2: "),
        ('[[campaigns]]\nname = "618"\njoined = true\ncategories = ["美妆"]',
         'brand.category = "food" is not among'),
    ],
)  # fmt: skip
def test_messages_repeat_what_the_file_says(text: str, said: str) -> None:
    messages = [problem.message for problem in read_profile(HEAD + text).problems]
    [message] = [message for message in messages if said in message.en]
    for spelling in re.findall(r'= ("[^"]+"|[\w.…]+)', said):
        assert f"= {spelling}" in message.zh


class TestOnePass:
    """Every error of a file is said at once."""

    def test_in_the_order_of_the_file(self) -> None:
        reading = read_profile(
            'format = 1\n[live]\naov = 300\n[brand]\nname = 3\ncategory = "foods"\n'
            "[accounts]\nblue_v = false\nblue_v_bound = true\n"
            "[ext.shelf]\nsearch_share = 35\n[[creators]]\ngmv = -1\n",
            sections={"shelf": Shelf},
        )
        assert keys(reading) == [
            "live.aov",
            "brand.name",
            "brand.category",
            "accounts.blue_v_bound",
            "ext.shelf.search_share",
            "creators#1",
            "creators#1.gmv",
        ]
        assert [problem.severity for problem in reading.warnings] == ["warning"]

    def test_contradictions_come_with_other_errors_when_required_fields_are_wrong(self) -> None:
        reading = read_profile("[live]\nfeed_share = 0.8\npaid_share = 0.5\n")
        assert keys(reading) == ["format", "brand", "live.paid_share"]

    def test_nothing_follows_from_a_refused_value(self) -> None:
        # Without its scale a score would be doubted, but the scale is there, only misspelt.
        text = '[quality]\nexperience_scale = "of 5"\nexperience_score = 4.8\n'
        assert keys(read_profile(HEAD + text)) == ["quality.experience_scale"]

    def test_nothing_follows_from_a_stand_in(self) -> None:
        assert keys(read_profile("format = 1\nbrand = 3\n")) == ["brand"]
        assert keys(read_profile('brand = { name = "", category = "food" }')) == [
            "format",
            "brand.name",
        ]

    def test_rows_keep_their_numbers(self) -> None:
        reading = read_profile(HEAD + 'campaigns = [3, { name = 618 }, { start = "x" }]\n')
        assert keys(reading) == [
            "campaigns#1",
            "campaigns#2.name",
            "campaigns#3",
            "campaigns#3.start",
        ]

    def test_two_wrong_items_of_a_set(self) -> None:
        reading = read_profile(HEAD + 'content = { forms = ["a", "scene", 3] }\n')
        assert keys(reading) == ["content.forms#1", "content.forms#3"]

    def test_a_syntax_error_is_alone(self) -> None:
        reading = read_profile('format = 2\n[live]\naov = 300\ngpm = "\n')
        (problem,) = reading.problems
        assert problem.line == 4
        assert reading.profile is None
        assert reading.text.startswith("format")

    def test_hundreds_are_counted_not_listed(self) -> None:
        many = "\n".join(f"unknown_{number} = 0" for number in range(5000))
        reading = read_profile(many + "\n" + HEAD)
        assert len(reading.errors) == 201
        assert first_lines(reading)[0] == (
            "shop.toml:1:1: At least 4800 more problems are not listed. Correct those below first."
        )

    def test_hundreds_of_warnings_keep_no_file_from_being_a_profile(self) -> None:
        reading = read_profile(HEAD + "[[creators]]\nfans = 1\n" * 300)
        assert (len(reading.warnings), reading.errors) == (201, ())
        assert reading.profile is not None


class TestSources:
    """What is no readable file is a problem, never an exception and never a wait."""

    def told(self, source: Path | bytes | str) -> str:
        reading = read_profile(source)
        assert reading.profile is None
        (line,) = first_lines(reading)
        return line

    def test_no_such_file(self, tmp_path: Path) -> None:
        assert self.told(tmp_path / "none.toml") == (
            "shop.toml:1:1: There is no such file. Check the name."
        )

    def test_a_folder(self, tmp_path: Path) -> None:
        assert self.told(tmp_path) == "shop.toml:1:1: This is a folder. Name a file in it."

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_named_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert self.told(tmp_path / "pipe") == (
            "shop.toml:1:1: This is a pipe or a device. Save what it delivers as a file first."
        )

    def test_a_path_that_cannot_be(self) -> None:
        assert self.told(Path("a\0b")).startswith("shop.toml:1:1: The file cannot be read: ")
        assert self.told(Path("x" * 5000)).startswith("shop.toml:1:1: The file cannot be read: ")

    def test_too_large(self, tmp_path: Path) -> None:
        path = tmp_path / "large.toml"
        path.write_bytes(b"#" * 5_000_000)
        assert self.told(path) == (
            "shop.toml:1:1: The file has 4,883 KB, more than the 1,024 KB that are read. "
            "Check that it is the right file; split it if it is."
        )

    def test_an_unreadable_file_has_no_hash(self, tmp_path: Path) -> None:
        reading = read_profile(tmp_path)
        assert (reading.data, reading.sha256, reading.text) == (None, None, "")

    def test_another_encoding(self) -> None:
        assert "GBK" in self.told((HEAD + "# 品牌").encode("gbk"))

    def test_text_that_is_no_unicode(self) -> None:
        assert "is not UTF-8" in self.told("# \udc80")


class TestSections:
    """The tables `[ext.<id>]` of plugins."""

    def test_a_section_is_read_by_its_plugins_model(self) -> None:
        reading = read_profile(HEAD + "[ext.shelf]\nmall = true\n", sections={"shelf": Shelf})
        assert reading.profile is not None
        assert reading.profile.ext.get("shelf") == Shelf(mall=True)
        assert reading.profile.inputs["ext.shelf.mall"] is True
        assert reading.unclaimed == ()

    def test_its_errors_are_said_like_the_cores(self) -> None:
        text = HEAD + '[ext.shelf]\nmall = "是"\nserch_share = 3\n'
        assert first_lines(read_profile(text, sections={"shelf": Shelf})) == [
            'shop.toml:4:8: ext.shelf.mall: "是" is text. Write true without quotes.',
            "shop.toml:5:1: ext.shelf.serch_share: Unknown key. Did you mean search_share?",
        ]

    def test_a_key_that_belongs_to_a_section(self) -> None:
        text = HEAD + "[shelf]\n[live]\nsearch_share = 0.3\n"
        assert first_lines(read_profile(text, sections={"shelf": Shelf})) == [
            "shop.toml:3:2: shelf: Unknown table. Did you mean [ext.shelf]?",
            "shop.toml:5:1: live.search_share: Unknown key. Did you mean ext.shelf.search_share?",
        ]

    def test_a_section_that_is_no_table(self) -> None:
        text = HEAD + "ext.shelf = 3\n"
        assert first_lines(read_profile(text, sections={"shelf": Shelf})) == [
            "shop.toml:3:13: ext.shelf: ext.shelf is a table. "
            "Write [ext.shelf] and its fields below it.",
        ]

    def test_an_absent_section_can_be_filled_in(self) -> None:
        profile = read_profile(HEAD, sections={"shelf": Shelf}).profile
        assert profile is not None
        assert profile.ext.get("shelf") == Shelf()
        assert profile.with_inputs({"ext.shelf.mall": True}).inputs["ext.shelf.mall"] is True

    def test_required_fields_are_required_only_where_the_section_is(self) -> None:
        sections = {"cities": Demanding}
        assert read_profile(HEAD, sections=sections).problems == ()
        assert first_lines(read_profile(HEAD + "[ext.cities]\n", sections=sections)) == [
            'shop.toml:3:1: ext.cities.city: City is required. Write city = "…".'
        ]

    def test_what_a_plugins_own_rule_says(self) -> None:
        text = HEAD + '[ext.cities]\ncity = "hangzhou"\n'
        assert first_lines(read_profile(text, sections={"cities": Demanding})) == [
            'shop.toml:4:8: ext.cities.city: The plugin refuses "hangzhou": '
            "cities begin with a capital letter"
        ]

    def test_a_field_of_two_types_is_told_once_at_its_place(self) -> None:
        class Either(Section):
            code: int | str | None = declare("text", SOME, SOME)

        text = HEAD + "[ext.either]\ncode = [1]\n"
        assert first_lines(read_profile(text, sections={"either": Either})) == [
            "shop.toml:4:8: ext.either.code: [1] is a list. Write text in quotes."
        ]

    def test_a_section_without_its_plugin_is_kept_and_named(self) -> None:
        reading = read_profile(HEAD + "[ext.xhs]\nnotes = [1, 2]\n", sections={"shelf": Shelf})
        assert reading.unclaimed == ("ext.xhs",)
        assert reading.problems == ()
        assert reading.profile is not None
        assert reading.profile.to_data()["ext"] == {"xhs": {"notes": [1, 2]}}

    def test_each_wrong_item_in_it_has_its_place(self) -> None:
        text = HEAD + "[ext.xhs]\nnotes = [1, nan, [inf], { x = [0, nan] }]\n"
        assert first_lines(read_profile(text)) == [
            f"shop.toml:4:{column}: ext.xhs.notes#{item}: {value} is no figure. "
            "If it is unknown, leave the line out."
            for column, item, value in (
                (13, "2", "nan"),
                (19, "3#1", "inf"),
                (35, "4.x#2", "nan"),
            )
        ]

    @pytest.mark.parametrize("error", [RuntimeError("boom"), SystemExit(3), KeyError("x")])
    def test_a_plugin_that_fails_is_named_and_costs_only_itself(self, error: BaseException) -> None:
        sections: dict[str, type[Section]] = {"shelf": Shelf, "bad": failing(error)}
        text = HEAD + '[ext.bad]\nanything = "x"\n[ext.shelf]\nmall = true\n'
        reading = read_profile(text, sections=sections)
        assert reading.problems == ()
        assert list(reading.plugin_failures) == ["bad"]
        assert reading.plugin_failures["bad"].en.startswith("reading [ext.bad] ")
        assert reading.plugin_failures["bad"].zh.startswith("读取 [ext.bad] 时")
        assert reading.profile is not None
        assert isinstance(reading.profile.ext.get("bad"), OpenTable)
        assert reading.profile.ext.get("shelf") == Shelf(mall=True)

    def test_what_no_plugin_could_keep_is_an_error_all_the_same(self) -> None:
        bad = {"bad": failing(RuntimeError("boom"))}
        text = HEAD + '[ext.bad]\nanything = "x"\nmore = nan\n'
        errors = read_profile(text, sections=bad).errors
        assert [problem.key for problem in errors] == ["ext.bad.more"]

    def test_ctrl_c_is_no_failure_of_a_plugin(self) -> None:
        sections = {"bad": failing(KeyboardInterrupt())}
        with pytest.raises(KeyboardInterrupt):
            read_profile(HEAD + '[ext.bad]\nanything = "x"\n', sections=sections)


TOML_VALUES = st.recursive(
    st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(data=profile_data(), value=TOML_VALUES, choose=st.data())
def test_any_value_anywhere_is_taken_or_told_at_its_place(
    data: dict[str, Any], value: object, choose: st.DataObject
) -> None:
    """Whatever stands in a field: a profile, or errors about that field, inside the file."""
    path = choose.draw(st.sampled_from(sorted(places(data))))
    *above, key = path
    table: Any = data
    for step in above:
        table = table[step]
    table[key] = value
    text = dump(data)
    reading = read_profile(text)
    assert (reading.profile is None) == bool(reading.errors) == is_refused(data)
    lines = text.split("\n")
    for problem in reading.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.source_line == lines[problem.line - 1]


def is_refused(data: dict[str, Any]) -> bool:
    """Whether the models or the checks find an error."""
    try:
        findings = check(BrandProfile.model_validate(data))
    except ValidationError:
        return True
    return any(finding.severity == "error" for finding in findings)


def places(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values in TOML data."""
    inside = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    found = []
    for key, value in inside:
        found += [(*path, key), *places(value, (*path, key))]
    return found
