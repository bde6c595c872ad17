"""What a person meant who wrote a value in the wrong kind: "35%", "1.2万", "yes", "甲、乙".

The answers are suggestions for error messages. No value is ever corrected silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

_NUMBER = re.compile(
    r"[¥￥]?\s*(?P<digits>[+-]?\d{1,15}(?:\.\d{1,15})?)\s*(?P<scale>[%‰千万亿kw]?)\s*"
    r"(?:元|块|人|次|场|条|单|个|名|天|日|小时|分钟|分|CNY|RMB)?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SCALES: Mapping[str, Decimal] = {
    "": Decimal(1),
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "千": Decimal(10**3),
    "k": Decimal(10**3),
    "万": Decimal(10**4),
    "w": Decimal(10**4),
    "亿": Decimal(10**8),
}
_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "y", "on", "1", "是", "有", "对", "已开通", "已绑定"), True),
    **dict.fromkeys(
        ("false", "no", "n", "off", "0", "否", "无", "没有", "未开通", "未绑定"), False
    ),
}
_SEPARATORS = re.compile(r"[,，、;；|]")


def number_meant(text: str, *, share: bool) -> Decimal | None:
    """The number in a text such as "35%", "1.2万", "¥1,200" or "80 分"; None where unsure.

    A percentage is a fraction where the field is a share, and its own number elsewhere ("80%" as
    a score is 80).
    """
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).strip())
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    scale = match["scale"].lower()
    if scale == "%" and not share:
        scale = ""
    return Decimal(match["digits"]) * _SCALES[scale]


def flag_meant(value: object) -> bool | None:
    """The answer in "yes", "是", 1 and their like; None where unsure."""
    if isinstance(value, str | int):
        return _FLAGS.get(str(value).strip().lower())
    return None


def list_meant(text: str) -> list[str]:
    """The items of a list that was written as one text ("a, b" or "甲、乙")."""
    return [item.strip() for item in _SEPARATORS.split(text) if item.strip()]


def plainly(number: Decimal) -> str:
    """A number without exponent and without idle zeros: 12000, 0.35."""
    return f"{number.normalize():f}"
