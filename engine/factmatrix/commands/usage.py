"""Wrong usage, told in the reader's language: typer's own messages are English only."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from typer.exceptions import TyperException

from factmatrix.text import Text

Misuse = Any
"""One of typer's exceptions for wrong usage; their classes are not public."""


def usage_message(error: Exception) -> Text | None:
    """What was wrong with the command line; None if the error is something else."""
    if not isinstance(error, TyperException):
        return None
    wrong = _message(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "fact"
    return Text(f"{wrong.en}\nSee '{command} --help'.", f"{wrong.zh}\n用法见 {command} --help。")


def help_asked_for(error: Exception) -> str | None:
    """The help that typer shows where a group of commands is called without one."""
    if type(error).__name__ == "NoArgsIsHelpError" and isinstance(error, TyperException):
        return error.message
    return None


def _message(error: Misuse) -> Text:
    """The kinds of misuse that a person can run into, by the names of typer's exceptions."""
    kind, message = type(error).__name__, str(error.message)
    if kind == "NoSuchOption":
        return _no_such_option(error)
    if kind == "MissingParameter":
        name = _name(error)
        return Text(f"{name.en} is missing.", f"缺少 {name.zh}。")
    if kind == "BadParameter":
        return _bad_value(error)
    if kind == "BadOptionUsage" and "requires an argument" in message:
        name = error.option_name
        return Text(f"{name} needs a value after it.", f"{name} 后面要写一个值。")
    if kind == "BadOptionUsage":
        name = error.option_name
        return Text(f"{name} takes no value.", f"{name} 后面不能带值。")
    if extra := re.fullmatch(r"Got unexpected extra argument\S* \((.*)\)", message, re.DOTALL):
        what = extra.group(1)
        return Text(f"There is something too much: {what}.", f"多出了参数：{what}。")
    return Text(message, f"命令行有误：{message}")


def _no_such_option(error: Misuse) -> Text:
    name = error.option_name
    if near := get_close_matches(name, error.possibilities or (), 1):
        cure = Text(f"Did you mean {near[0]}?", f"是否想用 {near[0]}？")
    elif hasattr(error.ctx.command, "commands"):
        cure = Text("Options stand after the command.", "选项要写在命令之后。")
    else:
        return Text(f"There is no option {name}.", f"没有选项 {name}。")
    return Text(f"There is no option {name}. {cure.en}", f"没有选项 {name}。{cure.zh}")


def _bad_value(error: Misuse) -> Text:
    name = _name(error)
    descriptor = error.param.type_descriptor if error.param is not None else None
    choices = descriptor.choices if descriptor else None
    if descriptor and descriptor.annotation is bool:
        return Text(f"{name.en} takes true or false.", f"{name.zh} 只能是 true 或 false。")
    if choices:
        *others, last = choices
        return Text(
            f"{name.en} takes {', '.join(others)} or {last}.",
            f"{name.zh} 只能是 {'、'.join(others)} 或 {last}。",
        )
    if descriptor and descriptor.annotation in _NUMBERS:
        return _no_number(name, _NUMBERS[descriptor.annotation], getattr(error.param, "min", None))
    return Text(
        f"The value of {name.en} is wrong: {error.message}",
        f"{name.zh} 的值有误：{error.message}",
    )


_NUMBERS = {int: Text("a whole number", "整数"), float: Text("a number", "数字")}


def _no_number(name: Text, wanted: Text, least: float | None) -> Text:
    if least is None:
        return Text(f"{name.en} takes {wanted.en}.", f"{name.zh} 只能是{wanted.zh}。")
    return Text(
        f"{name.en} takes {wanted.en}, {least:g} or more.",
        f"{name.zh} 只能是不小于 {least:g} 的{wanted.zh}。",
    )


def _name(error: Misuse) -> Text:
    """What a person calls the parameter: its option, its variable, or its place's name."""
    parameter = error.param
    if parameter is None:
        return Text(str(error.param_hint or "a value"), str(error.param_hint or "某个值"))
    if parameter.param_type_name == "argument":
        place = str(parameter.metavar).removesuffix("...")
        return Text(place, place)
    name = str(parameter.opts[-1])
    if parameter.envvar:
        return Text(f"{name} ({parameter.envvar})", f"{name}（{parameter.envvar}）")
    return Text(name, name)
