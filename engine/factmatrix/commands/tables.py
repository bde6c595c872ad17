"""What the commands that read and write tables of brands share."""

from __future__ import annotations

from pathlib import Path

from factmatrix.commands.failing import UsageProblem
from factmatrix.engine import Engine
from factmatrix.rules.problems import RulesError
from factmatrix.tables.mapping import TableMapping, read_mapping
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import Table, scan


def open_brands(path: Path, engine: Engine, mapping: Path | None, sheet: str | None) -> Table:
    """The table in a file as `--map` and `--sheet` want it; raises UsageProblem."""
    read = mapping_in(mapping, engine)
    try:
        return scan(path, engine.sections, read, sheet)
    except TableError as error:
        raise UsageProblem(error.text) from error


def mapping_in(path: Path | None, engine: Engine) -> TableMapping | None:
    """The mapping that `--map` names, if it does; raises UsageProblem."""
    try:
        return None if path is None else read_mapping(path, engine.sections)
    except RulesError as error:
        raise UsageProblem(error.text) from error
