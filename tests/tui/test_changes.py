"""What a draft would change is told in the words of the form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from factmatrix import Text
from factmatrix.desk.form_making import form_of
from factmatrix_tui.changes import changed_fields, in_a_line
from factmatrix_tui.problems import FormMap
from factmatrix_tui.values import Path, path_of, put
from tests.brands import engine

FORM = FormMap(form_of(engine()))
VALUES: dict[str, Any] = {
    "brand": {"name": "One", "tags": ["a", "b"]},
    "live": {"gpm": 800},
    "creators": [{"name": "A", "fans": 1}, {"name": "B"}],
    "evidence": {"live.gpm": "a report"},
}


def titles(now: object, entered: tuple[Path, ...] = ()) -> list[str]:
    return [title.en for title in changed_fields(VALUES, now, entered, FORM)]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("brand.name", "Two", "Brand name"),
        ("brand.tags", ["a"], "Tags"),
        ("live.gpm", None, "GPM of the room"),
        ("live.gpm", 800.5, "GPM of the room"),
        ("evidence.live.gpm", "none", "GPM of the room"),
        ("creators.0.fans", 2, "Creators 1 Fans"),
        ("creators.0.fans", True, "Creators 1 Fans"),
        ("creators.1", None, "Creators 2"),
        ("creators.2.name", "C", "Creators 3"),
        ("no_table.of_ours", 1, "no_table.of_ours"),
    ],
)
def test_a_change_is_called_as_the_form_calls_its_place(
    path: str, value: object, told: str
) -> None:
    place: Path = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    if place[0] == "evidence":
        place = ("evidence", "live.gpm")
    now = put(VALUES, place, value)
    if place == ("creators", 1):
        now = VALUES | {"creators": VALUES["creators"][:1]}
    assert titles(now) == [told]


def test_a_field_is_named_once_and_what_was_typed_into_counts() -> None:
    now = put(put(VALUES, ("live", "gpm"), 9), ("evidence", "live.gpm"), "other")
    assert titles(now, (("live", "gpm"), ("brand", "as_of"))) == [
        "GPM of the room", "Figures as of",
    ]  # fmt: skip
    assert titles(VALUES | {"live": {"gpm": 800.0}}) == [], "the same in a file"


fields = st.sampled_from([
    (*path_of(table.path), field.key) for table in FORM.tables if not table.rows
    for field in table.fields
])  # fmt: skip


@given(st.lists(fields, min_size=1, max_size=30, unique=True))
def test_every_field_is_found_and_told_in_one_line(changed: list[Path]) -> None:
    now: dict[str, Any] = {}
    for path in changed:
        now = put(now, path, date(2026, 1, 1))
    found = changed_fields({}, now, (), FORM)
    assert set(found) == {each.declaration.title for p in changed if (each := FORM.field(p))}
    line = in_a_line(found)
    assert line.en.startswith(f"{len(found)} field")
    assert max(wcswidth(line.en), wcswidth(line.zh)) <= 56


def test_the_names_of_tables_and_files_are_no_markup_and_take_one_line() -> None:
    assert in_a_line([Text("[b]a\nb", "甲")]).en == "1 field: [b]a b"
