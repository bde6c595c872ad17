"""The line in which a value is typed."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class EntryLine(Input):
    """An input of a settled size: what is typed does not lay the screen out again."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
