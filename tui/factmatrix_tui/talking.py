"""Questions about files, one at a time, and what is said where there is no answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual.screen import ModalScreen

from factmatrix import Text
from factmatrix.desk import EditError, EngineLost, SaveError
from factmatrix_tui.language import tell
from factmatrix_tui.screens.ask import Ask, Choice

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen

T = TypeVar("T")
FAILURES = (SaveError, EditError, EngineLost)
"""What keeps a file from being read or written; each says why in its `message`."""


class Talk:
    """Talks to the person; what asks runs in workers."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._close: Callable[[], object] | None = None

    async def ask(
        self,
        title: Text,
        lines: Sequence[Text | str],
        choices: Sequence[Choice],
        *,
        sudden: bool = False,
    ) -> str | None:
        """The id of the answer, None for none."""
        return await self.show(Ask(title, lines, choices, sudden=sudden))

    async def show(self, dialog: ModalScreen[T | None]) -> T | None:
        """What a dialog gives, None where it was closed."""
        self._close = lambda: dialog.dismiss(None)
        try:
            return await self._screen.app.push_screen_wait(dialog)
        finally:
            self._close = None

    def closed(self) -> bool:
        """Whether there was a dialog, which is closed unanswered."""
        if self._close is None:
            return False
        self._close()
        return True

    async def tried(self, asked: Awaitable[T]) -> T | None:
        """An answer; where there is none, the person is told why."""
        try:
            return await asked
        except FAILURES as error:
            self._screen.complain(error.message)
            return None

    def warn(self, message: Text) -> None:
        """Say what the person should know before going on."""
        tell(self._screen, message, "warning", 15)
