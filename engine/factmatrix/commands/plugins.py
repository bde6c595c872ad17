"""`fact plugins`: what became of every position found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin, PluginsDir
from factmatrix.commands.streams import write, write_json
from factmatrix.text import Text, clean

HELP = Text(
    "Positions: which are there, and why one is not.", "阵地插件：有哪些、哪个没加载及原因。"
)
CHECK = Text(
    "Check that a position keeps what the engine promises of every position. Its code is run, in a "
    "process of its own, on 200 brands made up for that.",
    "检查阵地插件是否符合引擎对所有阵地的要求：在单独的进程里运行其代码，用 200 个生成的品牌测试。",
)
NEW = Text(
    "Write a new position, with tests, ready to change: a package to install, or a single file.",
    "新建阵地，含测试，可直接修改：插件包（需安装）或单个文件。",
)
_ONE_FORM = Text(
    "--python and --no-code are two forms of a position: ask for one.",
    "--python 与 --no-code 是两种写法，只能选一个。",
)
ENABLE = Text(
    "Switch a plugin on for good, in your config.toml.", "长期启用一个插件，写入 config.toml。"
)
DISABLE = Text(
    "Switch a plugin off for good, in your config.toml: it is not imported any more.",
    "长期停用一个插件，写入 config.toml；停用后不再导入它的代码。",
)
Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=told(Text("As in fact plugins list.", "名称见 fact plugins list。")),
    ),
]
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
    plugins_dir: PluginsDir = None,
) -> int:
    """Exit 1 if any failed to load; what a folder of positions has besides is told on stderr."""
    from factmatrix.commands.settings import settle
    from factmatrix.plugins.folders import passed_over
    from factmatrix.views.result import plugin_infos

    settings = settle(lang, None, plugin, no_plugin, plugins_dir)
    engine = settings.engine()
    if as_json:
        # Only here: results must not hang on the time that loading took.
        infos = zip(plugin_infos(engine, settings.language), engine.reports, strict=True)
        write_json([{**info, "load_seconds": round(r.seconds, 6)} for info, r in infos])
    else:
        from factmatrix.commands.screen import screen
        from factmatrix.views.plugins import plugin_list

        write("\n".join(plugin_list(engine, screen(settings.shown()))))
    for text in filter(None, map(passed_over, settings.plugin_folders)):
        complain(text, settings.language)
    failed = any(report.status == "failed" for report in engine.reports)
    return Exit.SOME_FAILED if failed else Exit.DONE


@app.command("enable", help=told(ENABLE))
def enable(name: Name, lang: Lang = None) -> int:
    """Say what was written where; exit 2 for an unknown name or a file that cannot be written."""
    return _switch(name, lang, on=True)


@app.command("disable", help=told(DISABLE))
def disable(name: Name, lang: Lang = None) -> int:
    """Say what was written where; exit 2 for an unknown name or a file that cannot be written."""
    return _switch(name, lang, on=False)


def _switch(name: str, lang: str | None, *, on: bool) -> int:
    from factmatrix.commands.config import read_config
    from factmatrix.commands.plugins_switching import overridden, switch
    from factmatrix.commands.settings import settle
    from factmatrix.commands.streams import reserve

    settings = settle(lang)
    reserve()
    write(clean(switch(name, read_config(), on=on).in_(settings.shown())))
    if contrary := overridden(name, on=on):
        complain(contrary, settings.language)
    return Exit.DONE


@app.command("check", help=told(CHECK))
def check(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|PATH",
            help=told(
                Text(
                    "A plugin by name, a .py or .toml file, the folder of a package or of its "
                    "project, or a folder with scorecard.toml.",
                    "插件名、.py 或 .toml 文件、包或其项目的文件夹，或 scorecard.toml 的文件夹。",
                )
            ),
        ),
    ],
    as_json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Exit 1 if it does not conform, 2 if there is no such plugin."""
    from factmatrix.commands.settings import settle
    from factmatrix.commands.streams import reserve
    from factmatrix.conformance.apart import conform_apart
    from factmatrix.conformance.sources import NoPluginError

    settings = settle(lang, plugins_dir=plugins_dir)
    reserve()
    try:
        verdict = conform_apart(name, settings.plugin_limit, settings.plugin_folders)
    except NoPluginError as error:
        known = error.known
        raise UsageProblem(
            Text(
                f"There is no plugin '{name}': it is neither a .py or .toml file, nor a folder of "
                f"a package or a scorecard, nor the name of one. Plugins: {', '.join(known)}.",
                f"没有插件 {name}：它既不是 .py 或 .toml 文件、包或评分卡的文件夹，也不是插件名称。"
                f"现有插件：{'、'.join(known)}。",
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
    no_code: Annotated[
        bool,
        typer.Option(
            "--no-code",
            help=told(
                Text(
                    "As a single TOML file that needs no Python and is not installed.",
                    "写成单个 TOML 文件，不需要 Python，也不用安装。",
                )
            ),
        ),
    ] = False,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help=told(Text("Where to make it.", "在哪个文件夹里新建。")),
        ),
    ] = Path(),
    lang: Lang = None,
) -> int:
    """Say where on stdout and what to do next on stderr; exit 2 where nothing was written."""
    from factmatrix.commands import plugins_new
    from factmatrix.commands.settings import settle

    if python and no_code:
        raise UsageProblem(_ONE_FORM)
    settings = settle(lang)
    engine = settings.engine()
    if no_code:
        made = plugins_new.new_file(name, to, engine)
        steps = plugins_new.next_steps_of_file(made)
    else:
        made = plugins_new.new_package(name, "python" if python else "scorecard", to, engine)
        steps = plugins_new.next_steps(made, name)
    write(str(made))
    complain(steps, settings.language)
    return Exit.DONE
