"""What an app that was killed left unsaved, offered at the next start."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from factmatrix import Text
from factmatrix.desk import Desk
from factmatrix_tui import saving_texts as texts
from factmatrix_tui.changes import changed_fields, in_a_line
from factmatrix_tui.document import Document
from factmatrix_tui.drafts import Draft
from factmatrix_tui.talking import Talk
from factmatrix_tui.values import get
from factmatrix_tui.widgets.form import Form

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen


async def offer_drafts(screen: MainScreen, talk: Talk) -> bool:
    """Ask what becomes of each draft; whether one was restored.

    One is restored at a time: the others are offered at the next start.
    """
    drafts = screen.fact.drafts
    for draft in drafts.left_behind():
        lines: list[Text | str] = [_name_of(draft), f"{draft.kept:%Y-%m-%d %H:%M}"]
        lines += await _changes_of(screen, talk, draft)
        choices = [texts.RESTORE, texts.FORGET, texts.LATER]
        answer = await talk.ask(texts.LEFT_BEHIND, lines, choices)
        if answer == "forget":
            drafts.forget(draft)
        if answer == "restore" and await _restore(screen, talk, draft):
            return True
    return False


async def _changes_of(screen: MainScreen, talk: Talk, draft: Draft) -> list[Text]:
    """A line that says which fields the draft would change, none where that is not known."""
    engine = screen.fact.engine
    if draft.rewritten and draft.path is not None:  # its text is a change itself
        read = await talk.tried(engine.ask(Desk.open, draft.path))
    else:
        read = await talk.tried(engine.ask(Desk.read, draft.text))
    if read is None:
        return []
    form = screen.query_one(Form).map
    titles = changed_fields(read.values or {}, draft.values, draft.entered, form)
    if not titles:
        return [texts.TEXT_CHANGED] if draft.rewritten else []
    return [in_a_line(titles)]


async def _restore(screen: MainScreen, talk: Talk, draft: Draft) -> bool:
    """Show the draft's document; False where the engine gave no answer."""
    fact = screen.fact
    read = await talk.tried(fact.engine.ask(Desk.read, draft.text))
    on_disk = read and replace(read, path=draft.path, data=None)
    if draft.path is not None:
        on_disk = await talk.tried(fact.engine.ask(Desk.open, draft.path))
    if read is None or on_disk is None:
        return False
    changed = hashlib.sha256(on_disk.data or b"").hexdigest() != draft.base
    if on_disk.data is None:
        on_disk = replace(read, path=draft.path, data=None)
    document = Document.of(on_disk)
    if draft.rewritten:
        document.rewrite(texts.RESTORED, read)
    document.restore(texts.RESTORED, draft.values, draft.entered)
    await screen.judge_saved(document)
    await screen.show_document(document)
    if fact.keep_draft():
        fact.drafts.forget(draft)
    if draft.path is not None and changed:
        talk.warn(texts.CHANGED_SINCE)
    return True


def _name_of(draft: Draft) -> str:
    return str(draft.path or get(draft.values, ("brand", "name")) or "?")
