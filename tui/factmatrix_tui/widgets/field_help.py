"""What there is to know of the field under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from factmatrix import Text
from factmatrix.desk import FormField, FormTable, Language
from factmatrix.text import clean
from factmatrix.views.figures import figure
from factmatrix.views.wording import COLON
from factmatrix_tui.language import language_of

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
_OR_MORE = Text("{} or more", "不小于 {}")
_KINDS: Mapping[str, Text] = {
    "flag": Text("yes, no or unknown", "是、否或未知"),
    "choice": Text("one of {} choices", "{} 选一"),
    "set": Text("any of {} choices", "{} 项多选"),
    "date": Text("a date such as 2026-06-18", "日期，如 2026-06-18"),
    "text": Text("text", "文字"),
}
_TAGS = Text("words with commas between them", "多个词，用逗号隔开")


class FieldHelp(VerticalScroll, can_focus=False):
    """A few lines at the bottom of the form, more when asked for."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        super().__init__()
        self.letters = letters

    def compose(self) -> ComposeResult:
        yield Static(id="field-help")

    def about_field(self, field: FormField, evidence: str) -> None:
        """Everything declared of a field, and what the profile says of its number."""
        language = language_of(self)
        short = _in_short(field, self.letters, language)
        self._show(field.declaration.title, short, _lines(field, evidence, language))

    def about_table(self, table: FormTable) -> None:
        """What the rows of a table are."""
        text = table.explanation or table.heading
        self._show(table.heading, (), [("", text.in_(language_of(self)))])

    def _show(self, title: Text, short: Iterable[str], lines: Iterable[tuple[str, str]]) -> None:
        language = language_of(self)
        parts: list[str | tuple[str, str]] = [(clean(title.in_(language)), "bold")]
        parts += [f" · {clean(said)}" for said in short]
        for head, said in lines:
            parts.append("\n")
            if head:
                parts.append((head + COLON[language], "$text-accent"))
            parts.append(clean(said))
        self.query_one("#field-help", Static).update(Content.assemble(*parts))
        self.scroll_home(animate=False)


def _lines(field: FormField, evidence: str, language: Language) -> Iterator[tuple[str, str]]:
    declared = field.declaration
    yield "", declared.help.in_(language)
    if evidence:
        yield _EVIDENCE.in_(language), evidence
    for head, text in (
        (_SCALE, declared.rubric),
        (_WHERE, declared.where),
        (_ASK, declared.question),
    ):
        if text:
            yield head.in_(language), text.in_(language)
    if declared.rules:
        yield _RULES.in_(language), ", ".join(declared.rules)


def _in_short(field: FormField, letters: Mapping[str, str], language: Language) -> Iterator[str]:
    declared = field.declaration
    yield _range(field, language)
    if declared.better in _BETTER:
        yield _BETTER[declared.better].in_(language)
    if field.moves:
        moved = " ".join(letters.get(position, position) for position in field.moves)
        yield f"{_MOVES.in_(language)} {moved}"


def _range(field: FormField, language: Language) -> str:
    """What the field takes, in the units in which it is typed."""
    declared = field.declaration
    if declared.kind.numeric:
        low, high = (
            None if end is None else figure(end, field.domain, language)
            for end in (declared.low, declared.high)
        )
        if high is None:
            return _OR_MORE.in_(language).format(low)
        return f"{low} – {high}"
    if declared.kind.name == "set" and not declared.choices:
        return _TAGS.in_(language)
    return _KINDS[declared.kind.name].in_(language).format(len(declared.choices))
