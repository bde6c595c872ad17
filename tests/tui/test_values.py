"""Values are put into plain data without changing it, rows and typed texts move together."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Text
from factmatrix.desk import Opened
from factmatrix_tui.document import Document
from factmatrix_tui.values import get, put, rearranged

WHAT = Text("a change", "修改")
ROWS: dict[str, Any] = {"creators": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}


def document(values: dict[str, Any]) -> Document:
    return Document.of(Opened(None, None, "", values, ()))


keys = st.sampled_from(["live", "content", "gpm", "powers"])
data = st.recursive(
    st.one_of(st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(st.dictionaries(keys, inner, max_size=3), st.lists(inner, max_size=3)),
)
paths = st.lists(keys, min_size=1, max_size=3).map(tuple)


@given(st.dictionaries(keys, data), paths, st.integers())
def test_what_is_put_is_there_and_nothing_else_moved(
    values: dict[str, Any], path: tuple[str, ...], value: int
) -> None:
    before = deepcopy(values)
    after = put(values, path, value)
    assert values == before
    assert get(after, path) == value
    assert {k: v for k, v in after.items() if k != path[0]} == {
        k: v for k, v in before.items() if k != path[0]
    }


@given(paths, st.integers())
def test_an_answer_taken_back_leaves_no_trace(path: tuple[str, ...], value: int) -> None:
    assert put(put({}, path, value), path, None) == {}


def test_none_known_is_not_unknown() -> None:
    values = put({}, ("accounts", "tools"), [])
    assert get(values, ("accounts", "tools")) == []
    assert put(values, ("accounts", "tools"), None) == {}


def test_a_row_after_the_last_comes_into_being_and_goes_with_its_last_value() -> None:
    values = put(ROWS, ("creators", 3, "fee"), 100)
    assert values["creators"][3] == {"fee": 100}
    assert put(values, ("creators", 3, "fee"), None) == ROWS


def test_a_row_in_the_middle_keeps_the_places_of_the_others() -> None:
    values = put(ROWS, ("creators", 1, "name"), None)
    assert values["creators"] == [{"name": "a"}, {}, {"name": "c"}]


def test_typed_texts_move_with_their_rows() -> None:
    typed = {("creators", 0, "fee"): "x", ("creators", 2, "fee"): "y", ("live", "gpm"): "z"}
    moved = rearranged(typed, "creators", [2, 1])
    assert moved == {("creators", 0, "fee"): "y", ("live", "gpm"): "z"}


def test_undo_brings_a_deleted_row_back_with_what_was_typed_in_it() -> None:
    doc = document(ROWS)
    doc.enter(WHAT, ("creators", 2, "fee"), "a lot")
    doc.finish_change()
    doc.rearrange(WHAT, "creators", [0, 1])
    assert [row["name"] for row in doc.values["creators"]] == ["a", "b"]
    assert doc.entered == {}
    doc.undo()
    assert doc.values == ROWS
    assert doc.entered == {("creators", 2, "fee"): "a lot"}


def test_undo_takes_back_a_typed_text_that_is_no_value() -> None:
    doc = document({"live": {"gpm": 580}})
    doc.enter(WHAT, ("live", "gpm"), "58x")
    assert doc.unsaved
    change = doc.undo()
    assert change is not None
    assert change.path == ("live", "gpm")
    assert (doc.values, doc.entered) == ({"live": {"gpm": 580}}, {})


def test_keystrokes_are_one_change_until_the_field_is_left() -> None:
    doc = document({})
    for value in (3, 35, 355):
        doc.change(WHAT, ("live", "gpm"), value)
    doc.finish_change()
    doc.change(WHAT, ("live", "gpm"), 1)
    doc.undo()
    assert get(doc.values, ("live", "gpm")) == 355
    doc.undo()
    assert doc.values == {}


def test_a_rewritten_text_is_one_change_and_the_start_of_the_next_save() -> None:
    doc = document({"live": {"gpm": 1}})
    written = Opened(None, None, "[live]\ngpm = 2 # why\n", {"live": {"gpm": 2}}, ())
    doc.rewrite(WHAT, written)
    assert doc.source.text == written.text
    assert get(doc.values, ("live", "gpm")) == 2
    doc.undo()
    assert doc.source.text == ""
    assert get(doc.values, ("live", "gpm")) == 1
