"""Single values that are allowed but probably wrong, by what their fields declare plausible."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from factmatrix.profile.declaration import Declaration
from factmatrix.profile.findings import Finding, Path, Spelling, place, shortened, shown
from factmatrix.profile.inputs import row_fields
from factmatrix.profile.model import BrandProfile, Section
from factmatrix.profile.table import Table, declarations
from factmatrix.text import Text


def doubtful_values(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """Every value of the profile, its sections and rows that alone looks wrong."""
    for prefix, table in _tables(profile):
        for keys, read, declaration, low, high in _bands(type(table)):
            value = read(table)
            if value and not low < value <= high:  # 0 says "none" and is believed
                path = (*prefix, *keys)
                yield _implausible(path, declaration, low, high, value, spelt(path, value))
        for keys, read in _sets(type(table)):
            members = read(table)
            if members and len(set(members)) < len(members):
                yield from _repeated((*prefix, *keys), members)


def _tables(profile: BrandProfile) -> Iterator[tuple[Path, Table]]:
    yield (), profile
    for position, section in profile.ext.items():
        if isinstance(section, Section):
            yield ("ext", position), section
    for name in row_fields():
        for index, row in enumerate(getattr(profile, name)):
            yield (name, index), row


@cache
def _bands(
    table: type[Table],
) -> tuple[tuple[list[str], attrgetter[Any], Declaration, float, float], ...]:
    """The fields with a plausible band: where each stands, how to read it, and its band."""
    return tuple(
        (path.split("."), attrgetter(path), declaration, *declaration.plausible)
        for path, declaration in declarations(table)
        if declaration.plausible
    )


@cache
def _sets(table: type[Table]) -> tuple[tuple[list[str], attrgetter[Any]], ...]:
    """The fields that hold sets: where each stands, and how to read it."""
    return tuple(
        (path.split("."), attrgetter(path))
        for path, declaration in declarations(table)
        if declaration.kind.name == "set"
    )


def _repeated(path: Path, members: tuple[str, ...]) -> Iterator[Finding]:
    """A warning for each member that stands in a set more than once."""
    first: dict[str, int] = {}
    for index, member in enumerate(members):
        earlier = first.setdefault(member, index)
        if earlier != index:
            where, member = place(path), shortened(member)
            yield Finding("warning", (*path, index), ((*path, earlier),), Text(
                f'{where.en} lists "{member}" twice: one of them can go.',
                f'{where.zh} 里 "{member}" 重复了，删掉一个即可。',
            ))  # fmt: skip


def _implausible(
    path: Path, declaration: Declaration, low: float, high: float, value: float, source: Text
) -> Finding:
    """A warning for a value outside the plausible band."""
    here, hint = place(path), _hint(declaration, low, high, value)
    return Finding("warning", path, (), Text(
        f"{here.en} = {source.en}: {hint.en}",
        f"{here.zh} = {source.zh}（{declaration.title.zh}）：{hint.zh}",
    ), implausible=True)  # fmt: skip


def _hint(declaration: Declaration, low: float, high: float, value: float) -> Text:
    """What the person probably meant, or where the field usually lies."""
    kind = declaration.kind.name
    if kind in ("score", "percentile") and 0 < value <= 1 and declaration.high == 100:
        meant = shown(value * 100)
        return Text(
            f"this field runs from 0 to 100. If {meant} is meant, write {meant}.",
            f"这个字段的范围是 0–100，如果想填的是 {meant}，请写 {meant}。",
        )
    if kind == "share" and value > high:
        percent = shown(value * 100)
        return Text(
            f"that is {percent} %, hardly ever seen (usually at most {shown(high * 100)} %). "
            f"If {shown(value)} % is meant, write {shown(value / 100)}.",
            f"相当于 {percent}%，几乎见不到（通常不超过 {shown(high * 100)}%）。"
            f"如果想填的是 {shown(value)}%，请写 {shown(value / 100)}。",
        )
    if value > high:
        usual = Text(f"usually at most {high:,}.", f"通常不超过 {high:,}，")
    else:
        usual = Text(f"usually above {low:,}.", f"通常大于 {low:,}，")
    reminder = _REMINDERS.get(declaration.kind.unit, _REMINDERS[""])
    return Text(f"{usual.en} {reminder.en}", f"{usual.zh}{reminder.zh}")


_REMINDERS = {
    "CNY": Text(
        "Check the figure; amounts are in yuan, not in 万 (10,000 yuan) or fen.",
        "请核对；金额单位是元，不是万元或分。",
    ),
    "minutes": Text(
        "Check the figure; it is in minutes, not in seconds.", "请核对；单位是分钟，不是秒。"
    ),
    "share": Text("Check the figure; 1 % is written 0.01.", "请核对；1% 要写成 0.01。"),
    "": Text("Check the figure and its unit.", "请核对数值和单位。"),
}
