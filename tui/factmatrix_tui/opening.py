"""Where the app begins, and where it was left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.desk import Desk
from factmatrix_tui.library import Order
from factmatrix_tui.session import Session
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.filter_line import FilterLine
from factmatrix_tui.widgets.form import Form

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen


async def open_at(screen: MainScreen, target: Path, *, restored: bool) -> None:
    """Open a folder on its first brand, or a file, which need not be there, in its folder.

    Where a draft was `restored`, that is the brand. Raises EngineLost.
    """
    target = target.absolute()
    kind = await screen.fact.engine.ask(Desk.kind, target)
    is_file = kind == "file" or (kind == "missing" and target.suffix == ".toml")
    if is_file and not restored:
        await screen.open(target)
        screen.make_room()
    await screen.folder.open(target.parent if is_file else target)
    await screen.folder.open_first()
    if screen.document and screen.document.path:
        screen.query_one(BrandList).go_to(screen.document.path)


async def open_as_left(screen: MainScreen, session: Session, *, restored: bool) -> None:
    """Open folder, brand, tab, filter and order of the last session, as far as they are there.

    Raises EngineLost.
    """
    if session.order in Order.__members__:
        screen.library.order = Order[session.order]
    if session.words:
        screen.library.words = session.words
        screen.query_one(FilterLine).begin(session.words)
    brand = Path(session.brand) if session.brand and not restored else None
    if brand and await screen.fact.engine.ask(Desk.kind, brand) == "file":
        await screen.open(brand)
    await open_at(screen, Path(session.folder or Path.cwd()), restored=restored)
    if session.tab:
        screen.query_one(Form).open_tab(session.tab)


def left_at(screen: MainScreen, begun_at: Session) -> Session:
    """What the main screen shows now; where it was begun, as long as it shows nothing yet."""
    folder, document = screen.library.folder, screen.document
    if folder is None:
        return begun_at
    return replace(
        begun_at,
        folder=str(folder) if screen.folder.unlistable is None else None,
        brand=str(document.path) if document and document.path else None,
        tab=next((form.tab for form in screen.query(Form)), None),
        words=screen.library.words,
        order=screen.library.order.name,
    )
