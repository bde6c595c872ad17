"""boost_tests."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.choices import BOOST_TARGETS, BOOST_TOOLS, BoostTarget, BoostTool
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class BoostTest(Table):
    """BoostTest."""

    heading: ClassVar[Text] = Text("BoostTest", "BoostTest")
    name: str | None = declare("text", Text("name", "name"), Text("name", "name"))
    tool: BoostTool | None = declare(
        "choice", Text("tool", "tool"), Text("tool", "tool"), choices=BOOST_TOOLS
    )
    target: BoostTarget | None = declare(
        "choice", Text("target", "target"), Text("target", "target"), choices=BOOST_TARGETS
    )
    cost: float | None = declare("money", Text("cost", "cost"), Text("cost", "cost"))
    paid_views: int | None = declare(
        "count", Text("paid_views", "paid_views"), Text("paid_views", "paid_views")
    )
    natural_views: int | None = declare(
        "count", Text("natural_views", "natural_views"), Text("natural_views", "natural_views")
    )
    conversions: int | None = declare(
        "count", Text("conversions", "conversions"), Text("conversions", "conversions")
    )
    gmv: float | None = declare("money", Text("gmv", "gmv"), Text("gmv", "gmv"))
