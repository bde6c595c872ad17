"""The lists of keys in docs/scorecards.md, made from the models that read them."""

from __future__ import annotations

import re
from pathlib import Path

from factmatrix.rules.conditions import Clause, RuleTable
from factmatrix.rules.scorecard import (
    ActionRule,
    CardWarning,
    Criterion,
    Gate,
    Kpi,
    Modifier,
    PositionInfo,
    Target,
    Variant,
)

MODELS = {
    model.__name__: model
    for model in (
        PositionInfo, Criterion, Variant, Gate, Clause, Modifier, CardWarning, ActionRule, Target,
        Kpi,
    )
}  # fmt: skip
PAGE = Path(__file__).with_name("scorecards.md")
PLACE = re.compile(r"(<!-- keys of (?P<model>\w+) -->\n).*?(<!-- end of keys -->)", re.S)


def page() -> str:
    """The page with the keys that its models have."""
    return PLACE.sub(
        lambda found: f"{found[1]}{_listed(MODELS[found['model']])}{found[3]}",
        PAGE.read_text("utf-8"),
    )


def keys(model: type[RuleTable], *, required: bool) -> list[str]:
    """The keys of a table as a file writes them, either those that must stand there or the rest."""
    fields = model.model_fields.items()
    return [info.alias or key for key, info in fields if info.is_required() == required]


def _listed(model: type[RuleTable]) -> str:
    parts = (("Required · 必填", True), ("Optional · 可选", False))
    listed = (
        f"{head}: {', '.join(f'`{key}`' for key in names)}."
        for head, required in parts
        if (names := keys(model, required=required))
    )
    return "<br>\n".join(listed) + "\n"
