"""Scorecards as columns: the same scores as one profile gets, for a table of any length.

Every operation of `factmatrix.scoring` is repeated here on polars expressions in the same order, so
that both agree bit for bit. Inputs are columns named by their paths; a null is a missing value.
"""
