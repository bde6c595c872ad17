"""Scorecards as wild as the engine takes them, and brands about the few fields that they read.

Unlike `tests.strategies_rules.scorecards()`, which a lint finds nothing in, these have plateaus,
curves that turn, constant utilities, contradictory conditions and weights from tiny to huge. All
cards of a draw name inputs of one small pool, so that they share what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from math import isinf
from typing import Any, NamedTuple, get_args

from hypothesis import strategies as st

from factmatrix import BrandProfile, Engine
from factmatrix.profile.choices import Category
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.inputs import Domain
from tests.brands import DAY, brand
from tests.scoring.cards import SPACE, WORDS, Data, engine_with, said
from tests.strategies import field_values

Draw = Callable[[st.SearchStrategy[Any]], Any]


class World(NamedTuple):
    """Cards, the fields that they can read, and a brand that says something about these."""

    cards: tuple[Scorecard, ...]
    fields: tuple[str, ...]
    profile: BrandProfile

    @property
    def engine(self) -> Engine:
        """An engine with these cards as its only positions."""
        return engine_with(*self.cards)


NOTHING_BLOCKED = {
    "powers.content.live": 50.0, "powers.content.short_video": 50.0, "accounts.shop": True,
    "quality.experience_score": 80.0, "quality.experience_scale": 100,
}  # fmt: skip
"""What keeps the alerts about the whole brand quiet."""


def is_missing(engine: Engine, profile: BrandProfile, path: str) -> bool:
    """Whether a field is neither stated nor determined by what is."""
    return not engine.facts(profile, DAY).known(path)


def completed(
    data: st.DataObject, engine: Engine, profile: BrandProfile, fields: Collection[str]
) -> BrandProfile:
    """A completion: what is missing is answered in any order, what is determined is left alone."""
    for path in data.draw(st.permutations(sorted(fields))):
        if is_missing(engine, profile, path):
            profile = profile.with_inputs({path: data.draw(values(path), label=path)})
    return profile


@st.composite
def worlds(draw: Draw, cards: int = 1, most_missing: int | None = None) -> World:
    """Any worlds; `most_missing` limits the fields about which the brand says nothing."""
    pool = draw(st.lists(st.sampled_from(FAVOURITES + FIELDS), min_size=1, max_size=6, unique=True))
    inputs = [*pool, *(m for m, d in SPACE.domains.items() if d.metric and set(d.reads) & {*pool})]
    fields = sorted({path for name in inputs for path in SPACE.domains[name].reads})
    made = tuple(Scorecard.model_validate(card(draw, inputs, i)) for i in range(cards))
    missing = draw(st.sets(st.sampled_from(fields), max_size=most_missing))
    stated = {path: draw(values(path)) for path in fields if path not in missing}
    elsewhere = {path: value for path, value in NOTHING_BLOCKED.items() if path not in fields}
    return World(made, tuple(fields), brand(elsewhere | stated))


def values(path: str) -> st.SearchStrategy[Any]:
    """What a profile can state of a field; often where curves bend and conditions turn."""
    domain = SPACE.domains[path]
    declaration = domain.declaration
    assert declaration is not None
    anything = field_values(declaration)
    if domain.shape == "set":
        return anything.map(tuple) | anything.map(lambda members: (*members, *members[:1]))
    if domain.shape != "number" or domain.scale:
        return anything
    return st.sampled_from(marks(domain)).map(domain.stated) | anything


def marks(domain: Domain) -> list[float]:
    """A few figures across a domain, at which cards bend and turn."""
    if domain.scale:
        return [float(value) for value in domain.scale]
    low, high = domain.low, domain.high
    plausible = domain.declaration and domain.declaration.plausible
    if isinf(high):
        high = plausible[1] if plausible else 8.0 if domain.unit == "ratio" else 1000.0
    if isinf(low):
        low = -high
    cuts = [low + (high - low) * part / 8 for part in range(9)]
    return [float(round(cut)) for cut in cuts] if domain.whole else cuts


def card(draw: Draw, inputs: Sequence[str], index: int) -> Data:
    """The TOML data of a scorecard that names these inputs only."""
    able = [name for name in inputs if SPACE.domains[name].shape != "date"]
    scored = able or ["quality.product"]
    return {
        "format": 1,
        "position": {
            "id": f"p{index}", "letter": draw(st.sampled_from("FACTXYZ")), "title": WORDS,
            "summary": WORDS, "order": draw(st.integers(0, 2)),
            "stance": draw(st.sampled_from(["required", "elective", "elective", "always_on"])),
        },
        "criteria": [_criterion(draw, scored, i) for i in range(draw(st.integers(1, 5)))],
        "modifiers": [_modifier(draw, inputs, i) for i in range(draw(st.integers(0, 4)))],
        "actions": [_action(draw, inputs, i, index) for i in range(draw(st.integers(0, 4)))],
    }  # fmt: skip


def _criterion(draw: Draw, inputs: Sequence[str], index: int) -> Data:
    domain = SPACE.domains[draw(st.sampled_from(inputs))]
    data: Data = {
        **said(f"c{index}"), "title": WORDS, "input": domain.path, "weight": draw(_WEIGHTS),
    }  # fmt: skip
    if domain.shape == "flag":
        data["flag"] = {"yes": draw(_UTILITIES), "no": draw(_UTILITIES)}
    elif domain.shape == "choice":
        data["map"] = {choice: draw(_UTILITIES) for choice in domain.choices}
    else:
        data["curve"] = _curve(draw, domain, 100.0)
    gates = [name for name in inputs if SPACE.domains[name].shape in ("number", "set", "flag")]
    if gates and draw(st.booleans()):
        gate = SPACE.domains[draw(st.sampled_from(gates))]
        curve = _curve(draw, gate, 1.0)
        data["gate"] = {
            "input": gate.path, "curve": curve, "trust": "ours", "rationale": WORDS,
        }  # fmt: skip
    if draw(st.booleans()):
        variant: Data = {"weight": draw(_WEIGHTS)}
        if "curve" in data:
            variant["curve"] = _curve(draw, domain, 100.0)
        data["by_category"] = {draw(st.sampled_from(CATEGORIES)): variant}
    return data


def _curve(draw: Draw, domain: Domain, top: float) -> list[list[float]]:
    """Any curve, or a tidy one that rises or falls over the whole scale."""
    xs = draw(
        st.lists(st.sampled_from(sorted({*marks(domain)})), min_size=2, max_size=4, unique=True)
    )
    share = st.sampled_from([0.0, 1.0, 0.5, 1 / 3]) | st.floats(0, 1)
    ys = [top * draw(share) for _ in xs]
    tidy = draw(st.sampled_from(["rising", "falling", None]))
    if tidy:
        ys = [0.0, *sorted(ys[1:-1]), top][:: 1 if tidy == "rising" else -1]
    return [[x, y] for x, y in zip(sorted(xs), ys, strict=True)]


def _modifier(draw: Draw, inputs: Sequence[str], index: int) -> Data:
    return {
        **said(f"m{index}"), "message": WORDS, "effect": draw(_EFFECTS),
        "when": _condition(draw, inputs, draw(st.integers(0, 2))),
    }  # fmt: skip


def _condition(draw: Draw, inputs: Sequence[str], depth: int) -> Data:
    kind = draw(st.sampled_from(["all", "any", "not"])) if depth else "clause"
    if kind == "clause":
        return _clause(draw, SPACE.domains[draw(st.sampled_from(inputs))])
    if kind == "not":
        return {"not": _condition(draw, inputs, depth - 1)}
    parts = range(draw(st.integers(1, 3)))
    return {kind: [_condition(draw, inputs, depth - 1) for _ in parts]}


def _clause(draw: Draw, domain: Domain) -> Data:
    path = {"input": domain.path}
    if domain.shape == "flag":
        return {**path, "is": draw(st.booleans())}
    if domain.shape == "date":
        return {**path, "is": date(2025, 1, 1)}
    if domain.shape == "choice":
        some = draw(st.sets(st.sampled_from(domain.choices), min_size=1))
        asked: Data = draw(st.sampled_from([{"is": min(some)}, {"in": sorted(some)}]))
        return path | asked
    if domain.shape == "set" and draw(st.booleans()):
        return {**path, "contains": draw(st.sampled_from(domain.choices or ("hit", "new")))}
    operators = ["at_least", "above", "at_most", "below", "is"]
    return {**path, draw(st.sampled_from(operators)): draw(st.sampled_from(marks(domain)))}


def _action(draw: Draw, inputs: Sequence[str], index: int, card_index: int) -> Data:
    domains = [SPACE.domains[name] for name in inputs]
    fields = [d for d in domains if d.shape in ("number", "flag", "choice") and not d.metric]
    movable = [d for d in fields if not d.scale]
    targets = draw(st.permutations(movable))[: draw(st.integers(0, 3))]
    return {
        **said(f"a{index}_of_{card_index}"), "title": WORDS, "why": WORDS, "tool": WORDS,
        "within_days": 7,
        "when": draw(st.sampled_from([_ALWAYS, _condition(draw, inputs, 1)])),
        "phase": draw(st.integers(0, 3)),
        "effort": draw(st.sampled_from(["low", "medium", "high"])),
        "targets": [_target(draw, domain) for domain in targets],
        "for_others": draw(st.booleans()),
    }  # fmt: skip


def _target(draw: Draw, domain: Domain) -> Data:
    if domain.shape == "flag":
        return {"input": domain.path, "set": draw(st.booleans())}
    if domain.shape == "choice":
        return {"input": domain.path, "set": draw(st.sampled_from(domain.choices))}
    kind = draw(st.sampled_from(["at_least", "at_most", "set"]))
    return {"input": domain.path, kind: draw(st.sampled_from(marks(domain)))}


_ALWAYS = {"input": "brand.category", "missing": False}
CATEGORIES: tuple[str, ...] = get_args(Category)
FIELDS = [path for path, d in SPACE.domains.items() if not d.metric]
FAVOURITES = [
    "powers.content.live", "powers.content.short_video", "powers.price.strength",
    "powers.price.index", "quality.product", "quality.reputation", "quality.experience_score",
    "quality.experience_scale", "economics.aov", "economics.gross_margin",
    "economics.refund_rate", "economics.commission_rate", "live.conversion_rate", "live.gpm",
    "sales.monthly_orders", "market.subtrack_rank", "accounts.shop", "brand.goal",
    "brand.category", "content.forms", "product.launch_date", "brand.tags",
]  # fmt: skip
"""At least one of every shape, and those that figures are made from."""
_UTILITIES = st.sampled_from([0.0, 100.0, 50.0, 100 / 3]) | st.floats(0, 100)
_WEIGHTS = st.sampled_from([1.0, 2.0, 0.1, 1e-6, 1e6]) | st.floats(1e-6, 1e6)
_VALUED = {
    "shift": st.floats(-30, 30) | st.sampled_from([1e300, -1e300]),
    "multiply": st.floats(0, 2) | st.sampled_from([1e300, -1.0]),
    "cap": st.floats(0, 100) | st.sampled_from([1e300, -1e300]),
}
_EFFECTS = st.one_of(
    st.just({"kind": "block"}),
    *(st.fixed_dictionaries({"kind": st.just(k), "value": v}) for k, v in _VALUED.items()),
)
