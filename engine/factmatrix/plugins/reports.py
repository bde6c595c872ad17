"""What became of a plugin, and the words for what went wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from traceback import walk_tb
from typing import Literal, NamedTuple

from pydantic import ValidationError

from factmatrix.profile.declaring import DeclaredWronglyError
from factmatrix.rules.problems import RulesError
from factmatrix.text import Text

LONGEST = 500
"""Characters of a reason that are shown: enough for a path and a sentence, no flood."""
_NOT_THE_AUTHORS = {"factmatrix", "importlib", "importlib_metadata", "pydantic"}


@dataclass(frozen=True, slots=True)
class PluginReport:
    """What became of one plugin that was found.

    `name` is the name of its entry point. `id` and `api_version` are None where the plugin could
    not even say them; `reason` says what a failed one must change, or how one is switched on that
    is off unless enabled. `seconds` is what it took to load it, imports included.
    """

    id: str | None
    name: str
    distribution: str | None
    version: str | None
    api_version: int | None
    status: Literal["ok", "failed", "disabled"]
    reason: Text | None
    seconds: float = field(default=0.0, compare=False)


class PluginFailure(NamedTuple):
    """A call that gave no usable answer: whose, which hook, and why.

    `answered` says that there was an answer, which is unsound: nothing was raised, and nothing in
    it is None that may not be.
    """

    position: str
    hook: str
    reason: Text
    answered: bool = False


def why_unread(position: str, reports: Iterable[PluginReport]) -> Text:
    """Why nothing reads the table `[ext.<position>]` of a profile, in one clause."""
    states = {report.status for report in reports if position in (report.id, report.name)}
    if "ok" in states:
        return Text("its plugin has no table of its own", "对应的插件不使用自己的表")
    if "disabled" in states:
        return Text(
            f"its plugin is switched off (--plugin {position} switches it on, "
            f"fact plugins enable {position} for good)",
            f"对应的插件已停用（用 --plugin {position} 启用；"
            f"长期启用：fact plugins enable {position}）",
        )
    if "failed" in states:
        return Text("its plugin could not be loaded", "对应的插件加载失败")
    return Text("its plugin is not installed", "未安装对应的插件")


def off_unless_enabled(name: str) -> Text:
    """Why an optional plugin is not used: nobody has enabled its entry point."""
    return Text(
        f"off unless enabled: fact plugins enable {name}",
        f"默认停用，启用命令：fact plugins enable {name}",
    )


class PluginRefusedError(Exception):
    """A plugin, or one answer of it, that cannot be used; `missing` where that is for a None."""

    def __init__(self, en: str, zh: str, *, missing: bool = False) -> None:
        super().__init__(en)
        self.missing = missing
        self.reason = Text(one_line(en), one_line(zh))


def reason_of(error: BaseException, doing: Text) -> Text:
    """Why a plugin failed, in one line: `doing` says when ("score_fit")."""
    if isinstance(error, PluginRefusedError):
        return error.reason
    if isinstance(error, RulesError):
        return _first_problem(error)
    if isinstance(error, SystemExit):
        return Text(
            f"{doing.en} tried to end the program (SystemExit); it must return or raise an error",
            f"{doing.zh}试图结束整个程序（SystemExit）；插件只能正常返回或抛出异常",
        )
    what = _what(error)
    module, line = _place(error)
    if module is None:
        return Text(f"{doing.en} raised {what.en}", f"{doing.zh}抛出 {what.zh}")
    return Text(
        f"{doing.en} raised {what.en} (in {module}, line {line})",
        f"{doing.zh}抛出 {what.zh}（{module} 第 {line} 行）",
    )


def _first_problem(error: RulesError) -> Text:
    first, *others = error.problems
    count = len(others)
    return Text(
        one_line(first.line("en")) + (f" (and {count} more: fact rules check)" if count else ""),
        one_line(first.line("zh")) + (f"（另有 {count} 处：fact rules check）" if count else ""),
    )


def one_line(message: str) -> str:
    """A message without line breaks and control characters, cut to a readable length."""
    spaced = " ".join(message.split())
    plain = "".join(c for c in spaced if not unicodedata.category(c).startswith("C"))
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def nearest(name: str, known: Iterable[str]) -> Text | None:
    """The question "did you mean …?", where one of the known names is like this one."""
    matches = get_close_matches(name, list(known), 1)
    return Text(f"did you mean {matches[0]}?", f"是否想写 {matches[0]}？") if matches else None


def _what(error: BaseException) -> Text:
    """What was raised: its class and what it says, which the engine's own say in two languages."""
    name = type(error).__name__
    if isinstance(error, DeclaredWronglyError):
        return Text(one_line(f"{name}: {error.reason.en}"), one_line(f"{name}: {error.reason.zh}"))
    message = one_line(f"{name}: {_message(error)}")
    return Text(message, message)


def _message(error: BaseException) -> str:
    try:
        if isinstance(error, ValidationError):
            return "; ".join(
                f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors()
            )
        return str(error)
    except Exception:  # the message is the author's code as well
        return ""


def _place(error: BaseException) -> tuple[str | None, int]:
    """The first line of the author's own that led to the error."""
    for frame, line in walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__")
        if isinstance(module, str) and module.partition(".")[0] not in _NOT_THE_AUTHORS:
            return one_line(module), line
    return None, 0
