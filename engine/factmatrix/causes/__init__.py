"""Which change of the rules did what to which brands."""

NO_OVERLAY = "-"
"""What stands for the rules without an overlay, where two sets of rules are named."""
