"""sales."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from factmatrix.profile.fields import declare
from factmatrix.profile.table import OpenTable, Table
from factmatrix.text import Text


class SalesShares(OpenTable):
    """SalesShares."""

    heading: ClassVar[Text] = Text("SalesShares", "SalesShares")
    __pydantic_extra__: dict[str, Annotated[float, Field(ge=0, le=1)]]


class Sales(Table):
    """Sales."""

    heading: ClassVar[Text] = Text("Sales", "Sales")
    monthly_gmv: float | None = declare(
        "money", Text("monthly_gmv", "monthly_gmv"), Text("monthly_gmv", "monthly_gmv")
    )
    monthly_orders: int | None = declare(
        "count", Text("monthly_orders", "monthly_orders"), Text("monthly_orders", "monthly_orders")
    )
    hero_share: float | None = declare(
        "share", Text("hero_share", "hero_share"), Text("hero_share", "hero_share")
    )
    top_creator_share: float | None = declare(
        "share",
        Text("top_creator_share", "top_creator_share"),
        Text("top_creator_share", "top_creator_share"),
    )
    shares: SalesShares = SalesShares()
