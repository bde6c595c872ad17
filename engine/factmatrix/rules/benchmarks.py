"""Published figures that a brand's own are read against: the contents of `benchmarks.toml`.

The sources disagree with one another by factors, so a benchmark is a default to be replaced by
better knowledge, and is never shown without the trust letter of its source.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from factmatrix.profile.choices import Category, Denominator
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.loading import read_rules
from factmatrix.rules.refusing import UnfitError
from factmatrix.rules.scorecard import Knowledge
from factmatrix.text import Text

Place = Literal["below", "within", "above"]
Categories = Annotated[tuple[Category, ...], Strict(False)]


class Benchmark(Knowledge):
    """A published figure (or our assumption, `trust = "ours"`) and where it was published."""

    source: Text


class Threshold(Benchmark):
    """One figure on the scale of the record it is compared with."""

    value: float = Field(gt=0)


class Confidence(Benchmark):
    """How sure a statement from small counts has to be, as a share."""

    value: float = Field(ge=0.5, lt=1)


class DouPlus(Benchmark):
    """How many paid plays `spend` CNY of DOU+ bring where a video is good or very good (R30)."""

    spend: float = Field(gt=0)
    good: float = Field(gt=0)
    very_good: float = Field(gt=0)

    @model_validator(mode="after")
    def _rising(self) -> DouPlus:
        if self.very_good <= self.good:
            raise UnfitError(
                "very_good must take more plays than good.", "very_good 的播放量须高于 good。"
            )
        return self


class GpmBand(Benchmark):
    """A usual range of GPM, in CNY per 1,000 of the denominator, both ends included.

    No `categories` means all of them; no `high` means that the range is open above.
    """

    title: Text
    denominator: Denominator
    categories: Categories = ()
    low: float = Field(ge=0)
    high: float | None = None

    @model_validator(mode="after")
    def _rising(self) -> GpmBand:
        if self.high is not None and self.high <= self.low:
            raise UnfitError("high must be above low.", "high 须大于 low。")
        return self

    def place(self, gpm: float) -> Place:
        """Where a GPM lies."""
        if gpm < self.low:
            return "below"
        return "above" if self.high is not None and gpm > self.high else "within"


class CreatorThresholds(RuleTable):
    """Where a deal with a creator belongs, and from when something speaks against it.

    From `topkol_fans` on a creator is a top KOL, below `alliance_fans` one of the alliance; between
    them the contract decides. A match below `topkol_match`, `alliance_match` or `tone_match` is too
    low, a refund rate of `high_returns` or more is high, and a creator with more than
    `concentration` of the sales is too much in one hand (all shares). Fewer than `deals_for_median`
    deals with sales say nothing about what a candidate will sell.
    """

    topkol_fans: Threshold
    alliance_fans: Threshold
    topkol_match: Threshold
    alliance_match: Threshold
    tone_match: Threshold
    high_returns: Threshold
    concentration: Threshold
    deals_for_median: Threshold

    @model_validator(mode="after")
    def _rising(self) -> CreatorThresholds:
        if self.topkol_fans.value < self.alliance_fans.value:
            raise UnfitError(
                "topkol_fans must not lie below alliance_fans.",
                "topkol_fans 不能低于 alliance_fans。",
            )
        return self


class Benchmarks(RuleTable):
    """All benchmarks.

    `video_conversion_rate` (orders / plays) and `video_reach` (plays) stand in for the medians of a
    brand's own videos where there are fewer than `videos_for_median`. `next_spend` (CNY) is the
    money whose best use is looked for, `confidence` how sure counts of orders have to be for it,
    `push_limit` (CNY) what one push of a video costs at most before there are data.
    """

    format: Literal[1]
    dou_plus: DouPlus
    videos_for_median: Threshold
    video_conversion_rate: Threshold
    video_reach: Threshold
    next_spend: Threshold
    confidence: Confidence
    push_limit: Threshold
    creators: CreatorThresholds
    gpm_bands: Annotated[tuple[GpmBand, ...], Strict(False)]

    def gpm_bands_for(
        self, denominator: Denominator, category: Category | None
    ) -> tuple[GpmBand, ...]:
        """The bands that a GPM may be read against, those for its category first.

        An unknown category leaves the bands that hold for every category.
        """
        bands = [band for band in self.gpm_bands if band.denominator == denominator]
        own = [band for band in bands if category in band.categories]
        return (*own, *(band for band in bands if not band.categories))


def load_benchmarks() -> Benchmarks:
    """The benchmarks that come with the engine."""
    return read_rules(files("factmatrix.rules") / "benchmarks.toml", Benchmarks)
