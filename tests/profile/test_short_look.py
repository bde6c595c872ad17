"""The short look at a file and at its fields: never another answer than the long one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix.profile.inputs import core_inputs
from factmatrix.profile.model import BrandProfile, fields_reader
from factmatrix.profile.reading import read_profile, sound_profile
from factmatrix.toml.limits import MAX_VALUES
from factmatrix.toml.writing import dump
from tests.strategies import profile_data, profiles

HEAD = 'format = 1\nbrand = { name = "Acme", category = "food" }\n'
SAMPLES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))

MANY_TEXTS = "".join(f'"ext.{number}" = "x"\n' for number in range(MAX_VALUES))

WRONG: st.SearchStrategy[object] = st.sampled_from(
    [None, -1, 2**70, 0.5, 35, True, "", "x", [], ["x"], {}, [[{}]], [{}, {}]]
)
"""None takes a value away; any of the others is wrong in some fields and right in others."""


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], BrandProfile | None]:
    """What the short look says of a text."""
    path = tmp_path_factory.mktemp("look") / "brand.toml"

    def sound(text: str) -> BrandProfile | None:
        path.write_bytes(text.encode())
        return sound_profile(str(path))

    return sound


Look = Callable[[str], BrandProfile | None]


@given(data=profile_data())
def test_every_sound_profile_without_tables_of_plugins_is_known_at_once(
    look: Look, data: dict[str, Any]
) -> None:
    text = dump(data)
    assert look(text) == (None if "ext" in data else read_profile(text).profile)


@given(data=profile_data(), value=WRONG, choose=st.data())
def test_what_has_an_error_is_never_taken_for_sound(
    look: Look, data: dict[str, Any], value: object, choose: st.DataObject
) -> None:
    data.pop("ext", None)
    table = choose.draw(st.sampled_from([data, *(t for t in data.values() if type(t) is dict)]))
    key = choose.draw(st.sampled_from(sorted({*table, "unknown"})))
    table.pop(key, None)
    if value is not None:
        table[key] = value
    text = dump(data)
    assert look(text) == read_profile(text).profile


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
def test_a_contradiction_between_allowed_values_is_none_either(
    look: Look, contradiction: str
) -> None:
    text = HEAD.replace('brand = { name = "Acme", category = "food" }', 'brand.category = "food"')
    if not contradiction.startswith("brand"):
        text += 'brand.name = "Acme"\n'
    text += contradiction + "\n"
    assert len(read_profile(text).errors) == 1
    assert look(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + "live = {", id="no TOML"),
        pytest.param(HEAD + "a = " + "[" * 40 + "]" * 40, id="brackets"),
        pytest.param(HEAD + ".".join("a" * 60) + " = 1", id="dotted key"),
        pytest.param(f"{HEAD}[evidence]\n{MANY_TEXTS}", id="many values"),
    ],
)
def test_no_limit_is_passed_over(look: Look, text: str) -> None:
    assert read_profile(text).errors
    assert look(text) is None


@pytest.mark.parametrize("path", ["", ".", "not there.toml", "a\0b", SAMPLES[0].parent])
def test_a_path_without_a_profile_is_left_to_the_long_look(path: str | Path) -> None:
    assert sound_profile(str(path)) is None


@given(profile=profiles(), paths=st.lists(st.sampled_from(list(core_inputs())), max_size=5))
def test_fields_read_in_one_go_are_the_inputs(profile: BrandProfile, paths: list[str]) -> None:
    for some in (paths, list(core_inputs())):
        assert fields_reader(some)(profile) == tuple(map(profile.inputs.get, some))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_known_at_once(path: Path) -> None:
    profile = sound_profile(str(path))
    assert profile == read_profile(path).profile
    assert profile is not None
    known = fields_reader(("brand.name", *core_inputs()))(profile)
    assert known == (profile.brand.name, *map(profile.inputs.get, core_inputs()))


@settings(max_examples=30)
@given(size=st.integers(0, 5), before=st.integers(0, 5))
def test_a_file_is_read_to_its_end(
    tmp_path_factory: pytest.TempPathFactory, size: int, before: int
) -> None:
    """Whatever its size is around those of a buffer."""
    path = tmp_path_factory.mktemp("sizes") / "brand.toml"
    text = HEAD + "#" * (before * 8192 + size) + "\n"
    path.write_text(text, "utf-8", newline="")
    reading = read_profile(path)
    assert reading.text == text
    assert reading.profile == sound_profile(str(path)) is not None


def test_a_file_may_hold_more_than_its_size_says() -> None:
    """Such as those that the system makes while they are read."""
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("this system has no /proc")
    assert path.stat().st_size == 0
    assert read_profile(path).text.startswith("Name:")
