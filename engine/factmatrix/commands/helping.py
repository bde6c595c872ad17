"""Help in the reader's language, laid out by cells; typer's own speaks English only.

What lays it out is loaded when somebody asks: every command loads this module.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from typing import Any

from typer.core import TyperCommand, TyperGroup

from factmatrix.commands.failing import UsageProblem
from factmatrix.commands.language import help_language, told
from factmatrix.text import Text

Context = Any
Parameter = Any
"""What typer calls a command with, and its arguments and options: their classes are not public."""

LEAST_CELLS, MOST_CELLS = 40, 100
_HELP = Text("Show this help and stop.", "显示本帮助后退出。")


class Command(TyperCommand):
    """A command whose help is ours."""

    def get_help(self, ctx: Context) -> str:
        """The help of this command."""
        return "\n".join(_help(ctx, "", {}))


class Group(TyperGroup):
    """A group of commands whose help is ours."""

    def get_help(self, ctx: Context) -> str:
        """The help of this group."""
        summaries = {name: command.help or "" for name, command in self.commands.items()}
        return "\n".join(_help(ctx, told(Text("COMMAND", "命令")), summaries))

    def get_command(self, ctx: Context, cmd_name: str) -> Any:  # noqa: ANN401
        """The command of a name; raises UsageProblem, with the nearest one, if there is none."""
        command = super().get_command(ctx, cmd_name)
        if command is None and not cmd_name.startswith("-"):
            raise UsageProblem(_no_such_command(ctx.command_path, cmd_name, list(self.commands)))
        return command


def _no_such_command(path: str, name: str, known: list[str]) -> Text:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    if near:
        cure = Text(f"Did you mean '{path} {near[0]}'?", f"是否想用 {path} {near[0]}？")
    else:
        cure = Text(f"There are: {', '.join(known)}.", f"可用的命令：{'、'.join(known)}。")
    return Text(f"There is no command '{name}'. {cure.en}", f"没有命令 {name}。{cure.zh}")


def _help(ctx: Context, rest: str, summaries: Mapping[str, str]) -> Iterator[str]:
    from factmatrix.views.paragraphs import paragraph

    cells = min(max(shutil.get_terminal_size().columns, LEAST_CELLS), MOST_CELLS)
    parameters: list[Parameter] = list(ctx.command.get_params(ctx))
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    options = [p for p in parameters if p.param_type_name == "option"]
    usage = [ctx.command_path, *map(_name, arguments), rest]
    words = " ".join([*filter(None, usage), told(Text("[OPTIONS]", "[选项]"))])
    yield from paragraph(told(Text("Usage: ", "用法：")) + words, cells, help_language())
    yield ""
    yield from paragraph(ctx.command.help or "", cells, help_language(), "  ")
    sections = (
        (Text("Arguments", "参数"), {_name(p): p.help or "" for p in arguments}),
        (Text("Options", "选项"), {_names(p): _about(p) for p in options}),
        (Text("Commands", "命令"), summaries),
    )
    for heading, entries in sections:
        if entries:
            yield from ("", told(heading) + told(Text(":", "：")))
            yield from _described(entries, cells)


def _described(entries: Mapping[str, str], cells: int) -> Iterator[str]:
    """Names and what they mean, side by side or, on a narrow screen, below each other."""
    from factmatrix.views.columns import padded
    from factmatrix.views.paragraphs import paragraph

    longest = max(map(len, entries))
    for name, about in entries.items():
        first = f"  {padded(name, longest)}  "
        if len(first) > cells // 2:
            yield f"  {name}"
            first = " " * 6
        yield from paragraph(about, cells, help_language(), first)


def _name(argument: Parameter) -> str:
    return argument.metavar or str(argument.name).upper()


def _names(option: Parameter) -> str:
    values = option.metavar or "|".join(option.type_descriptor.choices or ())
    return ", ".join(sorted(option.opts, key=len)) + (f" {values}" if values else "")


def _about(option: Parameter) -> str:
    if "--help" in option.opts:
        return told(_HELP)
    about = option.help or ""
    if option.envvar:
        about += told(Text(f" [{option.envvar}]", f"[{option.envvar}]"))
    return about
