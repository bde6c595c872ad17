"""`fact schema`: the JSON Schema of a profile, or of the result."""

from __future__ import annotations

from typing import Annotated

import typer

from factmatrix.commands.failing import Exit
from factmatrix.commands.language import told
from factmatrix.commands.options import NoPlugin, Plugin
from factmatrix.commands.streams import write_json
from factmatrix.text import Text

HELP = Text(
    "Print the JSON Schema of a profile (for editors).", "输出档案的 JSON Schema（供编辑器使用）。"
)


def schema(
    result: Annotated[
        bool,
        typer.Option(
            "--result",
            help=told(
                Text(
                    "The schema of `fact score --format json`.",
                    "`fact score --format json` 输出的结构。",
                )
            ),
        ),
    ] = False,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
) -> int:
    """Print one schema; a profile's includes the sections of the enabled plugins."""
    from factmatrix.commands.settings import settle

    if result:
        from factmatrix.views.result_shapes import result_schema

        shape = result_schema()
    else:
        from factmatrix.profile.schema import profile_schema

        shape = profile_schema(settle(None, None, plugin, no_plugin).engine().sections)
    write_json(shape)
    return Exit.DONE
