"""Profiles written as a table and read again are the same profiles, whatever they hold."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.types import Strict

from factmatrix.profile.fields import declare
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import read_profile
from factmatrix.profile.table import Section
from factmatrix.profile.validating import NO_SECTIONS, Sections
from factmatrix.profile.writing import render_profile
from factmatrix.tables.exporting import Brands
from factmatrix.tables.importing import import_profiles
from factmatrix.tables.scanning import scan
from factmatrix.tables.writing import write_table
from factmatrix.text import Text
from tests.strategies import profiles

ENDINGS = [".csv", ".xlsx", ".parquet", ".jsonl"]
SAMPLES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
SOME = Text("Some", "某项")


class Shelf(Section):
    """A plugin's section."""

    mall: bool | None = declare("flag", SOME, SOME)
    cards: int | None = declare("count", SOME, SOME)
    since: date | None = declare("date", SOME, SOME)
    words: Annotated[tuple[str, ...] | None, Strict(False)] = declare("set", SOME, SOME)


def travelled(
    brands: list[BrandProfile], ending: str, sections: Sections = NO_SECTIONS
) -> list[BrandProfile | None]:
    """The profiles after an export to a real file and an import of it, by row."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        table, to = folder / f"brands{ending}", folder / "to"
        to.mkdir()
        rows = Brands(sections)
        for brand in brands:
            rows.add(brand)
        write_table(table, rows)
        assert [path.name for path in sorted(folder.iterdir())] == [table.name, "to"]
        back = []
        for row in import_profiles(scan(table, sections), to, sections):
            errors = [p for p in row.problems if p.severity == "error"]
            assert not errors
            assert row.path is not None
            assert row.state == "written"
            back.append(read_profile(row.path, sections=sections).profile)
        return back


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=30)  # a table and its files each
@given(brands=st.lists(profiles(), min_size=1, max_size=4))
def test_any_profiles_come_back_as_they_were(ending: str, brands: list[BrandProfile]) -> None:
    assert travelled(brands, ending) == brands


TEXTS = st.text(max_size=8) | st.text(
    "'\"=+-@＝＋ \t\r\n\u3000N/A未知;、[]{}x_\ufffe\ufeff\x00", max_size=6
)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=30)  # a table and its files each
@given(name=TEXTS.filter(lambda text: text.strip()), notes=TEXTS, tags=st.lists(TEXTS, max_size=3))
def test_any_texts_come_back_as_they_were(
    ending: str, name: str, notes: str, tags: list[str]
) -> None:
    brand = {"name": name, "category": "food", "notes": notes, "tags": tags}
    profile = profile_of(brand=brand, ext={"xhs": {notes: [notes]}}, evidence={"x": notes})
    assert travelled([profile], ending) == [profile]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_samples_come_back_as_they_were(ending: str) -> None:
    brands = [read_profile(path).profile for path in SAMPLES]
    known = [brand for brand in brands if brand is not None]
    assert len(known) > 10
    assert travelled(known, ending) == known


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_only_toml_can_hold_comes_back(ending: str) -> None:
    xhs: dict[str, Any] = {
        "since": date(2025, 1, 2),
        "at": datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
        "daily": time(20, 30),
        "empty": {},
        "nested": [{"a": [1, 1.0, 1e300, -0.0]}, {}],
        "big": 2**63 - 1,
        "key with ] = \n and \ufffe": "\ufffe",
    }
    profile = profile_of(ext={"xhs": xhs, "kuai.shou": {}, "=1": {"x": 1}})
    (back,) = travelled([profile], ending)
    assert back == profile
    assert back is not None
    assert render_profile(back) == render_profile(profile)  # 1 stays 1, 1.0 stays 1.0


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(1900, 2, 28), date.max])
def test_days_before_excel_come_back(ending: str, day: date) -> None:
    profile = profile_of(brand={"name": "a", "category": "food", "as_of": day})
    assert travelled([profile], ending) == [profile]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("share", [0.1 + 0.2, 5e-324, 1 / 3, 1e-7, 0.0])
def test_figures_come_back_to_the_last_bit(ending: str, share: float) -> None:
    profile = profile_of(economics={"refund_rate": share, "aov": 1 / 3 * 1e17})
    assert travelled([profile], ending) == [profile]


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=15)
@given(
    shelf=st.fixed_dictionaries(
        {},
        optional={
            "mall": st.booleans(),
            "cards": st.integers(0, 10**9),
            "since": st.dates(),
            "words": st.lists(st.text(max_size=4)),
        },
    )
)
def test_sections_of_plugins_come_back(ending: str, shelf: dict[str, Any]) -> None:
    sections = {"shelf": Shelf}
    text = render_profile(profile_of(ext={"shelf": shelf, "xhs": {"fans": 3}}))
    profile = read_profile(text, sections=sections).profile
    assert profile is not None
    assert isinstance(profile.ext.get("shelf"), Shelf)
    assert travelled([profile], ending, sections) == [profile]


def profile_of(**tables: Any) -> BrandProfile:  # noqa: ANN401 - any data of a profile
    brand = {"name": "Acme", "category": "food"}
    return BrandProfile.model_validate({"format": 1, "brand": brand} | tables)
