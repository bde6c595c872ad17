"""Single values that are allowed but probably wrong, by what their fields declare plausible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter

from factmatrix.profile.fields import Declaration
from factmatrix.profile.findings import Finding, Path, place, shown
from factmatrix.profile.inputs import row_fields
from factmatrix.profile.model import BrandProfile, Section
from factmatrix.profile.table import Table, declarations
from factmatrix.text import Text


def values(profile: BrandProfile) -> Iterator[tuple[Path, Declaration, object]]:
    """Every known value of the profile with its place and declaration; sections and rows too."""
    tables: list[tuple[Path, Table]] = [((), profile)]
    for position, section in profile.ext.items():
        if isinstance(section, Section):
            tables.append((("ext", position), section))
    for name in row_fields():
        tables += (((name, index), row) for index, row in enumerate(getattr(profile, name)))
    for prefix, table in tables:
        for keys, declaration, read in _fields(type(table)):
            value = read(table)
            if value is not None:
                yield (*prefix, *keys), declaration, value


@cache
def _fields(
    table: type[Table],
) -> tuple[tuple[tuple[str, ...], Declaration, Callable[[Table], object]], ...]:
    return tuple(
        (tuple(path.split(".")), declaration, attrgetter(path))
        for path, declaration in declarations(table)
    )


def implausible(path: Path, declaration: Declaration, value: float) -> Iterator[Finding]:
    """A warning where the value is outside the plausible band; 0 says "none" and is believed."""
    if declaration.plausible is None or value == 0:
        return
    low, high = declaration.plausible
    if not low < value <= high:
        here, hint = place(path), _hint(declaration, low, high, value)
        yield Finding("warning", path, (), Text(
            f"{here.en} = {shown(value)}: {hint.en}",
            f"{here.zh} = {shown(value)}（{declaration.title.zh}）：{hint.zh}",
        ))  # fmt: skip


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
