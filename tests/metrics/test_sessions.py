"""Published live sessions through the metrics, within what their printed digits allow."""

import csv
from decimal import Decimal
from pathlib import Path
from statistics import quantiles

import pytest

from factmatrix import metrics
from factmatrix.rules.benchmarks import load_benchmarks

with (Path(__file__).parents[1] / "data" / "sessions.csv").open(encoding="utf-8") as file:
    SESSIONS = list(csv.DictReader(file))

WAN = 10_000


def printed(text: str, unit: float = 1) -> tuple[float, float]:
    """The least and greatest number that is printed as `text`: half a unit of its last digit."""
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Decimal(5).scaleb(exponent - 1)
    return float(number - half) * unit, float(number + half) * unit


def gpm_range(session: dict[str, str]) -> tuple[float, float]:
    """The least and greatest GPM of a session's printed GMV and views."""
    least_gmv, most_gmv = printed(session["gmv_wan"], WAN)
    least_views, most_views = printed(session["views_wan"], WAN)
    least, most = metrics.gpm(least_gmv, most_views), metrics.gpm(most_gmv, least_views)
    assert least is not None
    assert most is not None
    return least, most


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def with_figures(*columns: str) -> list[object]:
    rows = [row for row in SESSIONS if all(row[column] for column in columns)]
    return [pytest.param(row, id=f"{row['date']} {row['account']}") for row in rows]


@pytest.mark.parametrize("session", with_figures("gpm_calc"))
def test_gpm_is_what_was_computed_from_gmv_and_views(session: dict[str, str]) -> None:
    gpm = metrics.gpm(float(session["gmv_wan"]) * WAN, float(session["views_wan"]) * WAN)
    least, most = printed(session["gpm_calc"])
    assert gpm is not None
    assert least <= gpm <= most


@pytest.mark.parametrize("session", with_figures("aov", "cvr_pct"))
def test_order_value_and_conversion_give_the_same_gpm(session: dict[str, str]) -> None:
    least_aov, most_aov = printed(session["aov"])
    least_rate, most_rate = printed(session["cvr_pct"], 0.01)
    least = metrics.gpm_from_conversion(least_aov, least_rate)
    most = metrics.gpm_from_conversion(most_aov, most_rate)
    assert least is not None
    assert most is not None
    assert overlap((least, most), gpm_range(session))


@pytest.mark.parametrize("session", with_figures("uv_reported"))
def test_published_value_of_a_viewer_is_a_thousandth_of_the_gpm(session: dict[str, str]) -> None:
    least, most = gpm_range(session)
    assert overlap(printed(session["uv_reported"]), (least / 1000, most / 1000))


def test_the_band_of_published_sessions_is_their_middle_half() -> None:
    (band,) = [b for b in load_benchmarks().gpm_bands if b.id == "published_sessions"]
    lower, _, upper = quantiles([float(row["gpm_calc"]) for row in SESSIONS], n=4)
    assert (band.low, band.high) == (lower, upper)
    assert len(SESSIONS) == 27
