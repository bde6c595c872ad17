"""What a position answers about a brand; every check raises `PluginRefusedError` with the cure."""

from __future__ import annotations

from datetime import date
from math import fsum

from factmatrix.fit import Action, ActionTarget, Fit
from factmatrix.plugins.introductions import check_known
from factmatrix.plugins.reports import PluginRefusedError
from factmatrix.plugins.shapes import check_of, refused
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Text

ROUNDING = 0.01
"""Points by which an explanation may miss its score: far above rounding, below what is shown."""
_FIT = check_of(Fit)
_ACTIONS = check_of(tuple[Action, ...])


def has_sound_numbers(fit: Fit) -> bool:
    """Whether score, bounds and coverage are floats in order; False also where they only may be.

    This is all that a fit needs whose explanation the engine made itself.
    """
    score, low, high, coverage = fit.score, fit.low, fit.high, fit.coverage
    return (
        type(low) is type(high) is type(coverage) is float
        and 0.0 <= low <= high <= 100.0
        and 0.0 <= coverage <= 1.0
        and (score is None or (type(score) is float and low <= score <= high))
    )


def whole_fit(answer: object, position: str) -> Fit:
    """A fit that a plugin's own code made, checked throughout and made anew."""
    fit: Fit = _FIT(answer, "score_fit()")
    if fit.position != position:
        raise refused("score_fit().position", fit.position, Text(repr(position), f" {position!r}"))
    _check_range(fit.low, 0.0, 100.0, "score_fit().low")
    _check_range(fit.high, fit.low, 100.0, "score_fit().high")
    _check_range(fit.score, fit.low, fit.high, "score_fit().score")
    _check_range(fit.coverage, 0.0, 1.0, "score_fit().coverage")
    _check_range(fit.base, 0.0, 100.0, "score_fit().base")
    for i, entry in enumerate(fit.contributions):
        place = f"score_fit().contributions[{i}]"
        _check_range(entry.low, 0.0, 100.0, f"{place}.low")
        _check_range(entry.high, entry.low, 100.0, f"{place}.high")
        _check_range(entry.utility, entry.low, entry.high, f"{place}.utility")
        _check_range(entry.weight, 0.0, float("inf"), f"{place}.weight")
    for i, notice in enumerate(fit.notices):
        if notice.severity != "warning":
            expected = Text(
                "'warning'; a modifier of kind block takes a position out",
                " 'warning'；要排除本定位请用 block 类修正",
            )
            raise refused(f"score_fit().notices[{i}].severity", notice.severity, expected)
    _check_explanation(fit)
    return fit


def _check_range(value: float | None, low: float, high: float, place: str) -> None:
    if value is not None and not low <= value <= high:
        raise refused(
            place, value, Text(f"from {low:g} to {high:g}", f" {low:g} 到 {high:g} 之间的数")
        )


def _check_explanation(fit: Fit) -> None:
    """Contributions, where given, are the score: a person adds up what is shown."""
    if fit.score is None or not fit.contributions:
        return
    total = fsum(
        (*(c.points for c in fit.contributions), fit.limit, *(m.points for m in fit.modifiers))
    )
    if abs(total - fit.score) > ROUNDING:
        raise PluginRefusedError(
            f"score_fit() explains {total:.2f} points (contributions, limit and modifiers), "
            f"but its score is {fit.score:.2f}; make them add up, or leave contributions empty",
            f"score_fit() 的得分构成（贡献、限制与修正）合计 {total:.2f} 分，"
            f"而总分为 {fit.score:.2f}；请使两者一致，或不填 contributions",
        )


def whole_actions(answer: object, space: InputSpace) -> tuple[Action, ...]:
    """Actions that a plugin's own code made, checked throughout and made anew."""
    actions: tuple[Action, ...] = _ACTIONS(answer, "suggest_actions()")
    for i, action in enumerate(actions):
        place = f"suggest_actions()[{i}]"
        if not action.id or action.id in {earlier.id for earlier in actions[:i]}:
            expected = Text("an id that no other action has", "与其他行动不同的 id")
            raise refused(f"{place}.id", action.id, expected)
        _check_range(action.phase, 0, 3, f"{place}.phase")
        _check_range(action.within_days, 1, float("inf"), f"{place}.within_days")
        if action.kpi:
            check_known(action.kpi.input, f"{place}.kpi", space)
        for target in action.targets:
            _check_target(target, f"{place}.targets", space)
    return actions


def _check_target(target: ActionTarget, place: str, space: InputSpace) -> None:
    domain = check_known(target.input, place, space)
    if domain.metric or domain.shape in ("set", "text"):
        raise PluginRefusedError(
            f"{place} moves {target.input}, which is no single field; name the field to move",
            f"{place} 的目标 {target.input} 不是单值字段；请写出要改变的字段",
        )
    to = target.to
    fits = {
        "flag": isinstance(to, bool),
        "choice": to in domain.choices,
        "date": isinstance(to, date),
        "number": isinstance(to, int | float) and not isinstance(to, bool)
        and domain.low <= to <= domain.high,
    }  # fmt: skip
    if not fits[domain.shape]:
        expected = Text("a value that the field can have", "该字段可取的值")
        raise refused(f"{place}: {target.input}", to, expected)
