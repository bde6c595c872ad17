"""Where each rule of the source lives: the entries of rules files that name it.

An entry is any table of a rules file that carries `rules`: a criterion or its gate, a modifier, a
warning, an action, an alert, a stage, a limit, a benchmark, an event. Nothing is registered twice,
so the list cannot go stale; `docs/rules.md` is this list as a page, which `make docs` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import NamedTuple

import toml_rs

from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import declarations
from factmatrix.rules.doctrine import Doctrine, DoctrineRule
from factmatrix.rules.loading import read_rules

ENGINE = files("factmatrix.rules")
REGISTER = "doctrine.toml"

HEAD = """\
# Rules and where they live · 规则与落点

Generated from the rules files; do not edit. 本页由规则文件生成，请勿手改。

Each rule of the source in our own words, and every entry that rests on it: file, then entry.
Fields in italics are inputs whose declaration names the rule.
A rule without an entry says why nothing scores it.

逐条列出原文规则（用我们自己的话）以及依据它的条目：先文件，后条目。
斜体为声明中引用该规则的字段。没有条目的规则注明了不计分的理由。

| Rule | Kind | Statement | 含义 | Lives in · 落点 |
| --- | --- | --- | --- | --- |
"""


class Home(NamedTuple):
    """One entry that rests on a rule: `alerts.binding` of `rules/diagnosis.toml`.

    An entry is named by its keys and the ids of its tables, joined by dots.
    """

    rule: str
    file: str
    entry: str


def load_doctrine() -> Doctrine:
    """The register that comes with the engine."""
    return read_rules(ENGINE / REGISTER, Doctrine)


def homes(folders: Iterable[Traversable]) -> tuple[Home, ...]:
    """All homes in the engine's own rules files and in those of position folders, file by file."""
    found: list[Home] = []
    for folder in (ENGINE, *folders):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".toml") and file.name != REGISTER:
                data = toml_rs.loads(file.read_text("utf-8"), toml_version="1.0.0")
                found.extend(_homes_of(data, f"{folder.name}/{file.name}"))
    return tuple(found)


def _homes_of(value: object, file: str, entry: str = "") -> Iterator[Home]:
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from _homes_of(item, file, f"{entry}.{item.get('id', '')}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "rules":
                yield from (Home(rule, file, entry) for rule in item)
            else:
                yield from _homes_of(item, file, f"{entry}.{key}" if entry else key)


def fields_by_rule() -> dict[str, tuple[str, ...]]:
    """The profile fields whose declaration names a rule. They are its inputs, not its homes."""
    fields: dict[str, tuple[str, ...]] = {}
    for path, declaration in declarations(BrandProfile):
        for rule in declaration.rules:
            fields[rule] = (*fields.get(rule, ()), path)
    return fields


def page(folders: Iterable[Traversable]) -> str:
    """The page `docs/rules.md`, in English and Chinese."""
    found, fields = homes(folders), fields_by_rule()
    rows = []
    for rule in load_doctrine().rules:
        cells = (rule.id, rule.kind.replace("_", " "), rule.statement.en, rule.statement.zh)
        rows.append(" | ".join((*cells, _places(rule, found, fields))))
    return HEAD + "".join(f"| {row} |\n" for row in rows)


def _places(rule: DoctrineRule, found: Iterable[Home], fields: Mapping[str, Iterable[str]]) -> str:
    own = [home for home in found if home.rule == rule.id]
    places = [
        f"{file}: " + ", ".join(f"`{home.entry}`" for home in entries)
        for file, entries in groupby(own, key=lambda home: home.file)
    ]
    places += [", ".join(f"*{field}*" for field in fields.get(rule.id, ()))]
    if rule.context is not None:
        places += [f"{rule.context.en} {rule.context.zh}"]
    return "<br>".join(place for place in places if place)
