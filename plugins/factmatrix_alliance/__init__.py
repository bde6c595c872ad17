"""A 达人矩阵, commission creators of the waist and tail: scorecard.toml and actions.toml say it all."""

from factmatrix import ScorecardPosition

position = ScorecardPosition.from_package(__name__)
