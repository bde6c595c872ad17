"""The lists of parameters and identities in docs/snowball.md, made from `snowball.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from factmatrix import Text
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.snowball import Identity, Kind, Parameter, Slope
from factmatrix.views.wording import source

PAGE = Path(__file__).with_name("snowball.md")
PLACE = re.compile(r"(<!-- numbers of the snowball -->\n).*?(<!-- end of numbers -->)", re.S)
KINDS: dict[Kind, Text] = {
    "published": Text("published figure", "公开数字"), "assumption": Text("assumption", "假设"),
}  # fmt: skip
HEAD = (
    "| id | value · 数值 | kind · 性质 | rules · 规则 | English | 中文 |\n" + "| --- " * 6 + "|\n"
)
IDENTITIES = "\n| identity · 恒等式 | formula · 公式 | rules · 规则 | English | 中文 |\n"


def page() -> str:
    """The page with the numbers that the file has."""
    rules = Knowledge.bundled().snowball
    listed = HEAD + "| --- " * 6 + "|\n" + "".join(map(_parameter, rules.parameters))
    listed += IDENTITIES + "| --- " * 5 + "|\n" + "".join(map(_identity, rules.identities))
    return PLACE.sub(lambda found: f"{found[1]}{listed}{found[2]}", PAGE.read_text("utf-8"))


def _parameter(p: Parameter) -> str:
    kind = KINDS[p.kind]
    trust = "" if p.kind == "assumption" else f", {source(p.trust, 'en')}"
    cells = [
        f"`{p.id}`", " ".join(_value(p)), f"{kind.en}{trust} · {kind.zh}", ", ".join(p.rules),
        f"**{p.title.en}** {p.rationale.en} *{p.source.en}*",
        f"**{p.title.zh}** {p.rationale.zh}*{p.source.zh}*",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def _value(p: Parameter) -> Iterator[str]:
    if isinstance(p, Slope):
        yield ", ".join(f"{x:g} → {y:g}" for x, y in p.curve)
    else:
        yield f"{getattr(p, 'value'):g}"  # noqa: B009 - of no one class
    yield f"{p.unit.en} · {p.unit.zh}"


def _identity(i: Identity) -> str:
    cells = [
        f"`{i.id}`", f"`{i.formula}`", ", ".join(i.rules), f"**{i.title.en}** {i.rationale.en}",
        f"**{i.title.zh}** {i.rationale.zh}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |\n"
