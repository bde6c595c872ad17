"""A 达人矩阵, creators who sell for a commission; the knowledge is in the two TOML files."""

from factmatrix import ScorecardPosition

position = ScorecardPosition.from_package(__name__)
