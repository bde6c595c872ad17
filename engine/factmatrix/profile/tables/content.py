"""content."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import FORMS, Form
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Content(Table):
    """Content."""

    heading: ClassVar[Text] = Text("Content", "Content")
    forms: Annotated[tuple[Form, ...], Strict(False)] | None = declare(
        "set", Text("forms", "forms"), Text("forms", "forms"), choices=FORMS
    )
    videos_per_week: int | None = declare(
        "count",
        Text("videos_per_week", "videos_per_week"),
        Text("videos_per_week", "videos_per_week"),
    )
    video_gpm: float | None = declare(
        "money", Text("video_gpm", "video_gpm"), Text("video_gpm", "video_gpm")
    )
    video_conversion_rate: float | None = declare(
        "share",
        Text("video_conversion_rate", "video_conversion_rate"),
        Text("video_conversion_rate", "video_conversion_rate"),
    )
