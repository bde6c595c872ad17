"""The engine's own rules, that concern every position."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from factmatrix.rules.benchmarks import Benchmarks, load_benchmarks
from factmatrix.rules.calendar import Calendar
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.conversions import Conversions
from factmatrix.rules.diagnosis import Diagnosis
from factmatrix.rules.loading import read_rules
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.snowball import Snowball


class Knowledge(NamedTuple):
    """The contents of the engine's rules files."""

    diagnosis: Diagnosis
    ranking: Ranking
    conversions: Conversions
    benchmarks: Benchmarks
    calendar: Calendar
    snowball: Snowball

    @property
    def files(self) -> Mapping[str, RuleTable]:
        """The contents by the name of the file."""
        return self._asdict()

    @classmethod
    def bundled(cls) -> Knowledge:
        """As shipped."""
        folder = files("factmatrix.rules")
        return cls(
            read_rules(folder / "diagnosis.toml", Diagnosis),
            read_rules(folder / "ranking.toml", Ranking),
            read_rules(folder / "conversions.toml", Conversions),
            load_benchmarks(),
            read_rules(folder / "calendar.toml", Calendar),
            read_rules(folder / "snowball.toml", Snowball),
        )
