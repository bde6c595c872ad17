"""The entry point of the command `fact`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from typer.core import TyperGroup

from factmatrix.commands import new, plugins, rules, schema, score, validate
from factmatrix.commands.failing import Exit, UsageProblem, complain, write
from factmatrix.commands.language import told
from factmatrix.commands.usage import usage_message
from factmatrix.text import Text

app = typer.Typer(
    name="fact",
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
app.command("score", help=told(score.HELP))(score.score)
app.command("validate", help=told(validate.HELP))(validate.validate)
app.command("new", help=told(new.HELP))(new.new)
app.command("schema", help=told(schema.HELP))(schema.schema)
app.add_typer(plugins.app, name="plugins", help=told(plugins.HELP))
app.add_typer(rules.app, name="rules", help=told(rules.HELP))


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
    """Run `fact` and return its exit code; a person never sees a traceback for bad input."""
    for stream in (sys.stdout, sys.stderr):
        # A GBK console cannot show every character: show a mark rather than stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    command: TyperGroup = typer.main.get_command(app)  # type: ignore[assignment]
    try:
        code = command.main(standalone_mode=False)
        sys.stdout.flush()
    except UsageProblem as problem:
        complain(problem.text)
        return Exit.USAGE
    except typer.Exit as end:
        return end.exit_code
    except (typer.Abort, KeyboardInterrupt):
        complain(Text("interrupted", "已中断"))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:
        message = usage_message(error)
        if message is None:
            raise
        complain(message)
        return Exit.USAGE
    return code if isinstance(code, int) else Exit.DONE


if __name__ == "__main__":
    sys.exit(main())
