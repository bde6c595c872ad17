"""Wrong usage, told in the reader's language."""

from __future__ import annotations

from typing import Any

from typer.exceptions import TyperException

from factmatrix.text import Text

Misuse = Any
"""One of typer's exceptions for wrong usage; their classes are not public."""


def usage_message(error: Exception) -> Text | None:
    """What was wrong with the command line; None if the error is something else."""
    if not isinstance(error, TyperException):
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "fact"
    english = error.format_message().rstrip()
    return Text(
        f"{english}\nTry '{command} --help'.",
        f"{_chinese(error) or english}\n用法见 '{command} --help'。",
    )


def _chinese(error: Misuse) -> str | None:
    """The kinds of misuse that a person can run into, by the names of typer's exceptions."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = ", ".join(sorted(error.possibilities or ()))
        return f"没有选项 {error.option_name}" + (f"（是否想用：{near}）" if near else "")
    if kind == "NoSuchCommand":
        return f"没有命令 {getattr(error, 'command_name', '')}".rstrip()
    if kind == "MissingParameter":
        return f"缺少参数 {_hint(error)}"
    if kind == "BadParameter":
        return f"{_hint(error)} 的值无效：{error.message}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 用法有误：{error.message}"
    return None


def _hint(error: Misuse) -> str:
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint()
    return hint if isinstance(hint, str) else " / ".join(hint or ())
