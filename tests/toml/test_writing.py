"""Data without an author, written as TOML."""

import tomllib

import pytest
from hypothesis import given

from factmatrix.toml.differences import same
from factmatrix.toml.parse import parse
from factmatrix.toml.writing import dump
from tests.toml.documents import Document, documents


@given(documents())
def test_what_is_written_reads_back(document: Document) -> None:
    data = document.data
    text = dump(data)
    assert same(parse(text), data)
    assert same(tomllib.loads(text), data)


def test_tables_and_rows_stand_under_headers() -> None:
    data = {
        "powers": {"content": {"live": 80}},
        "format": 1,
        "notes": "one\ntwo",
        "creators": [{"name": "甲", "deal": {"fee": 1.5}}, {"name": "乙", "tags": ["a", "b"]}],
        "ext": {},
        "evidence": {"a.b": "罗盘"},
    }
    assert dump(data) == (
        'format = 1\nnotes = """\none\ntwo"""\n\n'
        "[powers.content]\nlive = 80\n\n"
        '[[creators]]\nname = "甲"\n\n[creators.deal]\nfee = 1.5\n\n'
        '[[creators]]\nname = "乙"\ntags = ["a", "b"]\n\n'
        '[ext]\n\n[evidence]\n"a.b" = "罗盘"\n'
    )


def test_nothing_is_an_empty_file() -> None:
    assert dump({}) == ""


def test_what_toml_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        dump({"a": None})
