"""What a profile that the models accept still gets wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from factmatrix.profile.checks import Finding, check
from factmatrix.profile.fields import declare
from factmatrix.profile.inputs import core_inputs, row_fields
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import Section
from factmatrix.text import LANGUAGES, Text
from tests.strategies import profiles

Tables = dict[str, object]


def findings(tables: Tables) -> tuple[Finding, ...]:
    minimal: Tables = {"format": 1, "brand": {"name": "Acme", "category": "food"}}
    return check(BrandProfile.model_validate(minimal | tables))


def dotted(finding: Finding) -> tuple[str, str, tuple[str, ...]]:
    """Severity, place and the other places of a finding, paths as text."""
    path, *also = (".".join(map(str, path)) for path in (finding.path, *finding.also))
    return finding.severity, path, tuple(also)


# What a file says, and the one finding it must bring: severity, place, the other places.
CONTRADICTIONS: dict[str, tuple[Tables, tuple[str, str, tuple[str, ...]]]] = {
    "no blue V, yet bound": (
        {"accounts": {"blue_v": False, "blue_v_bound": True}},
        ("error", "accounts.blue_v_bound", ("accounts.blue_v",)),
    ),
    "no Qianchuan, yet bound": (
        {"accounts": {"qianchuan": False, "qianchuan_bound": True}},
        ("error", "accounts.qianchuan_bound", ("accounts.qianchuan",)),
    ),
    "bound to a shop that is not there": (
        {"accounts": {"shop": False, "blue_v_bound": True}},
        ("error", "accounts.blue_v_bound", ("accounts.shop",)),
    ),
    "Qianchuan bound to a shop that is not there": (
        {"accounts": {"shop": False, "qianchuan_bound": True}},
        ("error", "accounts.qianchuan_bound", ("accounts.shop",)),
    ),
    "a blue V among no accounts": (
        {"accounts": {"own_accounts": 0, "blue_v": True}},
        ("error", "accounts.blue_v", ("accounts.own_accounts",)),
    ),
    "sessions without hours": (
        {"live": {"hours_per_week": 0, "sessions_per_week": 3}},
        ("error", "live.sessions_per_week", ("live.hours_per_week",)),
    ),
    "hours without sessions": (
        {"live": {"hours_per_week": 3, "sessions_per_week": 0}},
        ("warning", "live.hours_per_week", ("live.sessions_per_week",)),
    ),
    "GMV without orders": (
        {"sales": {"monthly_gmv": 90_000, "monthly_orders": 0}},
        ("error", "sales.monthly_gmv", ("sales.monthly_orders",)),
    ),
    "orders without GMV": (
        {"sales": {"monthly_gmv": 0, "monthly_orders": 90}},
        ("error", "sales.monthly_orders", ("sales.monthly_gmv",)),
    ),
    "creators come back, but none is active": (
        {"affiliates": {"active": 0, "repeat_share": 0.5}},
        ("error", "affiliates.repeat_share", ("affiliates.active",)),
    ),
    "a rank without a list": (
        {"affiliates": {"best_listed": False, "best_list_rank": 3}},
        ("error", "affiliates.best_list_rank", ("affiliates.best_listed",)),
    ),
    "an experience score out of 5 on the scale of 100": (
        {"quality": {"experience_scale": 100, "experience_score": 4.8}},
        ("error", "quality.experience_score", ("quality.experience_scale",)),
    ),
    "a part of the experience score out of 5 on the scale of 100": (
        {"quality": {"experience_scale": 100, "experience_logistics": 5}},
        ("error", "quality.experience_logistics", ("quality.experience_scale",)),
    ),
    "an experience score out of 100 on the scale of 5": (
        {"quality": {"experience_scale": 5, "experience_service": 69}},
        ("error", "quality.experience_service", ("quality.experience_scale",)),
    ),
    "an experience score without its scale": (
        {"quality": {"experience_product": 76}},
        ("warning", "quality.experience_product", ("quality.experience_scale",)),
    ),
    "feed and paid views above all views": (
        {"live": {"feed_share": 0.7, "paid_share": 0.4}},
        ("error", "live.paid_share", ("live.feed_share",)),
    ),
    "shares above the whole": (
        {"sales": {"shares": {"field": 0.8, "topkol": 0.3}}},
        ("error", "sales.shares", ("sales.shares.field", "sales.shares.topkol")),
    ),
    "GPM far from order value times conversion": (
        {"economics": {"aov": 100}, "live": {"conversion_rate": 0.02, "gpm": 2410}},
        ("warning", "live.gpm", ("economics.aov", "live.conversion_rate")),
    ),
    "GMV far from order value times orders": (
        {"economics": {"aov": 100}, "sales": {"monthly_gmv": 100_000, "monthly_orders": 100}},
        ("warning", "sales.monthly_gmv", ("economics.aov", "sales.monthly_orders")),
    ),
    "commission above the highest": (
        {"economics": {"commission_rate": 0.3, "max_commission_rate": 0.2}},
        ("warning", "economics.max_commission_rate", ("economics.commission_rate",)),
    ),
    "more returns for quality than refunds": (
        {"quality": {"quality_return_rate": 0.2}, "economics": {"refund_rate": 0.1}},
        ("warning", "economics.refund_rate", ("quality.quality_return_rate",)),
    ),
    "a customer worth less than one order": (
        {"economics": {"aov": 300}, "audience": {"ltv": 200}},
        ("warning", "audience.ltv", ("economics.aov",)),
    ),
    "more orders than can be shipped": (
        {"sales": {"monthly_orders": 3001}, "supply": {"max_daily_orders": 100}},
        ("warning", "supply.max_daily_orders", ("sales.monthly_orders",)),
    ),
    "two creators of one name": (
        {"creators": [{"name": "Li"}, {"name": "Wu"}, {"name": " Li"}]},
        ("error", "creators.2.name", ("creators.0.name",)),
    ),
    "two campaigns of one name": (
        {"campaigns": [{"name": "618"}, {"name": "618"}]},
        ("error", "campaigns.1.name", ("campaigns.0.name",)),
    ),
    "a test without a name": ({"boost_tests": [{"cost": 100}]}, ("warning", "boost_tests.0", ())),
    "refund rate against amount": (
        {"creators": [{"name": "Li", "views": 9000, "channel": "live", "gmv": 1000,
                       "refund_rate": 0.3, "refund_amount": 500}]},
        ("error", "creators.0.refund_rate", ("creators.0.refund_amount", "creators.0.gmv")),
    ),
    "more refunded than sold": (
        {"creators": [{"name": "Li", "views": 9000, "channel": "live", "gmv": 1000,
                       "refund_amount": 1001}]},
        ("error", "creators.0.gmv", ("creators.0.refund_amount",)),
    ),
    "more natural views than views": (
        {"creators": [{"name": "Li", "views": 900, "channel": "live", "gmv": 1000,
                       "natural_views": 901}]},
        ("error", "creators.0.views", ("creators.0.natural_views",)),
    ),
    "more orders than views": (
        {"creators": [{"name": "Li", "views": 9, "channel": "live", "gmv": 1000, "orders": 10}]},
        ("warning", "creators.0.views", ("creators.0.orders",)),
    ),
    "sold without orders": (
        {"creators": [{"name": "Li", "views": 9, "channel": "live", "gmv": 1000, "orders": 0}]},
        ("error", "creators.0.gmv", ("creators.0.orders",)),
    ),
    "sold without views": (
        {"creators": [{"name": "Li", "views": 0, "channel": "live", "gmv": 1000}]},
        ("error", "creators.0.gmv", ("creators.0.views",)),
    ),
    "half a result": (
        {"creators": [{"name": "Li", "channel": "live", "gmv": 1000}]},
        ("warning", "creators.0.gmv", ()),
    ),
    "the other half of a result": (
        {"creators": [{"name": "Li", "channel": "live", "views": 1000}]},
        ("warning", "creators.0.views", ()),
    ),
    "views of what?": (
        {"creators": [{"name": "Li", "views": 9000, "gmv": 1000}]},
        ("warning", "creators.0.views", ()),
    ),
    "a fee beside commission only": (
        {"creators": [{"name": "Li", "contract": "commission", "fee": 5000}]},
        ("warning", "creators.0.fee", ("creators.0.contract",)),
    ),
    "commission beside a fee only": (
        {"creators": [{"name": "Li", "contract": "fee", "commission_rate": 0.2}]},
        ("warning", "creators.0.commission_rate", ("creators.0.contract",)),
    ),
    "a result after the day of the figures": (
        {"brand": {"name": "Acme", "category": "food", "as_of": date(2025, 6, 1)},
         "creators": [{"name": "Li", "views": 9000, "channel": "live", "gmv": 1000,
                       "date": date(2025, 6, 2)}]},
        ("warning", "creators.0.date", ("brand.as_of",)),
    ),
    "an event that ends before it starts": (
        {"campaigns": [{"name": "618", "start": date(2025, 6, 18), "end": date(2025, 6, 1)}]},
        ("error", "campaigns.0.end", ("campaigns.0.start",)),
    ),
    "joined without being eligible": (
        {"campaigns": [{"name": "618", "eligible": False, "joined": True}]},
        ("warning", "campaigns.0.joined", ("campaigns.0.eligible",)),
    ),
    "paid views for nothing": (
        {"boost_tests": [{"name": "a", "cost": 0, "paid_views": 5000}]},
        ("error", "boost_tests.0.paid_views", ("boost_tests.0.cost",)),
    ),
    "orders of a deal without GMV": (
        {"creators": [{"name": "Li", "views": 9, "channel": "live", "gmv": 0, "orders": 1}]},
        ("error", "creators.0.orders", ("creators.0.gmv",)),
    ),
    "orders of a test without GMV": (
        {"boost_tests": [{"name": "a", "conversions": 1, "gmv": 0}]},
        ("error", "boost_tests.0.conversions", ("boost_tests.0.gmv",)),
    ),
    "more orders than plays": (
        {"boost_tests": [{"name": "a", "conversions": 9, "paid_views": 5, "natural_views": 3}]},
        ("warning", "boost_tests.0.conversions",
         ("boost_tests.0.paid_views", "boost_tests.0.natural_views")),
    ),
    "plays of a live room": (
        {"creators": [{"name": "Li", "channel": "live", "denominator": "plays"}]},
        ("warning", "creators.0.denominator", ("creators.0.channel",)),
    ),
    "visits to a video": (
        {"creators": [{"name": "Li", "channel": "video", "denominator": "views"}]},
        ("warning", "creators.0.denominator", ("creators.0.channel",)),
    ),
    "joined, but for others": (
        {"campaigns": [{"name": "618", "joined": True, "categories": ["beauty", "fresh"]}]},
        ("warning", "campaigns.0.joined", ("campaigns.0.categories", "brand.category")),
    ),
    "eligible, but for others": (
        {"campaigns": [{"name": "618", "eligible": True, "joined": False,
                        "categories": ["beauty"]}]},
        ("warning", "campaigns.0.eligible", ("campaigns.0.categories", "brand.category")),
    ),
    "fans order, but there are none": (
        {"audience": {"fans": 0, "fan_order_share": 0.2}},
        ("error", "audience.fan_order_share", ("audience.fans",)),
    ),
    "views of no session": (
        {"live": {"sessions_per_week": 0, "views_per_session": 900}},
        ("warning", "live.views_per_session", ("live.sessions_per_week",)),
    ),
    "GPM of videos far from order value times conversion": (
        {"economics": {"aov": 100}, "content": {"video_conversion_rate": 0.002, "video_gpm": 241}},
        ("warning", "content.video_gpm", ("economics.aov", "content.video_conversion_rate")),
    ),
    "a set that names one thing twice": (
        {"content": {"forms": ["story", "scene", "剧情"]}},
        ("warning", "content.forms.2", ("content.forms.0",)),
    ),
    "a blank name": (
        {"brand": {"name": "  ", "category": "food"}},
        ("error", "brand.name", ()),
    ),
    "evidence for no field": (
        {"evidence": {"powers.content.lvie": "Compass"}},
        ("warning", "evidence.powers.content.lvie", ()),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS)
class TestContradictions:
    def test_is_found_at_its_place_and_nothing_else_is(self, case: str) -> None:
        tables, expected = CONTRADICTIONS[case]
        assert [dotted(finding) for finding in findings(tables)] == [expected]

    def test_both_places_are_named_in_both_languages(self, case: str) -> None:
        [finding] = findings(CONTRADICTIONS[case][0])
        for language in LANGUAGES:
            message = finding.message.in_(language)
            for path in (finding.path, *finding.also):
                keys = [str(key) for key in path if isinstance(key, str) and key != "name"]
                if path[:2] != ("sales", "shares"):
                    assert keys[-1] in message


# The nearest thing that is right: none of these may be doubted.
CONSISTENT: dict[str, Tables] = {
    "bound, and there": {
        "accounts": {"shop": True, "blue_v": True, "blue_v_bound": True, "own_accounts": 1}
    },
    "nothing there, nothing bound": {
        "accounts": {"shop": False, "blue_v": False, "blue_v_bound": False, "own_accounts": 0}
    },
    "bound, the rest unknown": {"accounts": {"blue_v_bound": True, "qianchuan_bound": True}},
    "today's scale": {"quality": {"experience_scale": 100, "experience_score": 69}},
    "the old scale": {"quality": {"experience_scale": 5, "experience_score": 5}},
    "a scale alone": {"quality": {"experience_scale": 100}},
    "views that add up": {"live": {"feed_share": 0.7, "paid_share": 0.3}},
    "shares that add up but for rounding": {
        "sales": {"shares": {"field": 0.1, "alliance": 0.2, "topkol": 0.7}}
    },
    "GPM within a fifth": {
        "economics": {"aov": 100}, "live": {"conversion_rate": 0.02, "gpm": 2390}
    },
    "shipping at the limit": {
        "sales": {"monthly_orders": 3000}, "supply": {"max_daily_orders": 100}
    },
    "a rounded refund rate (O20)": {
        "creators": [{"name": "Li", "views": 9000, "channel": "live", "gmv": 1_377_000,
                      "refund_amount": 1_320_000, "refund_rate": 0.96}]
    },
    "the same name in two lists": {
        "creators": [{"name": "618"}], "campaigns": [{"name": "618"}]
    },
    "a candidate": {
        "creators": [{"name": "Li", "fee": 50_000, "contract": "mixed", "commission_rate": 0.2}]
    },
    "a candidate after the day of the figures": {
        "brand": {"name": "Acme", "category": "food", "as_of": date(2025, 6, 1)},
        "creators": [{"name": "Li", "date": date(2025, 7, 1)}],
    },
    "views counted in a named way": {
        "creators": [{"name": "Li", "views": 9000, "gmv": 1000, "denominator": "viewers"}]
    },
    "views of a video's viewers": {
        "creators": [{"name": "Li", "channel": "video", "denominator": "viewers"},
                     {"name": "Wu", "channel": "live", "denominator": "viewers"},
                     {"name": "He", "channel": "video", "denominator": "plays"},
                     {"name": "Su", "channel": "live", "denominator": "views"}]
    },
    "an event for the brand's category, and one for others that it leaves out": {
        "campaigns": [{"name": "a", "joined": True, "categories": ["beauty", "food"]},
                      {"name": "b", "joined": False, "eligible": False, "categories": ["beauty"]},
                      {"name": "c", "joined": True}]
    },
    "every view an order": {
        "boost_tests": [{"name": "a", "conversions": 8, "paid_views": 5, "natural_views": 3},
                        {"name": "b", "conversions": 8, "paid_views": 5}]
    },
    "GPM of videos within a fifth": {
        "economics": {"aov": 100}, "content": {"video_conversion_rate": 0.002, "video_gpm": 239}
    },
    "an event of one day": {
        "campaigns": [{"name": "a", "start": date(2025, 6, 1), "end": date(2025, 6, 1)}]
    },
    "a video that was not boosted": {
        "boost_tests": [{"name": "a", "cost": 0, "paid_views": 0, "natural_views": 800}]
    },
    "evidence for what there is": {
        "evidence": {"powers.content.live": "x", "sales.shares.field": "x", "ext.shelf.a": "x"}
    },
}  # fmt: skip


@pytest.mark.parametrize("case", CONSISTENT)
def test_what_fits_together_is_not_doubted(case: str) -> None:
    assert findings(CONSISTENT[case]) == ()


class TestPlausibility:
    @pytest.mark.parametrize(
        ("tables", "path", "cure"),
        [
            ({"powers": {"content": {"live": 0.8}}}, "powers.content.live", "80"),
            ({"powers": {"content": {"live": 1}}}, "powers.content.live", "100"),
            ({"market": {"category_percentile": 0.9}}, "market.category_percentile", "90"),
            ({"live": {"conversion_rate": 0.45}}, "live.conversion_rate", "0.0045"),
            ({"live": {"follow_rate": 0.6}}, "live.follow_rate", "0.006"),
            ({"live": {"average_watch_minutes": 95}}, "live.average_watch_minutes", "20"),
            ({"sales": {"monthly_gmv": 300}}, "sales.monthly_gmv", "1,000"),
            ({"economics": {"aov": 3e240}}, "economics.aov", "economics.aov = 3e+240"),
            ({"economics": {"aov": 12e9}}, "economics.aov", "economics.aov = 12000000000"),
            ({"creators": [{"name": "Li", "creator_score": 1.5}]}, "creators.0.creator_score", "2"),
        ],
    )
    def test_a_doubtful_value_brings_a_warning_with_the_cure(
        self, tables: Tables, path: str, cure: str
    ) -> None:
        [finding] = findings(tables)
        assert dotted(finding) == ("warning", path, ())
        assert all(cure in finding.message.in_(language) for language in LANGUAGES)

    @pytest.mark.parametrize(
        "tables",
        [
            {"powers": {"content": {"live": 0}}},
            {"powers": {"content": {"live": 1.5}}},
            {"live": {"conversion_rate": 0.3, "conversion_percentile": 1, "gpm": 0}},
            {"live": {"follow_rate": 0.5, "interaction_rate": 1.4}},
            {"economics": {"monthly_budget": 0, "commission_rate": 0}},
        ],
    )
    def test_the_ends_of_the_band_and_zero_are_believed(self, tables: Tables) -> None:
        assert findings(tables) == ()

    def test_the_section_of_a_plugin_is_checked_by_its_own_declaration(self) -> None:
        class ShelfSection(Section):
            search_share: float | None = declare(
                "share", Text("Search", "搜索"), Text("Search", "搜索"), plausible=(0, 0.5)
            )

        [finding] = findings({"ext": {"shelf": ShelfSection(search_share=0.9)}})
        assert dotted(finding) == ("warning", "ext.shelf.search_share", ())

    def test_what_the_best_candidate_fills_in_is_doubted_in_its_row_only(self) -> None:
        assert findings({"creators": [{"name": "Li", "audience_match": 0.9}]}) == ()


def test_errors_come_before_warnings() -> None:
    severities = [
        finding.severity
        for finding in findings(
            {"powers": {"content": {"live": 0.5}}, "live": {"feed_share": 0.9, "paid_share": 0.9}}
        )
    ]
    assert severities == ["error", "warning"]


@given(profiles())
def test_every_finding_points_into_the_profile(profile: BrandProfile) -> None:
    lists = row_fields()
    for finding in check(profile):
        for path in (finding.path, *finding.also):
            if path[0] in lists:
                assert isinstance(path[1], int)
                assert path[2:] == () or path[2] in lists[str(path[0])]
            elif path[0] != "evidence" and path[:2] != ("sales", "shares"):
                names = tuple(key for key in path if isinstance(key, str))
                assert ".".join(names) in core_inputs() or names == ("brand", "name")
