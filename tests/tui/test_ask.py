"""Questions can be answered on small screens: every answer is seen, in both languages."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from factmatrix import Text
from factmatrix.desk import Language
from factmatrix_tui import external_editor, files, saving_texts, what_if
from factmatrix_tui.screens import writing_file
from factmatrix_tui.screens.ask import Ask, Choice
from tests.tui.conftest import complete, drawn, open_app, until

LINE = Text("A line that says what would be lost and what to do about it. " * 4, "说明。" * 80)
DIFFERENCE_AND_THREE = (
    saving_texts.DIFFERENCE, saving_texts.MINE, saving_texts.THEIRS, saving_texts.STAY,
)  # fmt: skip


def answers() -> Iterator[tuple[Choice, ...]]:
    """The answers of each module together, which is more than any of its questions has."""
    yield DIFFERENCE_AND_THREE
    for module in (external_editor, files, what_if, writing_file):
        yield tuple(c for _, c in inspect.getmembers(module) if isinstance(c, Choice))


@pytest.mark.parametrize("language", get_args(Language))
def test_every_answer_lies_inside_of_its_dialog(folder: Path, language: Language) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", language=language) as pilot:
            for size, choices in product(((60, 18), (80, 24)), answers()):
                await pilot.resize_terminal(*size)
                assert len(choices) >= 2
                lines: list[Text | str] = [str(folder / "x.toml"), LINE]
                await look(pilot, Ask(saving_texts.CHANGED, lines, choices), language)

    complete(run())


async def look(pilot: Pilot[None], ask: Ask, language: Language) -> None:
    """Open the question, look where its answers are, and close it."""
    pilot.app.push_screen(ask)
    await until(pilot, lambda: ask.is_current and ask.query(Button))
    inside = ask.query_one(".dialog").content_region
    for button, choice in zip(ask.query(Button), ask.choices, strict=True):
        assert inside.contains_region(button.region)
        assert button.region.height == 1
        assert choice.label.in_(language) in drawn(pilot)
    assert isinstance(pilot.app.focused, Button)
    ask.dismiss(None)
    await until(pilot, lambda: not ask.is_current)
