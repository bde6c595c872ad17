"""Settings that every test shares."""

import signal

from hypothesis import settings

# How long one example takes says more about the machine than about the code. Everything else is
# Hypothesis's default, which on a CI server means the same examples at every run.
settings.register_profile("factmatrix", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("factmatrix")

# A shell lets what it starts in the background ignore Ctrl+C, and so would every program that a
# test starts and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
