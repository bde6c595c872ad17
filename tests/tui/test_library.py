"""The list of brands as data: filtered, sorted, and read in the order that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Text
from factmatrix.desk import Summary
from factmatrix_tui.library import Library, Order, Vocabulary

WORDS = {
    "skincare": "skincare Skin care 护肤",
    "field": "field Brand self-broadcast 商家自播",
    "topkol": "topkol Top KOL 头部大V",
}
LEADS = {"field": "F", "topkol": "T"}


def summary(name: str, lead: str | None = None, score: float = 50, **more: object) -> Summary:
    scores: Mapping[str, float | None] = {lead: score} if lead else {}
    return Summary(Path(f"{name}.toml"), name, lead=lead, scores=scores, **more)  # type: ignore[arg-type]


def library(*summaries: Summary) -> Library:
    made = Library()
    made.vocabulary = Vocabulary(WORDS, LEADS)
    made.found(summary.path for summary in summaries)
    made.take_unread((), len(summaries))
    made.add(summaries)
    return made


def names(made: Library) -> list[str]:
    return [path.stem for path in made.shown()]


BRANDS = (
    summary("Aurora", "field", 80, category="skincare", tags=("国货",)),
    summary("Fable", "topkol", 90),
    summary("Zest", "topkol", 40),
    summary("Brink"),
    Summary(Path("Xerxes.toml"), "Xerxes", error=Text("broken", "坏了")),
)


def test_a_filter_looks_at_name_category_tag_and_lead_in_both_languages() -> None:
    made = library(*BRANDS)
    found = {}
    for words in ("auro", "skin care", "护肤", "国货", "self-broadcast", "商家自播", "top z"):
        made.words = words
        found[words] = names(made)
    assert found == {
        "auro": ["Aurora"],
        "skin care": ["Aurora"],
        "护肤": ["Aurora"],
        "国货": ["Aurora"],
        "self-broadcast": ["Aurora"],
        "商家自播": ["Aurora"],
        "top z": ["Zest"],
    }


def test_a_letter_alone_means_the_lead_and_no_letter_of_a_name() -> None:
    made = library(*BRANDS)
    made.words = "t"
    assert names(made) == ["Fable", "Zest"]
    made.words = "F"
    assert names(made) == ["Aurora"]


def test_orders_have_what_has_no_place_in_them_last() -> None:
    made = library(*BRANDS)
    assert names(made) == ["Aurora", "Brink", "Fable", "Xerxes", "Zest"]
    made.order = Order.LEAD
    assert names(made) == ["Aurora", "Fable", "Zest", "Brink", "Xerxes"]
    made.order = Order.SCORE
    assert names(made) == ["Fable", "Aurora", "Zest", "Brink", "Xerxes"]
    assert made.order.next is Order.NAME


def test_filter_and_order_stay_when_files_come_and_go() -> None:
    made = library(*BRANDS)
    made.order, made.words = Order.SCORE, "top"
    late = summary("Late", "topkol", 95)
    made.found([late.path, *(each.path for each in BRANDS if each.name != "Fable")])
    assert names(made) == ["Zest"]
    made.add([late])
    assert names(made) == ["Late", "Zest"]


def test_what_is_on_the_screen_is_read_first_and_nothing_twice() -> None:
    paths = [Path(f"{number}.toml") for number in range(10)]
    made = Library()
    made.found(paths)
    assert made.take_unread(paths[7:9], 3) == tuple(paths[7:9])
    assert made.take_unread(paths[7:9], 3) == tuple(paths[:3])
    made.give_back(paths[7:9])
    assert made.take_unread(paths[7:9], 3) == tuple(paths[7:9])


def test_a_file_that_changed_while_it_was_read_is_read_again() -> None:
    made = library(*BRANDS)
    path = BRANDS[0].path
    assert made.take_unread((), 5) == ()
    made.changed([path, Path("elsewhere.toml")])
    assert made.take_unread((), 5) == (path,)
    made.changed([path])
    made.add([BRANDS[0]])
    assert made.take_unread((), 5) == (path,)


def test_all_are_read_again_after_what_was_not_read_at_all() -> None:
    paths = [Path(f"{number}.toml") for number in range(4)]
    made = Library()
    made.found(paths)
    assert made.take_unread((), 2) == tuple(paths[:2])
    made.add([summary("0")])
    made.read_all_again()
    assert made.take_unread((), 2) == tuple(paths[2:])
    assert made.take_unread((), 5) == tuple(paths[:2]), "one of them is being read"


def test_the_answer_for_a_file_that_is_gone_by_now_is_left_out() -> None:
    made = library(*BRANDS)
    made.found([])
    made.add([BRANDS[0]])
    assert made.shown() == ()
    assert not made.summaries


FILES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(st.lists(st.tuples(FILES, FILES, st.sampled_from(Order))))
def test_however_files_come_and_go_each_is_shown_once_and_in_order(
    steps: list[tuple[list[str], list[str], Order]],
) -> None:
    made = Library()
    for there, read, order in steps:
        made.found(Path(f"{name}.toml") for name in there)
        made.add(summary(name, "field", ord(name)) for name in read)
        made.order = order
        fresh = Library()
        fresh.order = order
        fresh.found(made.paths)
        fresh.add(made.summaries.values())
        assert made.shown() == fresh.shown()
        assert sorted(made.shown()) == sorted(Path(f"{name}.toml") for name in there)
