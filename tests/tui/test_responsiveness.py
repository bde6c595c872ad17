"""The app answers keys and ends while the engine is stuck or busy: real processes, in tmux.

What is measured here is time on the clock, so `make test` runs this file when nothing else runs.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median

import pytest

from benchmarks.app_busy import SITUATIONS, many_load, seconds_to_draw, seconds_to_end
from benchmarks.app_terminal import Terminal

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

DRAWN_WITHIN = 0.1
"""Seconds from a key to the screen. One of several may be late: other programs run, too."""
ENDED_WITHIN = 1.0


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS.keys())
def test_keys_are_drawn_and_the_app_ends_at_once(
    situation: Callable[[], AbstractContextManager[Terminal]],
) -> None:
    with situation() as terminal:
        waited = seconds_to_draw(terminal)
        if situation is many_load:
            assert "scored " in terminal.screen(), "all were scored before"
        begun = terminal.processes() if sys.platform == "linux" else []
        assert seconds_to_end(terminal) < ENDED_WITHIN
        assert median(waited) < DRAWN_WITHIN, waited
        assert [p for p in begun if Path(f"/proc/{p}").exists()] == []
