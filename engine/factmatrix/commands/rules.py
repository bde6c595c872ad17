"""`fact rules`: the numbers behind the advice, and whether they are in order."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands import rules_diff
from factmatrix.commands.failing import Exit, UsageProblem
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin, PluginsDir, Rules
from factmatrix.commands.streams import write, write_json
from factmatrix.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from factmatrix.engine import Engine
    from factmatrix.rules.scorecard import Scorecard

HELP = Text("Every weight, curve and condition, and why.", "查看每个权重、曲线与条件及其依据。")
SHOW = Text(
    "Show the rules in use: weights, curves, conditions, reasons and sources.",
    "显示正在使用的规则：权重、曲线、条件、理由与来源。",
)
CHECK = Text(
    "Check rules files: every error with its line and column.",
    "检查规则文件，逐条指出错误的行列位置。",
)
TEST = Text(
    "Put scorecards to their tests (tests.toml, or [[tests]] in a single file), and name what no "
    "test shows.",
    "用评分卡自带的测试（tests.toml，或单文件里的 [[tests]]）检验它，并指出没有覆盖的内容。",
)
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def about() -> None:
    """Commands about rules."""


class Format(StrEnum):
    """How the rules are written."""

    TABLE = "table"
    JSON = "json"


WrittenAs = Annotated[
    Format, typer.Option("--format", help=told(Text("How to write the answer.", "输出格式。")))
]


@app.command("show", help=told(SHOW))
def show(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help=told(
                Text(
                    "Positions by id or letter, or diagnosis, ranking, conversions, benchmarks, "
                    "calendar, snowball (default: all).",
                    "阵地（id 或字母），或 diagnosis、ranking、conversions、benchmarks、"
                    "calendar、snowball；默认全部。",
                )
            ),
        ),
    ] = None,
    written_as: WrittenAs = Format.TABLE,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Exit 2 if a name is unknown."""
    from factmatrix.commands.screen import screen
    from factmatrix.commands.settings import settle
    from factmatrix.views.rules import FILES, RulesView
    from factmatrix.views.rules_result import rules_data

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir)
    engine = settings.engine()
    cards = list(_cards(engine, names, FILES))
    chosen = [name for name in FILES if not names or name in names]
    if written_as is Format.JSON:
        files = engine.knowledge.files
        answer = {
            "rules": {"hash": engine.rules_hash, "overlays": list(engine.overlays)},
            "positions": [rules_data(c, engine.space, settings.language) for c in cards],
            "engine": {n: rules_data(files[n], engine.space, settings.language) for n in chosen},
        }
        write_json(answer)
    else:
        view = RulesView(engine.space, screen(settings.language))
        parts = [view.card(card) for card in cards]
        parts += [view.knowledge(name, engine.knowledge) for name in chosen]
        write("\n\n".join("\n".join(part) for part in parts))
    return Exit.DONE


def _cards(engine: Engine, names: list[str] | None, others: Collection[str]) -> Iterator[Scorecard]:
    """The scorecards asked for by id or letter; raises UsageProblem for what is not there."""
    found = {p.info.id: p for p in engine.plugins.positions}
    letters = {p.info.letter.lower(): p.info.id for p in engine.plugins.positions}
    for name in names or found:
        if name in others:
            continue
        position = found.get(letters.get(name.lower(), name))
        if position is None and any(
            report.status == "disabled" and name in (report.id, report.name)
            for report in engine.reports
        ):
            raise UsageProblem(
                Text(
                    f"{name} is switched off, so its rules are not in use. --plugin {name} shows "
                    "them.",
                    f"{name} 已停用，其规则未参与评分；加 --plugin {name} 可查看。",
                )
            )
        if position is None:
            known = [*found, *others]
            raise UsageProblem(
                Text(
                    f"There are no rules called '{name}'. There are: {', '.join(known)}.",
                    f"没有名为 {name} 的规则。可用的有：{'、'.join(known)}。",
                )
            )
        if position.scorecard is not None:
            yield position.scorecard
        elif names:
            raise UsageProblem(
                Text(
                    f"{name} is plain Python: it has no rules to show.",
                    f"{name} 由 Python 代码实现，没有可显示的规则。",
                )
            )


@app.command("check", help=told(CHECK))
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|NAME]...",
            help=told(
                Text(
                    "A position's folder or single file, an overlay file, or a plugin by name "
                    "(default: all plugins that are on, and the engine's own files).",
                    "阵地文件夹或单文件阵地、覆盖规则文件，或插件名称；"
                    "默认检查全部已启用的插件和引擎自带文件。",
                )
            ),
        ),
    ] = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Exit 1 if there are errors (warnings alone do not count), 2 if a name is unknown."""
    from factmatrix.commands.rules_checking import problems_of
    from factmatrix.commands.settings import settle

    settings = settle(lang, None, plugin, no_plugin, plugins_dir)
    problems = problems_of(names or (), settings.engine(names or ()))
    for problem in problems:
        write(problem.problem.render(problem.file, settings.language))
    errors = sum(found.problem.severity == "error" for found in problems)
    warnings = len(problems) - errors
    summary = Text(
        f"{errors} error{'' if errors == 1 else 's'}, "
        f"{warnings} warning{'' if warnings == 1 else 's'}",
        f"{errors} 个错误，{warnings} 个警告",
    )
    write(summary.in_(settings.language))
    return Exit.SOME_FAILED if errors else Exit.DONE


@app.command("test", help=told(TEST))
def run_tests(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|NAME]...",
            help=told(
                Text(
                    "A position's folder or single file, or a plugin by name (default: all that "
                    "are on).",
                    "阵地文件夹或单文件阵地，或插件名称；默认测试全部已启用的插件。",
                )
            ),
        ),
    ] = None,
    written_as: WrittenAs = Format.TABLE,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Exit 1 if a test fails or cannot be run, or if what is named has none; 2 for no position.

    What no test shows does not fail: it is told.
    """
    from factmatrix.commands.rules_testing import put_to_test, told_as_json, told_in_lines
    from factmatrix.commands.settings import settle

    # A test says what the card does as it is shipped, so no overlay of the user's counts.
    settings = replace(settle(lang, None, plugin, no_plugin, plugins_dir), rules=())
    tested = list(put_to_test(names or (), settings.engine(names or ())))
    if written_as is Format.JSON:
        write_json(told_as_json(tested, settings.language))
    else:
        write("\n\n".join(told_in_lines(tested, settings.shown())))
    failed = any(one.failed or (names and not one.report) for one in tested)
    return Exit.SOME_FAILED if failed else Exit.DONE


app.command("diff", help=told(rules_diff.HELP))(rules_diff.diff)
