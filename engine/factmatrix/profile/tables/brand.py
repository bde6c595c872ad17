"""brand."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import CATEGORIES, GOALS, STAGES, Category, Goal, Stage
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Brand(Table):
    """Brand."""

    heading: ClassVar[Text] = Text("Brand", "Brand")
    name: str = declare("text", Text("name", "name"), Text("name", "name"), required=True)
    category: Category = declare(
        "choice",
        Text("category", "category"),
        Text("category", "category"),
        choices=CATEGORIES,
        required=True,
    )
    as_of: datetime.date | None = declare("date", Text("as_of", "as_of"), Text("as_of", "as_of"))
    goal: Goal | None = declare("choice", Text("goal", "goal"), Text("goal", "goal"), choices=GOALS)
    stage: Stage | None = declare(
        "choice", Text("stage", "stage"), Text("stage", "stage"), choices=STAGES
    )
    tags: Annotated[tuple[str, ...], Strict(False)] | None = declare(
        "set", Text("tags", "tags"), Text("tags", "tags")
    )
    notes: str | None = declare("text", Text("notes", "notes"), Text("notes", "notes"))


class Product(Table):
    """Product."""

    heading: ClassVar[Text] = Text("Product", "Product")
    launch_date: datetime.date | None = declare(
        "date", Text("launch_date", "launch_date"), Text("launch_date", "launch_date")
    )
