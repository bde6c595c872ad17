"""What there is to know of the field under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.app import ComposeResult
from textual.content import Content

from factmatrix import Text
from factmatrix.desk import FormField, FormTable, Language
from factmatrix.text import clean
from factmatrix.views.paragraphs import HELD, paragraph
from factmatrix.views.wording import COLON
from factmatrix_tui.field_words import range_of
from factmatrix_tui.language import language_of
from factmatrix_tui.widgets.containers import VerticalScroll
from factmatrix_tui.widgets.drawn import Drawn

_WHERE = Text("Where", "哪里找")
_SCALE = Text("Scale", "评分标准")
_ASK = Text("Ask", "问法")
_EVIDENCE = Text("Evidence", "数据依据")
_RULES = Text("Rules", "规则")
_MOVES = Text("moves", "影响")
_BETTER: Mapping[str, Text] = {
    "higher": Text("higher is better", "越高越好"),
    "lower": Text("lower is better", "越低越好"),
}
_KINDS: Mapping[str, Text] = {
    "flag": Text("yes, no or unknown", "是、否或未知"),
    "choice": Text("one of {} choices", "{} 选一"),
    "set": Text("any of {} choices", "{} 项多选"),
    "date": Text("a date such as 2026-06-18", "日期，如 2026-06-18"),
    "text": Text("text", "文字"),
}
_TAGS = Text("words with commas between them", "多个词，用逗号隔开")


class HelpText(Drawn):
    """Paragraphs, each with a head of its own; the first head is the title."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: Sequence[tuple[str, str]] = ()

    def drawn(self, width: int) -> Content:
        """The paragraphs one below the other."""
        language = language_of(self)
        parts: list[Content] = []
        for number, (head, said) in enumerate(self.paragraphs):
            text = "\n".join(paragraph(clean(head + said), max(8, width), language))
            style = "$text-accent" if number else "bold"
            parts.append(Content(text).stylize(style, 0, len(head)))
        return Content("\n").join(parts)


class FieldHelp(VerticalScroll, can_focus=False):
    """A few lines at the bottom of the form, more when asked for."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        super().__init__()
        self.letters = letters

    def compose(self) -> ComposeResult:
        yield HelpText()

    def about_field(self, field: FormField, evidence: str) -> None:
        """Everything declared of a field, and what the profile says of its number."""
        language = language_of(self)
        short = "".join(f" · {said}" for said in _in_short(field, self.letters, language))
        title = field.declaration.title.in_(language)
        self._show([(title, short), *_lines(field, evidence, language)])

    def about_table(self, table: FormTable) -> None:
        """What the rows of a table are."""
        language = language_of(self)
        about = table.explanation.in_(language) if table.explanation else ""
        self._show([(table.heading.in_(language), ""), ("", about)])

    def _show(self, paragraphs: Sequence[tuple[str, str]]) -> None:
        text = self.query_one(HelpText)
        if paragraphs != text.paragraphs:
            text.paragraphs = paragraphs
            text.refresh(layout=True)
            self.scroll_home(animate=False)


def _lines(field: FormField, evidence: str, language: Language) -> Iterator[tuple[str, str]]:
    declared = field.declaration
    yield "", declared.help.in_(language)
    if evidence:
        yield _EVIDENCE.in_(language) + COLON[language], evidence
    for head, text in (
        (_SCALE, declared.rubric),
        (_WHERE, declared.where),
        (_ASK, declared.question),
    ):
        if text:
            yield head.in_(language) + COLON[language], text.in_(language)
    if declared.rules:
        comma = ", " if language == "en" else "、"
        yield _RULES.in_(language) + COLON[language], comma.join(declared.rules)


def _in_short(field: FormField, letters: Mapping[str, str], language: Language) -> Iterator[str]:
    declared = field.declaration
    yield _range(field, language)
    if declared.better in _BETTER:
        yield _BETTER[declared.better].in_(language)
    if field.moves:
        moved = HELD.join(letters.get(position, position) for position in field.moves)
        yield f"{_MOVES.in_(language)} {moved}"


def _range(field: FormField, language: Language) -> str:
    """What the field takes, in the units in which it is typed."""
    declared = field.declaration
    if declared.kind.numeric:
        return range_of(field, language)
    if declared.kind.name == "set" and not declared.choices:
        return _TAGS.in_(language)
    return _KINDS[declared.kind.name].in_(language).format(len(declared.choices))
