"""T 头部大V, the few creators with great reach; the knowledge is in the two TOML files."""

from factmatrix import ScorecardPosition

position = ScorecardPosition.from_package(__name__)
