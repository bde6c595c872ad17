"""What a valid profile still gets wrong: contradictions, doubtful values, doubled names.

The models refuse what no profile may hold; the checks here look across fields. Errors are
impossible, warnings improbable. Both say where, what and what would be right.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from factmatrix.profile.contradictions import contradictions
from factmatrix.profile.findings import Finding, Path, Severity, place
from factmatrix.profile.inputs import row_fields
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.pairs import disagreeing_pairs
from factmatrix.profile.plausibility import implausible, values
from factmatrix.profile.table import declarations
from factmatrix.text import Text

__all__ = ["Finding", "Path", "Severity", "check"]


def check(profile: BrandProfile) -> tuple[Finding, ...]:
    """Everything that is wrong or doubtful in a profile, errors before warnings."""
    findings = [*_single_values(profile), *disagreeing_pairs(profile, ""), *contradictions(profile)]
    for group in row_fields():
        for index, row in enumerate(getattr(profile, group)):
            findings += disagreeing_pairs(row, group, (group, index))
        findings += _names(profile, group)
    findings += _evidence(profile)
    return tuple(sorted(findings, key=lambda finding: finding.severity))


def _single_values(profile: BrandProfile) -> Iterator[Finding]:
    """What one value alone shows: outside the plausible band, blank, or listed twice."""
    for path, declaration, value in values(profile):
        if isinstance(value, tuple):
            yield from _repeated(path, value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield from implausible(path, declaration, value)
    if not profile.brand.name.strip():
        yield Finding("error", ("brand", "name"), (), Text(
            "brand.name is blank: reports and rankings need a name to show.",
            "brand.name 是空的：报告和榜单需要显示品牌名称。",
        ))  # fmt: skip


def _repeated(path: Path, members: tuple[str, ...]) -> Iterator[Finding]:
    """Members that stand in a set more than once."""
    for index, member in enumerate(members):
        if member in members[:index]:
            where = place(path)
            yield Finding("warning", (*path, index), ((*path, members.index(member)),), Text(
                f'{where.en} lists "{member}" twice: one of them can go.',
                f'{where.zh} 里 "{member}" 重复了，删掉一个即可。',
            ))  # fmt: skip


def _names(profile: BrandProfile, group: str) -> Iterator[Finding]:
    """Rows without a name, and names that two rows share."""
    first: dict[str, int] = {}
    for index, row in enumerate(getattr(profile, group)):
        name = (row.name or "").strip()
        where = place((group, index))
        if not name:
            yield Finding("warning", (group, index), (), Text(
                f"{where.en} has no name, so no result can point to it. Add name = \"…\".",
                f"{where.zh}没有名称，结果里无法指明是哪一行，请补上 name = \"…\"。",
            ))  # fmt: skip
        elif name in first:
            other = place((group, first[name]))
            also = ((group, first[name], "name"),)
            yield Finding("error", (group, index, "name"), also, Text(
                f'{where.en} has the same name "{name}" as {other.en}. Names in a list are '
                "unique: add a date or a number.",
                f'{where.zh}和 {other.zh}同名（"{name}"）。同一列表里名称不能重复，'
                "可以加上日期或编号。",
            ))  # fmt: skip
        else:
            first[name] = index


def _evidence(profile: BrandProfile) -> Iterator[Finding]:
    """Evidence for a field that does not exist."""
    paths = [path for path, _ in declarations(BrandProfile)]
    for key, _ in profile.evidence.items():
        if key in paths or key.startswith(("ext.", "sales.shares")):
            continue
        nearest = get_close_matches(key, paths, n=1)
        hint = Text(f" Is {nearest[0]} meant?", f"是不是想写 {nearest[0]}？") if nearest else None
        yield Finding("warning", ("evidence", key), (), Text(
            f'evidence names "{key}", which is no field of a profile.' + (hint.en if hint else ""),
            f'evidence 里的 "{key}" 不是档案字段。' + (hint.zh if hint else ""),
        ))  # fmt: skip
