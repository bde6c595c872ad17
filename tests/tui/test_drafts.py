"""Drafts outlive an app that is killed, and are offered to one app at a time."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Text
from factmatrix.desk import Opened
from factmatrix_tui.document import Document
from factmatrix_tui.drafts import Drafts

PRICE = ("economics", "aov")
WHAT = Text("a change", "一处修改")
ANOTHER_APP = """
import sys
from pathlib import Path
from factmatrix import Text
from factmatrix.desk import Opened
from factmatrix_tui.document import Document
from factmatrix_tui.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]))
drafts.begin()
document = Document.of(Opened(Path("brand.toml"), b"", "", {}, ()))
document.enter(Text("a name", "名称"), ("brand", "name"), "typed before the kill")
drafts.keep(document)
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


def begun(root: Path) -> Drafts:
    drafts = Drafts(root)
    drafts.begin()
    return drafts


@pytest.fixture
def drafts(root: Path) -> Iterator[Drafts]:
    drafts = begun(root)
    yield drafts
    drafts.end()


def edited(
    values: dict[str, Any] | None = None, path: Path | None = Path("brand.toml")
) -> Document:
    text = tomli_w.dumps({"economics": {"aov": 100}})
    document = Document.of(Opened(path, text.encode(), text, {"economics": {"aov": 100}}, ()))
    document.replace(WHAT, (), values or {"economics": {"aov": 1}})
    return document


def after_a_crash(root: Path) -> Path:
    """What is on the disk at this moment, with nobody holding a lock."""
    copy = root.with_name(f"{root.name}'")
    shutil.rmtree(copy, ignore_errors=True)
    return shutil.copytree(root, copy)


values = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.dates()
    | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=8,
)
typed = st.text(st.characters())
"""Also what no file can hold: half a character that a terminal sent."""


@given(st.dictionaries(st.text(), values, max_size=4), st.dictionaries(st.text(), typed))
def test_a_draft_holds_everything_that_was_entered(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any], entered: dict[str, str]
) -> None:
    root = tmp_path_factory.mktemp("drafts")
    document = edited(values)
    for key, text in entered.items():
        document.enter(WHAT, ("creators", 0, key), text)
    drafts = begun(root)
    drafts.keep(document)
    (draft,) = begun(after_a_crash(root)).left_behind()
    assert draft.values == document.values
    assert draft.entered == document.entered
    assert draft.text == document.base.text
    assert not draft.rewritten
    assert draft.path == Path("brand.toml").absolute()


def test_an_app_that_is_killed_leaves_its_draft_to_one_other(root: Path, drafts: Drafts) -> None:
    command = [sys.executable, "-c", ANOTHER_APP, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"kept"
        assert drafts.left_behind() == [], "the other app still runs"
        process.kill()
    (draft,) = drafts.left_behind()
    assert draft.entered == {("brand", "name"): "typed before the kill"}
    third = begun(root)
    assert third.left_behind() == [], "it is being offered already"
    third.end()


def test_an_unanswered_draft_is_offered_again_and_an_answered_one_is_not(root: Path) -> None:
    begun(root).keep(edited())
    root = after_a_crash(root)
    asked = begun(root)
    assert len(asked.left_behind()) == 1
    asked.end()
    answered = begun(root)
    (draft,) = answered.left_behind()
    answered.forget(draft)
    answered.end()
    last = begun(root)
    assert last.left_behind() == []
    last.end()
    assert list(root.iterdir()) == []


def test_what_is_saved_or_undone_needs_no_draft(root: Path, drafts: Drafts) -> None:
    document = edited()
    drafts.keep(document)
    assert len(list(drafts.folder.iterdir())) == 1
    document.undo()
    drafts.keep(document)
    assert list(drafts.folder.iterdir()) == []


def test_only_a_change_is_written(drafts: Drafts) -> None:
    document = edited()
    drafts.keep(document)
    (file,) = drafts.folder.iterdir()
    before = file.stat().st_ino
    drafts.keep(document)
    assert file.stat().st_ino == before
    document.change(WHAT, PRICE, True)
    drafts.keep(document)
    assert file.stat().st_ino != before, "1 is not true, though Python finds them equal"


def test_another_document_takes_the_place_of_the_one_before(root: Path) -> None:
    drafts = begun(root)
    drafts.keep(edited(path=Path("one.toml")))
    drafts.keep(edited(path=Path("two.toml")))
    (draft,) = begun(after_a_crash(root)).left_behind()
    assert draft.path == Path("two.toml").absolute()


def test_a_new_documents_draft_keeps_its_text(root: Path) -> None:
    drafts = begun(root)
    document = edited(path=None)
    drafts.keep(document)
    (draft,) = begun(after_a_crash(root)).left_behind()
    assert draft.path is None
    assert draft.text == document.base.text


@pytest.mark.parametrize("damage", ["", "{", '{"values": 1}', "[]"])
def test_a_damaged_draft_is_left_where_it_is_and_does_not_hide_others(
    root: Path, damage: str
) -> None:
    for text in (damage, None):
        drafts = begun(root)
        drafts.keep(edited())
        if text is not None:
            (drafts.folder / "draft.json").write_text(text, encoding="utf-8")
    root = after_a_crash(root)
    app = begun(root)
    assert len(app.left_behind()) == 1
    app.end()
    assert len(list(root.glob("*/draft.json"))) == 2


def test_apps_that_had_nothing_to_lose_leave_nothing(root: Path) -> None:
    begun(root)
    root = after_a_crash(root)
    drafts = begun(root)
    assert drafts.left_behind() == []
    drafts.end()
    assert list(root.iterdir()) == []


def test_where_drafts_cannot_be_kept_it_is_said_and_nothing_else_fails(root: Path) -> None:
    root.parent.mkdir()
    root.write_text("in the way", encoding="utf-8")
    drafts = Drafts(root)
    with pytest.raises(OSError, match=r"\w"):
        drafts.begin()
    drafts.keep(edited())
    drafts.drop()
    assert drafts.left_behind() == []
    drafts.end()


def test_a_draft_that_cannot_be_written_is_an_error_until_it_can(drafts: Drafts) -> None:
    document = edited()
    drafts.folder.rmdir()
    drafts.folder.touch()
    with pytest.raises(OSError, match=r"\w"):
        drafts.keep(document)
    drafts.folder.unlink()
    drafts.keep(document)
    assert len(list(drafts.folder.iterdir())) == 1
