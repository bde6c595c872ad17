"""What a conformance run found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from factmatrix.profile.model import Value
from factmatrix.text import Text

State = Literal["passed", "failed", "not_applicable", "not_run"]


class Finding(NamedTuple):
    """One thing that a plugin must change: what was found, and the cure.

    `example` is what a brand that shows it states, by field; None where it takes no brand.
    """

    message: Text
    change: Text
    example: Mapping[str, Value] | None = None


class Outcome(NamedTuple):
    """What one check found; `tried` says on what, or why there was nothing to try."""

    findings: tuple[Finding, ...]
    tried: Text
    applies: bool = True


class CheckResult(NamedTuple):
    """One line of the verdict; `tried` is None where the run ended before or during the check."""

    id: str
    title: Text
    state: State
    findings: tuple[Finding, ...] = ()
    tried: Text | None = None


class Setup(NamedTuple):
    """What makes a run the same again: how many brands were made up, from which seed, for when."""

    profiles: int
    seed: int
    day: date


class Times(NamedTuple):
    """Seconds that a brand took, actions included: on average, and the slowest."""

    average: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The results of all checks, in their order.

    `plugin` is the name it was asked for by; `position` and `api_version` are None where the plugin
    could not even say them, `times` where no brand was scored.
    """

    plugin: str
    position: str | None
    api_version: int | None
    results: tuple[CheckResult, ...]
    setup: Setup
    times: Times | None

    @property
    def conforms(self) -> bool:
        """Whether every check that applies was run and found nothing."""
        return all(result.state in ("passed", "not_applicable") for result in self.results)
