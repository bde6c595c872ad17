"""Settings that every test shares."""

import signal

from hypothesis import settings

# How long one example takes says more about the machine than about the code. Half of Hypothesis's
# default of examples keeps the whole suite within ten minutes on two cores; `make test-thorough`
# tries twenty times as many. On a CI server they are the same at every run.
settings.register_profile("factmatrix", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("factmatrix")

# A shell lets what it starts in the background ignore Ctrl+C, and so would every program that a
# test starts and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
