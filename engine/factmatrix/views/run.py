"""What one run of the engine over some profiles gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from factmatrix.assessment import Assessment
from factmatrix.engine import Engine
from factmatrix.profile.reading import Reading


class Run(NamedTuple):
    """The profiles that could not be read, and the answers for all others, in order."""

    engine: Engine
    day: date
    failed: Sequence[Reading]
    results: Sequence[tuple[Reading, Assessment]]
