"""Everything the app can do, in one table: keys, footer, palette and help are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

from factmatrix import Text


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do. `id` is the name of the action (`action_<id>`) and of the key.

    `keys` may be remapped in the config. `footer` is its place in the footer (0: not there).
    """

    id: str
    title: Text
    help: Text
    keys: str
    footer: int = 0

    @property
    def binding(self) -> Binding:
        """The binding that calls the action."""
        return Binding(self.keys, self.id, self.title.en, id=self.id, show=self.footer > 0)


SAVE = Command(
    "save", Text("Save", "保存"),
    Text("Write the changes into the profile's file.", "把修改写入档案文件。"),
    "ctrl+s", 1,
)  # fmt: skip
FILTER = Command(
    "filter", Text("Filter", "筛选"),
    Text(
        "Show only brands whose name, category, tag or lead contains a word.",
        "只看名称、类目、标签或主推阵地含有该词的品牌。",
    ),
    "slash", 2,
)  # fmt: skip
WHAT_IF = Command(
    "what_if", Text("What if", "假设"),
    Text(
        "Try changes without touching the file; then apply them, keep them or drop them.",
        "不改动文件地试改数值，再决定应用、另存或放弃。",
    ),
    "f6", 3,
)  # fmt: skip
UNDO = Command(
    "undo", Text("Undo", "撤销"), Text("Take back the last change.", "撤销上一步修改。"),
    "ctrl+z", 4,
)  # fmt: skip
PALETTE = Command(
    "command_palette", Text("Commands", "命令"),
    Text("Find a command, a brand or a field by its name.", "按名称查找命令、品牌或字段。"),
    "ctrl+p", 5,
)  # fmt: skip
HELP = Command(
    "help", Text("Help", "帮助"),
    Text("All keys of this screen.", "本屏全部按键。"), "f1,question_mark", 6,
)  # fmt: skip
QUIT = Command(
    "quit", Text("Quit", "退出"),
    Text("Leave; unsaved changes are asked about first.", "退出；有未保存的修改会先询问。"),
    "ctrl+q,ctrl+c", 7,
)  # fmt: skip
REDO = Command(
    "redo", Text("Redo", "重做"), Text("Do again what was undone.", "重做刚撤销的修改。"),
    "ctrl+y",
)  # fmt: skip
SORT = Command(
    "sort", Text("Sort brands", "品牌排序"),
    Text("Order brands by name, by lead or by score in turn.", "依次按名称、主推、得分排序。"),
    "f5",
)  # fmt: skip
BRANDS = Command(
    "brands", Text("Brand list", "品牌列表"),
    Text("Show or hide the list of brands.", "显示或隐藏品牌列表。"), "ctrl+b",
)  # fmt: skip
NEW = Command(
    "new", Text("New brand", "新建品牌"),
    Text("A new profile, the required questions first.", "新建档案，先答必填项。"), "ctrl+n",
)  # fmt: skip
DUPLICATE = Command(
    "duplicate", Text("Duplicate", "复制一份"),
    Text("Copy the open profile into a new file.", "把打开的档案复制为新文件。"), "",
)  # fmt: skip
RENAME = Command(
    "rename", Text("Rename file", "重命名文件"),
    Text("Give the profile's file another name.", "修改档案的文件名。"), "f2",
)  # fmt: skip
DELETE = Command(
    "delete", Text("Delete file", "删除文件"),
    Text("Delete the profile's file, after asking.", "确认后删除档案文件。"), "",
)  # fmt: skip
COMPARE = Command(
    "compare", Text("Compare", "对比"),
    Text("Two to four brands side by side.", "并排对比两到四个品牌。"), "f7",
)  # fmt: skip
PORTFOLIO = Command(
    "portfolio", Text("Portfolio", "总览"),
    Text("All brands against all positions.", "全部品牌与各阵地的得分总表。"), "f8",
)  # fmt: skip
PLUGINS = Command(
    "plugins", Text("Plugins", "插件"),
    Text("Which positions are loaded, and why one is not.", "已加载的阵地，以及加载失败的原因。"),
    "f9",
)  # fmt: skip
LANGUAGE = Command(
    "language", Text("中文", "English"),
    Text("Switch between English and Chinese.", "切换中文与英文。"), "f3",
)  # fmt: skip
JUMP = Command(
    "jump", Text("Jump", "跳转"),
    Text("Letters appear beside everything; one key goes there.", "各处显示字母，按键直达。"),
    "ctrl+o",
)  # fmt: skip
EDITOR = Command(
    "editor", Text("Open in $EDITOR", "用 $EDITOR 打开"),
    Text("Edit the file's text in your editor; it is read back.", "用编辑器改文件原文，改完读回。"),
    "f4",
)  # fmt: skip
COPY_TEXT = Command(
    "copy_text", Text("Copy advice", "复制建议"),
    Text("Copy the advice to the clipboard as text.", "把建议以纯文本复制到剪贴板。"), "ctrl+t",
)  # fmt: skip
COPY_MARKDOWN = Command(
    "copy_markdown", Text("Copy as Markdown", "复制为 Markdown"),
    Text("Copy the advice to the clipboard as Markdown.", "把建议以 Markdown 复制到剪贴板。"), "",
)  # fmt: skip
EXPORT_MARKDOWN = Command(
    "export_markdown", Text("Export Markdown", "导出 Markdown"),
    Text("Write the advice beside the profile as Markdown.", "把建议以 Markdown 写到档案旁。"), "",
)  # fmt: skip
EXPORT_JSON = Command(
    "export_json", Text("Export JSON", "导出 JSON"),
    Text("Write the whole answer beside the profile as JSON.", "把完整结果以 JSON 写到档案旁。"),
    "",
)  # fmt: skip
CANCEL = Command(
    "cancel", Text("Cancel", "取消"),
    Text("Stop what is running in the background.", "停止正在进行的后台任务。"), "escape",
)  # fmt: skip

APP = (PALETTE, HELP, QUIT, LANGUAGE, PLUGINS)
"""What works on every screen."""
MAIN = (
    SAVE, FILTER, WHAT_IF, UNDO, REDO, SORT, BRANDS, NEW, DUPLICATE, RENAME, DELETE, COMPARE,
    PORTFOLIO, JUMP, EDITOR, COPY_TEXT, COPY_MARKDOWN, EXPORT_MARKDOWN, EXPORT_JSON, CANCEL,
)  # fmt: skip
"""What works on the main screen."""
ALL = (*MAIN, *APP)
