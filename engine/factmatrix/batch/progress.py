"""How far a run is, for whoever watches: a bar on a terminal, lines elsewhere, JSON if asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from factmatrix.batch.running import Account
from factmatrix.text import Language, Text

Report = Callable[[Account], None]

QUIET = 10.0
"""Seconds between two lines where nobody sits before a terminal."""
_EVERY = 0.5
"""Seconds between two lines of JSON."""
_SCORING = Text("Scoring", "评分")
_ADVISING = Text("Finding actions", "生成动作")
_FAILED = Text("failed", "失败")


@contextmanager
def progress(language: Language, *, as_json: bool, results_to_stdout: bool) -> Iterator[Report]:
    """What to call with the account of a run, as often as one likes.

    No bar where the results go to the same terminal: they would stand in its line.
    """
    stream = sys.stderr
    if as_json:
        with _to_the_end(_json(stream)) as report:
            yield report
    elif stream.isatty() and not (results_to_stdout and sys.stdout.isatty()):
        with _bar(language) as report:
            yield report
    else:
        yield _rarely(_line(stream, language), QUIET)


@contextmanager
def _to_the_end(report: Report) -> Iterator[Report]:
    """Now and then, and at the end once more: programs wait for the last line."""
    last: list[Account] = []
    rarely = _rarely(report, _EVERY)

    def told(account: Account) -> None:
        last[:] = [account]
        rarely(account)

    yield told
    for account in last:
        report(account)


def _rarely(report: Report, seconds: float) -> Report:
    before = monotonic()

    def now_and_then(account: Account) -> None:
        nonlocal before
        if monotonic() - before >= seconds:
            before = monotonic()
            report(account)

    return now_and_then


def _work(a: Account) -> tuple[Text, int, int | None]:
    """What is done just now, for how many brands it is, and for how many it will be."""
    if a.advised:
        return _ADVISING, a.advised, a.scored
    return _SCORING, a.scored + a.skipped + a.failed, a.total


def _json(stream: TextIO) -> Report:
    began = monotonic()

    def report(a: Account) -> None:
        done = a.scored + a.skipped + a.failed
        seconds = monotonic() - began
        said = {
            "scored": a.scored, "skipped": a.skipped, "failed": a.failed, "total": a.total,
            "advised": a.advised, "seconds": round(seconds, 3),
            "per_second": round(done / max(seconds, 1e-9), 1),
            "plugin_ms": {name: round(calls.mean * 1000, 3) for name, calls in a.calls.items()},
        }  # fmt: skip
        print(json.dumps(said), file=stream, flush=True)

    return report


def _line(stream: TextIO, language: Language) -> Report:
    def report(a: Account) -> None:
        work, done, total = _work(a)
        of = f" / {total}" if total is not None else ""
        failed = f" · {_FAILED.in_(language)} {a.failed}" if a.failed else ""
        print(f"{work.in_(language)} {done}{of}{failed}", file=stream, flush=True)

    return report


@contextmanager
def _bar(language: Language) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:>9}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
        console=Console(stderr=True),
        transient=True,
    )
    with shown:
        task = shown.add_task(_SCORING.in_(language), total=None, rate="", failed="")
        began = monotonic()

        def report(a: Account) -> None:
            work, done, total = _work(a)
            rate = f"{done / max(monotonic() - began, 1e-9):,.0f}/s"
            failed = f"{_FAILED.in_(language)} {a.failed}" if a.failed else ""
            shown.update(
                task,
                description=work.in_(language),
                completed=done,
                total=total,
                rate=rate,
                failed=failed,
            )

        yield report
