"""The hook reference says something of everything that a plugin's author meets."""

from functools import reduce
from operator import getitem

from docs import declare_reference
from docs.declared_example import Service
from docs.hook_reference import page, places, read_texts, written

from factmatrix import Reading, Text, read_profile


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


def test_every_argument_and_kind_of_declare_has_a_text_and_no_text_is_left_over() -> None:
    needed, there = declare_reference.places(), written(declare_reference.read_texts())
    assert needed - there == set(), "say in docs/declare_texts.toml what these are"
    assert there - needed == set(), "docs/declare_texts.toml speaks of what is not there"
    shown, texts = declare_reference.section(), declare_reference.read_texts()
    for place in needed:
        text = Text(**reduce(getitem, place, texts))
        assert text.en in shown, place
        assert text.zh in shown, place


def test_the_page_says_the_types_that_the_example_is_written_with() -> None:
    for shown in ("`float \\| None`", "`Literal[…] \\| None`"):
        assert shown in declare_reference.section()
    assert declare_reference.TYPES["set"][-1] == "Annotated[tuple[str, ...], Strict(False)] | None"


def test_the_example_of_declare_reads_and_doubts_as_it_says() -> None:
    def read(line: str) -> Reading:
        brand = 'format = 1\n[brand]\nname = "Ling"\ncategory = "food"\n[ext.service]\n'
        return read_profile(brand + line, sections={"service": Service})

    for line, value in (
        ('staffing = "外包"', "hired"),
        ('channels = ["Feige"]', ("Feige",)),
        ("reply_minutes = 240", 240),
        ("reply_minutes = 600", 600),
    ):
        profile = read(line).profile
        assert profile is not None, line
        assert value in dict(profile.ext.items())["service"].__dict__.values()
    assert not read("reply_minutes = 240").problems
    (doubted,) = read("reply_minutes = 600").problems
    assert "reply_minutes" in doubted.message.en
    assert read('staffing = "somebody"').profile is None
