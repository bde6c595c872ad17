"""The position keeps what factmatrix promises of every position, and scores as it should."""

import pytest
from factmatrix import BrandProfile, read_profile
from factmatrix.testing import PositionKit

import factmatrix_NEW_id as plugin


def brand(known: str) -> BrandProfile:
    """A brand of which only this is known."""
    text = f'format = 1\nbrand = {{ name = "Ling", category = "food" }}\n{known}'
    profile = read_profile(text, sections={plugin.ID: plugin.OwnFields}).profile
    assert profile is not None
    return profile


def test_conforms(position_kit: PositionKit) -> None:
    position_kit.check(plugin)


@pytest.mark.parametrize(
    ("known", "score", "low", "high"),
    [
        ("", None, 0, 100),
        ("powers.content.short_video = 80", 80, 40, 90),
        ("powers.content.short_video = 80\next.NEW_id.reviewers = 10", 65, 65, 65),
        ("ext.NEW_id.reviewers = 0", 0, 0, 50),
    ],
)
def test_score(known: str, score: float | None, low: float, high: float) -> None:
    fit = plugin.score_fit(brand(known))
    assert (fit.score, fit.low, fit.high) == (score, low, high)


def test_samples_until_there_are_enough_reviewers() -> None:
    few, enough = brand("ext.NEW_id.reviewers = 5"), brand("ext.NEW_id.reviewers = 20")
    assert [action.id for action in plugin.suggest_actions(few)] == ["send_samples"]
    assert not plugin.suggest_actions(enough)
