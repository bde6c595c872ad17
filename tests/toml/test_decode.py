"""Files that are not UTF-8 are told which encoding they have and what to do."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.text import LANGUAGES
from factmatrix.toml.decode import MAX_BYTES, decode
from factmatrix.toml.problem import Problem, SourceError

TEXT = 'format = 1\n[brand]\nname = "联通美妆"\n'


def refused(data: bytes) -> Problem:
    with pytest.raises(SourceError) as caught:
        decode(data)
    return caught.value.problem


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=50).filter(lambda t: "\0" not in t)
)
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.lstrip("\ufeff")


def test_byte_order_marks_are_the_file_s_and_not_the_text_s() -> None:
    assert decode(codecs.BOM_UTF8 + b"a = 1\n") == "a = 1\n"
    assert decode(codecs.BOM_UTF8 * 2 + b"a = 1\n") == "a = 1\n"


def test_line_ends_are_kept() -> None:
    assert decode(b"a = 1\r\nb = 2\n") == "a = 1\r\nb = 2\n"


@pytest.mark.parametrize("text", [TEXT, "#品牌档案\n" + TEXT, "\n", '"一" = 1\r\n'])
@pytest.mark.parametrize(
    "encoding", ["UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"]
)
def test_wide_encodings_are_named_so_that_the_cure_works(encoding: str, text: str) -> None:
    message = refused(text.encode(encoding)).message  # the names without an order set a mark
    for language in LANGUAGES:
        assert f"iconv -f {encoding} -t UTF-8 OLD.toml > NEW.toml" in message.in_(language)


def test_gbk_is_named_at_its_first_chinese_character() -> None:
    problem = refused('format = 1\nname = "品牌"\n'.encode("gbk"))
    assert "GBK" in problem.message.zh
    assert "iconv -f GB18030" in problem.message.en
    assert (problem.line, problem.column) == (2, 9)
    assert problem.source_line == 'name = "品牌"'


@pytest.mark.parametrize(
    ("text", "encoding", "first", "otherwise"),
    [
        ('name = "品牌"', "gbk", "GB18030", "BIG5"),
        ('name = "前期请去其他人气"', "gbk", "GB18030", None),
        ('name = "聯通美妝"\ngoal = "日常銷售"', "big5", "BIG5", "GB18030"),
        ('name = "護膚品牌，直播間"', "big5", "BIG5", "GB18030"),
    ],
)
def test_gbk_and_big5_are_told_apart_or_both_are_named(
    text: str, encoding: str, first: str, otherwise: str | None
) -> None:
    problem = refused(text.encode(encoding))
    for language in LANGUAGES:
        message = problem.message.in_(language)
        assert f"iconv -f {first} -t UTF-8 OLD.toml > NEW.toml" in message
        assert (f"with -f {otherwise}" in message or f"改用 -f {otherwise}" in message) is bool(
            otherwise
        )
    assert problem.source_line == text.splitlines()[0]


def test_a_damaged_utf8_file_is_not_taken_for_gbk() -> None:
    problem = refused('name = "品牌"\ngoal = "'.encode() + b'\xd0\xd0"\n')
    assert (problem.line, problem.column) == (2, 9)
    assert "0xD0" in problem.message.en
    assert "GBK" not in problem.message.zh


def test_the_bad_byte_is_counted_in_characters_and_not_counting_the_mark() -> None:
    problem = refused(codecs.BOM_UTF8 + '"品牌", "'.encode() + b"\xff")
    assert (problem.line, problem.column) == (1, 8)
    assert problem.source_line == '"品牌", "\ufffd'


def test_a_file_above_the_limit_is_refused() -> None:
    assert len(decode(b"#" * MAX_BYTES)) == MAX_BYTES
    assert "has 1,025 KB, more than the 1,024 KB" in refused(b"#" * (MAX_BYTES + 1)).message.en


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except SourceError as error:
        error.problem.render("brand.toml", "zh")
    else:
        assert data.endswith(text.encode())
