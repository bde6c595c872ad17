"""campaigns."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import CAMPAIGN_KINDS, CATEGORIES, CampaignKind, Category
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Campaign(Table):
    """Campaign."""

    heading: ClassVar[Text] = Text("Campaign", "Campaign")
    name: str | None = declare("text", Text("name", "name"), Text("name", "name"))
    event: str | None = declare("text", Text("event", "event"), Text("event", "event"))
    kind: CampaignKind | None = declare(
        "choice", Text("kind", "kind"), Text("kind", "kind"), choices=CAMPAIGN_KINDS
    )
    start: datetime.date | None = declare("date", Text("start", "start"), Text("start", "start"))
    end: datetime.date | None = declare("date", Text("end", "end"), Text("end", "end"))
    categories: Annotated[tuple[Category, ...], Strict(False)] | None = declare(
        "set",
        Text("categories", "categories"),
        Text("categories", "categories"),
        choices=CATEGORIES,
    )
    eligible: bool | None = declare(
        "flag", Text("eligible", "eligible"), Text("eligible", "eligible")
    )
    joined: bool | None = declare("flag", Text("joined", "joined"), Text("joined", "joined"))
