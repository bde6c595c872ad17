"""The open profile: what is unsaved, the way back, and a file that changes underneath."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Text
from factmatrix.desk import Opened
from factmatrix_tui.document import Document
from factmatrix_tui.values import get

FILE = Path("brand.toml")
NAME = ("brand", "name")
PRICE = ("economics", "aov")
WHAT = Text("a change", "一处修改")


def opened(values: dict[str, Any], comment: str = "") -> Opened:
    text = f"# {comment}\n{tomli_w.dumps(values)}"
    return Opened(FILE, text.encode(), text, values, ())


@pytest.fixture
def document() -> Document:
    return Document.of(opened({"brand": {"name": "甲"}, "economics": {"aov": 100}}))


def saved(document: Document) -> Opened:
    """What the file says after a save of the document as it is now."""
    return opened(document.values, document.source.text.splitlines()[0].removeprefix("# "))


def save(document: Document) -> None:
    document.saved_as(saved(document), document.state)


def test_what_is_typed_while_a_save_runs_stays_unsaved(document: Document) -> None:
    document.change(WHAT, PRICE, 1)
    writing, now = saved(document), document.state
    document.change(WHAT, PRICE, 12)
    document.enter(WHAT, NAME, "not yet")
    document.saved_as(writing, now)
    assert document.unsaved
    assert get(document.values, PRICE) == 12
    assert document.entered == {NAME: "not yet"}
    assert get(document.base.values, PRICE) == 1


def test_a_typed_text_that_is_no_value_is_unsaved_even_after_a_save(document: Document) -> None:
    document.enter(WHAT, PRICE, "a lot")
    save(document)
    assert document.unsaved
    document.undo()
    assert not document.unsaved


def test_a_number_that_stood_for_a_flag_can_be_corrected() -> None:
    document = Document.of(opened({"accounts": {"blue_v": 1}}))
    document.change(WHAT, ("accounts", "blue_v"), True)
    assert document.unsaved
    assert get(document.values, ("accounts", "blue_v")) is True


def test_undo_goes_back_past_a_save_and_redo_forward_to_it(document: Document) -> None:
    document.change(WHAT, PRICE, 1)
    save(document)
    assert not document.unsaved
    document.undo()
    assert document.unsaved
    assert get(document.values, PRICE) == 100
    document.redo()
    assert not document.unsaved


def test_undo_past_a_save_brings_a_rewritten_text_back_with_its_comments(
    document: Document,
) -> None:
    before = document.base.text
    document.rewrite(WHAT, opened({"brand": {"name": "乙"}}, "rewritten"))
    save(document)
    assert not document.unsaved
    document.undo()
    assert document.unsaved
    assert document.source.text == before
    assert get(document.values, NAME) == "甲"
    document.redo()
    assert not document.unsaved
    assert document.source.text.startswith("# rewritten")


def test_a_text_rewritten_while_a_save_runs_is_kept(document: Document) -> None:
    document.rewrite(WHAT, opened({"brand": {"name": "乙"}}, "first"))
    writing, now = saved(document), document.state
    document.rewrite(WHAT, opened({"brand": {"name": "丙"}}, "second"))
    document.saved_as(writing, now)
    assert document.unsaved
    assert document.source.text.startswith("# second")
    assert document.source.data == writing.data


def test_their_version_can_be_undone(document: Document) -> None:
    document.change(WHAT, PRICE, 1)
    document.enter(WHAT, NAME, "typed")
    theirs = opened({"brand": {"name": "theirs"}})
    document.take(WHAT, theirs)
    assert not document.unsaved
    assert document.values == theirs.values
    document.undo()
    assert document.unsaved
    assert get(document.values, PRICE) == 1
    assert document.entered == {NAME: "typed"}
    assert document.source.data == theirs.data


@pytest.mark.parametrize("fixed", [True, False])
def test_what_could_not_be_read_is_no_step_on_the_way_back(document: Document, fixed: bool) -> None:
    before = document.base.text
    document.take(WHAT, BROKEN)
    document.take(WHAT, GONE)
    if fixed:
        document.take(WHAT, opened({"brand": {"name": "theirs"}}))
    last = document.values
    document.undo()
    assert document.unsaved
    assert document.source.text == before
    assert get(document.values, NAME) == "甲"
    document.redo()
    assert document.values == last
    assert not document.unsaved


def test_what_a_lost_file_said_is_unsaved_and_can_be_written_again(document: Document) -> None:
    document.lost_file()
    assert document.gone
    assert document.unsaved
    assert document.readable
    assert "甲" in document.source.text
    save(document)
    assert not document.unsaved


@pytest.mark.parametrize(
    ("data", "values", "readable"),
    [
        (b"format = 1", {"format": 1}, True),
        (b"", None, True),
        (b"format = ", None, False),
        ("格式".encode("gbk"), None, False),
        (None, None, False),
    ],
    ids=["sound", "empty", "no TOML", "no UTF-8", "no file that can be read"],
)
def test_only_what_could_be_read_may_be_written_over(
    data: bytes | None, values: dict[str, Any] | None, readable: bool
) -> None:
    text = data.decode(errors="ignore") if data and values else ""
    document = Document.of(Opened(FILE, data, text, values, ()))
    assert document.readable == readable
    assert not document.unsaved


def test_a_new_document_is_unsaved_until_it_has_a_file(document: Document) -> None:
    new = Document.of(replace(document.base, path=None))
    assert new.unsaved
    save(new)
    assert not new.unsaved


BROKEN = Opened(FILE, b"[brand", "[brand", None, ())
GONE = Opened(FILE, None, "", None, ())
steps = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.integers(0, 3)),
        st.tuples(st.just("enter"), st.sampled_from("abc")),
        st.tuples(st.just("rewrite"), st.sampled_from("甲乙")),
        st.tuples(st.just("save"), st.none()),
        st.tuples(st.just("take"), st.integers(4, 6)),
        st.tuples(st.just("break and mend"), st.integers(7, 9)),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("finish"), st.none()),
    ),
    max_size=15,
)


def step(document: Document, what: str, value: Any) -> None:  # noqa: ANN401 - as `steps` has them
    match what:
        case "change":
            document.change(WHAT, PRICE, value)
        case "enter":
            document.enter(WHAT, PRICE, value)
        case "rewrite":
            document.rewrite(WHAT, opened({"brand": {"name": value}}, value))
        case "save":
            save(document)
        case "take":
            document.take(WHAT, opened({"economics": {"aov": value}}))
        case "break and mend":
            for theirs in (BROKEN, GONE, opened({"economics": {"aov": value}})):
                document.take(WHAT, theirs)
        case "undo":
            document.undo()
        case _:
            document.finish_change()


@given(steps)
def test_whatever_happens_undo_leads_back_and_redo_forward(steps: list[tuple[str, Any]]) -> None:
    document = Document.of(opened({"economics": {"aov": 100}}))
    first = (document.values, document.entered)
    for what, value in steps:
        step(document, what, value)
        if not document.unsaved:
            assert document.values == document.base.values
            assert not document.entered
    while document.redo():
        pass
    last = (document.values, document.entered)
    while document.undo():
        pass
    assert (document.values, document.entered) == first
    while document.redo():
        pass
    assert (document.values, document.entered) == last
