"""A day's work in a real terminal: find a brand, change it, see the ranking move, save, leave."""

import shutil
import tomllib
from pathlib import Path

import pytest

from factmatrix.scaffold.package import single_file
from tests.tui.conftest import SAMPLES
from tests.tui.end_to_end.conftest import Open
from tests.tui.end_to_end.terminal import Terminal

NAMES = ("price-strong.toml", "brand-strong.toml", "content-strong.toml")
LEADS = "Lead with A Creator alliance"
GUARD = "There are unsaved changes."


@pytest.fixture
def brands(tmp_path: Path) -> Path:
    folder = tmp_path / "brands"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, folder)
    return folder


@pytest.fixture
def file(brands: Path) -> Path:
    return brands / "price-strong.toml"


def index_of(file: Path) -> object:
    return tomllib.loads(file.read_text(encoding="utf-8"))["powers"]["price"]["index"]


def go_to_powers(terminal: Terminal) -> None:
    """From the list to the first field of the second tab."""
    terminal.send("Tab")
    terminal.wait_for("Brand name · ")
    terminal.send("]")
    terminal.wait_for("Short-video ability · ")


def go_to_price_index(terminal: Terminal) -> None:
    go_to_powers(terminal)
    terminal.send(*["Down"] * 8)
    terminal.wait_for("Price index · ")


def enter(terminal: Terminal, value: int, next_field: str) -> None:
    """Type a value into the field under the cursor and go on to the next one."""
    terminal.type(f"{value}")
    terminal.send("Enter")
    terminal.wait_for(f"{next_field} · ")


def change_price_index(terminal: Terminal) -> None:
    go_to_price_index(terminal)
    enter(terminal, 400, "Product quality")
    terminal.wait_for("*Price index")


def test_open_filter_edit_see_the_ranking_change_save_and_quit(
    start: Open, brands: Path, file: Path
) -> None:
    before = file.read_text(encoding="utf-8")
    terminal = start("tui", brands)
    terminal.wait_for(lambda screen: "3 brands" in screen and "Paper Pond    A" in screen)
    terminal.send("/")
    terminal.type("paper")
    terminal.wait_for("1 of 3")
    terminal.send("Enter")
    terminal.press_until("Enter", LEADS)
    go_to_powers(terminal)
    enter(terminal, 100, "Live-room ability")
    enter(terminal, 100, "Brand attraction")
    terminal.send(*["Down"] * 6)
    terminal.wait_for("Price index · ")
    enter(terminal, 250, "Product quality")
    terminal.wait_for(lambda screen: LEADS not in screen and "Lead with F" in screen)
    assert file.read_text(encoding="utf-8") == before
    terminal.send("C-s")
    terminal.wait_for(lambda screen: "* Paper Pond" not in screen)
    after = file.read_text(encoding="utf-8")
    for new, old in {"short_video = 100": "41", "live = 100": "36", "index = 250 ": "66 "}.items():
        assert new in after
        after = after.replace(new, f"{new.split('=')[0]}= {old}")
    assert after == before, "nothing else was touched"
    terminal.send("C-q")
    assert terminal.code() == 0


def test_ctrl_c_asks_and_staying_keeps_the_edit(start: Open, file: Path) -> None:
    before = file.read_bytes()
    terminal = start("tui", file)
    terminal.wait_for(LEADS)
    change_price_index(terminal)
    terminal.send("C-c")
    terminal.wait_for(GUARD)
    terminal.send("Escape")
    terminal.wait_for(lambda screen: GUARD not in screen and "* Paper Pond" in screen)
    assert file.read_bytes() == before
    terminal.send("C-c")
    terminal.wait_for(GUARD)
    terminal.send("s")
    assert terminal.code() == 0
    assert index_of(file) == 400


def test_what_was_typed_before_a_kill_is_offered_and_restored(
    start: Open, file: Path, places: Path
) -> None:
    terminal = start("tui", file)
    terminal.wait_for(LEADS)
    go_to_price_index(terminal)
    terminal.type("400")
    terminal.wait_for("400")
    # A draft is at most three seconds old.
    terminal.wait_for(lambda _: "index = 400" in draft_in(places), seconds=3, what="a draft")
    terminal.kill()
    assert terminal.code() != 0
    assert index_of(file) == 66

    again = start("tui", file)
    again.wait_for("Last time ended with unsaved changes.")
    again.send("r")
    again.wait_for("* Paper Pond")
    again.send("C-s")
    again.wait_for(lambda screen: "* Paper Pond" not in screen)
    assert index_of(file) == 400
    again.send("C-q")
    assert again.code() == 0

    third = start("tui", file)
    third.wait_for(LEADS)
    assert "Last time" not in third.screen, "a draft is offered once"


def draft_in(places: Path) -> str:
    return "".join(draft.read_text(encoding="utf-8") for draft in places.rglob("draft.json"))


@pytest.mark.parametrize("answer", ["m", "t"])
def test_a_change_by_another_program_is_asked_about(start: Open, file: Path, answer: str) -> None:
    terminal = start("tui", file)
    terminal.wait_for(LEADS)
    change_price_index(terminal)
    theirs = file.read_text(encoding="utf-8").replace('name = "Paper Pond"', 'name = "Their Pond"')
    file.write_text(f"{theirs}# their comment\n", encoding="utf-8")
    terminal.send("C-s")
    terminal.wait_for("The file was changed by another program.")
    terminal.press_until("d", "+index = 400")
    assert '-name = "Their Pond"' in terminal.screen
    terminal.send("Escape")
    terminal.wait_for("Mine [m]")
    terminal.send(answer)
    title = "Paper Pond" if answer == "m" else "Their Pond"
    terminal.wait_for(lambda screen: f" {title} " in screen and f"* {title}" not in screen)
    assert "# their comment" in file.read_text(encoding="utf-8")
    assert index_of(file) == (400 if answer == "m" else 66)
    terminal.send("C-q")
    assert terminal.code() == 0


def test_the_window_may_take_any_size(start: Open, brands: Path) -> None:
    terminal = start("tui", brands, size=(160, 48))
    terminal.wait_for("Lead with")
    for width, height in ((80, 24), (50, 15), (120, 36)):
        terminal.resize(width, height)
        if width < 60:
            terminal.wait_for("too small")
        else:
            screen = terminal.wait_for(
                lambda screen: "too small" not in screen and "Brand name" in screen
            )
            assert len(screen.splitlines()) == height
    terminal.wait_for("Lead with")
    terminal.send("C-q")
    assert terminal.code() == 0


def test_what_is_typed_ahead_goes_where_the_cursor_will_be(start: Open, file: Path) -> None:
    terminal = start("tui", file)
    terminal.wait_for(LEADS)
    go_to_powers(terminal)
    terminal.type("100\r57\r")
    terminal.wait_for("Brand attraction · ")
    terminal.type("/服x\x7f\x7f纸p")
    terminal.wait_for(lambda screen: screen.lstrip().startswith("纸p "))
    terminal.send("Escape")
    terminal.wait_for("3 brands")
    terminal.send("C-s")
    terminal.wait_for("Saved.")
    content = tomllib.loads(file.read_text(encoding="utf-8"))["powers"]["content"]
    assert (content["short_video"], content["live"]) == (100, 57)


@pytest.mark.parametrize(("command", "first"), [("C-t", "Paper Pond · "), ("", "# Paper Pond")])
def test_what_is_copied_reaches_the_terminals_clipboard(
    start: Open, file: Path, command: str, first: str
) -> None:
    terminal = start("tui", file)
    terminal.wait_for(LEADS)
    terminal.takes_copies()
    if command:
        terminal.send(command)
    else:  # a command without a key is in the palette
        terminal.send("C-p")
        terminal.wait_for("Everything is saved.")
        terminal.type("copy as markdown")
        terminal.wait_for(lambda screen: "Copy the advice to the clipboard as Markdown" in screen)
        terminal.send("Enter")
    terminal.wait_for(lambda _: terminal.copied.startswith(first), what="a copy")


@pytest.mark.parametrize(("column", "gone"), [(40, "Brand name"), (90, LEADS)])
def test_the_wheel_scrolls_the_pane_under_the_mouse(
    start: Open, file: Path, column: int, gone: str
) -> None:
    terminal = start("tui", file, size=(120, 18))
    terminal.wait_for(lambda screen: "Brand name" in screen and LEADS in screen)
    for _ in range(4):
        terminal.type(f"\x1b[<65;{column};10M")  # what a terminal sends for one notch down
    terminal.wait_for(lambda screen: gone not in screen)


@pytest.mark.parametrize("wanted", [True, False])
def test_no_color_leaves_shades_of_grey_and_every_sign(
    start: Open, home: dict[str, str], brands: Path, wanted: bool
) -> None:
    if not wanted:
        home["NO_COLOR"] = "1"
    terminal = start("tui", brands)
    screen = terminal.wait_for("Snowball")
    assert bool(terminal.colours) == wanted
    assert all(sign in screen for sign in ("›", "▸", "█", " lead "))


def test_positions_of_a_folder_that_the_command_names_are_ranked(
    start: Open, file: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "rooms.toml").write_text(single_file("rooms"), encoding="utf-8")
    terminal = start("tui", file, "--plugins-dir", own, size=(180, 50))
    terminal.wait_for("Ro Rooms")
