"""The report is valid Markdown, and what users write stays text."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factmatrix.text import LANGUAGES, Language, clean
from factmatrix.views.markdown import escape, report
from tests.brands import brand
from tests.views.small import BRAND, DAY, assess, engine, run

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = st.sampled_from(
    ["|", "*", "**", "_", "`", "<b>", "</td>", "[x](y)", "![i](u)", "\\", "&amp;", "&#42;", "~~",
     "#", "# ", "- ", "1. ", "> ", "---", "===", "\n", "\n\n", "    ", "$", "a", "中", "<!--"]
)  # fmt: skip
NAMES = st.lists(MARKUP | st.characters(exclude_categories=["Cs"]), min_size=1).map("".join)


OURS = {
    "text", "text_special", "strong_open", "strong_close", "em_open", "em_close", "code_inline",
    "hardbreak", "softbreak",
}  # fmt: skip
"""The kinds of markup that the report uses itself."""


def inline(tokens: list[Token]) -> list[str]:
    """The text that a reader sees of each paragraph, heading and cell."""
    seen = []
    for token in tokens:
        if token.type == "inline":
            kinds = {child.type for child in token.children or ()}
            assert kinds <= OURS, kinds
            seen.append("".join(child.content for child in token.children or ()))
    return seen


@given(name=NAMES.filter(lambda name: clean(name).strip()))
@settings(max_examples=60)
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    assessment = engine().assess(brand({**BRAND, "brand.name": name}), DAY)
    tokens = MARKDOWN.parse("\n".join(report(run(assessment), "en", explain=False)))
    assert [token.type for token in tokens[:3]] == ["heading_open", "inline", "heading_close"]
    assert " ".join(inline(tokens)[0].split()) == " ".join(clean(name).split())


@given(NAMES.filter(lambda name: clean(name).strip()))
def test_escaped_text_is_one_plain_piece_wherever_it_stands(name: str) -> None:
    plain = " ".join(clean(name).split())
    for frame in ("{}", "- {}", "# {}", "| a |\n| --- |\n| {} |"):
        seen = inline(MARKDOWN.parse(frame.format(escape(name))))
        assert " ".join(seen[-1].split() if seen else []) == plain


def test_the_report_has_its_tables_lists_and_headings() -> None:
    for language in LANGUAGES:
        tokens = MARKDOWN.parse("\n".join(report(run(assess(BRAND)), language, explain=True)))
        count = [token.type for token in tokens].count
        assert count("table_open") == 4
        assert count("ordered_list_open") == 1
        assert all("|" not in text and "**" not in text for text in inline(tokens))


def test_a_report_of_nothing_says_so() -> None:
    said: dict[Language, str] = {"en": "No profile could be read.", "zh": "没有可以读取的档案。"}
    for language, text in said.items():
        assert next(report(run(), language, explain=False)) == text
