"""Whatever theme is chosen, what is written can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color as RichColour
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from factmatrix_tui.colours import LEAST, contrast, legible
from factmatrix_tui.widgets.position_row import PositionRow
from tests.tui.conftest import complete, drawn, main_screen, open_app, until

TEXTS = ("foreground", "text-muted", "text-primary", "text-accent", "text-error", "text-warning",
         "text-success", "footer-key-foreground")  # fmt: skip
PICTURE = set("│─┃━▁▂▃▄▅▆▇█░▌▔·╭╮╰╯ ")
"""Drawn, not written."""
IN_COLOUR = [name for name in BUILTIN_THEMES if not name.startswith("ansi")]


def test_contrast_is_what_wcag_says() -> None:
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    assert contrast(black, white) == contrast(white, black) == 21
    assert contrast(white, white) == 1
    assert round(contrast(Color.parse("#767676"), white), 2) == 4.54, "a well-known limit"


@pytest.mark.parametrize("theme", BUILTIN_THEMES)
def test_every_text_stands_out_from_all_that_lies_behind_it(theme: str) -> None:
    chosen = BUILTIN_THEMES[theme]
    variables = legible({**chosen.to_color_system().generate(), **chosen.variables})
    if theme not in IN_COLOUR:
        assert variables["cursor-line"], "the colours are the terminal's"
        return
    page = Color.parse(variables["background"])
    for behind in ("background", "surface", "panel", "cursor-line"):
        for text in TEXTS:
            colours = Color.parse(variables[text]), page + Color.parse(variables[behind])
            assert contrast(*colours) >= LEAST, (text, behind)
    bar = page + Color.parse(variables["block-cursor-background"])
    assert contrast(Color.parse(variables["block-cursor-foreground"]), bar) >= LEAST


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "solarized-light", "nord"])
def test_everything_on_the_main_screen_can_be_read(folder: Path, theme: str) -> None:
    async def run() -> None:
        async with open_app(folder / "content-strong.toml") as pilot:
            pilot.app.theme = theme
            main = main_screen(pilot.app)
            main.go_to_field(("powers", "content", "live"))
            await pilot.press("1", "2", "0")
            await until(pilot, lambda: "✗ 120" in drawn(pilot))
            await until(pilot, lambda: not list(_pale(pilot)), 5, "a field can be read")
            main.set_focus(main.query(PositionRow).first())
            await pilot.press("enter")
            await until(pilot, lambda: "▾" in drawn(pilot))
            await until(pilot, lambda: not list(_pale(pilot)), 5, "reasons can be read")

    complete(run())


def _pale(pilot: Pilot[None]) -> Iterator[tuple[str, float]]:
    """Words on the screen that do not stand out enough, or whose colour is the terminal's."""
    for strip in pilot.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if not set(text) - PICTURE:
                continue
            assert style is not None
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            reads = contrast(_colour(style.color), _colour(style.bgcolor))
            if reads < LEAST:
                yield text, reads


def _colour(colour: RichColour) -> Color:
    return Color(*colour.get_truecolor())
