"""From an error of the rules' models to its place and to a sentence that an author can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from factmatrix.rules.problems import Fault
from factmatrix.rules.refusing import UnfitError
from factmatrix.text import LANGUAGES, Text
from factmatrix.toml.problem import Path

_KINDS: Mapping[str, Text] = {
    "float_type": Text("a number", "数字"),
    "int_type": Text("a whole number", "整数"),
    "int_from_float": Text("a whole number", "整数"),
    "string_type": Text("text in quotes", "加引号的文字"),
    "bool_type": Text("true or false", "true 或 false"),
    "date_type": Text("a date such as 2025-06-01", "日期，如 2025-06-01"),
    "tuple_type": Text("a list [ … ]", "列表 [ … ]"),
    "model_type": Text("a table { … }", "表 { … }"),
    "dict_type": Text("a table { … }", "表 { … }"),
}
"""Pydantic's errors about the kind of a value, and the kind that is right."""

_CHOICE = re.compile(r"[^', ]+(?='|,| or |$)")
"""One of the choices that pydantic lists, as in `'low', 'medium' or 'high'` or `0, 1 or 2`."""

_LIKENESS = 0.6
"""How alike two names must be for one to be offered for the other (difflib's measure, 0–1)."""
_LONGEST_NAME = 80
"""Longer ones are no misspelling of anything, and comparing them takes long."""

_BLANK = Text(
    'Write the text in both languages: { en = "…", zh = "…" }.',
    '中英文都要填写：{ en = "…", zh = "…" }。',
)
"""The one thing that a `Text` refuses."""


def explain(error: ValidationError, model: type[BaseModel], data: object) -> Iterator[Fault]:
    """What is wrong with the data that a model of rules refused, in the order of the model."""
    details = (d for d in error.errors() if not _follows_from_another(d))
    placed = [(_path(d, data), d) for detail in details for d in _each(detail)]
    for path, group in groupby(placed, key=lambda item: item[0]):
        refusals = [detail for _, detail in group]
        kinds = [_KINDS[d["type"]] for d in refusals if d["type"] in _KINDS]
        # A value that may be of several kinds is refused once for each of them.
        message = _wrong_kind(kinds) if kinds else _message(refusals[0], path, model)
        yield Fault(path, message, of_key=_is_of_key(refusals[0]))


def _each(detail: ErrorDetails) -> Iterator[ErrorDetails]:
    """An error and those that were found together with it."""
    yield detail
    refused = detail.get("ctx", {}).get("error")
    if isinstance(refused, UnfitError):
        for other in refused.others:
            yield {**detail, "ctx": {"error": other}}


def unknown_key(name: str, known: Iterable[str]) -> Text:
    """That a table has no such key or entry, and which was probably meant."""
    listed = sorted(known)
    if not listed:
        return Text("Unknown name: there are none here.", "未知的名称：此处没有任何条目。")
    if near := nearest(name, listed):
        return Text(f"Unknown name. Did you mean {near}?", f"未知的名称。是否想写 {near}？")
    return Text(
        f"Unknown name. There are: {', '.join(listed)}.",
        f"未知的名称。可用的有：{'、'.join(listed)}。",
    )


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that is most like this one, if any is like it."""
    if len(name) > _LONGEST_NAME:
        return None
    return next(iter(get_close_matches(name, known, 1, _LIKENESS)), None)


def _is_of_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)


def _follows_from_another(detail: ErrorDetails) -> bool:
    """Whether a list is called short only because pydantic left out what is wrong in it."""
    least: int | None = detail.get("ctx", {}).get("min_length")
    return detail["type"] == "too_short" and least is not None and len(detail["input"]) >= least


def _path(detail: ErrorDetails, data: object) -> Path:
    """The place of an error in the data; pydantic's own also names the branches it tried."""
    path: list[str | int] = []
    inside: Any = data
    *_, last = loc = detail["loc"] or ("",)
    for step in loc:
        if isinstance(inside, dict):
            found = step in inside
        else:
            found = isinstance(inside, list | tuple) and step in range(len(inside))
        if found:
            inside = inside[step]
            path.append(step)
    if detail["type"] == "missing":
        path.append(last)
    refused = detail.get("ctx", {}).get("error")
    return (*path, *refused.path) if isinstance(refused, UnfitError) else tuple(path)


def _wrong_kind(kinds: Iterable[Text]) -> Text:
    distinct = dict.fromkeys(kinds)
    return Text(
        f"Write {', or '.join(kind.en for kind in distinct)} here.",
        f"此处应为{'、'.join(kind.zh for kind in distinct)}。",
    )


def _message(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Text:
    kind, limits = detail["type"], detail.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return unknown_key(str(path[-1]), _keys(model, path[:-1]))
        case "missing":
            return _missing(path)
        case "literal_error":
            choices = _CHOICE.findall(limits["expected"])
            if _is_of_key(detail):
                return unknown_key(str(path[-1]), choices)
            return _no_choice(detail["input"], choices)
        case "string_pattern_mismatch":
            pattern = limits["pattern"]
            return Text(f"It must have the form {pattern}.", f"须符合格式 {pattern}。")
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return _out_of_range(limits)
        case "too_short":
            least = limits["min_length"]
            return Text(f"It needs {least} or more entries.", f"至少需要 {least} 项。")
        case "too_long":
            most = limits["max_length"]
            return Text(f"It takes at most {most} entries.", f"最多 {most} 项。")
        case "finite_number":
            return Text("nan and inf are no figures of a rule.", "规则中不能使用 nan 或 inf。")
        case "value_error":
            refused = limits["error"]
            return refused.text if isinstance(refused, UnfitError) else _BLANK
    return Text(f"{detail['msg']}.", f"不符合要求：{detail['msg']}。")


def _no_choice(value: object, choices: Sequence[str]) -> Text:
    listed = Text(f"Write {' or '.join(choices)}.", f"应为 {' 或 '.join(choices)}。")
    near = nearest(value, choices) if isinstance(value, str) else None
    if near is None:
        return listed
    return Text(f"{listed.en} Did you mean {near}?", f"{listed.zh}是否想写 {near}？")


def _missing(path: Path) -> Text:
    key = path[-1]
    if isinstance(key, int):
        return Text("A point is [x, y]: two numbers.", "一个点写作 [x, y]：两个数字。")
    if key in LANGUAGES:
        name = {"en": Text("English", "英文"), "zh": Text("Chinese", "中文")}[str(key)]
        return Text(f"The {name.en} text ({key}) is missing.", f"缺少{name.zh}文字（{key}）。")
    return Text(f"The key {key} is missing here.", f"此处缺少 {key}。")


def _out_of_range(limits: Mapping[str, float]) -> Text:
    words = {
        "gt": Text("above", "大于"),
        "ge": Text("at least", "不小于"),
        "lt": Text("below", "小于"),
        "le": Text("at most", "不大于"),
    }
    name, limit = next(iter(limits.items()))
    return Text(
        f"It must be {words[name].en} {limit:.15g}.", f"必须{words[name].zh} {limit:.15g}。"
    )


def _keys(model: type[BaseModel], path: Path) -> set[str]:
    """The keys that the table at a path can have."""
    tables = {model}
    for step in path:
        fields = {
            info.alias or name: info.annotation
            for table in tables
            for name, info in table.model_fields.items()
        }
        if step in fields:
            tables = set(_tables(fields[step]))
    names = {info.alias or name for table in tables for name, info in table.model_fields.items()}
    return names or set(LANGUAGES)


def _tables(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that an annotation names, itself or inside lists, tables and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _tables(part)
