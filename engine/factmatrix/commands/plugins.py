"""`fact plugins`: what became of every position found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin
from factmatrix.commands.streams import write, write_json
from factmatrix.text import Text

HELP = Text(
    "Positions: which are there, and why one is not.", "阵地插件：有哪些、哪个没加载及原因。"
)
CHECK = Text(
    "Check that a position keeps what the engine promises of every position. Its code is run, in a "
    "process of its own, on 200 brands made up for that.",
    "检查阵地插件是否符合引擎对所有阵地的要求：在单独的进程里运行其代码，用 200 个生成的品牌测试。",
)
NEW = Text(
    "Write the package of a new position, with tests, ready to change and install.",
    "新建阵地插件包，含测试，可直接修改和安装。",
)
AsJson = Annotated[bool, typer.Option("--json", help=told(Text("As JSON.", "以 JSON 输出。")))]
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def about() -> None:
    """Commands about plugins."""


@app.command("list", help=told(Text("List every plugin with its state.", "列出所有插件及状态。")))
def list_plugins(
    as_json: AsJson = False,
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


@app.command("check", help=told(CHECK))
def check(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|PATH",
            help=told(
                Text(
                    "An installed plugin, a .py file, the folder of a package, or a folder with "
                    "scorecard.toml.",
                    "已安装插件的名称、.py 文件、包所在文件夹，或含 scorecard.toml 的文件夹。",
                )
            ),
        ),
    ],
    as_json: AsJson = False,
    lang: Lang = None,
) -> int:
    """Exit 1 if it does not conform, 2 if there is no such plugin."""
    from factmatrix.commands.settings import settle
    from factmatrix.commands.streams import reserve
    from factmatrix.conformance.apart import conform_apart
    from factmatrix.conformance.sources import NoPluginError

    settings = settle(lang, None, None, None)
    reserve()
    try:
        verdict = conform_apart(name, settings.plugin_limit)
    except NoPluginError as error:
        known = error.known
        raise UsageProblem(
            Text(
                f"There is no plugin '{name}': it is neither a .py file, nor a folder of a package "
                f"or a scorecard, nor installed. Plugins: {', '.join(known)}.",
                f"没有插件 {name}：它既不是 .py 文件、包或评分卡的文件夹，也不是已安装的插件。"
                f"已安装：{'、'.join(known)}。",
            )
        ) from None
    if as_json:
        from factmatrix.views.conformance_result import conformance_data

        write_json(conformance_data(verdict, settings.language))
    else:
        from factmatrix.commands.screen import screen
        from factmatrix.views.conformance import verdict_lines

        write("\n".join(verdict_lines(verdict, screen(settings.shown()))))
    return Exit.DONE if verdict.conforms else Exit.SOME_FAILED


@app.command("new", help=told(NEW))
def new(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=told(
                Text(
                    "The position's id, e.g. xiaohongshu: a-z, 0-9 and _.",
                    "阵地的 id，如 xiaohongshu：小写字母、数字、下划线。",
                )
            ),
        ),
    ],
    python: Annotated[
        bool,
        typer.Option(
            "--python",
            help=told(
                Text(
                    "In plain Python, with fields of its own, instead of a scorecard.",
                    "用 Python 代码实现并带自有字段，不用评分卡。",
                )
            ),
        ),
    ] = False,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help=told(Text("Where to make its folder.", "在哪个文件夹里新建。")),
        ),
    ] = Path(),
    lang: Lang = None,
) -> int:
    """Say where on stdout and what to do next on stderr; exit 2 where nothing was written."""
    from factmatrix.commands.plugins_new import new_package, next_steps
    from factmatrix.commands.settings import settle

    settings = settle(lang, None, None, None)
    folder = new_package(name, "python" if python else "scorecard", to, settings.engine())
    write(str(folder))
    complain(next_steps(folder, name), settings.language)
    return Exit.DONE
