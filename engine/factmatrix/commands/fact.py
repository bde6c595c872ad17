"""The command `fact`: its options, its commands, and how wrong usage is told."""

from __future__ import annotations

import sys
from copy import copy
from typing import Annotated

import typer

from factmatrix.commands import (
    batch,
    boosts,
    creators,
    diff,
    exporting,
    importing,
    new,
    plugins,
    robust,
    rules,
    schema,
    score,
    snowball,
    target,
    tui,
    validate,
    why,
)
from factmatrix.commands.app import on_terminal
from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.helping import Command, Group
from factmatrix.commands.language import help_language, told
from factmatrix.commands.streams import ReaderLeft, Unwritable, abandon, finish, prepare, write
from factmatrix.commands.usage import help_asked_for, usage_message
from factmatrix.text import Text

app = typer.Typer(
    name="fact",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=told(
        Text(
            "Where should a brand put its effort on Douyin? Score profiles with the FACT matrix.",
            "品牌在抖音该往哪里发力？用 FACT 经营矩阵为品牌档案评分并给出建议。",
        )
    ),
)
app.command("tui", help=told(tui.HELP))(tui.tui)
app.command("score", help=told(score.HELP))(score.score)
app.command("robust", help=told(robust.HELP))(robust.robust)
app.command("why", help=told(why.HELP))(why.why)
app.command("target", help=told(target.HELP))(target.target)
app.command("creators", help=told(creators.HELP))(creators.creators)
app.command("boosts", help=told(boosts.HELP))(boosts.boosts)
app.command("snowball", help=told(snowball.HELP))(snowball.snowball)
app.command("new", help=told(new.HELP))(new.new)
app.command("validate", help=told(validate.HELP))(validate.validate)
app.command("schema", help=told(schema.HELP))(schema.schema)
app.command("batch", help=told(batch.HELP))(batch.batch)
app.command("diff", help=told(diff.HELP))(diff.diff)
app.command("import", help=told(importing.HELP))(importing.import_)
app.command("export", help=told(exporting.HELP))(exporting.export)
app.add_typer(plugins.app, name="plugins", cls=Group, help=told(plugins.HELP))
app.add_typer(rules.app, name="rules", cls=Group, help=told(rules.HELP))
for group in (app, plugins.app, rules.app):
    for command in group.registered_commands:
        command.cls = Command


def _version(wanted: bool) -> None:
    if wanted:
        from factmatrix.version import version

        write(f"factmatrix {version()}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help=told(Text("Say the version and stop.", "显示版本后退出。")),
        ),
    ] = False,
) -> None:
    """What `fact` takes before any command."""


def main() -> int:
    """Run `fact` and return its exit code; a person never sees a traceback for bad input.

    Raises KeyboardInterrupt.
    """
    prepare()
    code: object = Exit.DONE
    try:
        arguments = _arguments()
        command = typer.main.get_command(_only(arguments[:1]))
        code = command.main(arguments, prog_name="fact", standalone_mode=False)
        finish()
    except ReaderLeft:
        abandon()
    except Unwritable as problem:
        abandon()
        complain(
            Text(
                f"the answer could not be written: {problem.reason.en}",
                f"结果无法写出：{problem.reason.zh}",
            ),
            help_language(),
        )
        return Exit.SOME_FAILED
    except Exception as error:
        return _misused(error)
    if code == Exit.INTERRUPTED:  # as typer calls it
        raise KeyboardInterrupt
    return code if isinstance(code, int) else Exit.DONE


def _only(names: list[str]) -> typer.Typer:
    """The app with the command of this name alone, if there is one, and else with all of them.

    What typer makes of every command before it looks which is wanted takes longer than most do.
    """
    commands = [command for command in app.registered_commands if command.name in names]
    groups = [group for group in app.registered_groups if group.name in names]
    if not commands and not groups:
        return app
    only = copy(app)
    only.registered_commands, only.registered_groups = commands, groups
    return only


def _arguments() -> list[str]:
    """The command line; `fact` alone is the app on a terminal, and the help elsewhere."""
    return sys.argv[1:] or (["tui"] if on_terminal() else [])


def _misused(error: Exception) -> int:
    """Tell wrong usage in the reader's language; raises any other error again."""
    if help_text := help_asked_for(error):
        print(help_text, file=sys.stderr)
        return Exit.USAGE
    message = error.text if isinstance(error, UsageProblem) else usage_message(error)
    if message is None:
        raise error
    from factmatrix.commands.settings import message_language

    complain(message, message_language())
    return Exit.USAGE
