"""Which change of the rules did what to which brands."""
