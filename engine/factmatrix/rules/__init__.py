"""Rules as data: scorecards, conditions, curves, and the knowledge that all positions share."""
