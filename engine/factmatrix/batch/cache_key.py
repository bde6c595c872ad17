"""What a cache hangs on: other versions or plugins may read something else from the same bytes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from importlib import metadata

import polars as pl

from factmatrix.batch.cache import Cache
from factmatrix.batch.results import ABOUT_TYPES
from factmatrix.batch.selecting import fields_of
from factmatrix.columns.evaluator import Evaluation
from factmatrix.engine import Engine
from factmatrix.plugins.calling import LoadedPosition
from factmatrix.plugins.discovery import installed_plugins
from factmatrix.version import version

_FORMAT = 1
"""Of the cache itself."""
_LIBRARIES = ("toml-rs", "pydantic", "polars")


def cache_for(engine: Engine, e: Evaluation, day: date) -> Cache:
    """The cache of all that this engine reads of files, so that other columns need no other one."""
    fields = {name: of for name, of in fields_of(engine).items() if name not in ABOUT_TYPES}
    inputs = {**fields, **e.by_row}
    return Cache(cache_key(engine, day, inputs), inputs)


def cache_key(engine: Engine, day: date, inputs: Mapping[str, pl.DataType]) -> str:
    """A name for all that this engine reads of files.

    Rules and the day count only where positions in plain Python are asked while reading; what
    scorecards say is worked out anew in every run.
    """
    asked = [p for p in engine.plugins.positions if p.ready is None]
    with_section = [p for p in engine.plugins.positions if p.section]
    packages = {"factmatrix", *_packages([*asked, *with_section])}
    said = {
        "format": _FORMAT,
        "versions": [sys.version, version(), *map(metadata.version, _LIBRARIES)],
        "code": [_files(package) for package in sorted(packages)],
        "sections": [(p.info.id, p.report.version) for p in with_section],
        "asked": [(p.info.id, p.report.version) for p in asked],
        "inputs": {name: str(of) for name, of in inputs.items()},
        "told": [engine.rules_hash, day.isoformat()] if asked else [],
    }
    return sha256(json.dumps(said).encode()).hexdigest()


def _packages(positions: Iterable[LoadedPosition]) -> set[str]:
    """The packages in which the authors of positions wrote code."""
    modules = {(found.name, found.distribution): found.module for found in installed_plugins()}
    named = [modules.get((p.report.name, p.report.distribution)) for p in positions]
    named += [p.section.__module__ for p in positions if p.section]
    return {module.partition(".")[0] for module in named if module}


def _files(package: str) -> list[tuple[str, int, int]]:
    """Each file of a package with size and time, which change where a version number stays."""
    module = sys.modules[package]
    files = [module.__file__] if module.__file__ else []
    for folder in getattr(module, "__path__", ()):
        for inside, _, names in os.walk(folder):
            files += [os.path.join(inside, name) for name in names if not name.endswith(".pyc")]
    there = sorted(filter(os.path.isfile, set(files)))  # in a zipped package none is
    return [(file, (s := os.stat(file)).st_size, s.st_mtime_ns) for file in there]
