"""`fact plugins`: what became of every position found."""

from __future__ import annotations

from typing import Annotated

import typer

from factmatrix.commands.failing import Exit
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin
from factmatrix.commands.streams import write, write_json
from factmatrix.text import Text

HELP = Text(
    "Positions: which are there, and why one is not.", "阵地插件：有哪些、哪个没加载及原因。"
)
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def about() -> None:
    """Commands about plugins."""


@app.command("list", help=told(Text("List every plugin with its state.", "列出所有插件及状态。")))
def list_plugins(
    as_json: Annotated[
        bool, typer.Option("--json", help=told(Text("As JSON.", "以 JSON 输出。")))
    ] = False,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
) -> int:
    """Exit 1 if any failed to load."""
    from factmatrix.commands.settings import settle
    from factmatrix.views.result import plugin_infos

    settings = settle(lang, None, plugin, no_plugin)
    engine = settings.engine()
    if as_json:
        write_json(plugin_infos(engine, settings.language))
    else:
        from factmatrix.commands.screen import screen
        from factmatrix.views.plugins import plugin_list

        write("\n".join(plugin_list(engine, screen(settings.shown()))))
    failed = any(report.status == "failed" for report in engine.reports)
    return Exit.SOME_FAILED if failed else Exit.DONE
