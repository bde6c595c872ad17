"""Expected screens as plain text, a file each.

UPDATE_SNAPSHOTS=1 pytest tests/views writes what the views say now; read the difference before it
is kept.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def expected(name: str, now: str) -> str:
    """What the snapshot of that name holds; a new one is written and fails once."""
    path = FOLDER / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(now, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")
