"""Where the app was left: folder, brand, tab, filter, order, theme and language."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from factmatrix_tui.state import replace_file, state_folder


@dataclass(frozen=True, slots=True)
class Session:
    """What is restored; None and "" where there is nothing to restore."""

    folder: str | None = None
    brand: str | None = None
    tab: str | None = None
    words: str = ""
    order: str = ""
    theme: str = ""
    language: str = ""


FRESH = Session()
"""Nothing to restore."""


def session_file() -> Path:
    """The file of the last session."""
    return state_folder() / "session.json"


def last_session() -> Session:
    """How the app was left; an empty session where that cannot be told."""
    with suppress(OSError, ValueError, TypeError):
        session = Session(**json.loads(session_file().read_text(encoding="utf-8")))
        if all(isinstance(value, str | None) for value in asdict(session).values()):
            return session
    return FRESH


def keep_session(session: Session) -> None:
    """Remember it; where that is impossible the next start is just a fresh one."""
    with suppress(OSError):
        replace_file(session_file(), json.dumps(asdict(session)))
