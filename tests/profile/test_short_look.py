"""Profiles read without doubts, alone or many together: other ways to the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix.profile.columnwise import sound_among, stated_in
from factmatrix.profile.inputs import core_inputs
from factmatrix.profile.known_ids import KnownIds
from factmatrix.profile.model import BrandProfile, fields_reader
from factmatrix.profile.reading import read_profile
from factmatrix.toml.limits import MAX_VALUES
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import SourceError
from factmatrix.toml.writing import dump
from tests.strategies import profile_data, profiles

HEAD = 'format = 1\nbrand = { name = "Acme", category = "food" }\n'
SAMPLES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
NOBODY = KnownIds(frozenset(), frozenset())
MANY_TEXTS = "".join(f'"ext.{number}" = "x"\n' for number in range(MAX_VALUES))

WRONG: st.SearchStrategy[object] = st.sampled_from(
    [None, -1, 2**70, 0.5, 35, True, "", "x", [], ["x"], {}, [[{}]], [{}, {}]]
)
"""None takes a value away; any of the others is wrong in some fields and right in others."""


ALL = ["brand.name", *core_inputs()]


def assert_the_same(text: str) -> None:
    """Without doubts the same profile comes, or exactly the same errors; together it is judged so.

    Of several together nobody's judgement hangs on another.
    """
    usual = read_profile(text, known=NOBODY)
    short = read_profile(text, known=NOBODY, doubts=False)
    assert short.profile == usual.profile
    assert short.unclaimed == usual.unclaimed
    assert short.problems == usual.errors
    try:
        data = parse(text)
    except SourceError:
        return
    this = stated_in(data), None if "ext" in data else fields_of(usual.profile)
    sound = stated_in(parse(HEAD)), fields_of(ACME)
    for among in ([this], [sound, this, (None, None), this]):
        profiles, expected = zip(*among, strict=True)
        numbers, columns = sound_among(profiles)
        known = dict(zip(numbers, zip(*map(columns.get, ALL), strict=True), strict=True))
        assert [known.get(number) for number in range(len(among))] == [*expected]


def fields_of(profile: BrandProfile | None) -> tuple[object, ...] | None:
    return None if profile is None else fields_reader(ALL)(profile)


ACME = read_profile(HEAD).profile


@given(data=profile_data())
def test_a_sound_profile_is_the_same_without_its_warnings(data: dict[str, Any]) -> None:
    assert_the_same(dump(data))


@given(data=profile_data(), value=WRONG, choose=st.data())
def test_what_is_wrong_is_told_as_ever(
    data: dict[str, Any], value: object, choose: st.DataObject
) -> None:
    table = choose.draw(st.sampled_from([data, *(t for t in data.values() if type(t) is dict)]))
    key = choose.draw(st.sampled_from(sorted({*table, "unknown"})))
    table.pop(key, None)
    if value is not None:
        table[key] = value
    assert_the_same(dump(data))


@pytest.mark.parametrize(
    "contradiction",
    [
        'brand.name = " "',
        "accounts = { shop = false, blue_v_bound = true }",
        "quality = { experience_scale = 100, experience_score = 4.8 }",
        "live = { feed_share = 0.7, paid_share = 0.4 }",
        "sales.shares = { field = 0.7, topkol = 0.4 }",
        'creators = [{ name = "a" }, { name = "a" }]',
        'creators = [{ name = "a", gmv = 0, orders = 3, views = 9 }]',
        'creators = [{ name = "a", gmv = 9, views = 9, refund_rate = 0.1, refund_amount = 8 }]',
        'campaigns = [{ name = "a", start = 2026-06-18, end = 2026-06-01 }]',
        'boost_tests = [{ name = "a", cost = 0, paid_views = 1 }]',
    ],
)
def test_a_contradiction_is_no_mere_doubt(contradiction: str) -> None:
    name = "" if contradiction.startswith("brand") else 'brand.name = "Acme"\n'
    text = f'format = 1\nbrand.category = "food"\n{name}{contradiction}\n'
    assert len(read_profile(text, doubts=False).errors) == 1
    assert_the_same(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + "live = {", id="no TOML"),
        pytest.param(HEAD + "a = " + "[" * 40 + "]" * 40, id="brackets"),
        pytest.param(HEAD + ".".join("a" * 60) + " = 1", id="dotted key"),
        pytest.param(HEAD + "ext." + ".".join("a" * 60) + " = 1", id="dotted key of a plugin"),
        pytest.param(f"{HEAD}[evidence]\n{MANY_TEXTS}", id="many values"),
    ],
)
def test_no_limit_is_passed_over(text: str) -> None:
    assert read_profile(text, doubts=False).errors
    assert_the_same(text)


@given(
    profile=profiles(),
    paths=st.lists(st.sampled_from(list(core_inputs())), max_size=5, unique=True),
)
def test_fields_read_in_one_go_are_the_inputs(profile: BrandProfile, paths: list[str]) -> None:
    for some in (paths, list(core_inputs())):
        assert fields_reader(some)(profile) == tuple(map(profile.inputs.get, some))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_are_the_same(path: Path) -> None:
    assert_the_same(path.read_text("utf-8"))


@settings(max_examples=30)
@given(size=st.integers(0, 5), before=st.integers(0, 5))
def test_a_file_is_read_to_its_end(
    tmp_path_factory: pytest.TempPathFactory, size: int, before: int
) -> None:
    """Whatever its size is around those of a buffer."""
    path = tmp_path_factory.mktemp("sizes") / "brand.toml"
    text = HEAD + "#" * (before * 8192 + size) + "\n"
    path.write_text(text, "utf-8", newline="")
    assert read_profile(path).text == text


def test_a_file_may_hold_more_than_its_size_says() -> None:
    """Such as those that the system makes while they are read."""
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("this system has no /proc")
    assert path.stat().st_size == 0
    assert read_profile(path).text.startswith("Name:")
