"""What is typed, the value it means, and steps."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.desk import Declaration
from factmatrix.desk.form_making import form_of
from factmatrix_tui.entry import NotAValue, not_a_value, stepped, typed, value_of
from factmatrix_tui.values import dotted, path_of
from tests.brands import DAY, engine


@cache
def declared(path: str) -> Declaration:
    """What is declared of a field, by its path; rows by the path of their list."""
    *table, key = path_of(path)
    form = {each.path: each for each in form_of(engine())}
    fields = {field.key: field.declaration for field in form[dotted(tuple(table))].fields}
    return fields[str(key)]


SCORE, SHARE, MONEY = "powers.content.live", "economics.refund_rate", "economics.aov"
COUNT, DATE, TAGS = "live.views_per_session", "brand.as_of", "brand.tags"


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        (SCORE, "80", 80),
        (SCORE, " 80.5 ", 80.5),
        (SCORE, "８０", 80),
        (SCORE, "", None),
        (SHARE, "35", 0.35),
        (SHARE, "35%", 0.35),
        (SHARE, "3.5 ％", 0.035),
        (SHARE, "100", 1),
        (MONEY, "¥128.50", 128.5),
        (MONEY, "1,280元", 1280),
        (MONEY, "1.2万", 12_000),
        (MONEY, "3亿", 300_000_000),
        (MONEY, "5w", 50_000),
        (COUNT, "38,000", 38_000),
        (COUNT, "1.5万", 15_000),
        (COUNT, "1 200", 1_200),
        (MONEY, "¥ 1，234,567.5 元", 1_234_567.5),
        (MONEY, "1,200 万", 12_000_000),
        (SHARE, "-1.5 %", -0.015),
        (DATE, "2026-6-18", date(2026, 6, 18)),
        (DATE, "2026/06/18", date(2026, 6, 18)),
        (DATE, "20260618", date(2026, 6, 18)),
        (DATE, "2026年6月18日", date(2026, 6, 18)),
        (TAGS, "母婴，高端, 母婴", ["母婴", "高端"]),
        ("brand.name", "  Paper Pond ", "Paper Pond"),
    ],
)
def test_what_people_type_is_understood(path: str, text: str, value: object) -> None:
    assert value_of(text, declared(path)) == value
    assert type(value_of(text, declared(path))) is type(value)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (SCORE, "much"), (SCORE, "1.2.3"), (SCORE, "¥"), (SCORE, "nan"), (SCORE, "-inf"),
        (MONEY, "1e400"), (MONEY, "万"), (COUNT, "2.5"), (COUNT, "99999999999999999999"),
        (DATE, "2026-02-30"), (DATE, "18.6."), (DATE, "0000-01-01"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_told_in_both_languages(path: str, text: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        value_of(text, declared(path))
    assert refusal.value.message == not_a_value(text, declared(path))


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (MONEY, "12,5", "12.5 or 125?"),
        (MONEY, "¥12，5元", "12.5 or 125?"),
        (MONEY, "12 5", "12.5 or 125?"),
        (SHARE, "12,5%", "12.5 or 125?"),
        (MONEY, "0,125", "0.125 or 125?"),
        (MONEY, "-1,5 万", "-1.5 or -15?"),
        (MONEY, "12,00,000", "groups of three"),
        (COUNT, "1,200 300", "groups of three"),
        (SCORE, ",5", "groups of three"),
        (MONEY, "1.250,00", "groups of three"),
    ],
)
def test_a_comma_that_may_be_a_decimal_sign_is_asked_about(path: str, text: str, told: str) -> None:
    refusal = not_a_value(text, declared(path))
    assert refusal is not None
    assert told in refusal.en
    assert "千位分隔" in refusal.zh


@given(st.integers(-(10**17), 10**17), st.sampled_from([",", "，", " ", "\u00a0"]))
def test_groups_of_three_are_read_however_they_are_parted(number: int, sign: str) -> None:
    assert value_of(f"{number:,}".replace(",", sign), declared(COUNT)) == number


@given(st.floats(-1, 100, allow_nan=False))
def test_a_share_survives_being_shown_in_percent(share: float) -> None:
    assert value_of(typed(share, declared(SHARE)), declared(SHARE)) == pytest.approx(
        share, rel=1e-12, abs=1e-300
    )


@given(st.one_of(st.integers(0, 2**53), st.floats(0.01, 1e15)))
def test_a_number_survives_being_shown(number: float) -> None:
    assert value_of(typed(number, declared(MONEY)), declared(MONEY)) == number


@given(st.text())
def test_any_text_is_a_value_or_told_to_be_none(text: str) -> None:
    for path in (SCORE, SHARE, COUNT, DATE, TAGS, "brand.notes"):
        with suppress(NotAValue):
            value_of(text, declared(path))


@given(st.one_of(st.none(), st.booleans(), st.text(), st.floats(), st.lists(st.integers())))
def test_whatever_a_file_holds_can_be_edited_and_stepped(value: object) -> None:
    for path in (SCORE, SHARE, MONEY, COUNT, DATE, TAGS):
        typed(value, declared(path))
        stepped(value, declared(path), 1, DAY)


def steps(path: str, value: object, direction: int, count: int) -> list[object]:
    found = [value]
    for _ in range(count):
        found.append(stepped(found[-1], declared(path), direction, DAY))
    return found


def test_steps_stay_within_the_range() -> None:
    assert steps(SCORE, 98, 1, 3) == [98, 99, 100, 100]
    assert steps(SHARE, 0.015, -1, 3) == [0.015, 0.01, 0, 0]
    assert steps("live.conversion_rate", 0.011, 1, 2) == [0.011, 0.012, 0.013]


def test_a_step_goes_to_the_next_whole_step() -> None:
    assert steps(SCORE, 80.5, 1, 1)[-1] == 81
    assert steps(SCORE, 80.5, -1, 1)[-1] == 80


def test_unknown_is_left_upwards_only() -> None:
    assert steps(SCORE, None, 1, 2) == [None, 0, 1]
    assert steps(SCORE, None, -1, 1) == [None, None]
    assert steps("economics.gross_margin", None, 1, 1) == [None, 0]
    assert steps("powers.price.index", None, 1, 1) == [None, 20]


def test_large_amounts_go_by_large_steps_and_reach_small_ones() -> None:
    assert steps(MONEY, 3_000_000, 1, 1)[-1] == 3_100_000
    assert steps(MONEY, 12, 1, 1)[-1] == 13
    down = steps("sales.monthly_gmv", 3_000_000, -1, 600)
    assert all(isinstance(value, int) for value in down)
    assert down[-1] == 0
    assert all(
        a > b or a == b == 0 for a, b in pairwise(down) if isinstance(a, int) and isinstance(b, int)
    )


def test_dates_go_by_days_and_begin_today() -> None:
    assert steps(DATE, None, 1, 2) == [None, DAY, date(2026, 11, 23)]
    assert steps(DATE, date.max, 1, 1)[-1] == date.max
