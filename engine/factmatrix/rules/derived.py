"""Metrics that rules can read like fields: figures derived from a profile by arithmetic.

Each metric declares how it moves with every argument: +1 it never falls when the argument rises,
-1 it never rises, 0 it is linear in the argument but may go either way. That is enough to know the
metric's range when arguments are missing. The functions use nothing but arithmetic and the few
operations of `Arithmetic`, so that the same function serves one profile and a table of columns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from factmatrix.rules.curves import Curve, Range
from factmatrix.text import Text

ROUNDING = 1e-12
"""A margin up to here is a rounding error of a margin of zero, and so is what lies between ends."""

Figure = Any
"""A number, or the column expression that stands for it in a table."""


class Arithmetic(Protocol):
    """What a metric may do besides + - * and 1 / x."""

    def minimum(self, a: Figure, b: Figure) -> Figure: ...

    def quotient(self, a: Figure, by: float) -> Figure: ...

    def where(self, condition: Figure, then: Figure, otherwise: Figure) -> Figure: ...

    def convert(self, conversion: str, x: Figure) -> Figure:
        """`x` through one of the curves of `conversions.toml`."""
        ...


@dataclass(frozen=True, slots=True)
class FloatArithmetic:
    """Arithmetic on plain numbers."""

    conversions: Mapping[str, Curve]

    def __post_init__(self) -> None:
        # Positions are handed these, and must not be able to change them for the others.
        object.__setattr__(self, "conversions", MappingProxyType(dict(self.conversions)))

    def minimum(self, a: float, b: float) -> float:
        """The smaller of two numbers."""
        return a if a <= b else b

    def quotient(self, a: float, by: float) -> float:
        """A figure divided by a number."""
        return a / by

    def where(self, condition: bool, then: float, otherwise: float) -> float:
        """`then` where the condition holds."""
        return then if condition else otherwise

    def convert(self, conversion: str, x: float) -> float:
        """`x` through a curve."""
        return self.conversions[conversion](x)


class Metric(NamedTuple):
    """One derived figure: `function(arithmetic, *arguments)`.

    `given` names a field that states the figure directly and then wins over the arithmetic.
    `low` and `high` bound every possible value.
    """

    id: str
    title: Text
    unit: str
    arguments: tuple[tuple[str, int], ...]
    function: Callable[..., Figure]
    low: float = 0.0
    high: float = math.inf
    given: str | None = None
    denominator: str | None = None

    def __reduce__(self) -> tuple[Callable[[str], Metric], tuple[str]]:
        """A metric travels by its name: functions do not."""
        return metric_named, (self.id,)

    @property
    def reads(self) -> tuple[str, ...]:
        """Every input that can change the metric."""
        paths = tuple(path for path, _ in self.arguments)
        return paths if self.given is None else (self.given, *paths)

    def range_over(self, ranges: Sequence[Range], arithmetic: Arithmetic) -> Range:
        """Least and greatest value when each argument lies anywhere in its range."""
        if all(low == high for low, high in ranges):
            value = self._at([low for low, _ in ranges], arithmetic)
            return value, value
        choices = [
            range_ if sign == 0 and range_[0] < range_[1] else (None,)
            for range_, (_, sign) in zip(ranges, self.arguments, strict=True)
        ]
        lows, highs = [], []
        for corner in product(*choices):
            lows.append(self._at(self._end(ranges, corner, -1), arithmetic))
            highs.append(self._at(self._end(ranges, corner, 1), arithmetic))
        low, high = min(lows), max(highs)
        if len(lows) > 1:  # what lies between two corners may leave them by a rounding error
            low, high = max(low - ROUNDING, self.low), min(high + ROUNDING, self.high)
        return low, high

    def _end(
        self, ranges: Sequence[Range], corner: Sequence[float | None], towards: int
    ) -> list[float]:
        """The arguments that make the figure least (-1) or greatest (1) at one corner."""
        return [
            fixed if fixed is not None else range_[sign * towards > 0]
            for range_, (_, sign), fixed in zip(ranges, self.arguments, corner, strict=True)
        ]

    def _at(self, arguments: Sequence[float], arithmetic: Arithmetic) -> float:
        # An infinite end stands for finite figures, and 0 times any of those is 0.
        value: float = self.function(arithmetic, *arguments)
        return 0.0 if math.isnan(value) else value


def _contribution_margin(
    a: Arithmetic, t: Figure, m: Figure, c: Figure, fee: Figure, r: Figure
) -> Figure:
    return (1 - t) * (m - c - fee) - t * r


def _break_even_roi(
    a: Arithmetic, t: Figure, m: Figure, c: Figure, fee: Figure, r: Figure
) -> Figure:
    margin = _contribution_margin(a, t, m, c, fee, r)
    profitable = margin > ROUNDING
    return a.where(profitable, 1 / a.where(profitable, margin, 1.0), math.inf)


def _experience(a: Arithmetic, score: Figure, scale: Figure) -> Figure:
    return a.where(scale <= 5, a.convert("experience_5", score), score)


_MARGIN_ARGUMENTS = (
    ("economics.refund_rate", 0),
    ("economics.gross_margin", 1),
    ("economics.commission_rate", -1),
    ("economics.platform_fee_rate", -1),
    ("economics.return_loss_rate", -1),
)
_ROI_ARGUMENTS = tuple((path, -sign) for path, sign in _MARGIN_ARGUMENTS)


def _mean_of(metric: str, title: Text, *paths: str) -> Metric:
    def mean(a: Arithmetic, *values: Figure) -> Figure:
        total = values[0]
        for value in values[1:]:
            total = total + value
        return a.quotient(total, len(values))

    return Metric(metric, title, "score", tuple((path, 1) for path in paths), mean, high=100.0)


METRICS: Mapping[str, Metric] = {
    metric.id: metric
    for metric in (
        Metric(
            "metrics.gpm",
            Text("GPM (GMV per 1,000 views)", "GPM（千次观看成交金额）"),
            "CNY per 1000 views",
            (("economics.aov", 1), ("live.conversion_rate", 1)),
            lambda a, aov, conversion: 1000 * aov * conversion,
            given="live.gpm",
            denominator="views",
        ),
        _mean_of(
            "metrics.content_power",
            Text("Content power", "内容力"),
            "powers.content.short_video",
            "powers.content.live",
        ),
        _mean_of(
            "metrics.brand_power",
            Text("Brand power", "品牌力"),
            "powers.brand.attraction",
            "powers.brand.spread",
        ),
        _mean_of(
            "metrics.product_power",
            Text("Product power", "产品力"),
            "powers.product.innovation",
            "powers.product.vitality",
            "powers.product.value",
        ),
        Metric(
            "metrics.price_strength",
            Text("Price power", "价格力"),
            "score",
            (("powers.price.index", -1),),
            lambda a, index: a.convert("price_index", index),
            high=100.0,
            given="powers.price.strength",
        ),
        Metric(
            "metrics.experience",
            Text("Experience score on 0–100", "体验分（折合百分制）"),
            "score",
            (("quality.experience_score", 1), ("quality.experience_scale", -1)),
            _experience,
            high=100.0,
        ),
        Metric(
            "metrics.quality_floor",
            Text("The weaker of product quality and reputation", "品质与口碑中较弱的一项"),
            "score",
            (("quality.product", 1), ("quality.reputation", 1)),
            lambda a, product, reputation: a.minimum(product, reputation),
            high=100.0,
        ),
        Metric(
            "metrics.contribution_margin",
            Text(
                "Contribution margin after returns and commission", "扣除退货与佣金后的贡献毛利率"
            ),
            "share",
            _MARGIN_ARGUMENTS,
            _contribution_margin,
            low=-math.inf,
            high=1.0,
            denominator="gmv",
        ),
        Metric(
            "metrics.break_even_roi",
            Text("Break-even ROI", "盈亏平衡 ROI"),
            "ratio",
            _ROI_ARGUMENTS,
            _break_even_roi,
            denominator="cost",
        ),
        Metric(
            "metrics.commission_headroom",
            Text("Commission headroom", "佣金提升空间"),
            "share",
            (("economics.max_commission_rate", 1), ("economics.commission_rate", -1)),
            lambda a, most, offered: most - offered,
            low=-1.0,
            high=1.0,
        ),
        Metric(
            "metrics.match_depth",
            Text("Match × depth of cooperation", "匹配度 × 合作深度"),
            "share",
            (("top_creators.match", 1), ("top_creators.cooperation", 1)),
            lambda a, match, depth: match * depth,
            high=1.0,
        ),
        Metric(
            "metrics.natural_share",
            Text("Share of natural traffic", "自然流量占比"),
            "share",
            (("live.paid_share", -1),),
            lambda a, paid: 1 - paid,
            high=1.0,
        ),
        Metric(
            "metrics.product_age",
            Text("Age of the newest product", "最新新品上市天数"),
            "days",
            (("product.launch_date", -1), ("brand.as_of", 1)),
            lambda a, launched, today: today - launched,
            low=-math.inf,
        ),
    )
}


def metric_named(metric_id: str) -> Metric:
    """One metric; raises KeyError where there is none of this name."""
    return METRICS[metric_id]
