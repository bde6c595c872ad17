"""The JSON Schema as a file beside profiles, where editors find it by a profile's first line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from factmatrix.profile.schema import Schema, profile_schema
from factmatrix.profile.validating import Sections
from factmatrix.toml.save import save

NAME = "factmatrix.schema.json"
_OURS = "Written by factmatrix, which replaces it where it is out of date."


def schema_of_file(sections: Sections) -> Schema:
    """The schema of a profile with these sections, marked as ours to replace."""
    return {"$comment": _OURS, **profile_schema(sections)}


def schema_text(schema: Schema) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def put_schema(folder: Path, sections: Sections) -> Literal["written", "current", "foreign"]:
    """Write the schema into a folder of profiles where it is missing or out of date.

    What has its name and is somebody else's ("foreign") is left alone. Raises SaveError where the
    file cannot be written.
    """
    path, text = folder / NAME, schema_text(schema_of_file(sections))
    try:
        there = path.read_bytes()
    except FileNotFoundError:
        there = None
    except OSError:
        return "foreign"
    if there == text.encode():
        return "current"
    if there is not None and not _is_ours(there):
        return "foreign"
    save(path, text, expected=there)
    return "written"


def _is_ours(data: bytes) -> bool:
    try:
        schema = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(schema, dict) and schema.get("$comment") == _OURS
