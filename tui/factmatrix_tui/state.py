"""Where the app keeps what is its own: drafts, the last session, reports of crashes."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs


def state_folder() -> Path:
    """The app's folder, apart from all profiles; it need not exist yet."""
    return platformdirs.user_state_path("factmatrix")


def replace_file(path: Path, text: str) -> None:
    """Write a file of the app's own so that it is whole at every moment.

    Raises OSError where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
