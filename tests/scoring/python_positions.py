"""Positions in plain Python, as third parties write them, and engines that know them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factmatrix import Action, BrandProfile, Engine, Fit, PositionInfo, Text, hookimpl
from factmatrix.fit import ActionTarget
from factmatrix.plugins.loading import load_plugins
from factmatrix.profile.model import Value
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.terms import Stance

WORDS = Text("words", "文字")


@dataclass(frozen=True)
class PythonPosition:
    """A position that answers with what a function of the profile says."""

    info: PositionInfo
    answer: Callable[[BrandProfile], Fit]
    actions: tuple[Action, ...] = ()

    @hookimpl
    def position(self) -> PositionInfo:
        return self.info

    @hookimpl
    def score_fit(self, profile: BrandProfile) -> Fit:
        return self.answer(profile)

    @hookimpl
    def suggest_actions(self) -> list[Action]:
        return list(self.actions)


def info(
    id: str,  # noqa: A002
    stance: Stance = "elective",
    order: int = 1,
    inputs: Sequence[str] = (),
) -> PositionInfo:
    """Who a position is."""
    return PositionInfo(
        id=id, letter="Q", title=WORDS, summary=WORDS, stance=stance, order=order,
        inputs=tuple(inputs),
    )  # fmt: skip


def action(name: str, *targets: tuple[str, Value | None, Value], phase: int = 1) -> Action:
    """An action of low effort that moves inputs from what is seen to a value."""
    moves = tuple(ActionTarget(*target) for target in targets)
    return Action(name, WORDS, WORDS, phase, "low", WORDS, 7, targets=moves)


def engine_of(*positions: object) -> Engine:
    """An engine with these plugins as its only positions."""
    extra = [(str(number), position) for number, position in enumerate(positions)]
    plugins = load_plugins(extra=extra, entry_points=False)
    assert [report.reason for report in plugins.reports if report.reason] == []
    return Engine(plugins, Knowledge.bundled())
