"""Which language a person reads: `--lang`, then FACT_LANG, the config file, the locale."""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Sequence

from factmatrix.commands.streams import readable
from factmatrix.text import Language, Text

_NAMES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?i:en|english)([-_. ].*)?"),
    "zh": re.compile(r"(?i:zh|chinese)([-_. ].*)?"),
}
"""Also what locales are called: zh_CN.UTF-8, Chinese (Simplified)_China.936."""


def help_language() -> Language:
    """The language of help and messages, known before any option or file is read."""
    return asked_language() or locale_language()


def asked_language() -> Language | None:
    """What `--lang` or FACT_LANG asks for, as far as it is one of ours."""
    for wanted in (_option(sys.argv[1:]), os.environ.get("FACT_LANG")):
        if wanted and (language := language_named(wanted)):
            return language
    return None


def language_named(name: str) -> Language | None:
    """The language that a name such as `zh`, `zh_CN.UTF-8` or `Chinese` means, if it is ours."""
    return next((ours for ours, names in _NAMES.items() if names.fullmatch(name)), None)


def locale_language() -> Language:
    """The language of the environment; English where it is neither of ours."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return language_named(value) or "en"
    return language_named(locale.getlocale()[0] or "") or "en"


def told(text: Text) -> str:
    """A help text in the language of the person who asks."""
    return text.in_(readable(help_language(), sys.stdout))


def _option(arguments: Sequence[str]) -> str | None:
    """The value of `--lang` on the command line, which is not yet parsed."""
    wanted = None
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            wanted = arguments[i + 1] if i + 1 < len(arguments) else None
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return wanted
