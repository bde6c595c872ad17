"""Where a rule comes from: the ids of the source's rules, and the trust that is claimed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from factmatrix.rules.problems import Fault
from factmatrix.text import Text
from factmatrix.toml.problem import Path

_OF_THE_SOURCE = re.compile(r"R\d+")
"""Ids of the register; authors may name rules of sources of their own otherwise."""


def source_faults(data: object, known: Collection[str], place: Path = ()) -> Iterator[Fault]:
    """Ids that the register does not have, and trust in the source without any of its rules.

    `data` is a rules file as plain data; every table in it with `rules` or `trust` is looked at.
    """
    if isinstance(data, list | tuple):
        for i, item in enumerate(data):
            yield from source_faults(item, known, (*place, i))
    elif isinstance(data, dict):
        rules = data.get("rules", [])
        if isinstance(rules, list | tuple):
            yield from _unknown_rules(rules, known, (*place, "rules"))
        if data.get("trust") == "source" and not rules:
            yield Fault((*place, "trust"), _NO_RULES)
        for key, value in data.items():
            if key != "rules":
                yield from source_faults(value, known, (*place, key))


def _unknown_rules(rules: Sequence[object], known: Collection[str], place: Path) -> Iterator[Fault]:
    for i, rule in enumerate(rules):
        if isinstance(rule, str) and _OF_THE_SOURCE.fullmatch(rule) and rule not in known:
            yield Fault((*place, i), _no_such_rule(rule, known))


def _no_such_rule(rule: str, known: Collection[str]) -> Text:
    numbers = [int(name[1:]) for name in known]
    first, last = f"R{min(numbers)}", f"R{max(numbers)}"
    return Text(
        f"There is no rule {rule}: the source article has {first} to {last}. Rules of other "
        "sources take names of another form.",
        f"没有 {rule} 这条规则：原文规则编号为 {first} 到 {last}；其他来源的规则请换一种命名。",
    )


_NO_RULES = Text(
    'trust = "source" claims the FACT article: name its rules (rules = ["R…"]), or say where else '
    "it comes from.",
    'trust = "source" 表示依据 FACT 原文：请写出规则编号（rules = ["R…"]），或改为实际来源。',
)
