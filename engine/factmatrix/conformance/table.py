"""What a scorecard gives the brands of a trial as a table."""

from __future__ import annotations

import polars as pl

from factmatrix.columns.evaluator import evaluation
from factmatrix.conformance.trial import FIGURES, Figures, Trial
from factmatrix.engine import Engine
from factmatrix.plugins.loading import PluginSet, with_scorecard
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import Scorecard


def card_figures(trial: Trial, card: Scorecard) -> list[Figures]:
    """The figures that the scorecard gives a table of the brands that were scored."""
    profiles = [profile for profile, _ in trial.fits]
    name = card.position.id
    position = with_scorecard(trial.position, card)
    engine = Engine(PluginSet((position,), (position.report,)), Knowledge.bundled())
    columns = evaluation(engine, trial.setup.day)
    data: dict[str, list[object]] = {
        path: [_cell(profile.inputs.get(path)) for profile in profiles] for path in columns.inputs
    }
    data |= {path: [False] * len(profiles) for path in columns.by_row}  # no section is unread
    table = pl.LazyFrame(data, schema={**columns.inputs, **columns.by_row}, strict=False)
    of = columns.cards[name]
    wanted = [getattr(of, figure).alias(figure) for figure in FIGURES]
    return columns.steps.applied_to(table).select(wanted).collect().rows()


def _cell(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
