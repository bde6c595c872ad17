"""The sample profiles: valid, true to their sources, and rich enough to show every advice."""

import csv
from functools import cache
from pathlib import Path

import pytest

from factmatrix import Assessment, BrandProfile, deals_of, rank_deals
from tests.brands import DAY, engine

REPOSITORY = Path(__file__).parents[2]
SAMPLES = {path.stem: path for path in sorted((REPOSITORY / "profiles").glob("*.toml"))}
PUBLISHED = [name for name in SAMPLES if name.startswith("published-")]
DOUBTFUL = {"weak-everywhere": ["economics.max_commission_rate"]}
"""The commission offered there is above the brand's own ceiling, which the alliance warns of."""


@cache
def sample(name: str) -> BrandProfile:
    profile = engine().read(SAMPLES[name]).profile
    assert profile is not None
    return profile


@cache
def assessed(name: str) -> Assessment:
    return engine().assess(sample(name), DAY)


def on_the_cards(kind: str) -> set[tuple[str, str]]:
    """Position and id of every action or warning on the bundled scorecards."""
    return {
        (position.info.id, entry.id)
        for position in engine().plugins.positions
        if position.scorecard is not None
        for entry in getattr(position.scorecard, kind)
    }


def said_for(name: str, kind: str) -> set[tuple[str, str]]:
    """Position and id of the actions or warnings for one sample."""
    ranking = assessed(name).ranking
    if kind == "actions":
        return {(ranked.info.id, said.action.id) for ranked in ranking for said in ranked.actions}
    return {(ranked.info.id, notice.id) for ranked in ranking for notice in ranked.fit.notices}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_no_errors_and_no_doubtful_value_but_those_it_shows(name: str) -> None:
    reading = engine().read(SAMPLES[name])
    assert reading.errors == ()
    assert [warning.key for warning in reading.warnings] == DOUBTFUL.get(name, [])


def test_the_readme_names_every_sample() -> None:
    page = (REPOSITORY / "profiles" / "README.md").read_text("utf-8")
    assert [path.name for path in SAMPLES.values() if f"`{path.name}`" not in page] == []


@pytest.mark.parametrize("kind", ["actions", "warnings"])
def test_every_advice_is_given_for_one_sample_and_withheld_from_another(kind: str) -> None:
    first, *others = (said_for(name, kind) for name in SAMPLES)
    assert on_the_cards(kind) - first.union(*others) == set()
    assert first.intersection(*others) & on_the_cards(kind) == set()


def test_every_alert_speaks_for_one_sample() -> None:
    alerts = {alert.id for alert in engine().knowledge.diagnosis.alerts}
    told = {
        notice.id
        for name in SAMPLES
        for notice in (*assessed(name).blockers, *assessed(name).warnings)
    }
    assert alerts <= told


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("content-strong", "field"),
        ("brand-strong", "topkol"),
        ("product-strong", "alliance"),
        ("price-strong", "alliance"),
        ("weak-everywhere", None),
        ("name-and-category", None),
        ("no-shop-yet", None),
    ],
)
def test_a_sample_shows_what_its_name_promises(name: str, lead: str | None) -> None:
    assert assessed(name).verdict.lead == lead


def test_a_position_on_hold_adds_only_figures_that_nobody_watches_yet() -> None:
    added = 0
    for name in SAMPLES:
        answer = assessed(name)
        assert answer.plan is not None
        watched: set[str] = set()
        for step in answer.plan.steps:
            ranked = answer.position(step.position)
            kpi = next(a.action.kpi for a in ranked.actions if a.action.id == step.action)
            if ranked.role == "hold":
                added += 1
                assert kpi is None or kpi.input not in watched
            if kpi:
                watched.add(kpi.input)
    assert added


def test_mixed_tags_stop_the_snowball() -> None:
    assert assessed("tag-chaos").diagnosis.stopped
    assert not assessed("content-strong").diagnosis.stopped


def test_without_blue_v_the_certification_is_the_first_step_of_own_rooms() -> None:
    first = assessed("no-blue-v").position("field").actions[0].action
    assert "R48" in first.rules


def test_a_low_price_without_quality_leaves_the_alliance_behind() -> None:
    alliance = assessed("price-without-quality").position("alliance")
    assert alliance.role == "hold"
    assert any("R81" in notice.rules for notice in alliance.fit.notices)


def test_the_deals_of_the_source_article_change_places_between_roi_and_gpm() -> None:
    ranking = rank_deals(deals_of(sample("source-article-deals").creators))
    by_gpm = [(placed.deal.name, placed.gpm_rank, placed.roi_rank) for placed in ranking.by_gpm]
    assert by_gpm == [("达人一", 1, 2), ("达人二", 2, 1)]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_session_holds_the_published_figures_and_no_others(name: str) -> None:
    brand = sample(name).brand
    with (REPOSITORY / "tests/data/sessions.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["account"] == brand.name]
    row = next(row for row in rows if row["date"] == str(brand.as_of))
    figures = {
        "live.views_per_session": float(row["views_wan"]) * 10_000,
        "live.gpm": float(row["gpm_calc"]),
    }
    if row["aov"]:
        figures["economics.aov"] = float(row["aov"])
    if row["cvr_pct"]:
        figures["live.conversion_rate"] = float(row["cvr_pct"]) / 100
    known = {path: value for path, value in sample(name).inputs.items() if path[:6] != "brand."}
    assert known == pytest.approx(figures)
