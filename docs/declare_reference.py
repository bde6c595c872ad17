"""The part of the hook reference about `declare`: its kinds, their types, and every argument."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factmatrix import BrandProfile, declare
from factmatrix.profile.declaration import KINDS, Kind
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.keys import table_of
from factmatrix.profile.table import Table
from factmatrix.text import Text

ARGUMENTS = inspect.signature(declare).parameters
EXAMPLE = Path(__file__).with_name("declared_example.py")


def read_texts() -> dict[str, Any]:
    """The words as the file holds them."""
    return tomllib.loads(Path(__file__).with_name("declare_texts.toml").read_text("utf-8"))


def places() -> set[tuple[str, ...]]:
    """Where a text must stand: for the whole, every kind and every argument."""
    return {
        ("about",),
        ("types",),
        *(("kinds", kind) for kind in KINDS),
        *(("arguments", name) for name in ARGUMENTS),
    }


def section() -> str:
    """The part of the page; KeyError where a text is missing."""
    texts = read_texts()
    about, types = Text(**texts["about"]), Text(**texts["types"])
    kinds = "".join(_kind(kind, Text(**texts["kinds"][kind.name])) for kind in KINDS.values())
    arguments = "".join(_argument(name, Text(**texts["arguments"][name])) for name in ARGUMENTS)
    return (
        "\n## Fields of one's own: `declare` · 自己的字段：`declare`\n\n"
        f"{about.en}\n\n{about.zh}\n\n"
        f"```python\n{EXAMPLE.read_text('utf-8')}```\n\n"
        "| Argument · 参数 | English | 中文 |\n| --- | --- | --- |\n"
        f"{arguments}\n{types.en}\n\n{types.zh}\n\n"
        "| Kind · 类别 | Type · 类型 | Range · 范围 | Step · 步长 | English | 中文 |\n"
        f"| --- | --- | --- | --- | --- | --- |\n{kinds}"
    )


def _argument(name: str, text: Text) -> str:
    default = ARGUMENTS[name].default
    written = "" if default is inspect.Parameter.empty else f"={default!r}".replace("'", '"')
    return f"| `{name}{written}` | {text.en} | {text.zh} |\n"


def _kind(kind: Kind, text: Text) -> str:
    high = "∞" if kind.high is None else f"{kind.high:g}"
    between = f"{kind.low:g}–{high}" if kind.numeric else ""
    step = "" if kind.step is None else f"{kind.step:g}"
    types = "<br>".join(f"`{shown}`" for shown in TYPES[kind.name]).replace("|", "\\|")
    return f"| `{kind.name}` | {types} | {between} | {step} | {text.en} | {text.zh} |\n"


def _optional_fields(table: type[Table]) -> Iterator[tuple[str, str]]:
    """Kind and type of every field of the core that may be left out."""
    for info in table.model_fields.values():
        declaration, inner = declaration_of(info), table_of(info)
        if declaration is not None and not info.is_required():
            yield declaration.kind.name, _written(inspect.formatannotation(info.annotation))
        elif inner is not None:
            yield from _optional_fields(inner)


def _written(annotation: str) -> str:
    """A type as one writes it in a class, with the values of a choice left open."""
    one_form = re.sub(r"^Optional\[(.*)\]$", r"\1 | None", annotation)
    without_values = re.sub(r"Literal\[[^\]]*\]", "Literal[…]", one_form)
    return without_values.replace("strict=False", "False").replace("datetime.date", "date")


def _types() -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, annotation in _optional_fields(BrandProfile):
        found[kind].add(annotation)
    return {kind: sorted(types) for kind, types in found.items()}


TYPES = _types()
"""How the core itself annotates the fields of each kind."""
