"""accounts."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import TOOLS, Tool
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Accounts(Table):
    """Accounts."""

    heading: ClassVar[Text] = Text("Accounts", "Accounts")
    shop: bool | None = declare("flag", Text("shop", "shop"), Text("shop", "shop"))
    blue_v: bool | None = declare("flag", Text("blue_v", "blue_v"), Text("blue_v", "blue_v"))
    qianchuan: bool | None = declare(
        "flag", Text("qianchuan", "qianchuan"), Text("qianchuan", "qianchuan")
    )
    blue_v_bound: bool | None = declare(
        "flag", Text("blue_v_bound", "blue_v_bound"), Text("blue_v_bound", "blue_v_bound")
    )
    qianchuan_bound: bool | None = declare(
        "flag",
        Text("qianchuan_bound", "qianchuan_bound"),
        Text("qianchuan_bound", "qianchuan_bound"),
    )
    agency_owned: bool | None = declare(
        "flag", Text("agency_owned", "agency_owned"), Text("agency_owned", "agency_owned")
    )
    tools: Annotated[tuple[Tool, ...], Strict(False)] | None = declare(
        "set", Text("tools", "tools"), Text("tools", "tools"), choices=TOOLS
    )
    own_accounts: int | None = declare(
        "count", Text("own_accounts", "own_accounts"), Text("own_accounts", "own_accounts")
    )
    tag_clarity: float | None = declare(
        "score", Text("tag_clarity", "tag_clarity"), Text("tag_clarity", "tag_clarity")
    )
