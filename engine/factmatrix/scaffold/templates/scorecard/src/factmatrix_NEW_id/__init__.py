"""A position of factmatrix; what it knows is in the TOML files beside this one."""

from factmatrix import ScorecardPosition

position = ScorecardPosition.from_package(__name__)
