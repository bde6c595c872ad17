"""F 商家自播, the brand's own accounts and rooms: scorecard.toml and actions.toml say it all."""

from factmatrix import ScorecardPosition

position = ScorecardPosition.from_package(__name__)
