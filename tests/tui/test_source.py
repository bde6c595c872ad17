"""The file as it would be saved, and the person's own editor."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.values import get
from tests.tui.conftest import drawn, told, until
from tests.tui.test_form import document, form, on, press, stand_on

PLAIN = "name-and-category.toml"


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, *programs: str) -> None:
    """Let $EDITOR be these lines of Python in turn, the last one ever after; `text` is the file."""
    script = folder.parent / "editor.py"
    count = folder.parent / "count"
    script.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_bytes().decode()\n"
        f"count = pathlib.Path({str(count)!r})\n"
        "at = int(count.read_text()) if count.exists() else 0\n"
        "count.write_text(str(at + 1))\n"
        f"programs = {list(programs)!r}\n"
        "exec(programs[min(at, len(programs) - 1)])\n"
        "file.write_bytes(text.encode())\n",
        "utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')


def test_changed_lines_are_marked_and_comments_stay(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        form(pilot).open_tab("source")
        await until(pilot, lambda: "nothing was changed" in drawn(pilot))
        await stand_on(pilot, "economics.aov")
        await press(pilot, "1", "2", "8", "escape")
        form(pilot).open_tab("source")
        await until(pilot, lambda: "▌aov = 128" in drawn(pilot))
        said = drawn(pilot)
        assert "▌[economics]" in said
        assert " [brand]" in said
        assert "The shortest profile there is" in said

    on(folder / PLAIN, doing)


def test_lines_are_broken_at_the_width_that_they_have(folder: Path) -> None:
    file = folder / PLAIN
    file.write_text(file.read_text("utf-8") + "# many words in a long line\n" * 60, "utf-8")

    async def doing(pilot: Pilot[None]) -> None:
        form(pilot).open_tab("source")
        text = pilot.app.screen.query_one("#source-text", Static)
        await until(pilot, lambda: "many words" in str(text.render()))
        for width in range(60, 90):
            await pilot.resize_terminal(width, 24)
            assert text.size.height == str(text.render()).count("\n") + 1

    on(file, doing)


def test_where_a_line_was_taken_out_is_marked(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        await press(pilot, "u")
        form(pilot).open_tab("source")
        await until(pilot, lambda: "▁short_video" in drawn(pilot))
        assert "▌" not in drawn(pilot).replace("; ▌", "")

    on(folder / "price-strong.toml", doing)


def test_what_is_no_value_is_said_not_to_be_in_it(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "economics.aov")
        await press(pilot, "1", "x", "escape")
        form(pilot).open_tab("source")
        await until(pilot, lambda: "is no value yet" in drawn(pilot))

    on(folder / PLAIN, doing)


def test_a_file_that_is_no_toml_is_mended_in_the_editor(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(monkeypatch, folder, "text = text.replace('= =', '=')")
    file = folder / "broken.toml"
    file.write_text('format = 1\n[brand]\nname = = "x"\ncategory = "food"\n', "utf-8")

    async def doing(pilot: Pilot[None]) -> None:
        await press(pilot, "f4")
        await until(pilot, lambda: get(document(pilot).values, ("brand", "name")) == "x")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not document(pilot).unsaved)
        assert 'name = "x"' in file.read_text("utf-8")

    on(file, doing)


def test_the_editor_gets_the_text_as_it_would_be_saved_and_is_read_back_as_one_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(
        monkeypatch, folder,
        "assert 'aov = 128' in text; text = text.replace('aov = 128', 'aov = 99 # asked')",
    )  # fmt: skip
    file = folder / PLAIN
    before = file.read_bytes()

    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "economics.aov")
        await press(pilot, "1", "2", "8", "escape", "f4")
        await until(pilot, lambda: get(document(pilot).values, ("economics", "aov")) == 99)
        assert file.read_bytes() == before
        await press(pilot, "ctrl+z")
        assert get(document(pilot).values, ("economics", "aov")) == 128
        await press(pilot, "ctrl+y", "ctrl+s")
        await until(pilot, lambda: not document(pilot).unsaved)
        assert "aov = 99 # asked" in file.read_text("utf-8")

    on(file, doing)


def test_a_text_that_cannot_be_read_is_told_and_opened_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(
        monkeypatch, folder,
        "text += '[economics]\\naov = = 5\\n'",
        "assert '= = 5' in text; text = text.replace('= = 5', '= 5')",
    )  # fmt: skip

    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.name")
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert f"{PLAIN}:11:7" in drawn(pilot)
        await press(pilot, "o")
        await until(pilot, lambda: get(document(pilot).values, ("economics", "aov")) == 5)

    on(folder / PLAIN, doing)


@pytest.mark.parametrize("leaving", ["ctrl+c", "ctrl+q", "escape"])
def test_a_text_that_cannot_be_read_is_never_lost_unasked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, leaving: str
) -> None:
    editor(
        monkeypatch, folder,
        "text += '[economics]\\naov = = 5\\n'",
        "assert '= = 5' in text; text = text.replace('= = 5', '= 5')",
    )  # fmt: skip

    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.name")
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await press(pilot, leaving)
        await until(pilot, lambda: "Answer this first" in drawn(pilot))
        assert pilot.app.is_running
        await press(pilot, "o")
        await until(pilot, lambda: get(document(pilot).values, ("economics", "aov")) == 5)

    on(folder / PLAIN, doing)


def test_a_text_that_is_given_up_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(monkeypatch, folder, "text += '= 3'")

    async def doing(pilot: Pilot[None]) -> None:
        values = document(pilot).values
        await stand_on(pilot, "brand.name")
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await press(pilot, "x")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Ask))
        assert document(pilot).values == values
        assert not document(pilot).unsaved

    on(folder / PLAIN, doing)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("/no/such/editor", " failed ("),
        ("false", " failed ("),
        ('nano "', "a quotation"),
        ("'", "a quotation"),
    ],
)
def test_an_editor_that_fails_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, why: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)

    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.name")
        await press(pilot, "f4")
        await until(pilot, lambda: why in told(pilot))

    on(folder / PLAIN, doing)
