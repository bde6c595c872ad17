"""What acts on a score as a whole, in words: modifiers and the clauses they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from factmatrix.text import Language, Text, clean
from factmatrix.views.figures import figure, points
from factmatrix.views.spacing import filled
from factmatrix.views.wording import COLON, cited_rules, joined

if TYPE_CHECKING:
    from factmatrix.fit import AppliedModifier, ClauseResult, Contribution
    from factmatrix.rules.terms import EffectKind
    from factmatrix.scoring.inputs import Domain, InputSpace

_OPERATORS: Mapping[str, Text] = {
    "at_least": Text("at least {}", "不低于{}"),
    "above": Text("above {}", "高于{}"),
    "at_most": Text("at most {}", "不高于{}"),
    "below": Text("below {}", "低于{}"),
    "is": Text("{}", "{}"),
    "in": Text("one of {}", "{}之一"),
    "contains": Text("contains {}", "包含{}"),
}
_WOULD: Mapping[EffectKind, Text] = {
    "shift": Text("{:+g} if this holds: ", "若成立，得分 {:+g}："),
    "multiply": Text("× {:g} if this holds: ", "若成立，得分乘以 {:g}："),
    "cap": Text("at most {:g} if this holds: ", "若成立，得分封顶 {:g}："),
    "block": Text("blocked if this holds: ", "若成立，该阵地不可选："),
}


def waiting(c: Contribution, space: InputSpace) -> Text | None:
    """Which fields a criterion's gate lacks although the criterion's own value is known."""
    if c.value is None or not c.waits_for:
        return None
    titles = [space.domains[path].title for path in c.waits_for]
    return Text(
        f"does not count before this is known: {joined((title.en for title in titles), 'en')}",
        f"暂不计分，还缺：{joined((title.zh for title in titles), 'zh')}",
    )


def clause(c: ClauseResult, space: InputSpace, language: Language) -> str:
    """What was seen and what was needed: "✓ Match: 20 %; condition: below 40 %"."""
    domain = space.domains[c.input]
    mark = {True: "✓", False: "✗", None: "?"}[c.result]
    title, seen = clean(domain.title.in_(language)), figure(c.seen, domain, language)
    said = f"{mark} {title}{COLON[language]}{seen}"
    if c.result and c.op == "is":
        return said
    needed = _needed(c, domain, language)
    return said + Text(f"; condition: {needed}", f"，条件：{needed}").in_(language)


def _needed(c: ClauseResult, domain: Domain, language: Language) -> str:
    if c.op == "missing":
        return (Text("unknown", "未知") if c.needed else Text("known", "已知")).in_(language)
    return filled(_OPERATORS[c.op].in_(language), figure(c.needed, domain, language))


def effect(m: AppliedModifier, by: float, language: Language) -> str:
    """What a modifier did, in points, or would do if its undecided condition held; and why."""
    message = clean(m.message.in_(language)) + cited_rules(m.rules, language)
    if m.applied is None:
        would = _WOULD[m.kind].in_(language).format(m.value)
        return f"? {would}{message}"
    return f"{'✗' if m.kind == 'block' else points(by, signed=True)} {message}"
