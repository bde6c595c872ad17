"""The bundled benchmarks load, say where they come from, and broken ones are refused."""

import pytest
from pydantic import ValidationError

from factmatrix.rules.benchmarks import Benchmark, Benchmarks, GpmBand, load_benchmarks

BENCHMARKS = load_benchmarks()


def entries() -> list[Benchmark]:
    singles = [getattr(BENCHMARKS, name) for name in Benchmarks.model_fields]
    return [*(entry for entry in singles if isinstance(entry, Benchmark)), *BENCHMARKS.gpm_bands]


def band(**changes: object) -> GpmBand:
    """A band from 1,000 upwards for all categories, but for the changes."""
    return GpmBand.model_validate(
        dict(BENCHMARKS.gpm_bands[0]) | {"categories": [], "low": 1000.0, "high": None} | changes
    )


def test_ids_are_unique() -> None:
    ids = [entry.id for entry in entries()]
    assert len(ids) == len(set(ids)) > 10


def test_figures_of_the_source_are_marked_as_its_own_and_ours_as_ours() -> None:
    assert BENCHMARKS.dou_plus.trust == "source"
    assert BENCHMARKS.video_reach.trust == "ours"


def test_bands_of_the_category_come_before_those_of_all_categories() -> None:
    bands = BENCHMARKS.gpm_bands_for("views", "jewelry")
    assert bands[0].id == "appliances_jewelry"
    assert {band.categories for band in bands[1:]} == {()}


def test_live_bands_never_read_a_gpm_per_play() -> None:
    for denominator in ("plays", "views"):
        bands = BENCHMARKS.gpm_bands_for(denominator, "womenswear")
        assert bands
        assert {band.denominator for band in bands} == {denominator}
    assert BENCHMARKS.gpm_bands_for("impressions", "womenswear") == ()


def test_an_unknown_category_leaves_the_bands_of_all_categories() -> None:
    bands = BENCHMARKS.gpm_bands_for("views", None)
    assert bands
    assert {band.categories for band in bands} == {()}


@pytest.mark.parametrize(
    ("gpm", "place"),
    [(999.99, "below"), (1000, "within"), (2000, "within"), (2000.01, "above")],
)
def test_place_in_a_band(gpm: float, place: str) -> None:
    assert band(high=2000.0).place(gpm) == place


def test_a_band_without_an_upper_end_has_nothing_above_it() -> None:
    assert band().place(1e12) == "within"


def test_a_band_must_rise() -> None:
    with pytest.raises(ValidationError, match="high must be above low"):
        band(high=1000.0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("low", -1.0),
        ("low", "1000"),
        ("low", float("nan")),
        ("high", float("inf")),
        ("denominator", "clicks"),
        ("categories", ["womenwear"]),
        ("trust", "E"),
        ("source", {"en": "somewhere"}),
        ("median", 1500.0),
    ],
)
def test_a_broken_entry_of_a_band_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        band(**{field: value})


def test_very_good_must_lie_above_good() -> None:
    with pytest.raises(ValidationError, match="very_good must take more plays than good"):
        type(BENCHMARKS.dou_plus).model_validate(dict(BENCHMARKS.dou_plus) | {"very_good": 5000.0})
