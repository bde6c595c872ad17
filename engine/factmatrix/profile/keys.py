"""What to say of a key that no profile has, and of one that every profile must have."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args, get_origin

from pydantic.fields import FieldInfo

from factmatrix.profile.allowed import allowed, example
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.findings import Path
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import Section, Table
from factmatrix.text import Text
from factmatrix.toml.place import dotted
from factmatrix.toml.writing import key_text, value_text

_MAX_COMPARED = 60
"""Longer keys are no misspelling of anything, and comparing them takes long."""
_MAX_OFFERED = 3


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that exists: the table it stands in, what people call it, how a message names it.

    `plain` and `names` (the key and its titles) are spelt as `_plain` spells; `here` is the name
    for somebody in the same table, `elsewhere` the one for everybody else.
    """

    parent: str
    plain: str
    names: tuple[str, ...]
    here: str
    elsewhere: str


def table_of(info: FieldInfo) -> type[Table] | None:
    """The table that a field holds, or of whose rows it is a list; None for a value."""
    annotation = info.annotation
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    return None


def is_list_of_rows(info: FieldInfo) -> bool:
    """Whether the field is written with double brackets, [[name]]."""
    return get_origin(info.annotation) is tuple and table_of(info) is not None


def unknown_key(path: Path, value: object, known: Iterable[KnownKey]) -> Text:
    """That no field or table has this name, and the names that were probably meant."""
    what = Text("table", "表") if isinstance(value, dict) else Text("key", "键")
    parent = ".".join(key for key in path[:-1] if isinstance(key, str))
    near = _nearest(str(path[-1]), parent, known)
    if not near:
        return Text(
            f"Unknown {what.en}: no name is near it, or the file is newer than this program.",
            f"未知的{what.zh}：没有相近的名称，也可能是文件比本程序新。",
        )
    return Text(
        f"Unknown {what.en}. Did you mean {' or '.join(near)}?",
        f"未知的{what.zh}。是不是 {' 或 '.join(near)}？",
    )


def missing_key(info: FieldInfo, path: Path) -> Text:
    """That a required field or table is absent, and what to write."""
    declaration, key = declaration_of(info), key_text(str(path[-1]))
    if declaration is not None and len(declaration.choices) > 1:
        title, right = declaration.title, allowed(declaration)
        return Text(
            f'{title.en} is required. Write {key} = "…" with {right.en}.',
            f'缺少必填项“{title.zh}”。请写 {key} = "…"，取{right.zh}。',
        )
    if declaration is not None:
        title, line = declaration.title, f"{key} = {value_text(example(declaration))}"
        return Text(
            f"{title.en} is required. Write {line}.", f"缺少必填项“{title.zh}”。请写 {line}。"
        )
    table = table_of(info)
    required = [] if table is None else _required(table)
    return Text(
        f"The table is required. Write [{dotted(path)}] with {', '.join(required)} below it.",
        f"缺少必填的表。请写 [{dotted(path)}]，并在其下填写 {'、'.join(required)}。",
    )


def _required(table: type[Table]) -> list[str]:
    return [key for key, info in table.model_fields.items() if info.is_required()]


def known_keys(sections: Mapping[str, type[Section]]) -> Iterator[KnownKey]:
    """Every key of the core and of the plugins' sections."""
    yield from _keys_of(BrandProfile, "", "")
    for position, section in sections.items():
        inside = f"ext.{position}"
        yield _known("ext", position, section.heading, f"[{inside}]", f"[{inside}]")
        yield from _keys_of(section, inside, f"{inside}.")


def _keys_of(table: type[Table], parent: str, before: str) -> Iterator[KnownKey]:
    """The keys of a table and below it; `before` is what a message puts before each."""
    for key, info in table.model_fields.items():
        declaration, inner = declaration_of(info), table_of(info)
        if declaration is not None:
            yield _known(parent, key, declaration.title, key, before + key)
        elif inner is not None:
            name = before + key
            rows = is_list_of_rows(info)
            shown = f"[[{name}]]" if rows else f"[{name}]"
            yield _known(parent, key, inner.heading, shown, shown)
            below = f"{shown} " if rows else f"{name}."
            yield from _keys_of(inner, f"{parent}.{key}".strip("."), below)


def _known(parent: str, key: str, title: Text, here: str, elsewhere: str) -> KnownKey:
    plain = _plain(key)
    return KnownKey(parent, plain, (plain, _plain(title.en), _plain(title.zh)), here, elsewhere)


def _nearest(key: str, parent: str, known: Iterable[KnownKey]) -> list[str]:
    """The names most like a key: the same name first, here or elsewhere, then similar ones."""
    if len(key) > _MAX_COMPARED:
        return []
    plain = _plain(key)
    same = [k for k in known if plain in k.names]
    here = [k for k in same if k.parent == parent]
    if here or same:
        return _offered(here or same, parent)
    for cutoff, among in ((0.6, [k for k in known if k.parent == parent]), (0.8, known)):
        names = {k.plain: k for k in among}
        close = difflib.get_close_matches(plain, names, n=1, cutoff=cutoff)
        if close:
            return _offered([names[close[0]]], parent)
    return []


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _offered(found: list[KnownKey], parent: str) -> list[str]:
    """What a message names: the bare key in the same table, else where it belongs."""
    return [k.here if k.parent == parent else k.elsewhere for k in found[:_MAX_OFFERED]]
