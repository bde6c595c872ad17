"""The form under a person's hands: every kind of field, problems, help, undo, tabs."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from wcwidth import wcswidth

from factmatrix.desk import Language
from factmatrix_tui.document import Document
from factmatrix_tui.screens.choices import ChoicesScreen
from factmatrix_tui.screens.main import MainScreen
from factmatrix_tui.screens.writing import WritingScreen
from factmatrix_tui.values import get, path_of
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.form import Form
from tests.tui.conftest import complete, drawn, main_screen, open_app, until

Doing = Callable[[Pilot[None]], Awaitable[None]]
BRAND = "brand-strong.toml"


def on(
    path: Path, doing: Doing, size: tuple[int, int] = (120, 36), language: Language = "en"
) -> None:
    """Open the app on a file and do something with it."""

    async def run() -> None:
        async with open_app(path, size, language) as pilot:
            await until(pilot, lambda: main_screen(pilot.app).query_one(Form).document)
            await doing(pilot)

    complete(run())


def form(pilot: Pilot[None]) -> Form:
    return main_screen(pilot.app).query_one(Form)


def document(pilot: Pilot[None]) -> Document:
    found = main_screen(pilot.app).document
    assert found is not None
    return found


def value(pilot: Pilot[None], dotted: str) -> object:
    return get(document(pilot).values, path_of(dotted))


async def stand_on(pilot: Pilot[None], dotted: str) -> FieldRow:
    """Put the cursor on a field, wherever it is."""
    form(pilot).go_to(path_of(dotted))
    await until(pilot, lambda: cursor(pilot) == dotted, what=dotted)
    row = pilot.app.focused
    assert isinstance(row, FieldRow)
    return row


def cursor(pilot: Pilot[None]) -> str:
    """The path of the field under the cursor."""
    row = pilot.app.focused
    return ".".join(map(str, row.path)) if isinstance(row, FieldRow) else ""


def line(pilot: Pilot[None], title: str) -> str:
    """The line of the form that begins with a title."""
    lines = (part.strip() for line in drawn(pilot).splitlines() for part in line.split("│"))
    return next(part for part in lines if part.lstrip("›*✗ ").startswith(title))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def test_a_digit_begins_typing_and_every_keystroke_is_judged(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        row = await stand_on(pilot, "powers.content.live")
        before = document(pilot).judged
        await press(pilot, "9")
        assert row.editing
        assert value(pilot, "powers.content.live") == 9
        await press(pilot, "5")
        assert value(pilot, "powers.content.live") == 95
        await until(pilot, lambda: document(pilot).judged is not before)
        await press(pilot, "enter")
        assert not row.editing
        await until(pilot, lambda: cursor(pilot) == "powers.brand.attraction")

    on(folder / BRAND, doing)


def test_escape_keeps_what_was_typed_and_undo_takes_all_of_it_back(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        await press(pilot, "9", "5", "escape")
        assert value(pilot, "powers.content.live") == 95
        await stand_on(pilot, "brand.name")
        await press(pilot, "ctrl+z")
        assert value(pilot, "powers.content.live") == 42
        await until(pilot, lambda: cursor(pilot) == "powers.content.live")
        await press(pilot, "ctrl+y")
        assert value(pilot, "powers.content.live") == 95

    on(folder / BRAND, doing)


def test_what_is_no_value_is_told_below_the_field_and_is_not_lost(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        await press(pilot, "7", "x")
        assert "Type a number." in drawn(pilot)
        await press(pilot, "escape")
        assert "“7x”" in line(pilot, "Live-room ability")
        assert value(pilot, "powers.content.live") == 7  # the last text that was a number
        assert document(pilot).unsaved
        await press(pilot, "enter", "backspace", "1")
        assert value(pilot, "powers.content.live") == 71
        assert "Type a number." not in drawn(pilot)

    on(folder / BRAND, doing)


def test_the_engines_errors_stand_below_the_field_and_mark_the_tab(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        await press(pilot, "4", "2", "0")
        await until(pilot, lambda: "420 is out of range: 0 – 100." in drawn(pilot))
        assert "Powers✗" in drawn(pilot)
        await press(pilot, "backspace")
        await until(pilot, lambda: "420 is out of range: 0 – 100." not in drawn(pilot))
        assert "Powers✗" not in drawn(pilot)

    on(folder / BRAND, doing)


def test_what_is_wrong_is_told_in_the_units_of_the_form(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "economics.refund_rate")
        await press(pilot, "1", "2", "0")
        await until(pilot, lambda: "120 % is out of range: 0 % – 100 %." in drawn(pilot))
        await stand_on(pilot, "live.conversion_rate")
        await press(pilot, "6", "8")
        await until(pilot, lambda: "68 % is hardly ever seen" in drawn(pilot))
        assert "0.0068" not in drawn(pilot)

    on(folder / BRAND, doing, (160, 48))


def test_unknown_zero_and_no_look_different(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "live.paid_share")
        await press(pilot, "0", "escape")
        assert "0 %" in line(pilot, "Paid views")
        await press(pilot, "u")
        assert "· unknown" in line(pilot, "Paid views")
        assert value(pilot, "live.paid_share") is None
        await stand_on(pilot, "accounts.agency_owned")
        seen = set()
        for _ in range(3):
            await press(pilot, "space")
            owned = value(pilot, "accounts.agency_owned")
            seen.add((owned, line(pilot, "Accounts held by").split()[-1]))
        assert seen == {(None, "unknown"), (True, "yes"), (False, "no")}

    on(folder / BRAND, doing)


def test_arrow_keys_step_a_score_and_its_bar(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.price.strength")
        await press(pilot, "left")
        assert value(pilot, "powers.price.strength") is None
        await press(pilot, "right")
        assert value(pilot, "powers.price.strength") == 0
        await press(pilot, *["plus"] * 50)
        assert "█████░░░░░ 50" in line(pilot, "Price strength")
        await press(pilot, "ctrl+z")
        assert value(pilot, "powers.price.strength") is None

    on(folder / BRAND, doing)


def test_shares_are_shown_and_typed_in_percent(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "economics.refund_rate")
        await press(pilot, "3", "5", "full_stop", "5", "escape")
        assert value(pilot, "economics.refund_rate") == 0.355
        assert "35.5 %" in line(pilot, "Refund rate")

    on(folder / BRAND, doing)


def test_a_set_is_turned_on_and_off_and_none_is_not_unknown(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "content.forms")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChoicesScreen)
        await press(pilot, "home", "down", "enter")
        assert value(pilot, "content.forms") == []
        await press(pilot, "down", "space", "end", "space")
        assert value(pilot, "content.forms") == ["knowledge", "story"]
        await press(pilot, "home", "enter")
        assert value(pilot, "content.forms") is None
        await press(pilot, "escape", "ctrl+z")
        assert value(pilot, "content.forms") == ["recommendation"]

    on(folder / BRAND, doing)


def test_a_choice_is_taken_from_its_list(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.goal")
        await press(pilot, "enter", "end", "enter")
        assert isinstance(pilot.app.screen, MainScreen)
        assert value(pilot, "brand.goal") == "long_term"

    on(folder / BRAND, doing)


def test_notes_take_several_lines(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.notes")
        await press(pilot, "enter", "o", "n", "e", "enter", "t", "w", "o")
        assert isinstance(pilot.app.screen, WritingScreen)
        assert value(pilot, "brand.notes") == "one\ntwo"
        await press(pilot, "escape", "ctrl+z")
        assert value(pilot, "brand.notes") is None

    on(folder / BRAND, doing)


def test_tags_are_words_with_commas(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.tags")
        await press(pilot, "enter", "comma", "n", "e", "w", "escape")
        assert value(pilot, "brand.tags") == ["clean beauty", "sensitive skin", "new"]

    on(folder / BRAND, doing)


def test_evidence_is_kept_for_the_field_under_the_cursor(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        await press(pilot, "e", "C", "o", "m", "p", "a", "s", "s", "escape")
        evidence = get(document(pilot).values, ("evidence", "powers.content.live"))
        assert evidence == "Compass"
        assert "†" in line(pilot, "Live-room ability")
        assert "Evidence: Compass" in drawn(pilot)
        await press(pilot, "ctrl+z")
        assert get(document(pilot).values, ("evidence", "powers.content.live")) is None
        assert cursor(pilot) == "powers.content.live"

    on(folder / BRAND, doing)


def test_the_help_says_what_the_field_under_the_cursor_is(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "economics.refund_rate")
        said = drawn(pilot)
        assert "0 % – 100 % · lower is better" in said
        assert re.search(r"moves A C T", said)
        assert "Where:" in said

    on(folder / BRAND, doing, (160, 48))


def test_on_a_low_screen_the_help_comes_when_asked_for(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        assert "Scale:" not in drawn(pilot)
        await press(pilot, "h")
        await until(pilot, lambda: "Scale:" in drawn(pilot))

    on(folder / BRAND, doing, (80, 24))


def test_arrows_walk_fields_and_tab_leaves_the_form(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.name")
        await press(pilot, "down", "down", "up")
        assert cursor(pilot) == "brand.category"
        await press(pilot, "end")
        assert cursor(pilot) == "product.launch_date"
        await press(pilot, "tab")
        assert not form(pilot).has_focus_within
        await press(pilot, "shift+tab")
        assert cursor(pilot) == "product.launch_date"

    on(folder / BRAND, doing)


def test_brackets_turn_the_tabs_and_the_cursor_comes_back(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.goal")
        await press(pilot, "]")
        await until(pilot, lambda: cursor(pilot) == "powers.content.short_video")
        await press(pilot, "[")
        await until(pilot, lambda: cursor(pilot) == "brand.goal")

    on(folder / BRAND, doing)


def test_the_mouse_reaches_tabs_and_fields(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        lines = drawn(pilot).splitlines()
        y = next(i for i, text in enumerate(lines) if "[Brand]" in text)
        x = wcswidth(lines[y][: lines[y].index("Powers")])
        await pilot.click(offset=(x, y))
        await until(pilot, lambda: form(pilot).tab == "powers")
        row = next(row for row in form(pilot).query(FieldRow) if row.path[-1] == "live")
        await pilot.click(row)
        assert cursor(pilot) == "powers.content.live"
        assert not row.editing
        await pilot.click(row)
        assert row.editing

    on(folder / BRAND, doing)


def test_an_unknown_key_is_told_under_its_table_and_can_be_taken_out(folder: Path) -> None:
    file = folder / "odd.toml"
    file.write_text(
        'format = 1\n[brand]\nname = "x"\ncategory = "food"\n[live]\nhours_per_wek = 3\n', "utf-8"
    )

    async def doing(pilot: Pilot[None]) -> None:
        assert "Live & content✗" in drawn(pilot)
        form(pilot).open_tab("live")
        await until(pilot, lambda: "hours_per_wek" in drawn(pilot))
        form(pilot).focus_field()
        await press(pilot, "home", "delete")
        assert document(pilot).values.get("live") is None
        await until(pilot, lambda: "Live & content✗" not in drawn(pilot))
        await press(pilot, "ctrl+z")
        assert value(pilot, "live.hours_per_wek") == 3

    on(file, doing, (160, 48))


WRONG_TABLES = """
powers = 3
live = [1]
creators = 5
campaigns = [3]
evidence = "x"
foo = 1
[boost_tests]
a = 1
"""
WRONG_VALUES = """
[brand]
name = 3
[live]
gpm = {a = 1}
[accounts]
tools = [1, {}]
[quality]
product = nan
[economics]
aov = 9223372036854775807
[powers.content]
live = 1979-05-27T07:32:00Z
[sales.shares]
xhs = 0.1
[ext.xhs]
fans = 1
[evidence]
"a.b" = 1
[[creators]]
name = ["[red]", "\\u001b[31m"]
[[campaigns]]
categories = ["food", "food"]
"""


@pytest.mark.parametrize("wrong", [WRONG_TABLES, WRONG_VALUES])
def test_whatever_a_file_holds_every_tab_can_be_looked_at(folder: Path, wrong: str) -> None:
    file = folder / "odd.toml"
    file.write_text(f"format = 1\n{wrong}", "utf-8")

    async def doing(pilot: Pilot[None]) -> None:
        assert document(pilot).values
        first = form(pilot).tab
        form(pilot).focus_field()
        for _ in range(len(form(pilot).tabs) + 1):
            await press(pilot, "]", "end", "p")
            drawn(pilot)
        form(pilot).open_tab(first)

    on(file, doing)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_wider_than_the_screen(folder: Path, language: Language) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        for size in ((80, 24), (120, 36), (160, 48)):
            await pilot.resize_terminal(*size)
            form(pilot).focus_field()
            for _ in range(len(form(pilot).tabs) + 1):
                await press(pilot, "]", "down")
                for row in form(pilot).query(FieldRow):
                    if row.region.width:
                        plain = row.render().plain.splitlines()
                        assert all(wcswidth(text) <= row.size.width for text in plain), row.path

    on(folder / BRAND, doing, language=language)


@pytest.mark.parametrize(("typed", "sign"), [("x", "✗"), ("1", "")])
def test_what_is_wrong_in_a_tab_that_does_not_fit_is_marked_where_the_line_ends(
    folder: Path, typed: str, sign: str
) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        form(pilot).go_to(("creators", 0))
        await press(pilot, "enter", *["down"] * 3, "1", typed, "escape", "escape")
        form(pilot).open_tab("brand")
        await until(pilot, lambda: f"›{sign}" in drawn(pilot))
        assert ("›✗" in drawn(pilot)) == bool(sign)
        form(pilot).open_tab("source")
        await until(pilot, lambda: f"{sign}‹" in drawn(pilot) or "Creators" in drawn(pilot))

    on(folder / "source-article-deals.toml", doing, (80, 24))
