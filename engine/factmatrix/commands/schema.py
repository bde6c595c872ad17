"""`fact schema`: the JSON Schema of a profile, or of what a command answers in JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from factmatrix.commands.failing import Exit, UsageProblem
from factmatrix.commands.language import told
from factmatrix.commands.options import NoPlugin, Output, Plugin, PluginsDir
from factmatrix.commands.streams import write_json
from factmatrix.system_errors import reason
from factmatrix.text import Text

HELP = Text(
    "Print the JSON Schema of a profile (for editors).", "输出档案的 JSON Schema（供编辑器使用）。"
)
_ONE = Text(
    "--result, --diff and --check are schemas of their own: ask for one.",
    "--result、--diff 与 --check 只能选一个。",
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
    diff: Annotated[
        bool,
        typer.Option(
            "--diff",
            help=told(
                Text("The schema of `fact diff` in JSON.", "`fact diff` 的 JSON 输出的结构。")
            ),
        ),
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help=told(
                Text(
                    "The schema of `fact plugins check --json`.",
                    "`fact plugins check --json` 输出的结构。",
                )
            ),
        ),
    ] = False,
    output: Output = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Print or save one schema; a profile's includes the sections of the enabled plugins."""
    from factmatrix.commands.settings import settle

    if result + diff + check > 1:
        raise UsageProblem(_ONE)
    if diff:
        from factmatrix.views.change_shapes import comparison_schema

        shape = comparison_schema()
    elif check:
        from factmatrix.views.conformance_result import conformance_schema

        shape = conformance_schema()
    elif result:
        from factmatrix.views.result_shapes import result_schema

        shape = result_schema()
    else:
        from factmatrix.profile.schema_file import schema_of_file

        shape = schema_of_file(settle(None, None, plugin, no_plugin, plugins_dir).engine().sections)
    if output is None:
        write_json(shape)
    else:
        _save(output, shape)
    return Exit.DONE


def _save(path: Path, shape: dict[str, Any]) -> None:
    from factmatrix.profile.schema_file import schema_text
    from factmatrix.toml.save import SaveError, save

    try:
        there = path.read_bytes() if path.exists() else None
        save(path, schema_text(shape), expected=there)
    except SaveError as error:
        raise UsageProblem(error.message) from None
    except OSError as error:
        why = reason(error)
        raise UsageProblem(Text(f"{path}: {why.en}.", f"{path}：{why.zh}。")) from None
