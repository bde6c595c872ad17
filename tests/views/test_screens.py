"""What a person reads, word by word, on a few small screens in both languages."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factmatrix.text import LANGUAGES, Language
from factmatrix.views.markdown import report
from factmatrix.views.screen import Screen
from factmatrix.views.terminal import answers
from tests.snapshots import expected
from tests.views.small import BRAND, assess, engine, run

SAVED = Path(__file__).parent / "snapshots"
BLOCKED: dict[str, Any] = {
    "powers.content.live": 30,
    "powers.brand.spread": 90,
    "top_creators.match": 0.2,
    "accounts.shop": False,
    "accounts.tag_clarity": 20,
    "content.forms": [],
    "economics.aov": 1280,
    "brand.goal": "new_product",
    "quality.experience_score": 80,
}
SCREENS: dict[str, tuple[dict[str, Any], int, bool]] = {
    "half-known": (BRAND, 80, False),
    "half-known-explained": (BRAND, 100, True),
    "half-known-explained-narrow": (BRAND, 72, True),
    "blocked-explained": (BLOCKED, 100, True),
    "nothing-known": ({}, 80, False),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_screens(name: str, language: Language) -> None:
    fields, cells, explain = SCREENS[name]
    screen = Screen(language, cells)
    now = "\n".join(answers(run(assess(fields)), screen, explain=explain)) + "\n"
    assert now == expected(SAVED / f"{name}.{language}.txt", now)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("explain", [False, True], ids=["", "explained"])
def test_reports(language: Language, explain: bool) -> None:
    lines = list(report(run(assess(BRAND), assess(BLOCKED)), language, explain=explain))
    now = "\n".join(lines[:-1]) + "\n"  # the last line holds the version and a hash
    assert now == expected(SAVED / f"report{'-explained' * explain}.{language}.md", now)


@pytest.mark.parametrize("language", LANGUAGES)
def test_summaries(language: Language) -> None:
    brands = [("Ling", BRAND), ("无为 | *x*", {}), ("a" * 60, BLOCKED), ("乙" * 40, BRAND)]
    broken = replace(engine().read('format = 1\n[brand]\nname = "x"\n'), path=Path("broken.toml"))
    assessed = run(*(assess(fields, name) for name, fields in brands), failed=(broken,))
    lines = list(answers(assessed, Screen(language, 80), explain=False))
    now = "\n".join(lines[-6:]) + "\n"
    assert now == expected(SAVED / f"summary.{language}.txt", now)
