"""Settings that every test shares."""

from hypothesis import settings

# How long one example takes says more about the machine than about the code. Everything else is
# Hypothesis's default, which on a CI server means the same examples at every run.
settings.register_profile("factmatrix", deadline=None)
settings.load_profile("factmatrix")
