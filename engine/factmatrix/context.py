"""What a position is told besides the profile."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factmatrix.profile.model import BrandProfile
    from factmatrix.rules.derived import FloatArithmetic
    from factmatrix.scoring.facts import Facts
    from factmatrix.scoring.inputs import InputSpace


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of one assessment. It grows; the signatures of hooks don't.

    `date` is the day the assessment is made for: positions use it and never read the clock.
    """

    date: date
    space: InputSpace
    arithmetic: FloatArithmetic
    _facts: list[tuple[BrandProfile, Facts]] = field(default_factory=list, repr=False)

    def facts(self, profile: BrandProfile) -> Facts:
        """The inputs and metrics of a profile as ranges, shared by all positions that ask."""
        from factmatrix.scoring.facts import Facts

        if not self._facts or self._facts[0][0] is not profile:
            self._facts[:] = [(profile, Facts.of(profile, self.space, self.arithmetic, self.date))]
        return self._facts[0][1]
