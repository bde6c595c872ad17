"""Places of values: what an error message points at."""

import pytest
from hypothesis import given

from factmatrix.text import Text
from factmatrix.toml.differences import same
from factmatrix.toml.parse import parse
from factmatrix.toml.place import Places, dotted
from factmatrix.toml.problem import Path
from tests.toml.documents import Document, documents

TEXT = """\
# 品牌
format = 1
"中文" = '值' # 注
\tx.y = [1, 2,
\t\t{z = "😀", k = 4}]
[powers.content]
live = 80
[powers]
note = '''
[not.a.header]
'''
[[creators]]
name = "甲"
[[creators.deals]]
fee = 1_000
[[creators]] # [[creators]]
"name" = "乙"
[creators.deal]
fee = 2
[key]
key = 1
value = {value = [{key = 2}], key_line = 3}
""".replace("\n", "\r\n")


def test_the_source_of_a_value_is_there_without_its_place() -> None:
    places = Places(TEXT)
    assert places.source(("creators", 0, "deals", 0, "fee")) == "1_000"
    assert places.source(("creators", 0, "gmv")) is None
    assert places.source(("creators",)) is None
    assert places.source(("powers",)) is None


@pytest.mark.parametrize(
    ("path", "key", "value", "source"),
    [
        (("format",), (2, 1), (2, 10), "1"),
        (("中文",), (3, 1), (3, 8), "'值'"),
        (("x",), (4, 2), (4, 2), None),
        (("x", "y"), (4, 4), (4, 8), '[1, 2,\r\n\t\t{z = "😀", k = 4}]'),
        (("x", "y", 1), (4, 12), (4, 12), "2"),
        (("x", "y", 2), (5, 3), (5, 3), '{z = "😀", k = 4}'),
        (("x", "y", 2, "k"), (5, 13), (5, 17), "4"),
        (("powers",), (8, 2), (8, 1), None),
        (("powers", "content"), (6, 9), (6, 1), None),
        (("powers", "content", "live"), (7, 1), (7, 8), "80"),
        (("creators",), (12, 3), (12, 1), None),
        (("creators", 0), (12, 3), (12, 1), None),
        (("creators", 0, "deals", 0, "fee"), (15, 1), (15, 7), "1_000"),
        (("creators", 1), (16, 3), (16, 1), None),
        (("creators", 1, "name"), (17, 1), (17, 10), '"乙"'),
        (("creators", 1, "deal", "fee"), (19, 1), (19, 7), "2"),
        (("key", "key"), (21, 1), (21, 7), "1"),
        (("key", "value", "value", 0, "key"), (22, 20), (22, 26), "2"),
        (("key", "value", "key_line"), (22, 31), (22, 42), "3"),
    ],
)
def test_a_value_is_found(
    path: Path, key: tuple[int, int], value: tuple[int, int], source: str | None
) -> None:
    places = Places(TEXT)
    assert (places.key(path).line, places.key(path).column) == key
    assert (places.value(path).line, places.value(path).column) == value
    assert places.value(path).source == source


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("brand", "name"), (1, 1)),
        (("powers", "content", "short_video"), (6, 1)),
        (("powers", "price", "index"), (8, 1)),
        (("creators", 1, "fee"), (16, 1)),
        (("creators", 0, "deals", 0, "name"), (14, 1)),
        (("creators", 7), (12, 1)),
        (("key", "value", "missing"), (22, 9)),
    ],
)
def test_a_missing_key_has_the_place_of_its_table(path: Path, place: tuple[int, int]) -> None:
    places = Places(TEXT)
    for found in (places.key(path), places.value(path)):
        assert (found.line, found.column) == place
        assert found.source is None


def test_a_problem_carries_key_value_and_line() -> None:
    problem = Places(TEXT).problem(("creators", 1, "name"), Text("Known already.", "重复。"))
    assert problem.render("lin.toml", "zh") == (
        'lin.toml:17:10: creators#2.name: 重复。\n  "name" = "乙"\n           ^'
    )
    assert problem.input == '"乙"'


def test_text_that_kept_its_byte_order_mark_has_places_too() -> None:
    place = Places("\ufeffa = 1\n").value(("a",))
    assert (place.line, place.column, place.source) == (1, 6, "1")


def test_a_path_is_shown_as_a_person_reads_it() -> None:
    assert dotted(()) == ""
    assert dotted(("evidence", "powers.content.live")) == 'evidence."powers.content.live"'
    assert dotted(("creators", 0, "deals", 11, "fee")) == "creators#1.deals#12.fee"


@given(documents())
def test_the_source_of_every_value_means_the_value(document: Document) -> None:
    places = Places(document.text)

    def check(path: Path, value: object) -> None:
        place = places.value(path)
        assert place.source_line == document.text.split("\n")[place.line - 1].removesuffix("\r")
        if place.source is not None:
            first_line = place.source.split("\n")[0].removesuffix("\r")
            assert place.source_line[place.column - 1 :].startswith(first_line)
            assert same(parse(f"value = {place.source}"), {"value": value})
        else:
            assert isinstance(value, dict | list)
        steps = (
            value.items()
            if isinstance(value, dict)
            else enumerate(value)
            if isinstance(value, list)
            else ()
        )
        for step, item in steps:
            check((*path, step), item)

    check((), document.data)
