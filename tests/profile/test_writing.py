"""Writing a profile: an edit changes what was edited and nothing else, or writes nothing."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import field_validator

from factmatrix.profile.checks import check
from factmatrix.profile.fields import declare
from factmatrix.profile.inputs import core_inputs
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import Reading, read_profile
from factmatrix.profile.table import Section
from factmatrix.profile.writing import render_profile, save_profile
from factmatrix.text import Text
from factmatrix.toml.problem import EditError
from factmatrix.toml.save import ChangedOnDisk
from tests.strategies import field_values, profiles

SOME = Text("Some", "某项")

BY_HAND = """\
# 禾见，2025 年 6 月访谈后整理
format = 1

[brand]
category = "女装"      # 以连衣裙为主
name     = '禾见'

[ext.xhs]   # a plugin we do not have
  fans = 1_200   # 小红书
  ratio   =   0x1F
  list = [ 1,
    2 ]

[economics]
monthly_budget = 1_000_000  # 按季度批
aov = 3.0e2

[[creators]]
gmv = 100
name = "阿桃"  # 老朋友

[[creators]]
name = "小北"
"""


class Shelf(Section):
    """A plugin's section."""

    mall: bool | None = declare("flag", Text("In the mall", "入驻商城"), SOME)


class Rounding(Section):
    """A plugin's section that reads something else than was written."""

    score: float | None = declare("score", SOME, SOME)

    @field_validator("score")
    @classmethod
    def _round(cls, value: float | None) -> float | None:
        return None if value is None else float(round(value))


@pytest.fixture
def by_hand(tmp_path: Path) -> Reading:
    return written(tmp_path / "hejian.toml", BY_HAND)


def written(path: Path, text: str, **sections: type[Section]) -> Reading:
    path.write_bytes(text.encode())
    return read_profile(path, sections=sections)


def edited(reading: Reading, changes: dict[str, Any]) -> BrandProfile:
    assert reading.profile is not None
    return reading.profile.with_inputs(changes)


def text_of(reading: Reading) -> str:
    assert reading.path is not None
    return reading.path.read_bytes().decode()


class TestByHand:
    """A file that a person wrote, after an edit."""

    def test_one_changed_value_is_one_changed_value(self, by_hand: Reading) -> None:
        save_profile(by_hand, edited(by_hand, {"economics.monthly_budget": 900000.0}))
        assert text_of(by_hand) == BY_HAND.replace("1_000_000", "900000")

    def test_an_alias_stays_until_its_field_is_edited(self, by_hand: Reading) -> None:
        again = save_profile(by_hand, edited(by_hand, {"economics.aov": 310.0}))
        assert 'category = "女装"      # 以连衣裙为主' in text_of(again)
        save_profile(again, edited(again, {"brand.category": "menswear"}))
        assert 'category = "menswear"      # 以连衣裙为主' in text_of(again)

    def test_a_section_without_its_plugin_keeps_every_byte(self, by_hand: Reading) -> None:
        section = BY_HAND[BY_HAND.index("[ext.xhs]") : BY_HAND.index("[economics]")]
        changes = {"economics.aov": None, "live.gpm": 3000.0, "brand.goal": "burst"}
        again = save_profile(by_hand, edited(by_hand, changes))
        assert section in text_of(again)
        assert again.unclaimed == ("ext.xhs",)

    def test_a_field_made_unknown_is_gone(self, by_hand: Reading) -> None:
        save_profile(by_hand, edited(by_hand, {"economics.aov": None}))
        assert text_of(by_hand) == BY_HAND.replace("aov = 3.0e2\n", "")

    def test_what_comes_back_is_what_stands_there(self, by_hand: Reading) -> None:
        wanted = edited(by_hand, {"brand.as_of": date(2025, 6, 30)})
        again = save_profile(by_hand, wanted)
        assert again.profile == wanted
        assert again.path is not None
        assert again == read_profile(again.path)
        save_profile(again, edited(again, {"brand.stage": "growth"}))  # so it can be edited again
        assert "2025-06-30" in text_of(again)

    def test_no_change_leaves_the_file_alone(self, by_hand: Reading) -> None:
        assert by_hand.profile is not None
        save_profile(by_hand, by_hand.profile)
        assert text_of(by_hand) == BY_HAND

    def test_line_ends_and_byte_order_mark_stay(self, tmp_path: Path) -> None:
        text = "\ufeff" + BY_HAND.replace("\n", "\r\n")
        reading = written(tmp_path / "windows.toml", text)
        again = save_profile(reading, edited(reading, {"live.gpm": 3000.0}))
        after = (tmp_path / "windows.toml").read_bytes()
        assert after.startswith(b"\xef\xbb\xbf#")
        assert after.count(b"\n") == after.count(b"\r\n") > text.count("\n")
        assert again.data == after


class TestRefusals:
    """What is not written, and that nothing is written then."""

    def test_a_file_changed_meanwhile(self, by_hand: Reading) -> None:
        assert by_hand.path is not None
        by_hand.path.write_text("# somebody else", "utf-8")
        with pytest.raises(ChangedOnDisk):
            save_profile(by_hand, edited(by_hand, {"live.gpm": 3000.0}))
        assert text_of(by_hand) == "# somebody else"

    def test_a_profile_with_an_error(self, by_hand: Reading) -> None:
        wrong = edited(by_hand, {"accounts.blue_v": False, "accounts.blue_v_bound": True})
        with pytest.raises(EditError, match=r"would have an error: accounts\.blue_v_bound = true"):
            save_profile(by_hand, wrong)
        assert text_of(by_hand) == BY_HAND

    def test_a_profile_that_would_not_read_back(self, tmp_path: Path) -> None:
        before = BY_HAND + "[ext.rounding]\nscore = 80\n"
        reading = written(tmp_path / "a.toml", before, rounding=Rounding)
        assert reading.profile is not None
        section = reading.profile.ext.get("rounding")
        assert isinstance(section, Rounding)
        unread = section.model_copy(update={"score": 80.5})
        ext = reading.profile.ext.model_copy(update={"rounding": unread})
        with pytest.raises(EditError, match="would not read back as what was entered"):
            save_profile(reading, reading.profile.model_copy(update={"ext": ext}))
        assert text_of(reading) == before

    def test_a_reading_that_is_no_editable_file(self, by_hand: Reading, tmp_path: Path) -> None:
        assert by_hand.profile is not None
        for reading in (read_profile(BY_HAND), written(tmp_path / "bad.toml", "format = 2")):
            with pytest.raises(ValueError, match="without errors"):
                save_profile(reading, by_hand.profile)


def test_a_section_is_written_once_it_holds_something(tmp_path: Path) -> None:
    reading = written(tmp_path / "a.toml", BY_HAND, shelf=Shelf)
    again = save_profile(reading, edited(reading, {"live.gpm": 3000.0}))
    assert "shelf" not in text_of(again)
    again = save_profile(again, edited(again, {"ext.shelf.mall": True}))
    assert "[ext.shelf]\nmall = true\n" in text_of(again)


@given(before=profiles(), choose=st.data())
def test_one_edited_input_touches_one_line(before: BrandProfile, choose: st.DataObject) -> None:
    """With a comment on every line, all comments and all other lines stay as they are."""
    known = sorted(path for path in before.inputs if path in before_paths(before))
    path = choose.draw(st.sampled_from(known))
    value = choose.draw(field_values(core_inputs()[path].declaration))
    wanted = before.with_inputs({path: tuple(value) if isinstance(value, list) else value})
    assume(not any(finding.severity == "error" for finding in check(wanted)))
    text = with_comments(render_profile(before))
    after = saved(text, wanted)
    old, new = text.split("\n"), after.split("\n")
    assert len(old) == len(new)
    changed = [(one, two) for one, two in zip(old, new, strict=True) if one != two]
    assert len(changed) <= 1
    for one, two in changed:
        key = path.rpartition(".")[2]
        assert one.startswith(f"{key} = ")
        assert two.startswith(f"{key} = ")
        assert one.partition("  # 注")[1:] == two.partition("  # 注")[1:]


def test_whole_numbers_are_written_as_people_write_them_but_not_in_what_nobody_claims() -> None:
    profile = read_profile(BY_HAND + "[ext.other]\nratio = 1.0\n").profile
    assert profile is not None
    text = render_profile(profile)
    assert "aov = 300\n" in text
    assert "ratio = 1.0\n" in text


@settings(max_examples=50)  # two whole profiles an example
@given(before=profiles(), after=profiles())
def test_any_profile_can_become_any_other(before: BrandProfile, after: BrandProfile) -> None:
    saved(with_comments(render_profile(before)), after)


@given(profile=profiles())
def test_a_rendered_profile_reads_as_itself(profile: BrandProfile) -> None:
    assert read_profile(render_profile(profile)).profile == profile


def before_paths(profile: BrandProfile) -> set[str]:
    """The inputs that stand in the file itself, not those taken from the best candidate."""
    known = set()
    for path in core_inputs():
        value: Any = profile
        for key in path.split("."):
            value = getattr(value, key)
        if value is not None:
            known.add(path)
    return known


def with_comments(text: str) -> str:
    """The text with a comment at the end of every line that is not inside a long string."""
    if '"""' in text:
        return text
    lines = text.rstrip("\n").split("\n")
    return "\n".join(f"{line}  # 注 {n}" if line else line for n, line in enumerate(lines)) + "\n"


def saved(text: str, profile: BrandProfile) -> str:
    """The text after a save of another profile into its file, which then reads as that one."""
    with tempfile.TemporaryDirectory() as folder:
        reading = written(Path(folder) / "a.toml", text)
        assert save_profile(reading, profile).profile == profile
        assert list(Path(folder).iterdir()) == [reading.path]
        return text_of(reading)
