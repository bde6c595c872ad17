"""Expected screens as plain text, a file each.

UPDATE_SNAPSHOTS=1 pytest … writes what is shown now; read the difference before it is kept.
"""

import os
from pathlib import Path


def expected(path: Path, now: str) -> str:
    """What the snapshot holds."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")
