"""A process that saves for ever, to be killed; it imports nothing else, so it starts at once."""

from multiprocessing.connection import Connection
from pathlib import Path

from factmatrix.toml.save import save

VERSIONS = tuple(
    f'format = 1\n[brand]\nname = "{name}"\nnotes = """\n{name * 20_000}"""\n'.encode()
    for name in ("甲", "乙乙")
)


def save_for_ever(path: Path, told: Connection) -> None:
    """Save one version after the other over a file, and tell of each save."""
    now = path.read_bytes()
    told.send_bytes(b"begun")
    while True:
        now = save(path, VERSIONS[now == VERSIONS[0]].decode(), expected=now)
        told.send_bytes(b"saved")
