"""The reference page of all fields, made from their declarations, English and Chinese side by side.

python -m factmatrix.profile.reference docs/fields.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from factmatrix.profile.allowed import allowed
from factmatrix.profile.declaration import Declaration
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import Table
from factmatrix.rules.derived import METRICS, Metric
from factmatrix.text import Language, Text

HEAD = """\
# Fields of a profile · 档案字段

Generated from the declarations of the fields; do not edit. 本页由字段声明生成，请勿手改。

Only `format`, `brand.name` and `brand.category` are required. What is left out is unknown, never
zero: the program then says how much the answer would narrow the result, and asks for it.
Menus of Douyin's tools move; the names here are those of the desk and its first level.

只有 `format`、`brand.name`、`brand.category` 必填。没填就是“不知道”，不会当成 0；
程序会说明补上它能把结果收窄多少，并列出要问的问题。
抖音各后台的菜单时有调整，这里只写到后台和一级栏目。
"""
COLUMNS = """
| Field · 字段 | English | 中文 |
| --- | --- | --- |
"""
WORDS = {
    "where": Text("Where", "在哪找"),
    "question": Text("Ask", "问法"),
    "rubric": Text("Steps", "评分尺度"),
    "rules": Text("Rules", "规则"),
    "higher": Text("higher is better", "越高越好"),
    "lower": Text("lower is better", "越低越好"),
}
METRICS_HEAD = """
## `metrics` Derived figures · 推算指标

Scorecards and overlays read these like fields; the file of a brand cannot state them. A figure is
known once all fields that it is made from are, and has a range before.

评分卡和覆盖文件可以像字段一样读取这些指标；档案里不能直接填写。
所依据的字段都已知，指标才算已知；在此之前是一个区间。

| Figure · 指标 | Unit · 单位 | English | 中文 |
| --- | --- | --- | --- |
"""
UNITS = {
    "score": Text("points, 0–100", "分，0–100"),
    "share": Text("share (35 % is 0.35)", "比例（35% 写作 0.35）"),
    "ratio": Text("ratio", "倍数"),
    "days": Text("days", "天"),
    "CNY per 1000 views": Text("CNY per 1,000 views", "元/千次观看"),
}
MADE_FROM = Text("Made from", "依据")
STATED_BY = Text("Where filled in, it is the figure itself", "填了则直接采用")


def page() -> str:
    """The page `docs/fields.md`."""
    sections = (section(header, table) for header, table in _tables(BrandProfile, ""))
    metrics = METRICS_HEAD + "".join(map(_metric, METRICS.values()))
    return HEAD + section("format", BrandProfile) + "".join(sections) + metrics


def _metric(metric: Metric) -> str:
    """The row of one derived figure."""
    unit = UNITS[metric.unit]
    cells = (_metric_cell(metric, language) for language in get_args(Language))
    return f"| `{metric.id}` | {unit.en} · {unit.zh} | {' | '.join(cells)} |\n"


def _metric_cell(metric: Metric, language: Language) -> str:
    """What a figure is called, and the fields behind it, in one language."""
    between = "、" if language == "zh" else ", "
    fields = between.join(f"`{path}`" for path, _ in metric.arguments)
    parts = [f"**{metric.title.in_(language)}**", f"*{MADE_FROM.in_(language)}:* {fields}"]
    if metric.given is not None:
        parts.append(f"*{STATED_BY.in_(language)}:* `{metric.given}`")
    return "<br>".join(parts)


def _tables(table: type[Table], prefix: str) -> Iterator[tuple[str, type[Table]]]:
    """Every table below a table, with the header that it has in a file."""
    for key, info in table.model_fields.items():
        annotation = info.annotation
        if isinstance(annotation, type) and issubclass(annotation, Table):
            yield f"[{prefix}{key}]", annotation
            yield from _tables(annotation, f"{prefix}{key}.")
        elif declaration_of(info) is None:
            yield f"[[{prefix}{key}]]", get_args(annotation)[0]


def section(header: str, table: type[Table]) -> str:
    """What is said of one table: its heading and a row for each field."""
    text = f"\n## `{header}` {table.heading.en} · {table.heading.zh}\n"
    if table.explanation is not None:
        text += f"\n{table.explanation.en}\n\n{table.explanation.zh}\n"
    rows = [
        f"| `{key}` | {_cell(declaration, 'en')} | {_cell(declaration, 'zh')} |\n"
        for key, info in table.model_fields.items()
        if (declaration := declaration_of(info)) is not None
    ]
    return text + COLUMNS + "".join(rows) if rows else text


def _cell(declaration: Declaration, language: Language) -> str:
    """Everything declared of a field, in one language."""
    parts = [
        f"**{declaration.title.in_(language)}**",
        declaration.help.in_(language),
        _range(declaration, language),
    ]
    for name in ("where", "question", "rubric"):
        text = getattr(declaration, name)
        if text is not None:
            parts.append(f"*{WORDS[name].in_(language)}:* {text.in_(language)}")
    if declaration.rules:
        parts.append(f"*{WORDS['rules'].in_(language)}:* {', '.join(declaration.rules)}")
    return "<br>".join(parts).replace("|", "\\|")


def _range(declaration: Declaration, language: Language) -> str:
    """What the field takes, and which direction is good."""
    if declaration.choices:
        choices = (
            f"`{choice.value}` {choice.label.in_(language)}" for choice in declaration.choices
        )
        return " · ".join(choices)
    parts = [allowed(declaration).in_(language)]
    if declaration.better != "neither":
        parts.append(WORDS[declaration.better].in_(language))
    return ("；" if language == "zh" else "; ").join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
