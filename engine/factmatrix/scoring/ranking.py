"""Who leads, who supports, who waits: the choice among scored positions, and their roles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from factmatrix.assessment import Role, Verdict
from factmatrix.fit import Fit, Notice
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.text import Text


class Scored(NamedTuple):
    """A position with its fit."""

    info: PositionInfo
    fit: Fit


class Placed(NamedTuple):
    """A scored position with its role and rank."""

    info: PositionInfo
    fit: Fit
    role: Role
    reason: Text | None
    rank: int | None


def precedence(info: PositionInfo) -> tuple[bool, int, str]:
    """What decides between equal scores of equal coverage: required first, then declared order."""
    return info.stance != "required", info.order, info.id


def order_of(info: PositionInfo, score: float | None, coverage: float) -> tuple[object, ...]:
    """What positions are ordered by: those to choose among by score, always-on ones after them."""
    return (
        info.stance == "always_on",
        score is None,
        0.0 if score is None else -score,
        -coverage,
        precedence(info),
    )


def in_order(scored: Collection[Scored]) -> list[Scored]:
    """The positions to choose among by score, unscored last; always-on ones after them."""
    return sorted(scored, key=lambda item: order_of(item.info, item.fit.score, item.fit.coverage))


def place(
    scored: Collection[Scored], blockers: Sequence[Notice], limits: Ranking
) -> tuple[list[Placed], Verdict]:
    """Roles, ranks and the verdict. An order is never changed by a role: it stays honest."""
    blocked_all = [n for n in blockers if not n.positions]
    placed: list[Placed] = []
    lead: Scored | None = None
    for rank, item in enumerate(in_order(scored), start=1):
        info, fit = item
        if info.stance == "always_on":
            placed.append(Placed(info, fit, "always_on", None, None))
            continue
        ranked = None if fit.score is None else rank
        reason = _why_not(item, blocked_all, limits.lead_floor.value)
        if reason is None:
            placed.append(Placed(info, fit, "support" if lead else "lead", None, ranked))
            lead = lead or item
        else:
            role: Role = "baseline" if info.stance == "required" else "hold"
            placed.append(Placed(info, fit, role, reason, ranked))
    return placed, _verdict(placed, limits)


def _why_not(item: Scored, blocked_all: Sequence[Notice], floor: float) -> Text | None:
    fit = item.fit
    own = [m.message for m in fit.modifiers if m.kind == "block" and m.applied is True]
    messages = own or [n.message for n in blocked_all]
    if messages:
        return messages[0]
    if fit.score is None:
        return Text(
            "Nothing that this position depends on is known yet.",
            "与该阵地有关的信息目前一项都没有。",
        )
    if fit.score < floor:
        return Text(
            f"The score is below {floor:g}, the floor for a lead or a support.",
            f"得分低于 {floor:g} 分，不足以主推或辅助。",
        )
    return None


def _verdict(placed: Sequence[Placed], limits: Ranking) -> Verdict:
    lead = next((p for p in placed if p.role == "lead"), None)
    if lead is None or lead.fit.score is None:
        return Verdict(None, None, None, close_call=False, provisional=False)
    # In order of rank, so a support where there is one.
    runner_up = next((p for p in placed if p.rank and p is not lead and not p.fit.blocked), None)
    margin = None
    if runner_up is not None and runner_up.fit.score is not None:
        margin = lead.fit.score - runner_up.fit.score
    return Verdict(
        lead=lead.info.id,
        runner_up=runner_up and runner_up.info.id,
        margin=margin,
        close_call=margin is not None and margin <= limits.close_call.value,
        provisional=lead.fit.coverage < limits.provisional_coverage.value,
    )
