"""A crash in a real terminal: a short message, a report without client data, no change lost."""

import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.conftest import SAMPLES
from tests.tui.end_to_end.conftest import Open

CRASHES_WHEN_SAVING = """
import sys
from factmatrix.commands.main import run
from factmatrix_tui.saving import Saving

async def save(saving):
    document = saving.screen.document
    client = document.name
    raise RuntimeError(f"broken while {document.values} of {document.path} were at hand")

Saving.save = save
sys.exit(run())
"""
WORDS = {
    "en": (
        "[Powers", "Live-room ability · ",
        "factmatrix had to stop because of an error of its own.",
        "Last time ended with unsaved changes.",
    ),
    "zh": ("[四力", "直播能力 · ", "程序自身出错，已停止。", "上次退出时有修改没有保存。"),
}  # fmt: skip
"""By language: the tab, the second field of it, what is told, what the next start offers."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "secret-client"
    folder.mkdir()
    return Path(shutil.copy(SAMPLES / "brand-strong.toml", folder / "Zzyzx.toml"))


def texts_in(value: object) -> Iterator[str]:
    """Every text of a profile, and every number that is not found everywhere."""
    if isinstance(value, dict):
        for inside in value.values():
            yield from texts_in(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from texts_in(inside)
    elif not isinstance(value, bool) and len(str(value)) > 3:
        yield str(value)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_crash_tells_nothing_of_the_client_and_loses_nothing(
    start: Open, file: Path, places: Path, language: str
) -> None:
    tab, next_field, crashed, offered = WORDS[language]
    known = {"secret-client", "Zzyzx", *texts_in(tomllib.loads(file.read_text(encoding="utf-8")))}
    crashing = (sys.executable, "-c", CRASHES_WHEN_SAVING)
    terminal = start("tui", file, "--lang", language, command=crashing)
    terminal.wait_for("T  95.0")
    terminal.send("Tab", "]")
    terminal.wait_for(tab)
    terminal.type("37")
    terminal.send("Enter")
    terminal.wait_for(next_field)
    terminal.send("C-s")
    assert terminal.code() == 1

    last_words = terminal.screen.replace("\n", "")
    (report,) = places.rglob("crash-*.txt")
    told = report.read_text(encoding="utf-8")
    assert crashed in last_words
    assert len(last_words) < 600
    assert "RuntimeError" in told
    assert "factmatrix_tui.screens.main" in told
    for shown in (told, last_words):
        assert not [text for text in known if text in shown]

    again = start("tui", file, "--lang", language)
    again.wait_for(offered)
    again.send("r")
    again.wait_for("* Sorrel & Snow")
    again.send("C-s")
    again.wait_for(lambda screen: "* Sorrel & Snow" not in screen)
    assert "short_video = 37" in file.read_text(encoding="utf-8")
