"""Nothing that was entered is lost: saving, leaving, files that others change, drafts."""

import shutil
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix import Text
from factmatrix.desk import EngineProcess, Opened, Setting
from factmatrix_tui.app import FactApp
from factmatrix_tui.document import Document
from factmatrix_tui.drafts import Drafts
from factmatrix_tui.screens import ask
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.values import get
from factmatrix_tui.widgets.brand_list import BrandList
from tests.brands import DAY
from tests.tui.conftest import complete, drawn, main_screen, open_app, until
from tests.tui.conftest import told as said_in_the_corner

STOCK = ("supply", "stock_days")
WHAT = Text("Stock", "库存")
SAMPLE = "price-strong.toml"


@asynccontextmanager
async def starting(path: Path) -> AsyncIterator[Pilot[None]]:
    """The app just started: it may be asking something before any brand is open."""
    async with EngineProcess(Setting()) as engine:
        app = FactApp(path, engine, "en", DAY)
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            yield pilot
            app.workers.cancel_all()


@asynccontextmanager
async def edited(file: Path, value: object = 77) -> AsyncIterator[tuple[Pilot[None], Document]]:
    """The app with one unsaved change in a profile."""
    async with open_app(file) as pilot:
        document = document_of(pilot)
        change(pilot, value)
        yield pilot, document


def document_of(pilot: Pilot[None]) -> Document:
    document = main_screen(pilot.app).document
    assert document is not None
    return document


def change(pilot: Pilot[None], value: object) -> None:
    document_of(pilot).change(WHAT, STOCK, value)
    main_screen(pilot.app).document_changed()


def enter(pilot: Pilot[None], text: str) -> None:
    document_of(pilot).enter(WHAT, STOCK, text)
    main_screen(pilot.app).document_changed()


async def asked(pilot: Pilot[None], title: str) -> Ask:
    """The question with this title, once it can be answered."""

    def is_asked() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, Ask) and screen.question.en == title and not screen.sudden

    await until(pilot, is_asked, what=title)
    screen = pilot.app.screen
    assert isinstance(screen, Ask)
    return screen


async def answer(pilot: Pilot[None], title: str, key: str) -> None:
    question = await asked(pilot, title)
    await pilot.press(key)
    await until(pilot, lambda: pilot.app.screen is not question)


async def told(pilot: Pilot[None], words: str) -> None:
    await until(pilot, lambda: words in said_in_the_corner(pilot), what=words)


async def asked_about(pilot: Pilot[None], words: str) -> None:
    """Wait for a dialog that says these words, wherever its lines break."""
    wanted = "".join(words.split())

    def says_it() -> bool:
        said = (str(part.render()) for part in pilot.app.screen.query("Static, Said"))
        return any(wanted in "".join(text.split()) for text in said)

    await until(pilot, says_it, what=words)


def ended(pilot: Pilot[None]) -> bool:
    return pilot.app._exit


def drafts_in(places: Path) -> list[Path]:
    return list(places.rglob("draft.json"))


UNSAVED = "There are unsaved changes."
CHANGED = "The file was changed by another program."
GONE = "The file was moved or deleted."
WRONG = "Some fields have errors."
LEFT_BEHIND = "Last time ended with unsaved changes."


def test_a_save_writes_the_change_and_nothing_else(folder: Path) -> None:
    before = (folder / SAMPLE).read_text(encoding="utf-8")

    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            before_save = document.judged_when_saved
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not document.unsaved)
            await until(pilot, lambda: document.judged_when_saved is not before_save)

    complete(run())
    assert (folder / SAMPLE).read_text(encoding="utf-8") == before.replace(
        "stock_days = 9  ", "stock_days = 77  "
    )


def test_two_saves_and_a_quit_in_one_breath_lose_nothing_and_ask_nothing(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, _):
            await pilot.press("ctrl+s", "ctrl+s", "ctrl+q")
            await until(pilot, lambda: ended(pilot))

    complete(run())
    assert "77" in (folder / SAMPLE).read_text(encoding="utf-8")


def test_what_is_typed_while_a_save_runs_stays_unsaved(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            save = main_screen(pilot.app).action_save()
            typed = 77
            while not save.is_finished:
                typed += 1
                change(pilot, typed)
                await pilot.pause(0.001)
            assert 77 <= get(document.base.values, STOCK) < typed
            assert document.unsaved
            assert get(document.values, STOCK) == typed
            await pilot.press("ctrl+q")
            await answer(pilot, UNSAVED, "s")
            await until(pilot, lambda: ended(pilot))
            assert f"stock_days = {typed} " in (folder / SAMPLE).read_text(encoding="utf-8")

    complete(run())


def test_leaving_asks_and_staying_keeps_everything(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            for key in ("ctrl+q", "ctrl+c"):
                await pilot.press(key)
                await answer(pilot, UNSAVED, "escape")
            await pilot.press("ctrl+q")
            question = await asked(pilot, UNSAVED)
            await pilot.press("ctrl+q")
            await until(pilot, lambda: pilot.app.screen is not question)
            assert not ended(pilot)
            assert get(document.values, STOCK) == 77

    complete(run())


def test_leaving_without_saving_leaves_the_file_and_no_draft(folder: Path, places: Path) -> None:
    before = (folder / SAMPLE).read_bytes()

    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, _):
            await until(pilot, lambda: drafts_in(places))
            await pilot.press("ctrl+q")
            await answer(pilot, UNSAVED, "n")
            await until(pilot, lambda: ended(pilot))

    complete(run())
    assert (folder / SAMPLE).read_bytes() == before
    assert drafts_in(places) == []


def test_another_brand_is_opened_only_when_typed_text_was_decided_on(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / SAMPLE) as pilot:
            enter(pilot, "plenty")
            other = folder / "fresh-start.toml"
            shutil.copy(folder / SAMPLE, other)
            brands = main_screen(pilot.app).query_one(BrandList)
            brands.post_message(BrandList.Opened(other))
            await answer(pilot, UNSAVED, "s")
            question = await asked(pilot, WRONG)
            assert Text("Days of stock: “plenty”", "库存可售天数：“plenty”") in question.lines
            await pilot.press("c")
            await until(pilot, lambda: pilot.app.screen is not question)
            assert document_of(pilot).entered == {STOCK: "plenty"}
            brands.post_message(BrandList.Opened(other))
            await answer(pilot, UNSAVED, "s")
            await answer(pilot, WRONG, "s")
            await until(pilot, lambda: document_of(pilot).path == other)

    complete(run())


def test_a_save_that_fails_says_why_and_keeps_the_change(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            shutil.rmtree(folder)
            folder.touch()
            await pilot.press("ctrl+s")
            # One word, for a line may end anywhere in a sentence with a path.
            await until(pilot, lambda: "could" in drawn(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: "could" not in drawn(pilot))
            assert document.unsaved
            assert get(document.values, STOCK) == 77

    complete(run())


def test_a_deleted_file_is_written_again_with_its_comments(folder: Path) -> None:
    before = (folder / SAMPLE).read_text(encoding="utf-8")

    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            (folder / SAMPLE).unlink()
            await pilot.press("ctrl+s")
            await answer(pilot, GONE, "w")
            await until(pilot, lambda: not document.unsaved)

    complete(run())
    assert set(before.splitlines()) - set((folder / SAMPLE).read_text("utf-8").splitlines()) <= {
        line for line in before.splitlines() if "stock_days" in line
    }


def test_an_unchanged_profile_is_read_again_when_its_file_changes(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / SAMPLE) as pilot:
            theirs = (folder / SAMPLE).read_text(encoding="utf-8") + "\n# theirs\n"
            (folder / SAMPLE).write_text(theirs, encoding="utf-8")
            await main_screen(pilot.app).saving.file_changed()
            assert document_of(pilot).base.text == theirs
            assert not document_of(pilot).unsaved

    complete(run())


@pytest.mark.parametrize("by_watching", [True, False], ids=["watching", "found when saving"])
def test_a_file_into_which_others_wrote_the_same_asks_nothing(
    folder: Path, by_watching: bool
) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            theirs = (
                (folder / SAMPLE).read_text("utf-8").replace("stock_days = 9", "stock_days = 77")
            )
            (folder / SAMPLE).write_text(f"{theirs}# theirs\n", "utf-8")
            saving = main_screen(pilot.app).saving
            await (saving.file_changed() if by_watching else saving.save())
            assert not document.unsaved
            assert document.base.text.endswith("# theirs\n")
            await pilot.press("ctrl+z")
            await until(pilot, lambda: get(document.values, STOCK) == 9)
            assert document.unsaved

    complete(run())


def test_a_profile_whose_file_goes_away_is_kept_as_unsaved(folder: Path, places: Path) -> None:
    async def run() -> None:
        async with open_app(folder / SAMPLE) as pilot:
            (folder / SAMPLE).unlink()
            await main_screen(pilot.app).saving.file_changed()
            assert document_of(pilot).unsaved
            await told(pilot, "saving writes it again")
            assert drafts_in(places)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not document_of(pilot).unsaved)
            assert (folder / SAMPLE).exists()

    complete(run())


def test_a_profile_whose_folder_goes_away_is_saved_where_it_says(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            shutil.rmtree(folder)
            await main_screen(pilot.app).saving.file_changed()
            await told(pilot, "saving asks for another place")
            assert "saving writes it again" not in drawn(pilot)
            await pilot.press("ctrl+s")
            await asked_about(pilot, "Its folder was moved or deleted.")
            await asked_about(pilot, f"It goes into {folder.parent};")
            await pilot.press("enter")
            await until(pilot, lambda: not document.unsaved)
            assert document.path == folder.parent / SAMPLE

    complete(run())
    assert "stock_days = 77" in (folder.parent / SAMPLE).read_text(encoding="utf-8")


def test_a_folder_that_is_found_gone_when_saving_asks_for_another_place(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            shutil.rmtree(folder)
            await pilot.press("ctrl+s")
            await asked_about(pilot, "Its folder was moved or deleted.")
            await pilot.press("escape")
            await told(pilot, "saving asks for another place")
            assert document.unsaved
            assert get(document.values, STOCK) == 77

    complete(run())


def test_a_file_that_comes_back_is_read_again(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / SAMPLE) as pilot:
            saving, file = main_screen(pilot.app).saving, folder / SAMPLE
            data = file.read_bytes()
            file.unlink()
            await saving.file_changed()
            file.write_bytes(data + b"# back\n")
            await saving.file_changed()
            assert not document_of(pilot).unsaved
            assert document_of(pilot).base.data == data + b"# back\n"

    complete(run())


@pytest.mark.parametrize(
    ("key", "by_watching"),
    [("m", True), ("t", True), ("escape", True), ("m", False)],
    ids=["mine", "theirs", "neither", "mine, found when saving"],
)
def test_a_file_changed_outside_is_asked_about(folder: Path, key: str, by_watching: bool) -> None:
    file = folder / SAMPLE
    theirs = file.read_text(encoding="utf-8").replace('name = "Paper Pond"', 'name = "Theirs"')
    theirs += "# their comment\n"

    async def run() -> None:
        async with edited(file) as (pilot, document):
            saving = main_screen(pilot.app).saving
            file.write_text(theirs, encoding="utf-8")
            doing = saving.file_changed() if by_watching else saving.save()
            worker = main_screen(pilot.app).run_worker(doing)
            question = await asked(pilot, CHANGED)
            await pilot.press("d")
            await until(pilot, lambda: "+stock_days = 77" in drawn(pilot))
            assert '-name = "Theirs"' in drawn(pilot)
            await pilot.press("escape")
            await answer(pilot, CHANGED, key)
            await worker.wait()
            assert question is not pilot.app.screen
            now = file.read_text(encoding="utf-8")
            if key == "m":
                assert not document.unsaved
                assert 'name = "Paper Pond"' in now
                assert "stock_days = 77" in now
                assert "# their comment" in now
            else:
                assert now == theirs
                assert document.unsaved == (key == "escape")
            if key == "t":
                assert document.name == "Theirs"
                document.undo()
            assert get(document.values, STOCK) == 77

    complete(run())


def test_what_is_being_typed_is_no_answer_to_a_question_that_pops_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "SEEN", 60)

    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            (folder / SAMPLE).write_text("format = 1\n", encoding="utf-8")
            main_screen(pilot.app).run_worker(main_screen(pilot.app).saving.file_changed())
            await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
            question = pilot.app.screen
            await pilot.press("m", "t", "enter")
            assert pilot.app.screen is question
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is not question)
            assert get(document.values, STOCK) == 77
            assert (folder / SAMPLE).read_text(encoding="utf-8") == "format = 1\n"

    complete(run())


def test_who_stays_is_not_asked_again_about_the_same_version(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, _):
            saving = main_screen(pilot.app).saving
            (folder / SAMPLE).write_text("format = 1\n", encoding="utf-8")
            worker = main_screen(pilot.app).run_worker(saving.file_changed())
            await answer(pilot, CHANGED, "escape")
            await worker.wait()
            await saving.file_changed()
            assert not isinstance(pilot.app.screen, Ask)
            await pilot.press("ctrl+s")
            await asked(pilot, CHANGED)

    complete(run())


def test_nothing_is_written_over_a_text_that_could_not_be_read(folder: Path) -> None:
    file = folder / "gbk.toml"
    file.write_bytes('[brand]\nname = "品牌"\n'.encode("gbk"))

    async def run() -> None:
        async with open_app(file) as pilot:
            assert not document_of(pilot).unsaved
            change(pilot, 77)
            await pilot.press("ctrl+s")
            await told(pilot, "Nothing can be saved into this file.")

    complete(run())
    assert file.read_bytes() == '[brand]\nname = "品牌"\n'.encode("gbk")


def test_two_apps_on_one_file_notice_each_other(folder: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE, 11) as (mine, _), edited(folder / SAMPLE, 22) as other:
            await mine.press("ctrl+s")
            await until(mine, lambda: not document_of(mine).unsaved)
            await other[0].press("ctrl+s")
            await answer(other[0], CHANGED, "t")
            assert get(document_of(other[0]).values, STOCK) == 11

    complete(run())


def test_a_new_profile_is_saved_under_a_name_that_no_file_has(folder: Path) -> None:
    (folder / "Paper Pond.toml").touch()

    async def run() -> None:
        async with open_app(folder / SAMPLE) as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: screen.library.folder)
            await screen.show_document(Document.of(replace(document_of(pilot).base, path=None)))
            await pilot.press("ctrl+s")
            await answer(pilot, "Save as a new file?", "s")
            await until(pilot, lambda: not document_of(pilot).unsaved)
            assert document_of(pilot).path == folder / "Paper Pond 2.toml"

    complete(run())
    assert (folder / "Paper Pond 2.toml").read_bytes() == (folder / SAMPLE).read_bytes()


# Drafts


@pytest.fixture
def left_behind(folder: Path, places: Path, tmp_path: Path) -> Path:
    """The drafts of an app that had a change and a typed text when it was killed."""
    data = (folder / SAMPLE).read_bytes()
    opened = Opened(folder / SAMPLE, data, data.decode(), tomllib.loads(data.decode()), ())
    document = Document.of(opened)
    document.change(WHAT, STOCK, 77)
    document.enter(WHAT, ("economics", "aov"), "about 40")
    drafts = Drafts(tmp_path / "running")
    drafts.begin()
    drafts.keep(document)
    return shutil.copytree(tmp_path / "running", places / "state" / "factmatrix" / "drafts")


def test_a_change_is_in_a_draft_within_three_seconds(folder: Path, places: Path) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, _):
            await until(pilot, lambda: drafts_in(places), seconds=3)

    complete(run())


def test_a_draft_is_offered_once_and_restored(folder: Path, left_behind: Path) -> None:
    async def run() -> None:
        async with starting(folder) as pilot:
            question = await asked(pilot, LEFT_BEHIND)
            assert str(folder / SAMPLE) in question.lines
            await asked_about(pilot, "2 fields: Days of stock, Average order value")
            assert "0 brands" not in drawn(pilot), "none was looked for yet"
            await pilot.press("r")
            await until(pilot, lambda: main_screen(pilot.app).document)
            document = document_of(pilot)
            assert get(document.values, STOCK) == 77
            assert document.entered == {("economics", "aov"): "about 40"}
            assert document.unsaved
            assert document.path == folder / SAMPLE
            assert len(drafts_in(left_behind)) == 1, "it is a draft of this app now"
            document.undo()
            assert not document.unsaved

    complete(run())


@pytest.mark.parametrize(("key", "left"), [("x", 0), ("escape", 1)])
def test_a_draft_is_discarded_or_kept_for_later(
    folder: Path, left_behind: Path, key: str, left: int
) -> None:
    async def run() -> None:
        async with starting(folder / SAMPLE) as pilot:
            await answer(pilot, LEFT_BEHIND, key)
            await until(pilot, lambda: main_screen(pilot.app).document)
            assert not document_of(pilot).unsaved
            await pilot.press("ctrl+q")
            await until(pilot, lambda: ended(pilot))

    complete(run())
    assert len(drafts_in(left_behind)) == left


@pytest.mark.parametrize("change", ["deleted", "changed"])
def test_a_draft_outlives_its_file(folder: Path, left_behind: Path, change: str) -> None:
    file = folder / SAMPLE
    before = file.read_text(encoding="utf-8")
    if change == "deleted":
        file.unlink()
    else:
        file.write_text(before + "# theirs\n", encoding="utf-8")

    async def run() -> None:
        async with starting(folder) as pilot:
            await answer(pilot, LEFT_BEHIND, "r")
            await until(pilot, lambda: main_screen(pilot.app).document)
            await told(pilot, "The file was changed since")
            document_of(pilot).change(WHAT, ("economics", "aov"), 40)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not document_of(pilot).unsaved)

    complete(run())
    now = file.read_text(encoding="utf-8")
    assert "stock_days = 77" in now
    assert "# Household paper at two thirds" in now
    assert ("# theirs" in now) == (change == "changed")


def test_drafts_that_cannot_be_kept_are_told_once_and_the_app_goes_on(
    folder: Path, places: Path
) -> None:
    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, _):
            await until(pilot, lambda: drafts_in(places))
            kept = drafts_in(places)[0].parent
            shutil.rmtree(kept)
            kept.touch()
            app = pilot.app
            assert isinstance(app, FactApp)
            for value in (1, 2, 3):
                change(pilot, value)
                assert not app.keep_draft()
            await told(pilot, "Drafts cannot be kept")
            assert said_in_the_corner(pilot).count("Drafts") == 1
            kept.unlink()
            assert app.keep_draft()
            assert drafts_in(places)

    complete(run())


def test_without_a_place_for_drafts_the_app_says_so_and_works(folder: Path, places: Path) -> None:
    (places / "state" / "factmatrix").touch()

    async def run() -> None:
        async with edited(folder / SAMPLE) as (pilot, document):
            await told(pilot, "Drafts cannot be kept")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not document.unsaved)
            await pilot.press("ctrl+q")
            await until(pilot, lambda: ended(pilot))

    complete(run())


@pytest.mark.parametrize("deleted", [False, True])
def test_a_file_that_becomes_unreadable_can_be_written_again_after_undo(
    folder: Path, deleted: bool
) -> None:
    file = folder / "price-strong.toml"
    before = file.read_text(encoding="utf-8")

    async def run() -> None:
        async with open_app(file) as pilot:
            file.write_text("[brand\n", encoding="utf-8")
            await until(pilot, lambda: "F4 opens it" in drawn(pilot))
            if deleted:
                file.unlink()
                await until(pilot, lambda: "no such file" in drawn(pilot))
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "Paper Pond" in drawn(pilot))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: file.exists() and file.read_text("utf-8") == before)

    complete(run())


def test_theirs_is_no_choice_where_it_cannot_be_read(folder: Path) -> None:
    file = folder / "price-strong.toml"

    async def run() -> None:
        async with open_app(file) as pilot:
            main_screen(pilot.app).go_to_field(("brand", "name"))
            await pilot.press("enter", "X", "enter")
            file.write_text("[brand\n", encoding="utf-8")
            await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
            shown = pilot.app.screen
            assert isinstance(shown, Ask)
            assert [choice.id for choice in shown.choices] == ["difference", "mine", "stay"]
            await until(pilot, lambda: not shown.sudden)
            await pilot.press("m")
            await until(pilot, lambda: "PondX" in file.read_text(encoding="utf-8"))
            assert "# Household paper" in file.read_text(encoding="utf-8")

    complete(run())
