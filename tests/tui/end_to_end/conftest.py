"""The installed command `fact` in a real terminal, on copies of the samples."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.tui.end_to_end.terminal import Terminal

TMUX = shutil.which("tmux")
Open = Callable[..., Terminal]


@pytest.fixture
def tmux() -> None:
    """Skip where there is no tmux; on a machine that checks changes (CI=true) it is missed."""
    if os.name == "nt":
        pytest.skip("there is no tmux on Windows: the app is not tried in a real terminal")
    if TMUX is None:
        missing = "tmux is not installed: the app is not tried in a real terminal"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture
def home(tmp_path: Path, places: Path) -> dict[str, str]:
    """The environment of a person who never ran the program."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    folders = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
    return {
        **kept, **folders,
        "HOME": str(tmp_path), "FACT_CONFIG": os.environ["FACT_CONFIG"],
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "FACT_LANG": "en", "EDITOR": "false",
    }  # fmt: skip


@pytest.fixture
def start(tmux: None, home: dict[str, str]) -> Iterator[Open]:
    """Opens terminals, each with a tmux server of its own, and closes them."""
    fact = Path(sys.executable).with_name("fact")
    # A socket's path may have about a hundred characters, which pytest's folders exceed.
    with ExitStack() as open_terminals:

        def start(
            *arguments: str | Path,
            command: Sequence[str | Path] = (fact,),
            size: tuple[int, int] = (120, 36),
        ) -> Terminal:
            folder = Path(
                open_terminals.enter_context(
                    TemporaryDirectory(prefix="fact-", ignore_cleanup_errors=True)
                )
            )
            terminal = Terminal(folder, [*command, *arguments], home, size)
            return open_terminals.enter_context(terminal)

        yield start
