"""Ids in a profile that nobody has: positions without a plugin, events that no calendar holds.

They are doubtful, never wrong: a profile may name a position whose plugin is elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from factmatrix.profile.findings import Finding, place, shortened
from factmatrix.profile.model import BrandProfile
from factmatrix.text import Text

_MAX_HINTS = 20
"""Looking for a near id takes long; after this many unknown ones none is offered."""
_MAX_COMPARED = 60
"""Longer names are no misspelling of an id."""
_LEAST_PART = 2
"""Characters of a name that are enough to look for it inside an id ("618" in "sale_618")."""


class KnownIds(NamedTuple):
    """The positions that there are, switched off ones included, and the calendar's events."""

    positions: frozenset[str]
    events: frozenset[str]


def unknown_ids(profile: BrandProfile, known: KnownIds) -> Iterator[Finding]:
    """A warning for every id in the profile that is not known."""
    yield from _shares(profile, sorted(known.positions))
    yield from _events(profile, sorted(known.events))


def _shares(profile: BrandProfile, known: Collection[str]) -> Iterator[Finding]:
    listed = Text(", ".join(known) or "none", "、".join(known) or "无")
    unknown = (name for name, _ in profile.sales.shares.items() if name not in known)
    for number, name in enumerate(unknown):
        meant = _nearest(name, known) if number < _MAX_HINTS else None
        shown = shortened(name)
        yield Finding("warning", ("sales", "shares", name), (), Text(
            f'sales.shares names the position "{shown}": its plugin is missing, or the id is '
            f"misspelt. Known: {listed.en}." + (f" Did you mean {meant}?" if meant else ""),
            f'sales.shares 里的阵地 "{shown}" 缺少插件，或 id 写错了。'
            f"现有：{listed.zh}。" + (f"是不是想写 {meant}？" if meant else ""),
        ))  # fmt: skip


def _events(profile: BrandProfile, known: Collection[str]) -> Iterator[Finding]:
    unknown = (
        (index, row.event)
        for index, row in enumerate(profile.campaigns)
        if row.event is not None and row.event not in known
    )
    for number, (index, event) in enumerate(unknown):
        meant = _nearest(event, known) if number < _MAX_HINTS else None
        path = ("campaigns", index, "event")
        where, shown = place(path), shortened(event)
        yield Finding("warning", path, (), Text(
            f'{where.en} = "{shown}" is no event of the campaign calendar. '
            + (f"Did you mean {meant}? " if meant else "")
            + "`fact rules show calendar` lists them; leave the key out for other events.",
            f'{where.zh} = "{shown}" 不在活动日历里。'
            + (f"是不是想写 {meant}？" if meant else "")
            + "日历见 fact rules show calendar；日历以外的活动请不要填这一项。",
        ))  # fmt: skip


def _nearest(name: str, known: Collection[str]) -> str | None:
    """The id that was probably meant: one that contains the name, or one that looks like it."""
    if len(name) > _MAX_COMPARED:
        return None
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    around = [other for other in known if len(plain) >= _LEAST_PART and plain in other]
    alike = get_close_matches(plain, known, n=1)
    return next(iter([*alike, *around]), None)
