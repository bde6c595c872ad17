"""A ready plugin object: a position that is nothing but its scorecard."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from factmatrix.context import Context
from factmatrix.fit import Action, Fit
from factmatrix.plugins.hookspecs import hookimpl
from factmatrix.profile.model import BrandProfile, Section
from factmatrix.rules.loading import load_scorecard
from factmatrix.rules.scorecard import PositionInfo, Scorecard
from factmatrix.scoring.card_position import CardPosition
from factmatrix.scoring.inputs import InputSpace


class ScorecardPosition:
    """Implements every hook from a `Scorecard`.

    A plugin package holds `scorecard.toml` and `actions.toml` and one line:
    `position = ScorecardPosition.from_package(__name__)`. Without a package a position is one file.
    """

    def __init__(self, scorecard: Scorecard, section: type[Section] | None = None) -> None:
        self._source: Traversable | None = None
        self._scorecard = scorecard
        self._section = section
        self._compiled: tuple[InputSpace, CardPosition] | None = None

    @classmethod
    def from_package(cls, package: str, section: type[Section] | None = None) -> ScorecardPosition:
        """Read the TOML files of an importable package; raises `RulesError` with every problem."""
        return cls.from_folder(files(package), section)

    @classmethod
    def from_folder(
        cls, folder: Traversable, section: type[Section] | None = None
    ) -> ScorecardPosition:
        """Read `scorecard.toml` and, where there is one, `actions.toml` of a folder."""
        return cls._read(folder, section)

    @classmethod
    def from_file(cls, file: Traversable) -> ScorecardPosition:
        """Read a position that is a single TOML file; it has no fields of its own."""
        return cls._read(file, None)

    @classmethod
    def _read(cls, source: Traversable, section: type[Section] | None) -> ScorecardPosition:
        position = cls(load_scorecard(source, section), section)
        position._source = source
        return position

    @property
    def source(self) -> Traversable | None:
        """The folder or file that the scorecard was read from, None where there is none."""
        return self._source

    def at_work(self, space: InputSpace) -> CardPosition:
        """The scorecard made ready for a space of inputs, once for all who ask."""
        if self._compiled is None or self._compiled[0] is not space:
            self._compiled = space, CardPosition.of(self._scorecard, space)
        return self._compiled[1]

    @hookimpl
    def position(self) -> PositionInfo:
        """Who the position is, as the scorecard says."""
        return self._scorecard.position

    @hookimpl
    def scorecard(self) -> Scorecard:
        """The scorecard itself."""
        return self._scorecard

    @hookimpl
    def profile_section(self) -> type[Section] | None:
        """The model of the position's own table, if it has one."""
        return self._section

    @hookimpl
    def score_fit(self, profile: BrandProfile, context: Context) -> Fit:
        """The scorecard's score with every contribution and modifier."""
        return self.at_work(context.space).fit(context.facts(profile))

    @hookimpl
    def suggest_actions(self, profile: BrandProfile, fit: Fit, context: Context) -> list[Action]:
        """The actions that fire for the profile."""
        return self.at_work(context.space).fired_actions(context.facts(profile))
