"""The page of all hooks, made from the hookspecs, the models and the words in hook_texts.toml."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import BaseModel

from factmatrix import (
    Action,
    ActionKpi,
    ActionTarget,
    BrandProfile,
    Context,
    Contribution,
    Fit,
    Notice,
    PositionInfo,
    Scorecard,
)
from factmatrix.fit import AppliedModifier, ClauseResult
from factmatrix.plugins import hookspecs
from factmatrix.plugins.implementations import ARGUMENTS, REQUIRED
from factmatrix.rules.derived import FloatArithmetic
from factmatrix.rules.scorecard import API_VERSION
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Text

Texts = Mapping[str, Any]
"""What hook_texts.toml holds: `hooks` and `models` by name."""
HOOKS = (*REQUIRED, *(name for name in ARGUMENTS if name not in REQUIRED))
MODELS = (
    PositionInfo, Context, Fit, Contribution, AppliedModifier, ClauseResult, Notice, Action,
    ActionTarget, ActionKpi, Scorecard,
)  # fmt: skip
METHODS = {"Context": ("facts",)}
"""The methods that a position may call."""
_NAMES = {known.__name__: known for known in (BrandProfile, Facts, FloatArithmetic, InputSpace)}
"""What annotations name that their modules import for type checkers only."""

HEAD = f"""\
# Hooks of a position · 阵地插件的钩子

Generated from the hook specifications and the models; do not edit.
本页由钩子声明和数据模型生成，请勿手改。

Plugin API {API_VERSION}. How to write, install and version a plugin: [plugins.md](plugins.md);
the fields of a profile: [fields.md](fields.md). An implementation takes those of its hook's
arguments that it needs, by these names and without defaults. What a plugin answers is checked
before it is used.

插件 API 版本 {API_VERSION}。如何编写、安装插件以及版本约定，见 [plugins.md](plugins.md)；档案字段见
[fields.md](fields.md)。实现时只需写用得到的参数，名称须一致，不带默认值。插件的返回值在使用前都会检查。
"""


def read_texts() -> Texts:
    """The words as the file holds them."""
    return tomllib.loads(Path(__file__).with_name("hook_texts.toml").read_text("utf-8"))


def places() -> set[tuple[str, ...]]:
    """Where a text must stand: for every hook, argument, model, field and method."""
    needed: set[tuple[str, ...]] = set()
    for hook, arguments in ARGUMENTS.items():
        needed |= {("hooks", hook, "called"), ("hooks", hook, "returns")}
        needed |= {("hooks", hook, "arguments", name) for name in arguments}
    for model in MODELS:
        name = model.__name__
        needed.add(("models", name, "about"))
        needed |= {("models", name, "fields", field) for field in _fields(model)}
        needed |= {("models", name, "methods", method) for method in METHODS.get(name, ())}
    return needed


def written(texts: Texts, *above: str) -> set[tuple[str, ...]]:
    """Where a text stands."""
    if "en" in texts or "zh" in texts:
        return {above}
    return {place for key, below in texts.items() for place in written(below, *above, key)}


def page() -> str:
    """The page `docs/hooks.md`; KeyError where a text is missing."""
    texts = read_texts()
    hooks = "".join(_hook(name, texts["hooks"][name]) for name in HOOKS)
    models = "".join(_model(model, texts["models"][model.__name__]) for model in MODELS)
    return f"{HEAD}\n## Hooks · 钩子\n{hooks}\n## Models · 数据模型\n{models}"


def _hook(name: str, texts: Texts) -> str:
    need = "required · 必须实现" if name in REQUIRED else "optional · 可选"
    signature = _plain(str(inspect.signature(getattr(hookspecs, name))))
    called, returns = Text(**texts["called"]), Text(**texts["returns"])
    text = (
        f"\n### `{name}` ({need})\n\n```python\ndef {name}{signature}\n```\n\n"
        f"**Called:** {called.en} **Returns:** {returns.en}\n\n"
        f"**何时调用：** {called.zh} **返回：** {returns.zh}\n"
    )
    if not ARGUMENTS[name]:
        return text
    rows = (_row(f"`{key}`", texts["arguments"][key]) for key in ARGUMENTS[name])
    head = "\n| Argument · 参数 | English | 中文 |\n| --- | --- | --- |\n"
    return text + head + "".join(rows)


def _model(model: type, texts: Texts) -> str:
    about = Text(**texts["about"])
    text = f"\n### `{model.__name__}`\n\n{about.en}\n\n{about.zh}\n\n"
    head = "| Field · 字段 | Type · 类型 | English | 中文 |\n| --- | --- | --- | --- |\n"
    return text + head + "".join(_rows(model, texts))


def _rows(model: type, texts: Texts) -> Iterator[str]:
    types = get_type_hints(model, localns=_NAMES)
    for name, default in _fields(model).items():
        kind = _plain(inspect.formatannotation(types[name])) + default
        yield _row(f"`{name}` | `{_cell(kind)}`", texts["fields"][name])
    for name in METHODS.get(model.__name__, ()):
        signature = inspect.signature(getattr(model, name))
        without_self = signature.replace(parameters=list(signature.parameters.values())[1:])
        kind = _plain(str(without_self))
        yield _row(f"`{name}()` | `{_cell(kind)}`", texts["methods"][name])


def _fields(model: type) -> dict[str, str]:
    """What the model is made with: its defaults by name, as they are written, "" where it has none.

    Models of pydantic take any keyword, so their signatures say nothing.
    """
    if issubclass(model, BaseModel):
        fields = model.model_fields.items()
        return {key: "" if info.is_required() else f" = {info.default!r}" for key, info in fields}
    parameters = inspect.signature(model).parameters.items()
    return {
        key: "" if found.default is found.empty else f" = {found.default!r}"
        for key, found in parameters
        if not key.startswith("_")
    }


def _row(begin: str, texts: Mapping[str, str]) -> str:
    text = Text(**texts)
    return f"| {begin} | {_cell(text.en)} | {_cell(text.zh)} |\n"


def _plain(annotation: str) -> str:
    """Types by their own names, without modules, and postponed annotations without quotes."""
    without_modules = re.sub(r"\b(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_])", "", annotation)
    return re.sub(r"(?<=[:>] )'([^']*)'", r"\1", without_modules)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
