"""powers."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class ContentPower(Table):
    """ContentPower."""

    heading: ClassVar[Text] = Text("ContentPower", "ContentPower")
    short_video: float | None = declare(
        "score", Text("short_video", "short_video"), Text("short_video", "short_video")
    )
    live: float | None = declare("score", Text("live", "live"), Text("live", "live"))


class BrandPower(Table):
    """BrandPower."""

    heading: ClassVar[Text] = Text("BrandPower", "BrandPower")
    attraction: float | None = declare(
        "score", Text("attraction", "attraction"), Text("attraction", "attraction")
    )
    spread: float | None = declare("score", Text("spread", "spread"), Text("spread", "spread"))


class ProductPower(Table):
    """ProductPower."""

    heading: ClassVar[Text] = Text("ProductPower", "ProductPower")
    innovation: float | None = declare(
        "score", Text("innovation", "innovation"), Text("innovation", "innovation")
    )
    vitality: float | None = declare(
        "score", Text("vitality", "vitality"), Text("vitality", "vitality")
    )
    value: float | None = declare("score", Text("value", "value"), Text("value", "value"))


class PricePower(Table):
    """PricePower."""

    heading: ClassVar[Text] = Text("PricePower", "PricePower")
    strength: float | None = declare(
        "score", Text("strength", "strength"), Text("strength", "strength")
    )
    index: float | None = declare(
        "ratio", Text("index", "index"), Text("index", "index"), low=20, high=500
    )


class Powers(Table):
    """Powers."""

    heading: ClassVar[Text] = Text("Powers", "Powers")
    content: ContentPower = ContentPower()
    brand: BrandPower = BrandPower()
    product: ProductPower = ProductPower()
    price: PricePower = PricePower()
