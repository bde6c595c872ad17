"""What an app that was killed left unsaved, offered at the next start."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from factmatrix.desk import Desk
from factmatrix_tui import saving_texts as texts
from factmatrix_tui.document import Document
from factmatrix_tui.drafts import Draft
from factmatrix_tui.talking import Talk
from factmatrix_tui.values import get

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen


async def offer_drafts(screen: MainScreen, talk: Talk) -> bool:
    """Ask what becomes of each draft; whether one was restored.

    One is restored at a time: the others are offered at the next start.
    """
    drafts = screen.fact.drafts
    for draft in drafts.left_behind():
        lines = [_name_of(draft), f"{draft.kept:%Y-%m-%d %H:%M}"]
        choices = [texts.RESTORE, texts.FORGET, texts.LATER]
        answer = await talk.ask(texts.LEFT_BEHIND, lines, choices)
        if answer == "forget":
            drafts.forget(draft)
        if answer == "restore" and await _restore(screen, talk, draft):
            return True
    return False


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
