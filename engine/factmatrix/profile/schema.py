"""The JSON Schema of a profile, for editors that complete and check while a person types.

Made from the declarations of the fields, so it says what the reader says. Three things JSON has
no word for: dates are strings in it, 3.0 is a whole number, and nan and inf do not exist.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic.fields import FieldInfo

from factmatrix.profile.allowed import allowed
from factmatrix.profile.declaration import Choice, Declaration
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.keys import is_list_of_rows, table_of
from factmatrix.profile.model import BrandProfile, Extensions
from factmatrix.profile.table import OpenTable, Table
from factmatrix.profile.validating import NO_SECTIONS, Sections
from factmatrix.text import Text

Schema = dict[str, Any]


def profile_schema(sections: Sections = NO_SECTIONS) -> Schema:
    """JSON Schema 2020-12 of a profile file, with the sections of these plugins.

    Titles and descriptions carry English and Chinese. `[ext.<id>]` of any other plugin is allowed
    with whatever it holds, as the reader keeps it.
    """
    schema = _table(BrandProfile)
    schema["properties"]["ext"] = _about(Extensions) | {
        "type": "object",
        "properties": {position: _table(section) for position, section in sections.items()},
        "additionalProperties": {"type": "object"},
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _table(table: type[Table]) -> Schema:
    if issubclass(table, OpenTable):
        # Its keys are free; pydantic knows what their values are.
        values = table.model_json_schema()["additionalProperties"]
        return _about(table) | {"type": "object", "additionalProperties": values}
    fields = table.model_fields
    return _about(table) | {
        "type": "object",
        "properties": {key: _field(info) for key, info in fields.items()},
        "required": [key for key, info in fields.items() if info.is_required()],
        "additionalProperties": False,
    }


def _field(info: FieldInfo) -> Schema:
    declaration, table = declaration_of(info), table_of(info)
    if declaration is not None:
        return _described(declaration) | _values(declaration, info)
    if table is None:
        raise TypeError(f"{info!r} is not made with declare()")
    return {"type": "array", "items": _table(table)} if is_list_of_rows(info) else _table(table)


def _values(declaration: Declaration, info: FieldInfo) -> Schema:
    """What the field takes."""
    kind = declaration.kind
    if kind.numeric:
        whole = int in (info.annotation, *get_args(info.annotation))
        limits = {"minimum": declaration.low, "maximum": declaration.high}
        return {"type": "integer" if whole else "number"} | {
            word: limit for word, limit in limits.items() if limit is not None
        }
    match kind.name:
        case "flag":
            return {"type": "boolean"}
        case "choice":
            return {"enum": _spellings(declaration.choices)}
        case "set" if declaration.choices:
            return {"type": "array", "items": {"enum": _spellings(declaration.choices)}}
        case "set":
            return {"type": "array", "items": {"type": "string"}}
        case "date":
            return {"type": "string", "format": "date"}
    return {"type": "string"}


def _spellings(choices: tuple[Choice, ...]) -> list[str | int]:
    """Every way that a file may write a choice, the ids first."""
    other = [spelling for c in choices for spelling in (c.label.zh, *c.aliases)]
    return list(dict.fromkeys([*(choice.value for choice in choices), *other]))


def _about(table: type[Table]) -> Schema:
    schema = {"title": _both(table.heading, " · ")}
    if table.explanation is not None:
        schema["description"] = _both(table.explanation)
    return schema


def _described(declaration: Declaration) -> Schema:
    # Texts speak of percent, as people do; a file holds fractions.
    fraction = allowed(declaration) if declaration.kind.name == "share" else None
    parts = (declaration.help, fraction, declaration.where, declaration.rubric)
    return {
        "title": _both(declaration.title, " · "),
        "description": "\n".join(_both(part) for part in parts if part is not None),
    }


def _both(text: Text, between: str = "\n") -> str:
    """Both languages, once where they are the same."""
    return between.join(dict.fromkeys((text.en, text.zh)))
