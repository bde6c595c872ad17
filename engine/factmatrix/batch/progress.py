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
_FAILED = Text("failed", "失败")


@contextmanager
def progress(language: Language, *, as_json: bool) -> Iterator[Report]:
    """What to call with the account of a run, as often as one likes."""
    stream = sys.stderr
    if as_json:
        with _to_the_end(_json(stream)) as report:
            yield report
    elif stream.isatty():
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


def _json(stream: TextIO) -> Report:
    began = monotonic()

    def report(a: Account) -> None:
        done = a.scored + a.skipped + a.failed
        seconds = monotonic() - began
        said = {
            "scored": a.scored, "skipped": a.skipped, "failed": a.failed, "total": a.total,
            "seconds": round(seconds, 3), "per_second": round(done / max(seconds, 1e-9), 1),
        }  # fmt: skip
        print(json.dumps(said), file=stream, flush=True)

    return report


def _line(stream: TextIO, language: Language) -> Report:
    def report(a: Account) -> None:
        done = a.scored + a.skipped + a.failed
        of = f" / {a.total}" if a.total is not None else ""
        failed = f" · {_FAILED.in_(language)} {a.failed}" if a.failed else ""
        print(f"{_SCORING.in_(language)} {done}{of}{failed}", file=stream, flush=True)

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
        TextColumn(_SCORING.in_(language)),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:>9}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
        console=Console(stderr=True),
        transient=True,
    )
    with shown:
        task = shown.add_task("", total=None, rate="", failed="")
        began = monotonic()

        def report(a: Account) -> None:
            done = a.scored + a.skipped + a.failed
            rate = f"{done / max(monotonic() - began, 1e-9):,.0f}/s"
            failed = f"{_FAILED.in_(language)} {a.failed}" if a.failed else ""
            shown.update(task, completed=done, total=a.total, rate=rate, failed=failed)

        yield report
