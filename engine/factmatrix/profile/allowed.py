"""What a field accepts, in words: for error messages, the JSON Schema and `fact new` alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from factmatrix.profile.declaration import Choice, Declaration, KindName
from factmatrix.text import Text

_NUMBERS: Mapping[KindName, Text] = {
    "score": Text("a score", "分数"),
    "percentile": Text("a percentile", "百分位"),
    "share": Text("a share", "比例"),
    "money": Text("an amount in CNY", "金额（元）"),
    "count": Text("a whole number", "整数"),
    "rank": Text("a rank (a whole number)", "名次（整数）"),
    "days": Text("a number of days", "天数"),
    "hours": Text("a number of hours", "小时数"),
    "minutes": Text("a number of minutes", "分钟数"),
    "ratio": Text("a number", "数值"),
}
_DAY = date(2026, 6, 30)
_OTHERS: Mapping[KindName, Text] = {
    "flag": Text("true or false", "true 或 false"),
    "date": Text(f"a date without quotes such as {_DAY}", f"不加引号的日期，如 {_DAY}"),
    "text": Text("text in quotes", "加引号的文字"),
}


def allowed(declaration: Declaration) -> Text:
    """The values that a field accepts, as a noun phrase: "a share from 0 to 1 (35 % is 0.35)"."""
    kind = declaration.kind.name
    if kind == "choice":
        choices = listed(declaration.choices)
        return Text(f"one of {choices.en}", f"以下之一：{choices.zh}")
    if kind == "set" and declaration.choices:
        choices = listed(declaration.choices)
        return Text(f"a list with any of {choices.en}", f"列表，可包含：{choices.zh}")
    if kind == "set":
        return Text('a list of texts such as ["a", "b"]', '文字列表，如 ["甲", "乙"]')
    return _OTHERS[kind] if kind in _OTHERS else _number(declaration)


def example(declaration: Declaration) -> str | float | bool | date | list[str | int]:
    """A value that the field takes."""
    if declaration.kind.name == "set":
        return [declaration.choices[0].value if declaration.choices else "…"]
    if declaration.choices:
        return declaration.choices[0].value
    if declaration.kind.numeric:
        return _usual(declaration)
    if declaration.kind.name == "flag":
        return True
    return _DAY if declaration.kind.name == "date" else "…"


def listed(choices: tuple[Choice, ...]) -> Text:
    """All choices as a file writes them; the Chinese list adds what each one means."""
    return Text(
        ", ".join(written(choice.value) for choice in choices),
        "、".join(f"{written(choice.value)}（{choice.label.zh}）" for choice in choices),
    )


def written(value: str | float) -> str:
    """A plain text or a number as TOML writes it; 100.0 becomes 100."""
    return f'"{value}"' if isinstance(value, str) else f"{value:.15g}"


def _number(declaration: Declaration) -> Text:
    noun = _NUMBERS[declaration.kind.name]
    low, high = written(declaration.low or 0), declaration.high
    if high is None:
        return Text(f"{noun.en}, {low} or more", f"不小于 {low} 的{noun.zh}")
    limits = Text(
        f"{noun.en} from {low} to {written(high)}", f"{low} 到 {written(high)} 的{noun.zh}"
    )
    if declaration.kind.name != "share":
        return limits
    return Text(f"{limits.en} (35 % is 0.35)", f"{limits.zh}（35% 写作 0.35）")


def _usual(declaration: Declaration) -> float:
    """The middle of what is plausible, whole where that is possible."""
    low, high = declaration.plausible or (declaration.low or 0, declaration.high)
    middle = low + 10 if high is None else (low + high) / 2
    if middle >= 1 and low <= round(middle) <= (high or math.inf):
        return round(middle)
    return float(f"{middle:.6g}")  # 0.3, not 0.30000000000000004
