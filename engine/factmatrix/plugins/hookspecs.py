"""The hooks that a position implements.

A position is any object registered under the entry-point group `factmatrix` whose methods or
functions carry `factmatrix.hookimpl`. `position`, `score_fit` and `suggest_actions` are required;
`scorecard` and `profile_section` are optional. An implementation takes those of its hook's
arguments that it needs, by name and without defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from factmatrix.context import Context
    from factmatrix.fit import Action, Fit
    from factmatrix.profile.model import BrandProfile, Section
    from factmatrix.rules.scorecard import PositionInfo, Scorecard

PROJECT = "factmatrix"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def position() -> PositionInfo:  # type: ignore[empty-body]
    """Say who the position is: id, letter, titles, stance, order. Called once, at load."""


@hookspec
def score_fit(profile: BrandProfile, context: Context) -> Fit:  # type: ignore[empty-body]
    """Score how well the brand fits the position. Called for every profile.

    The profile is immutable; take the date from `context`, never from the clock.
    """


@hookspec
def suggest_actions(  # type: ignore[empty-body]
    profile: BrandProfile, fit: Fit, context: Context
) -> list[Action]:
    """Say what the brand should do for this position, given its own `fit`. Called per profile."""


@hookspec
def scorecard() -> Scorecard | None:
    """Show the scorecard behind the position, or None if it is plain Python. Called once."""


@hookspec
def profile_section() -> type[Section] | None:
    """Give the model of the position's own table `[ext.<id>]`, or None. Called once, at load."""
