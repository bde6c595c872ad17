"""How sure the lead is: a part of the advice that is always there, and a screen of its own."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix.text import Language
from factmatrix_tui.screens.robustness import RobustnessScreen
from factmatrix_tui.widgets.lines import Lines
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


def told(pilot: Pilot[None]) -> str:
    """What the advice says about how sure it is."""
    return str(main_screen(pilot.app).query_one("#sure", Lines).content)


@pytest.mark.parametrize(
    ("language", "heading", "share"),
    [("en", "If the weights were others", "leads in"), ("zh", "如果权重不同", "的情况下主推")],
)
def test_the_advice_says_how_sure_it_is_and_a_key_shows_all(
    folder: Path, language: Language, heading: str, share: str
) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", (80, 24), language) as pilot:
            await until(pilot, lambda: share in told(pilot).replace("\n  ", " "))
            before = told(pilot)
            await pilot.press("ctrl+r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RobustnessScreen))
            await until(pilot, lambda: "…" not in drawn(pilot).splitlines()[1])
            screen = pilot.app.screen
            assert isinstance(screen, RobustnessScreen)
            await until(pilot, lambda: screen.found is not None)
            for _ in range(6):
                if heading in drawn(pilot):
                    break
                await pilot.press("pagedown")
            await until(pilot, lambda: heading in drawn(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(pilot.app.screen, RobustnessScreen))
            assert told(pilot) == before

    complete(run())
