"""A value at a glance never takes more room than there is."""

from __future__ import annotations

from datetime import date

import pytest

from factmatrix.desk import Language
from factmatrix.desk.form_making import form_of
from factmatrix_tui.cells import cells, cut
from factmatrix_tui.widgets.field_value import FieldState, shown
from tests.brands import engine

INDENT = 17
FIELDS = {
    f"{table.path}.{field.key}": field
    for table in form_of(engine())
    if not table.rows
    for field in table.fields
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("brand.as_of", FieldState(date(2026, 6, 18))),
        ("brand.as_of", FieldState(date(2026, 6, 18), evidence="a call")),
        ("brand.name", FieldState("一个很长很长的品牌名称，写不下 and more")),
        ("powers.content.live", FieldState(57)),
        ("powers.content.live", FieldState(None, text="much more than a number")),
    ],
)
def test_no_line_is_wider_than_its_room(path: str, state: FieldState, language: Language) -> None:
    for width in range(INDENT + 4, 60):
        content = shown(state, FIELDS[path], width, INDENT, language)
        first, *rest = content.plain.split("\n")
        assert cells(first) <= width - INDENT
        assert all(line.startswith(" " * INDENT) and cells(line) <= width for line in rest)


@pytest.mark.parametrize("width", range(1, 12))
def test_nothing_stands_between_a_text_and_the_sign_of_its_cut(width: int) -> None:
    said = cut("巨量引擎 ads 平台", width)
    assert said.endswith("…")
    assert not said.removesuffix("…").endswith(" ")
    assert cells(said) <= width


def test_a_date_is_whole_or_seen_to_be_cut() -> None:
    for width in range(INDENT + 2, 40):
        said = shown(FieldState(date(2026, 6, 18)), FIELDS["brand.as_of"], width, INDENT, "en")
        assert "2026-06-18" in "".join(said.plain.split()) or "…" in said.plain
