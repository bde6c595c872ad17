"""C 营销活动, the platform's campaigns: scorecard.toml and actions.toml say it all."""

from factmatrix import ScorecardPosition

position = ScorecardPosition.from_package(__name__)
