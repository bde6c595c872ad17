"""What is said in the corner never holds anything up, however little of its time is left."""

from __future__ import annotations

from time import monotonic

import pytest
from textual.app import App
from textual.widgets._toast import Toast

from factmatrix_tui.notes import Note
from tests.tui.conftest import complete


@pytest.mark.parametrize("left", [-1.0, -1e-9, 0.0, 0.01])
def test_a_note_whose_time_ran_out_before_it_is_drawn_goes_away(left: float) -> None:
    note = Note("Saved.", timeout=left)
    assert note.time_left > 0  # with less than nothing Textual would stand still for good

    async def run() -> None:
        app = App[None]()
        async with app.run_test() as pilot:
            await app.screen.mount(Toast(note))
            deadline = monotonic() + 30
            while app.screen.query(Toast):
                assert monotonic() < deadline
                await pilot.pause()

    complete(run())


def test_a_note_is_over_when_its_time_is() -> None:
    assert Note("Saved.", timeout=-0.001).has_expired
    assert not Note("Saved.", timeout=60).has_expired
    assert 59 < Note("Saved.", timeout=60).time_left <= 60
