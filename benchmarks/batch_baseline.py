"""What no scoring of a folder can do without: each file read, parsed and validated.

`python -m benchmarks.batch_baseline FOLDER PROCESSES` does only that, with the parser and the
model of the engine.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import get_context

import toml_rs
from pydantic import ValidationError

from factmatrix.profile.model import BrandProfile

_AT_A_TIME = 200


def is_profile(path: str) -> bool:
    """Whether a file is one, as far as parser and model can tell."""
    try:
        with open(path, "rb") as file:
            BrandProfile.model_validate(toml_rs.loads(file.read().decode(), toml_version="1.0.0"))
    except (ValidationError, ValueError):  # the parser's errors are ValueErrors, too
        return False
    return True


def main(folder: str, processes: int) -> None:
    """Count the profiles of a folder."""
    paths = sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(".toml"))
    with get_context("spawn").Pool(processes) as pool:
        print(sum(pool.imap_unordered(is_profile, paths, _AT_A_TIME)), "of", len(paths))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
