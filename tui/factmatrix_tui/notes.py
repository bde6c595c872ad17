"""What is said in the corner of the screen for a while."""

from __future__ import annotations

from time import time

from textual.notifications import Notification

_LEAST = 0.05


class Note(Notification):
    """A notification that always has some time left.

    Textual counts down what is left when it draws one. It may have run out since it was asked
    about, and a timer of less than nothing never ends and lets nothing else happen.
    """

    @property
    def time_left(self) -> float:
        """Seconds, of which there are always some."""
        return max(super().time_left, _LEAST)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.raised_at + self.timeout <= time()
