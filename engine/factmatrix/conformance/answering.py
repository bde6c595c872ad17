"""Checks of the answers themselves: sound, quiet, the same again, in time."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date
from types import BuiltinFunctionType, FrameType
from typing import Any

from factmatrix.conformance.trial import Answer, Trial
from factmatrix.conformance.verdict import Finding, Outcome
from factmatrix.fit import Fit
from factmatrix.plugins.loading import PluginFailure
from factmatrix.plugins.reports import one_line
from factmatrix.plugins.running import too_slow
from factmatrix.text import Text

CALLS = 25
"""Brands for which the author's code is watched while it runs: what it does it does for most."""
NO_CODE = Outcome(
    (),
    Text("a scorecard runs no code of its author", "评分卡不运行作者的代码"),
    applies=False,
)
_CLOCK = frozenset({"today", "now", "utcnow"})
_TIME = frozenset({"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"})


def sound_answers(trial: Trial) -> Outcome:
    """Types, languages, bounds, ids, sums and targets of every answer; the profile unchanged.

    What the engine refuses is noted by the trial, here as in every check.
    """
    for answer in trial.answers:
        if trial.position.ready is not None:
            trial.look_into(answer)
    return Outcome((), brands_tried(len(trial.answers)))


def brands_tried(count: int) -> Text:
    """On how many brands something was tried."""
    return Text(f"{count} brands", f"{count} 个品牌")


def quiet(trial: Trial) -> Outcome:
    """Nothing is printed to stdout, which carries data."""
    if trial.position.ready is not None:
        return NO_CODE
    calls = list(trial.plain_calls())[:CALLS]
    for profile, call in calls:
        with redirect_stdout(io.StringIO()) as printed:
            call()
        if text := one_line(printed.getvalue())[:60]:
            message = Text(f'It prints to stdout: "{text}".', f"它向 stdout 输出了“{text}”。")
            return Outcome(
                (Finding(message, _STDERR, trial.example(profile)),), brands_tried(len(calls))
            )
    return Outcome((), brands_tried(len(calls)))


_STDERR = Text(
    "Take the print out, or use logging: stdout carries the answer of `fact`.",
    "请去掉 print，或改用 logging：stdout 只输出 `fact` 的结果。",
)


def no_clock(trial: Trial) -> Outcome:
    """The day comes from the context, never from the clock."""
    if trial.position.ready is not None:
        return NO_CODE
    if sys.getprofile() is not None:
        return _PROFILED
    calls, found = list(trial.plain_calls())[:CALLS], dict[str, Finding]()
    for profile, call in calls:
        with _clock_watched() as reads:
            call()
        for read in reads:
            message = Text(f"It reads the clock: {read}.", f"它读取了系统时钟：{read}。")
            found.setdefault(read, Finding(message, _DATE, trial.example(profile)))
    return Outcome(tuple(found.values()), brands_tried(len(calls)))


_PROFILED = Outcome(
    (), Text("a profiler is at work in its place", "已有性能分析器在运行"), applies=False
)
_DATE = Text(
    "Take the day from context.date, so that an assessment for another day, or made again later, "
    "is the same. Durations are measured with time.perf_counter.",
    "请使用 context.date，这样为其他日期评估或以后重新评估时结果才一致。"
    "测量耗时请用 time.perf_counter。",
)


@contextmanager
def _clock_watched() -> Iterator[list[str]]:
    """Collects where code outside of the standard library asks a clock for the time of day."""
    reads: list[str] = []

    def watch(frame: FrameType, event: str, called: Any) -> None:  # noqa: ANN401 - any function
        if event == "c_call" and isinstance(called, BuiltinFunctionType) and _is_clock(called):
            module = str(frame.f_globals.get("__name__"))
            if module.partition(".")[0] not in sys.stdlib_module_names:
                read = f"{called.__name__}() in {module}, line {frame.f_lineno}"
                reads.append(one_line(read))

    sys.setprofile(watch)
    try:
        yield reads
    finally:
        sys.setprofile(None)


def _is_clock(called: BuiltinFunctionType) -> bool:
    owner = called.__self__
    if isinstance(owner, type):
        return issubclass(owner, date) and called.__name__ in _CLOCK
    return called.__module__ == "time" and called.__name__ in _TIME


def repeatable(trial: Trial) -> Outcome:
    """The same brand gets the same answer, also in another order of brands."""
    found: dict[str, Finding] = {}
    for first in reversed(trial.answers):
        again = trial.ask(first.profile)
        message = _difference(first, again)
        if message is not None:
            hook, text = message
            found.setdefault(hook, Finding(text, _STATE, trial.example(first.profile)))
    return Outcome(
        tuple(found.values()),
        Text(
            f"{len(trial.answers)} brands asked again, the last one first",
            f"{len(trial.answers)} 个品牌按相反顺序再问一次",
        ),
    )


_STATE = Text(
    "An answer may rest on profile and context alone: leave out chance, counters, and whatever is "
    "kept from one call to the next, such as variables of the module.",
    "结果只能取决于 profile 和 context：请去掉随机数、计数器，"
    "以及在调用之间保留的任何状态（例如模块变量）。",
)


def _difference(first: Answer, again: Answer) -> tuple[str, Text] | None:
    """The hook that answered otherwise the second time, and how."""
    if first.fit != again.fit:
        one, two = _short(first.fit), _short(again.fit)
        return "score_fit", Text(
            f"score_fit() said {one} and then {two} of the same brand.",
            f"同一品牌，score_fit() 先给出 {one}，后给出 {two}。",
        )
    if first.actions != again.actions:
        return "suggest_actions", Text(
            "suggest_actions() gave other actions for the same brand the second time.",
            "同一品牌，suggest_actions() 第二次给出了不同的行动。",
        )
    return None


def _short(fit: Fit | PluginFailure) -> str:
    if isinstance(fit, PluginFailure):
        return "-"
    score = "None" if fit.score is None else f"{fit.score:.4g}"
    return f"{score} ({fit.low:.4g}–{fit.high:.4g})"


def in_time(trial: Trial) -> Outcome:
    """No brand takes longer than one call of a plugin may."""
    times = trial.times
    tried = Text(
        f"{times.average * 1000:.2f} ms a brand, the slowest {times.slowest * 1000:.1f} ms",
        f"平均每个品牌 {times.average * 1000:.2f} 毫秒，最慢 {times.slowest * 1000:.1f} 毫秒",
    )
    slowest = max(trial.answers, key=lambda answer: answer.seconds, default=None)
    if slowest is None or slowest.seconds <= trial.limit:
        return Outcome((), tried)
    finding = Finding(too_slow(trial.limit), FASTER, trial.example(slowest.profile))
    return Outcome((finding,), tried)


FASTER = Text(
    "Make the call faster: do what is the same for all brands once, at load, and wait for nothing "
    "outside of the program.",
    "请加快调用：对所有品牌都相同的工作在加载时只做一次，不要等待程序以外的任何东西。",
)
