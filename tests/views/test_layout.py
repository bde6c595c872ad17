"""Lines and columns by cells: nothing is wider than the screen, nothing is lost in silence."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from wcwidth import width

from factmatrix import Assessment, Engine, Scorecard, ScorecardPosition
from factmatrix.plugins.loading import load_plugins
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.loading import load_scorecard
from factmatrix.text import LANGUAGES, Language
from factmatrix.views.columns import columns, cut
from factmatrix.views.paragraphs import paragraph
from factmatrix.views.screen import Screen, bar
from factmatrix.views.summary import SUMMARY_FROM
from factmatrix.views.terminal import answers
from tests.brands import brand
from tests.brands import engine as bundled
from tests.views.small import BRAND, CARDS, DAY, engine, run

# Letters, wide, zero-width, control and direction characters, markup, emoji of several parts.
PIECES = st.sampled_from(
    ["a", "Wort", "中", "文字", "，", "（", "”", " ", "\t", "\n", "\x1b[31m", "\u200b", "\u0301",
     "\u202e", "👩‍👧", "🇨🇳", "|", "*", "[x](y)", "<b>", "…", "ﷺ", "\ud800", "1.", "-"]
)  # fmt: skip
OBEYED = "[\x00-\x1f\x7f\u200b\u202e\ud800-\udfff]"
"""What a terminal would obey, hide or fail to write."""
TEXTS = st.lists(PIECES | st.characters(), max_size=40).map("".join)
NAMES = TEXTS.filter(str.strip)
READ = NAMES.filter(lambda text: not re.search("[\ud800-\udfff]", text))
"""What a file of UTF-8 can hold."""
LANGUAGE = st.sampled_from(LANGUAGES)
WORDS = st.lists(PIECES.filter(str.isprintable), max_size=40).map("".join)


@given(name=NAMES, cells=st.integers(40, 160), language=LANGUAGE, explain=st.booleans())
@example(name="中" * 200, cells=40, language="zh", explain=True)
@example(name="a" * 200, cells=40, language="en", explain=True)
@example(name="a", cells=40, language="en", explain=False)
@settings(max_examples=40)
def test_no_line_is_wider_than_the_screen_and_none_can_be_obeyed(
    name: str, cells: int, language: Language, explain: bool
) -> None:
    assessment = engine().assess(brand({**BRAND, "brand.name": name}), DAY)
    for line in answers(run(assessment), Screen(language, cells), explain=explain):
        assert width(line) <= cells
        assert not re.search(OBEYED, line)


@given(texts=st.tuples(READ, READ), letter=READ.map(lambda text: text[:2]), language=LANGUAGE)
@example(texts=("\x1b[31mred\n" * 30, "红\x07" * 60), letter="\x1b", language="zh")
@settings(max_examples=25)
def test_texts_of_plugins_are_held_to_the_same(
    texts: tuple[str, str], letter: str, language: Language
) -> None:
    assume(letter.strip())
    card = load_scorecard(CARDS / "own").model_dump(mode="json", by_alias=True)
    worded = reworded(card, dict(zip(LANGUAGES, texts, strict=True)))
    worded["position"]["letter"] = letter
    position = ScorecardPosition(Scorecard.model_validate(worded))
    plugins = load_plugins(extra=[("own", position)], entry_points=False)
    foreign = Engine(plugins, Knowledge.bundled())
    many = [foreign.assess(brand({**BRAND, "brand.name": texts[0]}), DAY)] * SUMMARY_FROM
    for explain in (False, True):
        for line in answers(run(*many), Screen(language, 60), explain=explain):
            assert width(line) <= 60
            assert not re.search(OBEYED, line)


def reworded(rules: Any, texts: dict[Language, str]) -> Any:  # noqa: ANN401 - plain data
    """The same rules with these texts for every text."""
    if isinstance(rules, dict):
        if rules.keys() == texts.keys():
            return texts
        return {key: reworded(value, texts) for key, value in rules.items() if value is not None}
    return [reworded(value, texts) for value in rules] if isinstance(rules, list) else rules


@given(text=WORDS, cells=st.integers(10, 60), language=LANGUAGE)
@example(text="[x](y)1. \u0301", cells=10, language="en")
def test_a_paragraph_loses_nothing_but_blanks_at_the_ends_of_lines(
    text: str, cells: int, language: Language
) -> None:
    lines = paragraph(text, cells, language, "- ")
    assert all(width(line) <= cells for line in lines)
    assert all(line.startswith("-" if i == 0 else "  ") for i, line in enumerate(lines) if line)
    assert "".join("".join(lines).split()) == "-" + "".join(text.split())


@pytest.mark.parametrize(
    ("text", "language", "lines"),
    [
        ("one two three four", "en", ["one two", "three four"]),
        ("Shop desk 巨量星图 now", "en", ["Shop desk", "巨量星图", "now"]),
        ("目标人群占比不到四成", "zh", ["目标人群占", "比不到四成"]),
        ("目标人群五，不到", "zh", ["目标人群", "五，不到"]),
        ("目标人群（四成）", "zh", ["目标人群", "（四成）"]),
        ("先寄出 10–20 个样品", "zh", ["先寄出", "10–20 个样", "品"]),
        ("incomprehensibility", "en", ["incomprehe", "nsibility"]),
        ("a part 12 %", "en", ["a part", "12 %"]),
        ("higher it · A", "en", ["higher", "it · A"]),
        ("已写入 brand-1.md。", "zh", ["已写入", "brand-1.m", "d。"]),
        ("narrows A\u00a01.8", "en", ["narrows", "A 1.8"]),
        ("到 /tmp/brands/ab.md", "zh", ["到 /tmp/", "brands/", "ab.md"]),
        ("in C:\\brands", "en", ["in", "C:\\brands"]),
        ("of C:\\brands\\ab", "en", ["of", "C:\\brands\\", "ab"]),
        ("", "en", [""]),
    ],
)
def test_lines_break_as_a_typesetter_would(text: str, language: Language, lines: list[str]) -> None:
    assert paragraph(text, 10, language) == lines


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5), st.integers(20, 60))
def test_columns_line_up_and_fit(rows: list[tuple[str, str, str]], cells: int) -> None:
    lines = columns(rows, ("left", "right", "left"), cells=cells, flexible=(0, 1, 2))
    assert len(lines) == len(rows)
    assert all(width(line) <= cells for line in lines)
    for line, row in zip(lines, rows, strict=True):
        if "…" not in line:
            assert all(cell.strip() in line for cell in row)


def test_columns_count_wide_characters_twice() -> None:
    rows = [["阵地", "1"], ["Position", "22"]]
    assert columns(rows, ("left", "right"), indent=0) == ["阵地       1", "Position  22"]
    assert columns([], ("left",)) == []


@given(WORDS, st.integers(1, 30))
def test_a_cut_text_fits_and_says_so(text: str, cells: int) -> None:
    shown = cut(text, cells)
    assert width(shown) <= cells
    assert shown == text or shown.endswith("…")


@pytest.mark.parametrize(
    ("low", "score", "high", "drawn"),
    [
        (50.0, 50.0, 50.0, "█████"),
        (20.0, 50.0, 80.0, "██▒▒▒░░░"),
        (0.0, None, 100.0, "░░░░░░░░░░"),
        (0.0, 0.0, 0.0, ""),
        (100.0, 100.0, 100.0, "██████████"),
    ],
)
def test_a_bar_shows_what_is_sure_known_and_possible(
    low: float, score: float | None, high: float, drawn: str
) -> None:
    assert bar(low, score, high, 10) == drawn


@pytest.mark.parametrize("cells", [80, 120, 160])
@pytest.mark.parametrize("language", LANGUAGES)
def test_samples_fit_common_screens_and_their_figures_stand_in_columns(
    cells: int, language: Language
) -> None:
    for assessment in samples():
        for explain in (False, True):
            lines = list(answers(run(assessment), Screen(language, cells), explain=explain))
            assert max(map(width, lines)) <= cells
            table = lines[lines.index("") + 1 :][: len(assessment.ranking) + 1]
            ends = {width(line[: line.index("%") + 1]) for line in table[1:]}
            assert len(ends) == 1  # "84 %" ends in the same cell of every row


@cache
def samples() -> list[Assessment]:
    """The answers for the shipped samples."""
    folder = Path(__file__).parents[2] / "profiles"
    profiles = [bundled().read(path).profile for path in sorted(folder.glob("*.toml"))]
    return [bundled().assess(profile, DAY) for profile in profiles if profile]
