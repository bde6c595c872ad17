"""The advice as it moves: in its pane, in a line where that has no room, and in the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix_tui.field_words import in_titles
from factmatrix_tui.values import dotted, path_of
from factmatrix_tui.widgets.advice import Advice, QuestionRow
from factmatrix_tui.widgets.position_row import PositionRow
from tests.brands import engine
from tests.tui.conftest import drawn, main_screen, until
from tests.tui.test_form import cursor, document, form, on, press, stand_on

BRAND = "all-round-strong.toml"
LIVE = "powers.content.live"


def line_with(pilot: Pilot[None], words: str) -> str:
    return next((line for line in drawn(pilot).splitlines() if words in line), "")


async def type_at(pilot: Pilot[None], dotted: str, *keys: str) -> None:
    await stand_on(pilot, dotted)
    await press(pilot, *keys)


def test_scores_move_below_the_title_where_the_advice_has_no_room(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+b")
        await until(pilot, lambda: not main_screen(pilot.app).query_one(Advice).display)
        assert "lead T 93.0  A 88.4  F 88.0" in drawn(pilot)
        await type_at(pilot, LIVE, "2", "0")
        await until(pilot, lambda: "▼" in line_with(pilot, "lead T 93.0  A 88.4  F "))

    on(folder / BRAND, doing, (80, 24))


def test_tab_into_the_form_makes_room_for_the_advice(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+b")
        await until(pilot, lambda: "lead T 93.0" in drawn(pilot))
        await press(pilot, "tab")
        await until(pilot, lambda: main_screen(pilot.app).query_one(Advice).display)
        assert form(pilot).has_focus_within
        assert "lead T 93.0" not in drawn(pilot)

    on(folder / BRAND, doing, (80, 24))


def test_the_list_shows_the_score_of_what_is_typed(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "F  84.7" in line_with(pilot, "›  禾见"))
        await type_at(pilot, LIVE, "1", "0")
        await until(pilot, lambda: line_with(pilot, "*  禾见"))
        await until(pilot, lambda: "F  84.7" not in line_with(pilot, "*  禾见"))
        await press(pilot, "escape", "ctrl+z")
        await until(pilot, lambda: "F  84.7" in line_with(pilot, "•  禾见"))

    on(folder / "content-strong.toml", doing)


def test_errors_stand_in_the_place_of_advice_that_cannot_be_given(folder: Path) -> None:
    path = folder / "wrong.toml"
    path.write_text(
        (folder / BRAND).read_text("utf-8").replace("format = 1", "format = 2"), "utf-8"
    )

    async def doing(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "There is advice as soon as" in drawn(pilot))
        assert "✗ Brand: format: The file has format 2" in drawn(pilot)
        assert "p goes to the next problem." in drawn(pilot)

    on(path, doing)


def test_a_wrong_field_is_left_out_and_all_else_is_live(folder: Path) -> None:
    path = folder / "wrong.toml"
    text = (folder / BRAND).read_text("utf-8")
    path.write_text(text.replace("live = 82", "live = 182"), "utf-8")
    without = folder / "without.toml"
    without.write_text(text.replace("live = 82", ""), "utf-8")

    def scores(pilot: Pilot[None]) -> dict[str, float | None]:
        answer = document(pilot).answer
        assert answer is not None
        return {ranked.info.id: ranked.fit.score for ranked in answer.ranking}

    async def left_out(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "1 wrong field is left out" in drawn(pilot))
        assert "Live-room ability." in line_with(pilot, "unknown): ")
        first = scores(pilot)
        await press(pilot, "f3")
        await until(pilot, lambda: "1 个填错的字段未计入" in drawn(pilot))
        await press(pilot, "f3")
        await type_at(pilot, "powers.content.short_video", "1", "0")
        await until(pilot, lambda: scores(pilot)["field"] != first["field"])
        assert "1 wrong field is left out" in drawn(pilot)
        seen.append(first)
        await type_at(pilot, LIVE, "8", "2")
        await until(pilot, lambda: "left out" not in drawn(pilot))

    async def unknown(pilot: Pilot[None]) -> None:
        seen.append(scores(pilot))

    seen: list[dict[str, float | None]] = []
    on(path, left_out)
    on(without, unknown)
    assert seen[0] == seen[1]


def test_a_typed_text_that_is_no_value_counts_as_unknown(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await type_at(pilot, LIVE, "1", "2", ",", "5")
        await until(pilot, lambda: "1 wrong field is left out" in drawn(pilot))
        await until(pilot, lambda: line_with(pilot, "known") and "exact" not in field(pilot))
        await press(pilot, "escape", "ctrl+z")
        await until(pilot, lambda: "left out" not in drawn(pilot) and "exact" in field(pilot))

    def field(pilot: Pilot[None]) -> str:
        lines = drawn(pilot).splitlines()
        return lines[next(i for i, line in enumerate(lines) if "F Brand self" in line) + 1]

    on(folder / BRAND, doing)


def test_advice_copied_while_typing_has_the_plan_and_the_questions(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await type_at(pilot, LIVE)
        before = document(pilot).answer
        await press(pilot, "1", "0")
        await until(pilot, lambda: document(pilot).answer is not before)
        await pilot.app.run_action("copy_advice", pilot.app.screen)
        await until(pilot, lambda: pilot.app.clipboard)
        assert "\nThe plan\n1. " in pilot.app.clipboard
        assert "\nAsk first\n" in pilot.app.clipboard

    on(folder / "no-shop-yet.toml", doing)


def test_the_answer_before_an_error_that_leaves_none_has_its_reasons(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await type_at(pilot, LIVE, "1", "0", "enter")
        await type_at(pilot, "brand.category", "delete")
        await until(pilot, lambda: document(pilot).outdated)
        await press(pilot, "ctrl+z", "ctrl+z")
        await until(pilot, lambda: not document(pilot).unsaved and not document(pilot).outdated)
        before = document(pilot).answer
        await press(pilot, "ctrl+y")
        await until(pilot, lambda: document(pilot).answer is not before)
        await press(pilot, "ctrl+y")
        await until(pilot, lambda: document(pilot).outdated)
        pilot.app.screen.query(PositionRow).first().action_unfold()
        await until(pilot, lambda: "raises the mean" in drawn(pilot))

    on(folder / BRAND, doing, (160, 48))


def test_advice_that_leaves_out_something_cannot_be_copied_or_exported(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        main = main_screen(pilot.app)
        for typed in ("120", "12,5"):
            await type_at(pilot, LIVE, *typed)
            await until(pilot, lambda: "1 wrong field is left out" in drawn(pilot))
            for command in ("copy_advice", "copy_markdown", "export_markdown", "export_json"):
                reason = main.why_not(command)
                assert reason is not None
                assert reason.en == "Correct the fields with errors first."
            await press(pilot, "escape", "ctrl+z")
            await until(pilot, lambda: main.why_not("copy_advice") is None)

    on(folder / BRAND, doing)


def test_what_nothing_reads_and_a_day_to_come_are_told_in_the_form(folder: Path) -> None:
    text = (folder / BRAND).read_text("utf-8").replace("2026-06-30", "2031-06-30", 1)
    (folder / "odd.toml").write_text(f"{text}\n[ext.shelf]\nrows = 3\n", "utf-8")

    async def doing(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "[ext.shelf] was not read" in drawn(pilot))
        assert "Figures as of = 2031-06-30 lies after" in drawn(pilot)
        assert "Brand!" in drawn(pilot)

    on(folder / "odd.toml", doing, (160, 48))


def test_ids_that_nobody_has_are_told_as_fact_score_does(folder: Path) -> None:
    odd = folder / "odd.toml"
    text = (folder / "price-strong.toml").read_text("utf-8").replace("field = 0.08", "feild = 0.08")
    odd.write_text(f'{text}[[campaigns]]\nname = "May"\nevent = "618"\n', "utf-8")
    warned = [warning.message for warning in engine().read(odd).warnings]
    assert len(warned) == 2

    async def doing(pilot: Pilot[None]) -> None:
        found = form(pilot).problems
        told = [p for at in (*found.by_place.values(), *found.by_table.values()) for p in at]
        for warning in warned:
            expected = [
                in_titles(replace(each, message=warning), form(pilot).map.called) for each in told
            ]
            both = zip(expected, told, strict=True)
            assert any(each.message.zh in shown.message.zh for each, shown in both)
        form(pilot).go_to(("campaigns", 0, "event"))
        at_row = "! Calendar event: Campaigns row 1: Calendar event"
        await until(pilot, lambda: at_row in drawn(pilot))
        form(pilot).go_to(("sales", "shares"))
        at_table = "! feild: Sales by position names the position"
        await until(pilot, lambda: at_table in drawn(pilot))

    on(odd, doing, (160, 48))


def test_without_a_place_for_the_advice_the_line_says_what_is_left_out(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+b")
        await type_at(pilot, LIVE, "1", "2", "0")
        await until(pilot, lambda: "✗ 1 left out  lead T 93.0" in drawn(pilot))

    on(folder / BRAND, doing, (80, 24))


def test_a_position_that_changed_its_rank_says_by_how_many_places(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "2. A Creator alliance" in drawn(pilot))
        await type_at(pilot, LIVE, "1", "0", "0", "enter")
        await until(pilot, lambda: "↑1 F Brand" in drawn(pilot) and "↓1 A Creator" in drawn(pilot))

    on(folder / BRAND, doing)


def test_a_sign_shows_where_the_cursor_is(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, LIVE)
        await until(pilot, lambda: line_with(pilot, "› Live-room ability"))
        await press(pilot, "8")
        assert line_with(pilot, "› Live-room ability"), "also while it is typed"
        await press(pilot, "escape", "tab")
        await until(pilot, lambda: "›▸ 1. T Top KOL" in drawn(pilot))
        assert not line_with(pilot, "› Live-room ability")

    on(folder / BRAND, doing)


@pytest.mark.parametrize("by", ["enter", "click"])
def test_a_question_leads_to_its_field(folder: Path, by: str) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        rows = pilot.app.screen.query(QuestionRow)
        await until(pilot, lambda: len(rows) > 1)
        row = rows[1]
        asked = path_of(row.missing.input)
        assert form(pilot).state_of(asked).value is None
        if by == "enter":
            row.focus()
            await press(pilot, "enter")
        else:
            row.scroll_visible(animate=False)
            await pilot.pause()
            await pilot.click(row)
        await until(pilot, lambda: cursor(pilot) == dotted(asked), what=dotted(asked))

    on(folder / "name-and-category.toml", doing)


def test_an_opened_position_tells_reasons_effects_and_actions(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        row = pilot.app.screen.query(PositionRow).first()
        await until(pilot, lambda: row.ranked and row.ranked.actions)
        row.focus()
        await press(pilot, "enter")
        assert row.ranked is not None
        said = " ".join(row.render().plain.split())
        for contribution in row.ranked.fit.contributions:
            assert contribution.title.en[:12] in said
        for advised in row.ranked.actions:
            assert advised.action.title.en.split()[0] in said
            tool = advised.action.tool
            assert tool is None or tool.en.split()[0] in said
        assert "effort" in said
        await press(pilot, "enter")
        assert row.render().plain.count("\n") == 1

    on(folder / "price-strong.toml", doing, (160, 48))
