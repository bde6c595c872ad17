"""What is written for a new position, and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Literal

Form = Literal["scorecard", "python"]

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 64
_PLUGIN: Mapping[Form, str] = {"scorecard": "{}:position", "python": "{}"}
"""What the entry point names: an object, or a module whose functions are the hooks."""


class _NewFile(Template):
    """A template whose placeholders are names (`NEW_id`), so that it is sound Python as it is."""

    delimiter = "NEW_"
    idpattern = "id|distribution|plugin|letter|title"
    flags = re.NOFLAG


def is_id(name: str) -> bool:
    """Whether a position, a module and a distribution can bear the name."""
    return len(name) <= _LONGEST and _ID.fullmatch(name) is not None


def module_name(id_: str) -> str:
    """The name of the package that is imported."""
    return f"factmatrix_{id_}"


def distribution_name(id_: str) -> str:
    """The name of the package that is installed, and of its folder."""
    return module_name(id_).replace("_", "-")


def write_package(folder: Path, id_: str, form: Form) -> None:
    """Write the package of a position into an empty folder; raises OSError."""
    words = {
        **_words(id_),
        "distribution": distribution_name(id_),
        "plugin": _PLUGIN[form].format(module_name(id_)),
    }
    for part in ("common", form):
        for place, text in _rendered(_templates() / part, words):
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


def single_file(id_: str) -> str:
    """The text of a position that is one TOML file."""
    ((_, text),) = _rendered(_templates() / "no_code", _words(id_))
    return text


def _words(id_: str) -> dict[str, str]:
    return {
        "id": id_,
        "letter": id_.replace("_", "")[:2].capitalize(),
        "title": id_.replace("_", " ").capitalize(),
    }


def _templates() -> Traversable:
    return files("factmatrix.scaffold") / "templates"


def _rendered(
    folder: Traversable, words: Mapping[str, str], under: Path = Path()
) -> Iterator[tuple[Path, str]]:
    """Every file in a folder of templates: its place in the package, and its text."""
    for item in folder.iterdir():
        if item.name == "__pycache__":  # an installer may compile the templates as well
            continue
        place = under / _NewFile(item.name).substitute(words)
        if item.is_dir():
            yield from _rendered(item, words, place)
        else:
            yield place, _NewFile(item.read_text(encoding="utf-8")).substitute(words)
