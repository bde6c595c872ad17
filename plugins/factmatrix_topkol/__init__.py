"""T 头部大V, the few creators with great reach of their own: scorecard.toml and actions.toml say it all."""

from factmatrix import ScorecardPosition

position = ScorecardPosition.from_package(__name__)
