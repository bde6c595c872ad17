"""The four powers of a brand, each judged against its category: `[powers]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.table import Table
from factmatrix.profile.tables.brand_power import BrandPower
from factmatrix.profile.tables.content_power import ContentPower
from factmatrix.profile.tables.price_power import PricePower
from factmatrix.profile.tables.product_power import ProductPower
from factmatrix.text import Text


class Powers(Table):
    """The four powers."""

    heading: ClassVar[Text] = Text("The four powers", "四力")

    content: ContentPower = ContentPower()
    brand: BrandPower = BrandPower()
    product: ProductPower = ProductPower()
    price: PricePower = PricePower()
