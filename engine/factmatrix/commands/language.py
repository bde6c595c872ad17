"""Which language a person reads: `--lang`, then FACT_LANG, the config file, the locale."""

from __future__ import annotations

import locale
import os

from factmatrix.text import LANGUAGES, Language, Text


def help_language() -> Language:
    """The language of help texts, known before any option is read."""
    return language_named(os.environ.get("FACT_LANG", "")) or locale_language()


def language_named(name: str) -> Language | None:
    """The language that a name such as `zh`, `zh_CN.UTF-8` or `Chinese` means, if it is ours."""
    lowered = name.lower()
    if lowered.startswith("chinese"):
        return "zh"
    return next((language for language in LANGUAGES if lowered.startswith(language)), None)


def locale_language() -> Language:
    """The language of the environment; English where it is neither of ours."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return language_named(value) or "en"
    return language_named(locale.getlocale()[0] or "") or "en"


def told(text: Text) -> str:
    """A help text in the language of the person who asks."""
    return text.in_(help_language())
