"""Hypothesis strategies for rules: scorecards in which a lint finds nothing.

They are made right from the start, not picked out by the lint: each clause of a condition asks
another input, so that no condition contradicts itself, and modifiers ask good inputs only in the
direction that the monotone rule allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat
from math import gcd
from typing import Any, get_args

from hypothesis import strategies as st

from factmatrix.profile.choices import Category
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.inputs import Domain, InputSpace

SPACE = InputSpace.of(())
INPUTS = [d for d in SPACE.domains.values() if d.shape in ("number", "set", "flag", "choice")]
FIELDS = [d for d in INPUTS if d.metric is None]

Data = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Attitudes = Mapping[str, set[int]]
"""By field the directions in which some criterion's utility rises: 1, -1 or both."""

_STEPS = 1000
_STRIDES = [n for n in range(1, len(INPUTS)) if gcd(n, len(INPUTS)) == 1]
"""Steps through the inputs that reach each of them once, in many different orders."""
_SPANS = st.sampled_from([1.0, 10.0, 500.0, 100_000.0])
_TEXTS = st.sampled_from(
    [
        {"en": "Live hours", "zh": "直播时长"},
        {"en": 'The "hero" \\ 100 %', "zh": "“爆品”占比 100%"},
        {"en": "a\nb\t[c]", "zh": "第一行\n第二行"},
    ]
)


def scorecards() -> st.SearchStrategy[Scorecard]:
    """Scorecards over the core's inputs, actions included, that obey every rule of the lint."""
    return scorecard_data().map(Scorecard.model_validate)


@st.composite
def scorecard_data(draw: Draw) -> Data:
    """The same as TOML data, as `scorecard.toml` and `actions.toml` hold it together."""
    criteria = [_criterion(draw, i) for i in range(draw(st.integers(1, 6)))]
    attitudes = _attitudes(criteria)
    return {
        "format": 1,
        "position": {
            "id": draw(st.sampled_from(["kuaishou", "xhs"])),
            "letter": "X",
            "title": draw(_TEXTS),
            "summary": draw(_TEXTS),
            "stance": draw(st.sampled_from(["required", "elective", "always_on"])),
            "order": draw(st.integers(-5, 50)),
        },
        "criteria": criteria,
        "modifiers": [_modifier(draw, i, attitudes) for i in range(draw(st.integers(0, 4)))],
        "warnings": [
            {"when": _condition(draw, _any_clause), "message": draw(_TEXTS), **_said(draw, f"w{i}")}
            for i in range(draw(st.integers(0, 2)))
        ],
        "actions": [_action(draw, i) for i in range(draw(st.integers(0, 3)))],
    }


@st.composite
def conditions(draw: Draw, paths: Sequence[str]) -> Data:
    """Conditions about a few inputs, as TOML data; they may contradict themselves."""
    domains = [SPACE.domains[path] for path in paths]
    asked = (draw(st.sampled_from(domains)) for _ in repeat(None))
    return _branch(draw, _any_clause, asked, 1, draw(st.integers(0, 3)))


def _said(draw: Draw, name: str) -> Data:
    rules = draw(st.lists(st.sampled_from(["R1", "R8", "R62", "R93", "own-7"]), max_size=2))
    trusts = ["A", "B", "C", "D", "ours", *(["source"] if rules else [])]
    return {
        "id": name,
        "rules": rules,
        "trust": draw(st.sampled_from(trusts)),
        "rationale": draw(_TEXTS),
    }


def _criterion(draw: Draw, index: int) -> Data:
    domain = draw(st.sampled_from(INPUTS))
    weights = st.floats(0.01, 1000) | st.integers(1, 50)
    data = {
        **_said(draw, f"c{index}"),
        "title": draw(_TEXTS),
        "input": domain.path,
        "weight": draw(weights),
    }
    if domain.shape == "flag":
        data["flag"] = draw(st.sampled_from([{"yes": 100, "no": 0}, {"yes": 0, "no": 100}]))
    elif domain.shape == "choice":
        ends = draw(st.permutations(domain.choices))[:2]
        utilities = {choice: draw(st.floats(0, 100)) for choice in domain.choices}
        data["map"] = {**utilities, ends[0]: 0.0, ends[1]: 100.0}
    else:
        data["curve"] = curve(draw, domain, 100.0)
    if draw(st.integers(0, 3)) == 0:
        gating = draw(st.sampled_from([d for d in INPUTS if d.shape != "choice"]))
        data["gate"] = {
            "input": gating.path,
            "curve": curve(draw, gating, 1.0),
            "trust": "ours",
            "rationale": draw(_TEXTS),
        }
    if draw(st.integers(0, 3)) == 0:
        data["by_category"] = {
            category: _variant(draw, domain, weights)
            for category in draw(st.lists(st.sampled_from(get_args(Category)), max_size=3))
        }
    return data


def _variant(draw: Draw, domain: Domain, weights: st.SearchStrategy[float]) -> Data:
    variant: Data = {"weight": draw(weights)} if draw(st.booleans()) else {}
    if domain.shape in ("number", "set") and draw(st.booleans()):
        variant["curve"] = curve(draw, domain, 100.0)
    return variant


def curve(draw: Draw, domain: Domain, top: float) -> list[list[float]]:
    """A curve over a domain from 0 up to `top`, down to 0, or up and then down again."""
    xs = _points(draw, domain)
    inner = len(xs) - 2
    marks = draw(st.sets(st.integers(1, _STEPS - 1), min_size=inner, max_size=inner))
    rising = [0.0, *(top * mark / _STEPS for mark in sorted(marks)), top]
    shape = draw(st.sampled_from(["rising", "falling", "optimum"]))
    if shape == "falling":
        rising.reverse()
    elif shape == "optimum" and len(xs) > 2:
        peak = draw(st.integers(1, len(xs) - 2))
        rising = [*rising[:peak], top, *reversed(rising[peak:-1])]
    return [[x, y] for x, y in zip(xs, rising, strict=True)]


def _points(draw: Draw, domain: Domain) -> list[float]:
    """Two to five figures of the domain in rising order."""
    if domain.scale:
        return [float(step) for step in sorted(domain.scale)]
    low, high = _ends(draw, domain)
    steps = min(_STEPS, int(high - low)) if domain.whole else _STEPS
    marks = draw(st.sets(st.integers(0, steps), min_size=2, max_size=min(5, steps + 1)))
    return [low + (high - low) * mark / steps for mark in sorted(marks)]


def _ends(draw: Draw, domain: Domain) -> tuple[float, float]:
    """The domain, or a part of it where it has no end."""
    low, high = domain.low, domain.high
    if high == float("inf"):
        high = (0.0 if low == -high else low) + draw(_SPANS)
    if low == -float("inf"):
        low = high - draw(_SPANS)
    return low, high


def _attitudes(criteria: Iterable[Data]) -> Attitudes:
    attitudes: dict[str, set[int]] = {}
    for criterion in criteria:
        variants = [criterion, *criterion.get("by_category", {}).values()]
        curves = [(criterion["input"], v["curve"]) for v in variants if "curve" in v]
        if "flag" in criterion:
            flag = criterion["flag"]
            curves.append((criterion["input"], [[0, flag["no"]], [1, flag["yes"]]]))
        if "gate" in criterion:
            curves.append((criterion["gate"]["input"], criterion["gate"]["curve"]))
        for path, points in curves:
            for (_, y0), (_, y1) in pairwise(points):
                for field, move in _moves(path, 1 if y1 > y0 else -1):
                    attitudes.setdefault(field, set()).add(move)
    return attitudes


def _moves(path: str, direction: int) -> Iterator[tuple[str, int]]:
    metric = SPACE.domains[path].metric or SPACE.domains[path].states
    if metric is None:
        yield path, direction
        return
    for field, sign in (*metric.arguments, *(((metric.given, 1),) if metric.given else ())):
        yield from ((field, s * direction) for s in ((sign,) if sign else (1, -1)))


Clause = Callable[[Draw, Domain, int], Data | None]
"""Makes a clause about an input that counts as it stands (1) or under a `not` (-1)."""


def _condition(draw: Draw, clause: Clause) -> Data:
    first, step = draw(st.integers(0, len(INPUTS) - 1)), draw(st.sampled_from(_STRIDES))
    inputs = (INPUTS[(first + i * step) % len(INPUTS)] for i in range(len(INPUTS)))
    return _branch(draw, clause, inputs, 1, draw(st.integers(0, 2)))


def _branch(draw: Draw, clause: Clause, inputs: Iterator[Domain], sign: int, depth: int) -> Data:
    kind = draw(st.sampled_from(["all", "any", "not"])) if depth else "clause"
    if kind == "clause":
        return next(made for domain in inputs if (made := clause(draw, domain, sign)))
    if kind == "not":
        return {"not": _branch(draw, clause, inputs, -sign, depth - 1)}
    parts = range(draw(st.integers(1, 3)))
    return {kind: [_branch(draw, clause, inputs, sign, depth - 1) for _ in parts]}


def _any_clause(draw: Draw, domain: Domain, sign: int) -> Data:
    if draw(st.integers(0, 4)) == 0:
        return {"input": domain.path, "missing": draw(st.booleans())}
    clause: Data = draw(st.sampled_from(_clauses(draw, domain)))[1]
    return clause


def _clauses(draw: Draw, domain: Domain) -> Sequence[tuple[tuple[int, ...], Data]]:
    """Clauses that can be true and false, each with the moves of its input that make it true."""
    path = {"input": domain.path}
    if domain.shape == "flag":
        return [((1,), {**path, "is": True}), ((-1,), {**path, "is": False})]
    if domain.shape == "choice":
        some = draw(st.permutations(domain.choices))[
            : draw(st.integers(1, len(domain.choices) - 1))
        ]
        return [((), {**path, "is": some[0]}), ((), {**path, "in": some})]
    lower, *_, upper = _points(draw, domain)
    found = [
        ((1,), {**path, "at_least": upper}),
        ((1,), {**path, "above": lower}),
        ((-1,), {**path, "at_most": lower}),
        ((-1,), {**path, "below": upper}),
        ((1, -1), {**path, "is": upper}),
    ]
    if domain.shape == "set" and domain.choices:
        found.append(((1,), {**path, "contains": draw(st.sampled_from(domain.choices))}))
    return found


def _modifier(draw: Draw, index: int, attitudes: Attitudes) -> Data:
    effect, raises = draw(
        st.one_of(
            st.builds(lambda v: ({"kind": "shift", "value": v}, 1), st.floats(0.5, 20)),
            st.builds(lambda v: ({"kind": "shift", "value": -v}, -1), st.floats(0.5, 20)),
            st.builds(lambda v: ({"kind": "multiply", "value": v}, 1), st.floats(1.01, 2)),
            st.builds(lambda v: ({"kind": "multiply", "value": v}, -1), st.floats(0, 0.99)),
            st.builds(lambda v: ({"kind": "cap", "value": v}, -1), st.floats(0, 99)),
            st.just(({"kind": "block"}, -1)),
        )
    )

    def allowed(domain: Domain, comes_true: Iterable[int], sign: int) -> bool:
        moves = {move for d in comes_true for move in _moves(domain.path, d)}
        return all(attitudes.get(field) != {-m * sign * raises} for field, m in moves)

    def clause(draw: Draw, domain: Domain, sign: int) -> Data | None:
        fitting = [c for moves, c in _clauses(draw, domain) if allowed(domain, moves, sign)]
        return draw(st.sampled_from(fitting)) if fitting else None

    return {
        **_said(draw, f"m{index}"),
        "when": _condition(draw, clause),
        "effect": effect,
        "message": draw(_TEXTS),
    }


def _action(draw: Draw, index: int) -> Data:
    when = _condition(draw, _any_clause)
    asked = set(_named(when))
    free = [d for d in FIELDS if d.shape != "set" and d.path not in asked]
    figures = [d for d in INPUTS if d.shape in ("number", "set")]
    data = {
        **_said(draw, f"a{index}"),
        "title": draw(_TEXTS),
        "why": draw(_TEXTS),
        "when": when,
        "phase": draw(st.integers(0, 3)),
        "effort": draw(st.sampled_from(["low", "medium", "high"])),
        "tool": draw(_TEXTS),
        "within_days": draw(st.integers(1, 120)),
        "targets": [
            _target(draw, d) for d in draw(st.permutations(free))[: draw(st.integers(0, 2))]
        ],
        "for_others": draw(st.booleans()),
    }
    if draw(st.booleans()):
        figure = draw(st.sampled_from(figures))
        data["kpi"] = {"input": figure.path, "to": _points(draw, figure)[-1]}
    return data


def _some(domains: Sequence[Domain], most: int) -> st.SearchStrategy[list[Domain]]:
    return st.lists(st.sampled_from(domains), max_size=most, unique_by=lambda domain: domain.path)


def _named(condition: Data) -> Iterator[str]:
    if "input" in condition:
        yield condition["input"]
    for part in [*condition.get("all", ()), *condition.get("any", ()), condition.get("not")]:
        if part:
            yield from _named(part)


def _target(draw: Draw, domain: Domain) -> Data:
    path = {"input": domain.path}
    if domain.shape == "flag":
        return {**path, "set": draw(st.booleans())}
    if domain.shape == "choice":
        return {**path, "set": draw(st.sampled_from(domain.choices))}
    lower, *_, upper = _points(draw, domain)
    return {**path, **draw(st.sampled_from([{"at_least": upper}, {"at_most": lower}]))}
