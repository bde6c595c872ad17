"""Calls of a position: whatever its code does, the answer is sound or a `PluginFailure`."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import NamedTuple

from factmatrix.context import Context
from factmatrix.fit import Action, Fit
from factmatrix.plugins.announcing import announced
from factmatrix.plugins.answers import has_sound_numbers, whole_actions, whole_fit
from factmatrix.plugins.guarding import PrintsGoToStderr, program_left_alone
from factmatrix.plugins.implementations import Hook
from factmatrix.plugins.reports import PluginFailure, PluginRefusedError, PluginReport, reason_of
from factmatrix.plugins.scorecard_position import ScorecardPosition
from factmatrix.plugins.timing import Calls
from factmatrix.profile.model import BrandProfile, Section
from factmatrix.profile.table import taken_apart
from factmatrix.rules.scorecard import PositionInfo, Scorecard
from factmatrix.scoring.card_position import CardPosition
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Text


class LoadedPosition(NamedTuple):
    """A position that was found sound, ready to be asked about any profile.

    `ready` is the plugin where it is a `ScorecardPosition`, which runs nothing but the engine's
    code; None where the plugin's author wrote the scoring. `calls` grows with every `score_fit`.
    """

    info: PositionInfo
    report: PluginReport
    scorecard: Scorecard | None
    section: type[Section] | None
    hooks: Mapping[str, Hook]
    ready: ScorecardPosition | None
    calls: Calls

    def card_at_work(self, space: InputSpace) -> CardPosition | None:
        """The scorecard behind the position made ready for a space of inputs, if it shows one."""
        if self.ready is not None:
            return self.ready.at_work(space)
        return CardPosition.of(self.scorecard, space) if self.scorecard else None

    def score_fit(self, profile: BrandProfile, context: Context) -> Fit | PluginFailure:
        """The fit of a brand. Raises nothing but KeyboardInterrupt."""
        began = perf_counter()
        try:
            if self.ready is None:
                with announced(self.info.id), PrintsGoToStderr(), program_left_alone():
                    return whole_fit(self._ask("score_fit", context, profile), self.info.id)
            fit: Fit = self.hooks["score_fit"](profile, context)
            return fit if has_sound_numbers(fit) else whole_fit(fit, self.info.id)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return self._failure("score_fit", error)
        finally:
            self.calls.add(1, perf_counter() - began)

    def suggest_actions(
        self, profile: BrandProfile, fit: Fit, context: Context
    ) -> tuple[Action, ...] | PluginFailure:
        """The actions for a brand with this fit. Raises nothing but KeyboardInterrupt."""
        try:
            if self.ready is None:
                with announced(self.info.id), PrintsGoToStderr(), program_left_alone():
                    answer = self._ask("suggest_actions", context, profile, fit)
                    return whole_actions(answer, context.space)
            return tuple(self.hooks["suggest_actions"](profile, fit, context))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return self._failure("suggest_actions", error)

    def _ask(self, hook: str, context: Context, profile: BrandProfile, *more: Fit) -> object:
        """Calls the author's code with copies, so that whatever it changes reaches nobody else."""
        import pickle  # only a position in plain Python pays for it

        own_profile, own = taken_apart(profile), pickle.loads(pickle.dumps(more))
        own_context = Context(context.date, context.space, context.arithmetic)
        answer: object = self.hooks[hook](own_profile, *own, own_context)
        inputs = vars(own_profile).get("inputs", profile.inputs)
        if own_profile != profile or inputs != profile.inputs:
            raise PluginRefusedError(
                f"{hook} changed the profile; work on values of your own, a profile is read only",
                f"{hook} 改动了品牌档案；档案只读，请使用自己的变量",
            )
        return answer

    def _failure(self, hook: str, error: BaseException) -> PluginFailure:
        with announced(self.info.id):  # an error's text is its author's code, too
            reason = reason_of(error, Text(hook, f"{hook} "))
        answered = isinstance(error, PluginRefusedError) and not error.missing
        return PluginFailure(self.info.id, hook, reason, answered)
