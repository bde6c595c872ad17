"""The tokens of TOML, for texts that need not be valid."""

from __future__ import annotations

import re

_STRING = r'''
    """ (?: [^"\\]++ | \\["\\]?+ | "(?!"") )*+ (?: "{3,5}+ )?+
  | \'\'\' (?: [^']++ | '(?!'') )*+ (?: '{3,5}+ )?+
  | "   (?: [^"\\\n]++ | \\["\\]?+ )*+ "?+
  | '   [^'\n]*+ '?+
'''

STRING = re.compile(_STRING, re.VERBOSE)
"""One string; an unclosed one reaches to the end of its line or, with three quotes, of the text."""

TOKEN = re.compile(
    rf"""
    [ \t]++                         # blanks
  | \r?+\n | \r                     # the end of a line
  | \#[^\r\n]*+                     # a comment
  | {_STRING}
  | [.=,\[\]{{}}]                   # a mark
  | [^.=,\[\]{{}}\ \t\#\r\n]++      # a word: a bare key, a number, a date, whatever else
    """,
    re.VERBOSE,
)
"""One token, to be known by its first character; the tokens together are the whole text.

They are cut as the parser's own lexer cuts them, also where the text is broken: what is a string
or a comment here is one there.
"""
