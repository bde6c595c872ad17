"""What an explanation must never leave out: rules and sources, gates, stages, the verdict."""

import re
from dataclasses import replace
from typing import Any

import pytest

from factmatrix import Assessment
from factmatrix.text import LANGUAGES, Language
from factmatrix.views import wording
from factmatrix.views.markdown import report
from factmatrix.views.result import envelope
from factmatrix.views.screen import Screen
from factmatrix.views.terminal import answers
from tests.brands import brand
from tests.brands import engine as bundled
from tests.views.small import DAY, run

WITHOUT_QUALITY: dict[str, Any] = {
    "brand.name": "Ling",
    "brand.category": "food",
    "powers.price.strength": 80,
    "powers.content.live": 60,
    "content.forms": ["knowledge", "scene", "recommendation", "story"],
    "brand.notes": "Talks with <b>two</b> factories.",
}
PATHS = re.compile(r"[a-z_]+\.[a-z_]+")
RULES = re.compile(r"R\d+")


def assessed(**changes: object) -> Assessment:
    """The bundled positions' answer for a brand whose quality nobody knows."""
    return bundled().assess(brand({**WITHOUT_QUALITY, **changes}), DAY)


def names(line: str, title: str) -> bool:
    """Whether a line begins with that title, or with as much of it as there is room for."""
    shown = line.strip().partition("  ")[0]
    return line.startswith("      ") and (
        shown == title or (shown.endswith("…") and title.startswith(shown[:-1]))
    )


@pytest.mark.parametrize("cells", [60, 80, 100, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_has_its_rules_and_its_source_at_every_width(
    cells: int, language: Language
) -> None:
    a = assessed()
    lines = list(answers(run(a), Screen(language, cells), explain=True))
    for ranked in a.ranking:
        start = next(
            i for i, line in enumerate(lines)
            if line.startswith(f"  {wording.named(ranked, language)} · ")
        )  # fmt: skip
        for c in ranked.fit.contributions:
            title = c.title.in_(language)
            at = next(i for i in range(start, len(lines)) if names(lines[i], title))
            shown = " ".join(lines[at : at + 4])
            assert wording.source(c.trust, language) in shown
            assert set(c.rules[:2]) <= set(RULES.findall(shown))
            listed = re.search(r"\+(\d+)  ", lines[at])
            if listed:
                assert len(RULES.findall(lines[at])) + int(listed[1]) == len(c.rules)
            else:
                assert set(c.rules) <= set(RULES.findall(shown))


def test_an_author_who_states_no_base_gets_the_same_explanation() -> None:
    a = assessed()
    ranking = tuple(r._replace(fit=replace(r.fit, base=None)) for r in a.ranking)
    without = replace(a, ranking=ranking)
    screen = Screen("en", 100)
    said = list(answers(run(a), screen, explain=True))
    assert any("raises the mean" in line for line in said)
    assert list(answers(run(without), screen, explain=True)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "does not count before this is known: Product quality, Reputation"),
        ("zh", "暂不计分，还缺：产品品质、口碑"),
    ],
)
def test_a_value_that_waits_for_its_gate_says_for_what(language: Language, said: str) -> None:
    shown = "\n".join(answers(run(assessed()), Screen(language, 120), explain=True))
    assert said in shown
    known = assessed(**{"quality.product": 80, "quality.reputation": 80})
    assert said not in "\n".join(answers(run(known), Screen(language, 120), explain=True))
    (result,) = envelope(run(assessed()), language)["results"]
    waits = [c["waits_for"] for r in result["ranking"] for c in r["contributions"]]
    assert ["quality.product", "quality.reputation"] in waits


def test_every_stage_has_bounds_around_its_score() -> None:
    diagnosis = assessed().diagnosis
    assert diagnosis.bounds.keys() == diagnosis.stages.keys()
    for stage, score in diagnosis.stages.items():
        known = diagnosis.bounds[stage]
        assert 0 <= known.low <= known.high <= 100
        assert (score is None) == (known.coverage == 0)
        assert score is None or known.low <= score <= known.high


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_ends_what_scrolls_away_and_nothing_else(language: Language) -> None:
    a = assessed()
    verdict, heading = wording.verdict(a).in_(language), f"  {wording.IN_SHORT.in_(language)}"

    def closing(rows: int | None, *assessments: Assessment) -> str:
        lines = list(answers(run(*assessments), Screen(language, 200, rows=rows), explain=False))
        return "\n".join(lines[lines.index(heading) :] if heading in lines else [])

    assert verdict in closing(24, a)
    assert "Ling" not in closing(24, a)
    assert closing(24, a, a).count("Ling") == 2
    assert closing(None, a) == closing(500, a) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clients_report_holds_no_internal_names(language: Language) -> None:
    text = "\n".join(list(report(run(assessed()), language, explain=False))[:-1])
    assert PATHS.findall(text) == []
    assert RULES.findall(text) == []
    assert "[[" not in text
    assert wording.WHY.in_(language) in text
    for title in ("商家自播", "达人矩阵", "营销活动", "头部大V"):
        assert title in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explained_report_has_rules_evidence_and_notes(language: Language) -> None:
    a = bundled().assess(
        brand({**WITHOUT_QUALITY, "evidence": {"powers.content.live": "Compass *2026-06*"}}), DAY
    )
    text = "\n".join(report(run(a), language, explain=True))
    assert "Compass \\*2026-06\\*" in text
    assert "Talks with \\<b>two\\</b> factories." in text
    assert RULES.search(text)
    (result,) = envelope(run(a), language)["results"]
    assert result["profile"]["evidence"] == {"powers.content.live": "Compass *2026-06*"}
    assert result["profile"]["notes"] == WITHOUT_QUALITY["brand.notes"]
