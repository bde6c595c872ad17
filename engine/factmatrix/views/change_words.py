"""What is said of two results in every format: names, and what is to know before the changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from factmatrix.results.about import differing
from factmatrix.results.reasons import can_explain
from factmatrix.text import Language, Text, clean
from factmatrix.views.spacing import spaced
from factmatrix.views.wording import joined

if TYPE_CHECKING:
    from factmatrix.engine import Engine
    from factmatrix.results.comparing import Comparison

REST = Text("everything else", "其余")
LIMIT = Text("limits of what is attainable", "可达范围的限制")

_DIFFERENT: Mapping[str, Text] = {
    "rules": Text(
        "The rules differ ({} → {}): what moved may be the rules, not the brands.",
        "两次所用的规则不同（{} → {}）：变动可能来自规则，而不是品牌。",
    ),
    "engine": Text(
        "The versions of factmatrix differ ({} → {}): what moved may be the program.",
        "两次所用的 factmatrix 版本不同（{} → {}）：变动可能来自程序。",
    ),
    "date": Text(
        "The days of assessment differ ({} → {}): what depends on the date may move by itself.",
        "两次的评估日期不同（{} → {}）：与日期有关的得分会自行变动。",
    ),
}
_HASH = 12
"""So many digits of a hash tell rules apart for a person."""


class Names(NamedTuple):
    """What positions, parts of scores and blockers are called, as far as this engine knows them."""

    positions: Mapping[str, Text]
    parts: Mapping[str, Text]
    blockers: Mapping[str, Text]

    def position(self, position: str, language: Language) -> str:
        """Letter and title of a position; its id where it is not installed here."""
        return _called(self.positions, position, position, language)

    def part(self, position: str, part: str, language: Language) -> str:
        """The title of a criterion, the message of a modifier; the id of what is not known."""
        return _called(self.parts, f"{position}.{part}", part.partition(".")[2] or part, language)

    def parts_of(self, position: str, language: Language) -> dict[str, str]:
        """The parts of a position's score that have names, by part."""
        own = (key for key in self.parts if key.startswith(f"{position}."))
        parts = (key.removeprefix(f"{position}.") for key in own)
        return {part: self.part(position, part, language) for part in parts}

    def blocker(self, blocker: str, language: Language) -> str:
        """The message of a blocker; its id if that is not known."""
        return _called(self.blockers, blocker, blocker, language)


def _called(names: Mapping[str, Text], key: str, otherwise: str, language: Language) -> str:
    known = names.get(key)
    return clean(known.in_(language) if known else otherwise)


def names_of(engine: Engine) -> Names:
    """The names that an engine's positions and rules give."""
    positions: dict[str, Text] = {}
    parts: dict[str, Text] = {}
    blockers = {alert.id: alert.message for alert in engine.knowledge.diagnosis.alerts}
    for loaded in engine.plugins.positions:
        info = loaded.info
        positions[info.id] = Text(
            f"{info.letter} {info.title.en}", f"{info.letter} {info.title.zh}"
        )
        parts[f"{info.id}.limit"] = LIMIT
        if loaded.scorecard is None:
            continue
        for criterion in loaded.scorecard.criteria:
            parts[f"{info.id}.points.{criterion.id}"] = criterion.title
        for modifier in loaded.scorecard.modifiers:
            said = _as_phrase(modifier.message)
            parts[f"{info.id}.modifier.{modifier.id}"] = said
            blockers.setdefault(modifier.id, modifier.message)
    return Names(positions, parts, blockers)


def _as_phrase(message: Text) -> Text:
    """A sentence as one of several in a list."""
    return Text(message.en.removesuffix("."), message.zh.removesuffix("。"))


def cautions(comparison: Comparison) -> list[Text]:
    """What a reader has to know before the changes, the most weighty first."""
    return [
        *_other_conditions(comparison),
        *_other_positions(comparison),
        *_other_brands(comparison),
        *_no_reasons(comparison),
    ]


def _other_conditions(comparison: Comparison) -> Iterator[Text]:
    old, new = comparison.old, comparison.new
    for fact in sorted(differing(old.about, new.about), key=list(_DIFFERENT).index):
        said = _DIFFERENT[fact]
        values = [clean(str(getattr(about, fact)))[:_HASH] for about in (old.about, new.about)]
        yield Text(said.en.format(*values), said.zh.format(*values))
    silent = [str(r.path) for r in (old, new) if not (r.about.rules and r.about.engine)]
    if silent:
        en, zh = joined(silent, "en"), joined(silent, "zh")
        yield Text(
            "Whether rules or program changed is not known, because these files do not say with "
            f"which they were made: {en}.",
            spaced("无法判断规则和程序是否变过，因为以下文件没有记录：", f"{zh}。"),
        )


def _other_positions(comparison: Comparison) -> Iterator[Text]:
    for results in (comparison.old, comparison.new):
        alone = [p for p in results.positions if p not in comparison.positions]
        if alone:
            name, en, zh = str(results.path), ", ".join(alone), "、".join(alone)
            yield Text(
                f"Only {name} has these positions, which are not compared: {en}.",
                spaced("只有", name, "包含以下阵地，未作对比：", f"{zh}。"),
            )


def _other_brands(comparison: Comparison) -> Iterator[Text]:
    if comparison.by == "name":
        return
    if comparison.renamed:
        yield Text(
            f"{comparison.renamed:,} brands have another name at the same path and row. If rows "
            "were added, removed or sorted, compare with --by name.",
            f"有 {comparison.renamed:,} 个品牌路径和行号相同而名称不同。如果增删过行或重新排序，"
            "请用 --by name 对比。",
        )
    if not comparison.compared and comparison.added.height and comparison.gone.height:
        yield Text(
            "No brand stands in both by path and row. If files were moved or renamed, compare with "
            "--by name.",
            "按路径和行号，没有品牌同时出现在两份结果中。如果文件移动或改名过，"
            "请用 --by name 对比。",
        )


def _no_reasons(comparison: Comparison) -> Iterator[Text]:
    if can_explain(comparison) or not comparison.changed.height:
        return
    lacking = [str(r.path) for r in (comparison.old, comparison.new) if not r.is_explained]
    en, zh = joined(lacking, "en"), joined(lacking, "zh")
    yield Text(
        f"Reasons need results that were written with --explain. Written without: {en}.",
        spaced("要看变动原因，两份结果都须带 --explain 生成。未带的文件：", f"{zh}。"),
    )


def summary(comparison: Comparison) -> Text:
    """How many brands were compared, and what became of them."""
    c = comparison
    return Text(
        f"Brands compared: {c.compared:,}; changed: {c.changed.height:,}, lead: "
        f"{c.lead_changes:,}, role: {c.role_changes:,}. New: {c.added.height:,}, gone: "
        f"{c.gone.height:,}, doubled: {c.doubled.height:,}.",
        f"对比 {c.compared:,} 个品牌：有变化 {c.changed.height:,} 个，主推改变 "
        f"{c.lead_changes:,} 个，角色改变 {c.role_changes:,} 个；新增 {c.added.height:,} 个，"
        f"消失 {c.gone.height:,} 个，重复 {c.doubled.height:,} 个。",
    )
