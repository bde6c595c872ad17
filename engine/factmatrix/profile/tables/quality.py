"""quality."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.choices import EXPERIENCE_SCALES, ExperienceScale
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Quality(Table):
    """Quality."""

    heading: ClassVar[Text] = Text("Quality", "Quality")
    product: float | None = declare("score", Text("product", "product"), Text("product", "product"))
    reputation: float | None = declare(
        "score", Text("reputation", "reputation"), Text("reputation", "reputation")
    )
    positive_review_rate: float | None = declare(
        "share",
        Text("positive_review_rate", "positive_review_rate"),
        Text("positive_review_rate", "positive_review_rate"),
    )
    quality_return_rate: float | None = declare(
        "share",
        Text("quality_return_rate", "quality_return_rate"),
        Text("quality_return_rate", "quality_return_rate"),
    )
    experience_scale: ExperienceScale | None = declare(
        "choice",
        Text("experience_scale", "experience_scale"),
        Text("experience_scale", "experience_scale"),
        choices=EXPERIENCE_SCALES,
    )
    experience_score: float | None = declare(
        "score",
        Text("experience_score", "experience_score"),
        Text("experience_score", "experience_score"),
    )
    experience_product: float | None = declare(
        "score",
        Text("experience_product", "experience_product"),
        Text("experience_product", "experience_product"),
    )
    experience_logistics: float | None = declare(
        "score",
        Text("experience_logistics", "experience_logistics"),
        Text("experience_logistics", "experience_logistics"),
    )
    experience_service: float | None = declare(
        "score",
        Text("experience_service", "experience_service"),
        Text("experience_service", "experience_service"),
    )
