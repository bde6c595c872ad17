"""Values and points as people write them, and that what is shown adds up."""

from datetime import date
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.profile.model import Value
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import LANGUAGES
from factmatrix.views.figures import bounds, figure, percent, points
from factmatrix.views.rounding import adding_up

DOMAINS = InputSpace.of(()).domains


@pytest.mark.parametrize(
    ("value", "path", "en", "zh"),
    [
        (None, "economics.aov", "unknown", "未知"),
        (0.35, "audience.match", "35 %", "35%"),
        (0.0153, "live.conversion_rate", "1.53 %", "1.53%"),
        (0.0, "audience.match", "0 %", "0%"),
        (23.5, "live.interaction_rate", "2,350 %", "2,350%"),
        (128, "economics.aov", "¥128", "¥128"),
        (12.5, "economics.aov", "¥12.5", "¥12.5"),
        (1234567.8, "sales.monthly_gmv", "¥1,234,568", "¥1,234,568"),
        (1e300, "sales.monthly_gmv", "¥1e+300", "¥1e+300"),
        (0.00001, "economics.aov", "¥0.00001", "¥0.00001"),
        (-0.25, "metrics.contribution_margin", "-25 %", "-25%"),
        (inf, "metrics.break_even_roi", "∞", "∞"),
        (-inf, "metrics.contribution_margin", "-∞ %", "-∞%"),
        (3.9312, "metrics.break_even_roi", "3.931", "3.931"),
        (5800.0, "metrics.gpm", "¥5,800", "¥5,800"),
        (34, "live.hours_per_week", "34 h", "34 小时"),
        (1.5, "live.average_watch_minutes", "1.5 min", "1.5 分钟"),
        (30, "supply.stock_days", "30 d", "30 天"),
        (62, "powers.content.live", "62", "62"),
        (True, "accounts.blue_v", "yes", "是"),
        (False, "accounts.blue_v", "no", "否"),
        (1.0, "accounts.blue_v", "yes", "是"),
        ("womenswear", "brand.category", "Women's wear", "女装"),
        ((), "content.forms", "none", "无"),
        (date(2026, 6, 18), "product.launch_date", "2026-06-18", "2026-06-18"),
    ],
)
def test_a_value_is_shown_as_people_write_it(
    value: Value | None, path: str, en: str, zh: str
) -> None:
    assert [figure(value, DOMAINS[path], language) for language in LANGUAGES] == [en, zh]


def test_a_set_lists_its_labels_which_may_hold_commas() -> None:
    forms, value = DOMAINS["content.forms"], ("scene", "story")
    shown = {language: figure(value, forms, language) for language in LANGUAGES}
    labels = {c.value: c.label for c in forms.declaration.choices} if forms.declaration else {}
    assert shown["en"] == f"{labels['scene'].en}; {labels['story'].en}"
    assert shown["zh"] == f"{labels['scene'].zh}、{labels['story'].zh}"


def test_text_from_a_file_is_shown_without_what_a_terminal_would_obey() -> None:
    assert figure("a\x1b[31m\nb", None, "en") == "a[31m b"


def test_points_have_one_decimal_and_never_a_negative_zero() -> None:
    assert [points(p) for p in (84.65, 100.0, 0.0, -0.01, None)] == [
        "84.7", "100.0", "0.0", "0.0", "–",
    ]  # fmt: skip
    assert [points(p, signed=True) for p in (3.0, -2.84, -0.04)] == ["+3.0", "-2.8", "+0.0"]


def test_a_range_says_when_it_is_none() -> None:
    assert [bounds(40.0, 40.0, language) for language in LANGUAGES] == ["exact", "确定"]
    assert bounds(40.01, 40.02, "en") == "40.0–40.0"
    assert [percent(0.295, language) for language in LANGUAGES] == ["30 %", "30%"]


@given(st.lists(st.floats(-100, 100), max_size=20))
def test_rounded_parts_add_up_to_the_rounded_whole(parts: list[float]) -> None:
    shown = adding_up(sum(parts), parts)
    assert f"{sum(shown):.1f}" == f"{round(sum(parts), 1) + 0.0:.1f}"
    assert all(abs(tenth - part) < 0.1 + 1e-9 for tenth, part in zip(shown, parts, strict=True))


def test_no_part_takes_a_tenth_that_another_lost() -> None:
    assert adding_up(10.0, [3.34, 3.33, 3.33]) == [3.4, 3.3, 3.3]
    assert adding_up(0.3, [0.3, 0.0]) == [0.3, 0.0]
    assert adding_up(0.0, []) == []
