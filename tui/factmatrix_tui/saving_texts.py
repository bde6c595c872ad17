"""What saving asks and says."""

from __future__ import annotations

from factmatrix import Text
from factmatrix.desk import Opened
from factmatrix_tui.screens.ask import Choice

SAVED = Text("Saved.", "已保存。")
SAVED_MOSTLY = Text("Saved, but for what is no value.", "已保存，但不是有效数值的内容没有写入。")
UNSAVED = Text("There are unsaved changes.", "有修改尚未保存。")
WRONG = Text("Some fields have errors.", "有字段填写有误。")
WRONG_HELP = Text(
    "The file can be saved with them, but until they are corrected the list has no score for it.",
    "可以照样保存，但改正之前列表里没有它的得分。",
)
NO_VALUES = Text(
    "This is no value and will not be in the file:", "以下内容不是数值，不会写入文件："
)
NEW_FILE = Text("Save as a new file?", "保存为新文件？")
_NOT_READABLE = Text("Nothing can be saved into this file.", "无法写入此文件。")
CHANGED = Text("The file was changed by another program.", "文件已被其他程序修改。")
CHANGED_HELP = Text(
    "Mine writes all your values into their file, with their comments. Theirs takes what the file "
    "says now; undo brings yours back.",
    "“用我的”把你的全部数值写进对方的文件，保留其注释；“用对方的”改用文件现在的内容，可以撤销。",
)
BROKEN_HELP = Text(
    "What it says now is no TOML and cannot be opened. Mine replaces it with all you have here.",
    "文件现在的内容不是有效的 TOML，无法打开。“用我的”会用你这里的全部内容替换它。",
)
READ_AGAIN = Text(
    "The file was changed by another program and has been read again.",
    "文件被其他程序修改，已重新读取。",
)
THEIR_VERSION = Text("the file's new content", "文件的新内容")
GONE = Text("The file was moved or deleted.", "文件已被移走或删除。")
GONE_NOTE = Text(
    "The file was moved or deleted. What it said is still here; saving writes it again.",
    "文件已被移走或删除。内容仍保留在此，保存即可重新写入。",
)
FOLDER_GONE = Text("Its folder was moved or deleted.", "所在文件夹已被移走或删除。")
FOLDER_GONE_NOTE = Text(
    "The folder was moved or deleted. What the profile said is still here; saving asks for "
    "another place.",
    "所在文件夹已被移走或删除。内容仍保留在此，保存时可另选位置。",
)
LEFT_BEHIND = Text("Last time ended with unsaved changes.", "上次退出时有修改没有保存。")
TEXT_CHANGED = Text("Its text was changed in an editor.", "在编辑器里改过原文。")
RESTORED = Text("restored changes", "恢复的修改")
CHANGED_SINCE = Text(
    "The file was changed since; saving writes your values into its new text.",
    "之后文件又有改动；保存会把你的数值写进新的内容。",
)

SAVE = Choice("save", Text("Save", "保存"), "s")
DROP = Choice("drop", Text("Don't save", "不保存"), "n")
STAY = Choice("stay", Text("Stay", "留下"), "escape")
ANYWAY = Choice("save", Text("Save anyway", "仍然保存"), "s")
CORRECT = Choice("correct", Text("Correct first", "先改正"), "c")
MINE = Choice("mine", Text("Mine", "用我的"), "m")
THEIRS = Choice("theirs", Text("Theirs", "用对方的"), "t")
DIFFERENCE = Choice("difference", Text("Difference", "看差异"), "d")
WRITE_AGAIN = Choice("write", Text("Write it again", "重新写入"), "w")
RESTORE = Choice("restore", Text("Restore", "恢复"), "r")
FORGET = Choice("forget", Text("Discard", "丢弃"), "x")
LATER = Choice("later", Text("Later", "以后再说"), "escape")


def not_readable(opened: Opened) -> Text:
    """Why nothing can be saved into a file."""
    if not opened.problems:
        return _NOT_READABLE
    why = opened.problems[0].message
    return Text(f"{_NOT_READABLE.en} {why.en}", f"{_NOT_READABLE.zh}{why.zh}")
