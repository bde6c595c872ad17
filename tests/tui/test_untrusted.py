"""What profiles say is shown as it stands: never as markup, controls, directions or formulas."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix.desk import lines_of
from factmatrix_tui.export import csv_text
from tests.tui.conftest import SAMPLES, complete, drawn, open_app, until
from tests.tui.test_export import command
from tests.tui.test_form import form

NAMES = {
    "markup": "[red]Danger[/red] [/] [$error] [link=x]",
    "signs": r"a\u0007b\u001b[31mc\u001b]0;d\u0007e\nf"
    "\u202eg\u2066h\u2069i\u2028j\u2029k\u0085l👨\u200d👩\u200d👧🏽🏳️\u200d🌈家",
}
"""Markup, and short enough to be shown whole: controls, directions, separators, joined emoji."""
DIALOGS = ("help", "command_palette", "rename", "duplicate", "delete", "compare", "portfolio")


def profile(folder: Path, name: str) -> Path:
    """A valid profile whose name, notes and comment say it."""
    text = (SAMPLES / "price-strong.toml").read_text(encoding="utf-8")
    text = text.replace('name = "Paper Pond"', f'name = "{name}"\nnotes = "{name}"')
    path = folder / "untrusted.toml"
    path.write_text(f"{text}# {name}\n", encoding="utf-8", newline="")
    return path


def harmful(text: str) -> list[str]:
    kinds = ("Cc", "Cf", "Zl", "Zp")
    return [c for c in text if c != "\n" and unicodedata.category(c) in kinds]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_text_of_a_profile_acts_on_the_screen_or_the_clipboard(folder: Path, name: str) -> None:
    path = profile(folder, name)

    async def look(pilot: Pilot[None]) -> None:
        assert not harmful(drawn(pilot))
        form(pilot).open_tab("source")
        last = len(lines_of(path.read_text(encoding="utf-8")))
        source = pilot.app.screen.query_one("#source-text")
        await until(pilot, lambda: re.search(rf"(?m)^ *{last} ", str(source.render())))
        assert not harmful(drawn(pilot))
        for copied in ("copy_advice", "copy_markdown"):
            pilot.app._clipboard = ""
            await command(pilot, copied)
            await until(pilot, lambda: pilot.app.clipboard)
            assert not harmful(pilot.app.clipboard)
        below = pilot.app.screen
        for opened in DIALOGS:
            where = pilot.app if opened in ("help", "command_palette") else below
            await pilot.app.run_action(opened, where)
            await until(pilot, lambda: pilot.app.screen is not below, what=opened)
            assert not harmful(drawn(pilot)), opened
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is below, what=opened)

    async def run() -> None:
        async with open_app(path, language="zh") as pilot:
            await look(pilot)

    complete(run())


def test_a_markup_name_is_shown_letter_by_letter(folder: Path) -> None:
    path = profile(folder, NAMES["markup"])

    async def run() -> None:
        async with open_app(path, (160, 48)) as pilot:
            assert NAMES["markup"] in drawn(pilot).splitlines()[0]

    complete(run())


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_sign_of_a_formula_begins_a_cell(sign: str) -> None:
    assert f"'{sign}1+1" in csv_text(["name"], [[f"{sign}1+1"]])
