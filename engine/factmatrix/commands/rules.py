"""`fact rules`: the numbers behind the advice."""

from __future__ import annotations

import typer

from factmatrix.text import Text

HELP = Text("Every weight, curve and condition, and why.", "查看每个权重、曲线与条件及其依据。")
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def about() -> None:
    """Commands about rules."""
