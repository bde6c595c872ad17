"""live."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Live(Table):
    """Live."""

    heading: ClassVar[Text] = Text("Live", "Live")
    hours_per_week: float | None = declare(
        "hours",
        Text("hours_per_week", "hours_per_week"),
        Text("hours_per_week", "hours_per_week"),
        low=0,
        high=168,
    )
    sessions_per_week: int | None = declare(
        "count",
        Text("sessions_per_week", "sessions_per_week"),
        Text("sessions_per_week", "sessions_per_week"),
    )
    views_per_session: int | None = declare(
        "count",
        Text("views_per_session", "views_per_session"),
        Text("views_per_session", "views_per_session"),
    )
    conversion_rate: float | None = declare(
        "share",
        Text("conversion_rate", "conversion_rate"),
        Text("conversion_rate", "conversion_rate"),
    )
    conversion_percentile: float | None = declare(
        "percentile",
        Text("conversion_percentile", "conversion_percentile"),
        Text("conversion_percentile", "conversion_percentile"),
    )
    average_watch_minutes: float | None = declare(
        "minutes",
        Text("average_watch_minutes", "average_watch_minutes"),
        Text("average_watch_minutes", "average_watch_minutes"),
    )
    interaction_rate: float | None = declare(
        "share",
        Text("interaction_rate", "interaction_rate"),
        Text("interaction_rate", "interaction_rate"),
        low=0,
        high=100,
    )
    follow_rate: float | None = declare(
        "share", Text("follow_rate", "follow_rate"), Text("follow_rate", "follow_rate")
    )
    gpm: float | None = declare("money", Text("gpm", "gpm"), Text("gpm", "gpm"))
    feed_share: float | None = declare(
        "share", Text("feed_share", "feed_share"), Text("feed_share", "feed_share")
    )
    paid_share: float | None = declare(
        "share", Text("paid_share", "paid_share"), Text("paid_share", "paid_share")
    )
