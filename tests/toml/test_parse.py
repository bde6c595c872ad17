"""Reading TOML: the same data as the standard library's reader, and errors that help."""

import re
import tomllib

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from factmatrix.toml.differences import same
from factmatrix.toml.limits import MAX_DEPTH, MAX_DIGITS, MAX_VALUES
from factmatrix.toml.parse import parse
from factmatrix.toml.place import Places, dotted
from factmatrix.toml.problem import Problem, SourceError
from tests.toml.documents import Document, documents

ODD_DOCUMENTS = [
    "",
    "# only a comment",
    "\r\n \t\r\n",
    'a.b.c = 1\na.b."d e" = 2\na.f = 3',
    "[a.b]\n[a]\nx = 1\n[a.c]",
    "[[a]]\n[a.b]\nx = 1\n[[a.b.c]]\n[[a.b.c]]\n[[a]]\nb.x = 3",
    "a.x = 1\n[a.y]\nz = 2",
    "'' = 1",
    '"\\u0041\\U0001F600" = "\\b\\t\\n\\f\\r\\"\\\\"',
    "a = '''\n'quoted' ''two'''''",
    'a = """\\\n   joined \\\r\n  on"""\nb = """""two"""""',
    "a = [\n1, # one\n2\n, 3, # three\n]",
    "a = {b.c = 1, 'd' = [{e = []}]}",
    "a = [0xDEAD_beef, 0o17, 0b1, +1, -0, 1_000]",
    "a = [1e3, 1.5E-2, -0.0, inf, -inf, nan, 1_0.0_1]",
    "a = [1979-05-27, 07:32:00.5, 1979-05-27 07:32:00, 1979-05-27T07:32:00.123456789-07:00]",
    "a = 123456789012345678901234567890",
    "true = false\n1979-05-27 = 1\ninf = 2\n3.14 = 3",
    "key = 1\nvalue = 2\nkey_line = 3\n[nodes]\nkey = {value = 1}",
    '"中" = "文" # 注',
]
BROKEN_DOCUMENTS = [
    "a", "a =", "= 1", "a = 1 b = 2", "[a", "[[a]", "[a]]", "a = [1 2]", "a = {b = 1,}",
    "a = {\n}", "a = 1\na = 2", "[a]\n[a]", "a.b = 1\n[a]", "a = []\n[[a]]", "[[a]]\n[a]",
    "a = {}\na.b = 1", "a = 'x", 'a = "x', 'a = """x', "a = '''x", 'a = "\\x"',
    'a = "\\ud800"', 'a = "\x01"', "# \x01", "a = 01", "a = 1_", "a = .5", "a = 5.",
    "a = 0x", "a = 1e", "a = +-1", "a = True", "a = nan1", "a = 2025-02-30", "a = 2025-1-1",
    "a = 24:00:00", "a = 0000-01-01", "a = [1, 12:00:60]", "a = 中", "中 = 1", "a ＝ 1",
    "a = “x”", "a = [1，2]", "a\x00 = 1", "a = 1\rb = 2", "a: 1", "{}",
]  # fmt: skip


def refused(text: str) -> Problem:
    with pytest.raises(SourceError) as caught:
        parse(text)
    return caught.value.problem


@pytest.mark.parametrize("text", ODD_DOCUMENTS)
def test_odd_documents_mean_what_the_standard_reader_says(text: str) -> None:
    assert same(parse(text), tomllib.loads(text))


@given(documents())
def test_generated_documents_mean_what_the_standard_reader_says(document: Document) -> None:
    assert same(parse(document.text), document.data)
    assert same(tomllib.loads(document.text.removeprefix("\ufeff")), document.data)


TOKENS = [
    "=", "-", "+", "[", "]", "{", "}", ",", ".", '"', "'", "#", "\n", "\r\n", "\r", " ",
    "\t", "a", "1", "0", "_", "\\", ":", "T", "Z", "e", "中", "“", "，", "\x00", '"""', "'''",
    "0x", "1979-05-27", "07:32:60", "0000-01-01", "true", "inf", '"x"', "'y'", "a = 1\n",
    "[a]\n", "[[b]]\n", "a.b = 2\n", "x = [", "y = {", "\\u0041", "\u3000", "😀", "# c\n",
]  # fmt: skip


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(TOKENS), max_size=14).map("".join))
@example("a = 0000-01-01\n=")
def test_broken_text_is_refused_exactly_where_the_standard_reader_refuses_it(text: str) -> None:
    try:
        data = parse(text)
    except SourceError as error:
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads(text)
        assert_place_is_in(text, error.problem)
    else:
        assert same(data, tomllib.loads(text))


@settings(max_examples=200)
@given(documents(), st.data())
def test_a_damaged_document_is_refused_with_a_problem_or_read(
    document: Document, data: st.DataObject
) -> None:
    text = document.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    damaged = text[:start] + data.draw(st.sampled_from(["", *TOKENS])) + text[end:]
    try:
        parse(damaged)
    except SourceError as error:
        assert_place_is_in(damaged, error.problem)


def assert_place_is_in(text: str, problem: Problem) -> None:
    assert problem.source_line == text.split("\n")[problem.line - 1].removesuffix("\r")
    assert 1 <= problem.column <= len(problem.source_line) + 2  # at most at the CR LF
    assert problem.input is None or problem.input in text
    for language in ("en", "zh"):
        assert "\n" in problem.render("brand.toml", language) or not problem.source_line.strip()


@pytest.mark.parametrize("text", BROKEN_DOCUMENTS)
def test_common_mistakes_have_messages_of_their_own(text: str) -> None:
    message = refused(text).message
    assert "解析器" not in message.zh  # the parser's own wording, for what nobody foresaw
    assert "This is not TOML" not in message.en


@pytest.mark.parametrize(
    ("text", "line", "column", "cure"),
    [
        ('a = "中文😀" x', 1, 11, "line of its own"),
        ("\ta\t=\tx y", 1, 6, 'quotes: "x y"'),
        ('名 = 1\n"键" = 值', 1, 1, "needs quotes"),
        ('"键" = "中"\r\nb = 值\r\n', 2, 5, 'quotes: "值"'),
        ('a = ["中",\n  “b”]', 2, 3, 'write "'),
        ('a = "中"，', 1, 8, "write ,"),
        ("a\u3000= 1", 1, 2, "ordinary space"),
        ('a = 1\nb = "x\nc = 2\n', 2, 5, "closing quote"),
        ('a = """x\nb = 1\n', 1, 5, "three quotes"),
        ("a = [1,\n2,\n", 1, 5, "never closed"),
        ("a = [1\nb = 2\n", 2, 1, "not closed"),
        ("x = 35%", 1, 5, "0.35"),
        ("x = 1,000", 1, 5, "1_000"),
        ("x = ¥300", 1, 5, "currency"),
        ("x = 2025/6/1", 1, 5, "2025-06-01"),
        ("x = 2025-13-01", 1, 5, "2025-06-01"),
        ("as_of\t= 30/06/2026 # x", 1, 9, "without quotes: as_of = 2026-06-30"),
        ("as_of = 2026-6-30", 1, 9, "without quotes: as_of = 2026-06-30"),
        ("as_of = 2026年6月30日", 1, 9, "as_of = 2026-06-30"),
        ("[[a]]\nb = { x = 1, brand.as_of = 06.30.2026 }", 2, 28, "brand.as_of = 2026-06-30"),
        ("x = 05/06/2026", 1, 5, "x = 2026-06-05 (or 2026-05-06, if the month came first)"),
        ("x = [2026/6/30]", 1, 6, "without quotes: 2026-06-30"),
        ('"a b" = 2026-6-3', 1, 9, "without quotes: 2026-06-03"),
        ("x = 31/02/2026", 1, 5, "the day must exist"),
        ("x = 2026-06-31", 1, 5, "the day must exist"),
        ("x = 6月30日", 1, 5, "the day must exist"),
        ("x = True", 1, 5, "Write true"),
        ("x = 否", 1, 5, "Write false"),
        ("x = null", 1, 5, "delete the line"),
        ("x =\r\ny = 1", 1, 4, "value is missing"),
        ("x: 1", 1, 2, "place of the colon"),
        ('p = "C:\\data"', 1, 9, "single quotes"),
        ("p = C:\\data", 1, 5, "'C:\\data'"),
        ("x = 1\nx = 2", 2, 1, "keep one of the two."),
        ("[r]\nx = 1\n[ r ]", 3, 3, "write both as [[r]]."),
        ("[[a.r]]\n[a.r]", 2, 4, "write both as [[a.r]]."),
        (f"[{'n' * 41}]\n" * 2, 2, 2, "keep one of the two."),
        ("[a]\nr.x = 1\n[a.r]", 3, 4, "keep one of the two."),
        ("x = 0000-01-01", 1, 5, "0001"),
        ("a = \x1b[31m", 1, 5, "control character"),
        ("a = 1\n" + "-" * 40, 2, 1, "start it with #"),
        ("a = 1\n" + "=" * 40, 2, 33, "start it with #"),
    ],
)
def test_the_place_and_the_cure_of_a_mistake(text: str, line: int, column: int, cure: str) -> None:
    problem = refused(text)
    assert (problem.line, problem.column) == (line, column)
    assert cure in problem.message.en


@pytest.mark.parametrize(
    ("text", "line", "column", "first_en", "first_zh"),
    [
        ("x = 1\n# y\nx = 2", 3, 1, "twice, first in line 1:", "第一次在第 1 行："),
        ("[a]\n\n[b]\n[ 'a' ]\n", 4, 3, "first in line 1:", "第 1 行："),
        ("[a.b]\n[a]\nc = 1\n[a]\n", 4, 2, "first in line 2:", "第 2 行："),
        ("[[r]]\nx = 1\n[[r]]\n  x=2\n'x' = 3", 5, 1, "first in line 4:", "第 4 行："),
        ("[[r]]\n[[r]]\nq.w = [\n1,\n]\n[r.q]\n", 6, 4, "first in line 3:", "第 3 行："),
        ('[a]\nb.c = """\n=\n"""\n[a.b]', 5, 4, "first in line 2:", "第 2 行："),
        ("[[a]]\n[a]", 2, 2, "first in line 1:", "第 1 行："),
        ("a = { b = 1, c = 2, b = 3 }", 1, 21, "first in column 7 of this line:", "本行第 7 列："),
        ("a = [{ b = 1 },\n{c.b=1,c.b=2}]", 2, 10, "column 4 of this line", "本行第 4 列："),
        ("x = 1\n[y]\nx = { z = {}, z = 1 }", 3, 15, "column 7 of this line", "本行第 7 列："),
        ("a = {}\nb = 1\na.b = 1", 3, 1, "a value in line 1,", "名称在第 1 行已经有值"),
        ("[t]\na.b = 1\na.b.c = 2", 3, 3, "a value in line 2,", "名称在第 2 行已经有值"),
        ("a = 1\n\n[a.b]\n", 3, 2, "a value in line 1,", "名称在第 1 行已经有值"),
    ],
)
def test_a_second_definition_names_the_first(
    text: str, line: int, column: int, first_en: str, first_zh: str
) -> None:
    problem = refused(text)
    assert (problem.line, problem.column) == (line, column)
    assert first_en in problem.message.en
    assert first_zh in problem.message.zh


@given(documents(), st.data())
def test_a_table_that_is_there_already_is_named_with_its_line(
    document: Document, data: st.DataObject
) -> None:
    path: tuple[str, ...] = ()
    inside: object = document.data
    while isinstance(inside, dict) and inside and (not path or data.draw(st.booleans())):
        path = (*path, data.draw(st.sampled_from(sorted(inside))))
        inside = inside[path[-1]]
    assume(path)
    text = f"{document.text}\n[{dotted(path)}]\n"
    try:
        parse(text)  # what only [a.b] told of, [a] may define
    except SourceError as error:
        lines = {Places(document.text).key(path[:depth]).line for depth in range(1, len(path) + 1)}
        said = re.search(r"in line (\d+)", error.problem.message.en)
        assert said
        assert int(said[1]) in lines


def test_the_value_is_quoted_as_the_file_spells_it() -> None:
    assert refused("a = [1, 2025-02-30 ] # x").input == "2025-02-30"
    assert refused('a = b"c # x').input == 'b"c'


@pytest.mark.parametrize(
    "nested",
    [
        "a = {}{}".format("[" * MAX_DEPTH, "]" * MAX_DEPTH),
        "x{} = 1".format(".x" * MAX_DEPTH),
        "[x{}]".format(".x" * (MAX_DEPTH - 1)),
        "[x{}]\ny{} = {}1{}".format(".x" * 9, ".y" * 11, "[" * 11, "]" * 11),
        "[[x]]\n" * 99 + "a = '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[['\n# {{{{{{{{{{{{{{{{{{{{",
    ],
)
def test_nesting_up_to_the_limit_is_read(nested: str) -> None:
    assert parse(nested) == tomllib.loads(nested)


@pytest.mark.parametrize(
    "nested",
    [
        "a = {}{}".format("[" * (MAX_DEPTH + 1), "]" * (MAX_DEPTH + 1)),
        "x{} = 1".format(".x" * (MAX_DEPTH + 1)),
        "[x{}]".format(".x" * MAX_DEPTH),
        "[x{}]\ny{} = {}1{}".format(".x" * 9, ".y" * 12, "[" * 11, "]" * 11),
        "[[x{}]]".format(".x" * (MAX_DEPTH - 1)),
    ],
)
def test_nesting_beyond_the_limit_is_refused(nested: str) -> None:
    assert f"{MAX_DEPTH}" in refused(nested).message.en


def test_the_place_of_too_much_nesting_is_the_first_level_too_many() -> None:
    problem = refused("y = 1\n[x{}]".format(".x" * MAX_DEPTH))
    assert (problem.line, problem.column) == (2, 2 * (MAX_DEPTH + 1))


def test_a_text_may_have_so_many_values_and_no_more() -> None:
    rows = "[[a]]\nb = { c = 1 }\n" * 10_000  # three values each; the array is one, too
    ones = "1," * (MAX_VALUES - 30_000 - 2)
    assert len(parse(f"x = [{ones}]\n{rows}")["a"]) == 10_000
    assert "50,001 values" in refused(f"x = [{ones}1]\n{rows}").message.en


def test_a_number_may_have_so_many_digits_and_no_more() -> None:
    assert parse(f"a = {'9' * MAX_DIGITS}")["a"] == 10**MAX_DIGITS - 1
    assert refused(f"a = {'9' * (MAX_DIGITS + 1)}").column == 5
    assert parse(f"a = '{'9' * 5000}' # {'9' * 5000}")["a"] == "9" * 5000


@settings(max_examples=30)
@given(
    before=st.lists(st.integers(0, MAX_DIGITS - 1), max_size=8),
    after=st.lists(st.integers(0, MAX_DIGITS - 1), max_size=8),
    end=st.sampled_from(["", "\n", "\r\n"]),
)
def test_a_long_line_is_found_wherever_it_stands(
    before: list[int], after: list[int], end: str
) -> None:
    """Lines are looked at one in several, so that lines of any length may lie around it."""

    def text(digits: int) -> str:
        lines = [*("#" * n for n in before), f"a={'9' * digits}", *("#" * n for n in after)]
        return "\n".join(lines) + end

    assert parse(text(MAX_DIGITS)) == {"a": 10**MAX_DIGITS - 1}
    assert refused(text(MAX_DIGITS + 1)).line == len(before) + 1
