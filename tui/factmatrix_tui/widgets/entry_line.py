"""The line in which a value is typed."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

CORRECTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action != "submit"
    for key in binding.key.split(",")
}
"""Keys that move in the line or take something out of it, and what they do."""


class EntryLine(Input):
    """An input of a settled size: what is typed does not lay the screen out again."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    async def on_key(self, event: events.Key) -> None:
        """Correct at once, in the order of what is typed; else a key goes up to the app first."""
        if event.key in CORRECTIONS:
            event.stop()
            await self.run_action(CORRECTIONS[event.key])
