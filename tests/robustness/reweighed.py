"""Engines whose cards have one weight changed: what a flip of a weight claims, tried out."""

from __future__ import annotations

from factmatrix import BrandProfile, Engine
from factmatrix.rules.scorecard import Criterion, Scorecard
from tests.brands import DAY
from tests.scoring.cards import engine_with


def lead_of(engine: Engine, profile: BrandProfile) -> str | None:
    """Who leads."""
    return engine.assess(profile, DAY, full=False).verdict.lead


def with_weight(card: Scorecard, criterion: str, weight: float) -> Scorecard:
    """The card with another weight of one criterion, in every category."""
    changed = [_reweighed(c, weight) if c.id == criterion else c for c in card.criteria]
    return card.model_copy(update={"criteria": tuple(changed)})


def _reweighed(criterion: Criterion, weight: float) -> Criterion:
    variants = {
        category: variant.model_copy(update={"weight": None})
        for category, variant in criterion.by_category.items()
    }
    return criterion.model_copy(update={"weight": weight, "by_category": variants})


def lead_with_weight(
    cards: tuple[Scorecard, ...], profile: BrandProfile, position: str, criterion: str, w: float
) -> str | None:
    """Who leads where one weight is another."""
    changed = [
        with_weight(card, criterion, w) if card.position.id == position else card for card in cards
    ]
    return lead_of(engine_with(*changed), profile)
