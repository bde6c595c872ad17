"""Why a command of the main screen cannot be used now."""

from __future__ import annotations

from factmatrix import Text
from factmatrix_tui.document import Document
from factmatrix_tui.library import Library

_NOTHING_OPEN = Text("No brand is open.", "没有打开的品牌。")
_NO_BRANDS = Text("There are no brands in this folder.", "该文件夹里没有品牌。")
_ONE_BRAND = Text(
    "There is nothing to compare with: one brand, and no unsaved change in it.",
    "没有可对比的对象：只有一个品牌，且没有未保存的修改。",
)
_SAVED = Text("Everything is saved.", "没有需要保存的修改。")
_NOTHING_DONE = Text("Nothing was changed.", "没有可撤销的修改。")
_NOTHING_UNDONE = Text("Nothing was undone.", "没有可重做的修改。")
_NO_FILE = Text("It has no file yet: save it first.", "还没有文件，请先保存。")
_UNREADABLE = Text("The file cannot be read.", "无法读取这个文件。")
_NO_ANSWER = Text("There is no advice yet.", "还没有建议。")
WRONG = Text("Correct the fields with errors first.", "请先改正有错误的字段。")
_TRYING = Text("What-if never writes the file: end it first.", "假设不写文件，请先结束假设。")

_OF_THE_FILE = ("rename", "delete", "duplicate", "editor")
_OF_THE_ADVICE = ("copy_advice", "copy_markdown", "export_markdown", "export_json")


def why_not(
    command: str, document: Document | None, library: Library, *, trying: bool
) -> Text | None:
    """The reason, None where the command can be used; `trying` says that what-if is on."""
    if command in ("filter", "sort", "portfolio"):
        return None if library.paths else _NO_BRANDS
    if command == "compare":
        others = len(library.paths) > 1 or bool(document and document.unsaved and document.path)
        return None if others else _ONE_BRAND
    of_the_brand = ("save", "undo", "redo", "what_if", "creators", "boosts", "snowball", "robust")
    if command in (*of_the_brand, *_OF_THE_FILE, *_OF_THE_ADVICE):
        if document is None:
            return _NOTHING_OPEN
        return _of_document(command, document, trying=trying)
    return None


def _of_document(command: str, document: Document, *, trying: bool) -> Text | None:
    if trying and command in ("save", *_OF_THE_FILE):
        return _TRYING
    if command in _OF_THE_FILE:
        return None if document.path else _NO_FILE
    if command in _OF_THE_ADVICE:
        return None if document.valid and document.answer else _missing(document) or WRONG
    return {
        "save": None if document.unsaved else _SAVED,
        "undo": None if document.done else _NOTHING_DONE,
        "redo": None if document.undone else _NOTHING_UNDONE,
        "what_if": _missing(document),
        "robust": _missing(document),
        "creators": _missing(document),
        "boosts": _missing(document),
        "snowball": _missing(document),
    }[command]


def _missing(document: Document) -> Text | None:
    """Why there is no advice at all, not even for what is right."""
    if not document.readable:
        return _UNREADABLE
    return _NO_ANSWER if document.judged is None else None
