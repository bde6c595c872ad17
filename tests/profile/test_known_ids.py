"""Ids that a profile names and nobody has: told with their place, and never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Engine
from factmatrix.profile.known_ids import KnownIds
from factmatrix.profile.reading import Reading, read_profile
from tests.brands import engine

HEAD = 'format = 1\n[brand]\nname = "Ling"\ncategory = "food"\n'
EVENT = HEAD + '[[campaigns]]\nname = "a"\nevent = "{}"\n'
SHARE = HEAD + "[sales.shares]\n{} = 0.4\n"
KNOWN = KnownIds(frozenset({"field", "alliance"}), frozenset({"sale_618", "double_11"}))


def read(text: str) -> Reading:
    """A profile that still loads, whatever it names."""
    reading = read_profile(text, known=KNOWN)
    assert reading.profile is not None
    assert reading.errors == ()
    return reading


@pytest.mark.parametrize(
    ("event", "meant"),
    [
        ("618", "sale_618"),
        ("double11", "double_11"),
        ("Double-11", "double_11"),
        ("sale_61", "sale_618"),
    ],
)
def test_an_unknown_event_is_told_with_the_nearest_one(event: str, meant: str) -> None:
    (warning,) = read(EVENT.format(event)).warnings
    assert (warning.line, warning.column, warning.key) == (7, 9, "campaigns#1.event")
    for text in (warning.message.en, warning.message.zh):
        assert event in text
        assert meant in text
        assert "fact rules show calendar" in text


@pytest.mark.parametrize("event", ["双十一", "x" * 10_000, "", "1"])
def test_where_no_event_is_near_none_is_offered(event: str) -> None:
    (warning,) = read(EVENT.format(event)).warnings
    assert "Did you mean" not in warning.message.en
    assert "是不是" not in warning.message.zh
    assert len(warning.message.en) < 300


def test_an_unknown_position_is_missing_or_misspelt() -> None:
    (misspelt,) = read(SHARE.format("alience")).warnings
    assert (misspelt.line, misspelt.column, misspelt.key) == (6, 11, "sales.shares.alience")
    assert "plugin is missing" in misspelt.message.en
    assert "Known: alliance, field. Did you mean alliance?" in misspelt.message.en
    (absent,) = read(SHARE.format("xiaohongshu")).warnings
    assert "Known: alliance, field." in absent.message.en
    assert "Did you mean" not in absent.message.en
    assert absent.message.zh.endswith("现有：alliance、field。")


@pytest.mark.parametrize("text", [EVENT.format("sale_618"), SHARE.format("field")])
def test_what_is_known_is_no_matter(text: str) -> None:
    assert read(text).problems == ()


def test_nothing_is_said_where_nobody_told_what_is_known() -> None:
    assert read_profile(SHARE.format("alience")).problems == ()


def test_an_unknown_id_is_told_beside_errors() -> None:
    reading = read_profile(SHARE.format("alience") + "[live]\ngpm = -1\n", known=KNOWN)
    assert [problem.key for problem in reading.problems] == ["sales.shares.alience", "live.gpm"]


@given(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,40}", fullmatch=True), max_size=300, unique=True))
def test_any_ids_load_and_each_unknown_one_is_told(names: list[str]) -> None:
    rows = "".join(f'[[campaigns]]\nname = "{n}"\nevent = "{n}"\n' for n in names)
    reading = read(HEAD + rows)
    told = [problem.key for problem in reading.warnings if problem.key.endswith(".event")]
    unknown = [i for i, name in enumerate(names, start=1) if name not in KNOWN.events]
    assert told == [f"campaigns#{i}.event" for i in unknown][: len(told)]
    assert len(told) == min(len(unknown), 200)


def test_the_engine_knows_its_calendar_and_the_positions_that_are_switched_off() -> None:
    assert {"sale_618", "double_11"} <= engine().known_ids.events
    without = Engine.load(disable=["alliance"])
    assert without.read(SHARE.format("alliance").encode()).problems == ()
    (warning,) = without.read(SHARE.format("aliance").encode()).warnings
    assert "Did you mean alliance?" in warning.message.en
