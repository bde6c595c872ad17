"""What the engine says of one brand's snowball: plain data that travels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from factmatrix.assessment import Diagnosis, MissingInput
from factmatrix.fit import Notice
from factmatrix.rules.terms import Trust
from factmatrix.snowball.model import Ball, Course, View
from factmatrix.text import Text

Origin = Literal["profile", "derived", "option", "boost_tests", "creators", "published"]
"""Where a figure comes from; `derived` is worked out from fields of the profile."""


class Figure(NamedTuple):
    """One number that the model begins with; trust and source where it is a published one."""

    id: str
    title: Text
    value: float
    unit: str
    origin: Origin
    trust: Trust | None = None
    source: Text | None = None


class Slope(NamedTuple):
    """Natural views for each paid one once the system is calibrated, and what they come of.

    `total` = `greatest` × `gpm_position` × `tag_clarity` × `stopped`. `band` is the usual GPM that
    the brand's is read against, from `band_low` CNY per 1,000 views on. `calibrated` is how far
    orders so far have taught the system, 0–1.
    """

    greatest: float
    gpm_position: float
    tag_clarity: float
    stopped: float
    total: float
    band: Text
    band_low: float
    band_trust: Trust
    calibrated: float


class Push(NamedTuple):
    """Whether paid views pay, and what it would take.

    `break_even_roi` is None where no ROI pays; `break_even_cpm` is the dearest CPM at which paid
    views alone do. `amplification_needed`: natural views for each paid one that make up for the
    rest, None where no number does. `amplification_observed`: those of the live rooms today,
    fans and all, None where it is unknown or nothing is paid for.
    """

    paid_roi: float
    break_even_roi: float | None
    break_even_cpm: float
    amplification_needed: float | None
    amplification_observed: float | None


class Rolled(NamedTuple):
    """The snowball of a brand that could be simulated, under both views."""

    ball: Ball
    figures: tuple[Figure, ...]
    slope: Slope
    push: Push
    courses: tuple[Course, Course]

    def course(self, view: View) -> Course:
        """The rounds under one view."""
        return next(course for course in self.courses if course.view == view)


@dataclass(frozen=True, slots=True)
class Outlook:
    """One brand's snowball: what is diagnosed, and what it would do.

    `stoppers` are those that hold. `rolled` is None where figures are missing, which `needs` asks
    for, or where `refusal` says why not. `rounds` may push, `most_rounds` is what can be asked for.
    """

    name: str
    category: str
    diagnosis: Diagnosis
    stoppers: tuple[Notice, ...]
    rounds: int
    most_rounds: int
    needs: tuple[MissingInput, ...] = ()
    refusal: Text | None = None
    rolled: Rolled | None = None
