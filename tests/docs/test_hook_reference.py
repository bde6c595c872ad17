"""The hook reference says something of everything that a plugin's author meets."""

from functools import reduce
from operator import getitem

from docs.hook_reference import page, places, read_texts, written

from factmatrix import Text


def test_every_hook_argument_and_field_has_a_text_and_no_text_is_left_over() -> None:
    needed, there = places(), written(read_texts())
    assert needed - there == set(), "say in docs/hook_texts.toml what these are"
    assert there - needed == set(), "docs/hook_texts.toml speaks of what is not there"


def test_an_argument_without_a_text_is_noticed() -> None:
    texts = read_texts()
    del texts["hooks"]["score_fit"]["arguments"]["context"]
    assert places() - written(texts) == {("hooks", "score_fit", "arguments", "context")}


def test_the_page_has_every_text_in_both_languages() -> None:
    shown, texts = page(), read_texts()
    for place in places():
        text = Text(**reduce(getitem, place, texts))
        assert text.en in shown, place
        assert text.zh in shown, place
