"""Everything the app can do, in one table: keys, footer, palette and help are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

from factmatrix import Text


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do. `id` is the name of the action (`action_<id>`) and of the key.

    `keys` may be remapped in the config. `footer` is its place in the footer (0: not there).
    `always` says that the keys work in dialogs and before what a field would do with them.
    """

    id: str
    title: Text
    help: Text
    keys: str
    footer: int = 0
    always: bool = False

    @property
    def binding(self) -> Binding:
        """The binding that calls the action."""
        return Binding(self.keys, self.id, self.title.en, id=self.id, priority=self.always)


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
    Text("Leave; unsaved changes are asked about first.", "离开程序；有未保存的修改会先询问。"),
    "ctrl+q,ctrl+c", 7, always=True,
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
SNOWBALL = Command(
    "snowball", Text("Snowball", "雪球"),
    Text("What a push brings, what follows by itself, what stays.",
         "推演一笔投放：带来什么、撬动什么、留下什么。"), "ctrl+g",
)  # fmt: skip
ROBUST = Command(
    "robust", Text("How sure", "有多稳"),
    Text("Which weight or figure would have to differ for another lead, and why this one leads.",
         "哪个权重、哪项指标变到多少会换主推，以及主推为何领先。"), "ctrl+r",
)  # fmt: skip
BOOSTS = Command(
    "boosts", Text("Boost tests", "投放测试"),
    Text("What DOU+ and Qianchuan tests showed, and where the next money goes.",
         "DOU+、千川测试的结果，以及下一笔钱投到哪里。"), "ctrl+d",
)  # fmt: skip
PLUGINS = Command(
    "plugins", Text("Plugins", "插件"),
    Text("Which positions are loaded, and why one is not.", "已加载的阵地，以及加载失败的原因。"),
    "f9",
)  # fmt: skip
LANGUAGE = Command(
    "language", Text("中文", "English"),
    Text("Switch between English and Chinese.", "切换中文与英文。"), "f3", always=True,
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
COPY_ADVICE = Command(
    "copy_advice", Text("Copy advice", "复制建议"),
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
EDIT = Command(
    "edit", Text("Change", "修改"),
    Text(
        "Type a value, or open the choices or the row; a digit begins at once.",
        "输入数值，或打开选项、打开整行；直接敲数字即可开始。",
    ),
    "enter",
)  # fmt: skip
CYCLE = Command(
    "cycle", Text("Next choice", "下一选项"),
    Text("Unknown, yes, no, or the next choice.", "在未知、是、否或各选项之间切换。"), "space",
)  # fmt: skip
MORE = Command(
    "more", Text("Step up", "增一步"), Text("One step more.", "数值加一步。"),
    "plus,equals_sign,right",
)  # fmt: skip
LESS = Command(
    "less", Text("Step down", "减一步"), Text("One step less.", "数值减一步。"), "minus,left",
)  # fmt: skip
UNKNOWN = Command(
    "unknown", Text("Unknown", "设为未知"),
    Text("Make the field unknown again.", "清空字段，恢复为未知。"), "delete,backspace,u",
)  # fmt: skip
EVIDENCE = Command(
    "evidence", Text("Where from", "数据依据"),
    Text("Note where the field's value comes from.", "记下该字段的数据从哪里来。"), "e",
)  # fmt: skip
FIELD_HELP = Command(
    "field_help", Text("About the field", "字段说明"),
    Text("More or less about the field under the cursor.", "展开或收起光标所在字段的说明。"), "h",
)  # fmt: skip
NEXT_PROBLEM = Command(
    "next_problem", Text("Next problem", "下一处问题"),
    Text("Go to the next field that is wrong or doubtful.", "跳到下一个有错或存疑的字段。"), "p",
)  # fmt: skip
NEXT_TAB = Command(
    "next_tab", Text("Next tab", "下一页签"), Text("The form's next tab.", "切到下一个页签。"),
    "ctrl+pagedown,right_square_bracket",
)  # fmt: skip
PREVIOUS_TAB = Command(
    "previous_tab", Text("Previous tab", "上一页签"),
    Text("The form's previous tab.", "切到上一个页签。"), "ctrl+pageup,left_square_bracket",
)  # fmt: skip
ADD_ROW = Command(
    "add_row", Text("Add a row", "添加一行"),
    Text("Another creator, campaign or test.", "新增一个达人、活动或测试。"), "a,insert",
)  # fmt: skip
REMOVE_ROW = Command(
    "remove_row", Text("Delete the row", "删除一行"),
    Text("Take out the row under the cursor; undo brings it back.", "删除光标所在行，可以撤销。"),
    "delete,backspace",
)  # fmt: skip
ROW_UP = Command(
    "row_up", Text("Row up", "行上移"), Text("Before the row above.", "移到上一行之前。"),
    "shift+up,ctrl+up",
)  # fmt: skip
ROW_DOWN = Command(
    "row_down", Text("Row down", "行下移"), Text("After the row below.", "移到下一行之后。"),
    "shift+down,ctrl+down",
)  # fmt: skip
NEXT_PANE = Command(
    "next_pane", Text("Next pane", "下一栏"),
    Text("From the brands to the form, to the advice.", "在品牌、表单、建议三栏之间切换。"), "tab",
)  # fmt: skip
PREVIOUS_PANE = Command(
    "previous_pane", Text("Previous pane", "上一栏"),
    Text("Back through advice, form and brands.", "反向切换各栏。"), "shift+tab",
)  # fmt: skip

OPEN_BRAND = Command(
    "open_brand", Text("Open", "打开"),
    Text("Open the brand under the cursor.", "打开光标所在的品牌。"), "enter", 1,
)  # fmt: skip
UNFOLD = Command(
    "unfold", Text("Reasons", "理由"),
    Text("Open or close the reasons of a position.", "展开或收起该阵地的理由。"), "enter,space",
)  # fmt: skip
DETAILS = Command(
    "details", Text("Everything", "完整说明"),
    Text(
        "All criteria of a position with weights, rules and sources.",
        "该阵地的全部指标，含权重、规则与来源。",
    ),
    "d",
)  # fmt: skip
ANSWER = Command(
    "go", Text("Answer", "去填写"),
    Text("On a question: go to its field.", "在问题上：跳到对应的字段。"), "enter",
)  # fmt: skip
WALK = Command(
    "walk", Text("Up and down", "上下移动"),
    Text("The line above or below; also page keys, home and end.",
         "移到上一行或下一行；翻页键、Home、End 也可用。"), "up,down",
)  # fmt: skip
BACK = Command("back", Text("Back", "返回"), Text("Leave this screen.", "离开本屏。"), "escape", 6)
CHOOSE = Command(
    "choose", Text("Other brands", "换品牌"),
    Text("Choose other brands to compare.", "重新选择要对比的品牌。"), "c", 1,
)  # fmt: skip
ONLY_DIFFERENT = Command(
    "only_different", Text("Only what differs", "只看差异"),
    Text("Hide or show what is the same for all.", "隐藏或显示各品牌相同的内容。"), "d", 2,
)  # fmt: skip
SORT_COLUMN = Command(
    "sort_column", Text("Sort", "排序"),
    Text("Sort by the marked column; once more turns it round. Left and right mark another.",
         "按标出的列排序，再按一次反序；左右键换列。"), "s", 2,
)  # fmt: skip
EXPORT_CSV = Command(
    "export_csv", Text("Export CSV", "导出 CSV"),
    Text("Write the table into the folder, for a spreadsheet.", "把总表存入文件夹，供表格软件用。"),
    "x", 3,
)  # fmt: skip
NEXT_POSITION = Command(
    "next_position", Text("Next position", "下一阵地"),
    Text("The position after this one.", "看下一个阵地。"), "right", 2,
)  # fmt: skip
PREVIOUS_POSITION = Command(
    "previous_position", Text("Previous position", "上一阵地"),
    Text("The position before this one.", "看上一个阵地。"), "left", 1,
)  # fmt: skip

MORE_ROUNDS = Command(
    "more_rounds", Text("More rounds", "多投一轮"), Text("Push for one round more.", "多投一轮。"),
    "plus,equals_sign,right", 2,
)  # fmt: skip
FEWER_ROUNDS = Command(
    "fewer_rounds", Text("Fewer rounds", "少投一轮"),
    Text("Push for one round less.", "少投一轮。"), "minus,left", 1,
)  # fmt: skip
FIRST_NEED = Command(
    "first_need", Text("Answer", "去填写"),
    Text("Go to the first field that is missing.", "跳到第一个缺少的字段。"), "enter", 3,
)  # fmt: skip
CREATORS = Command(
    "creators", Text("Creators", "达人合作"),
    Text("Deals with creators: which sell, which pay.", "达人合作：谁能卖、谁回本。"), "ctrl+k",
)  # fmt: skip
SORT_GPM = Command(
    "sort_gpm", Text("GPM", "GPM"),
    Text("Deals by GPM; once more turns the order round.", "按 GPM 排序，再按一次反序。"), "g", 1,
)  # fmt: skip
SORT_ROI = Command(
    "sort_roi", Text("ROI", "ROI"),
    Text("Deals by ROI; once more turns the order round.", "按 ROI 排序，再按一次反序。"), "r", 2,
)  # fmt: skip
SORT_NET_ROI = Command(
    "sort_net_roi", Text("Net ROI", "净 ROI"),
    Text("Deals by ROI after returns and commission.", "按扣除退货和佣金后的 ROI 排序。"), "n", 3,
)  # fmt: skip
SORT_NAME = Command(
    "sort_name", Text("Name", "名称"),
    Text("Deals by name.", "按达人名称排序。"), "a", 4,
)  # fmt: skip
ABOUT_DEAL = Command(
    "about_deal", Text("Chart or deal", "图/详情"),
    Text("Below: the chart, or all about the deal under the cursor.",
         "下半屏切换：散点图，或光标所在合作的详情。"), "d,enter", 5,
)  # fmt: skip
NEXT_COUNT = Command(
    "next_count", Text("Next table", "下一张表"),
    Text("Deals that count something else, and candidates.", "看其他口径的合作和候选达人。"),
    "right",
)  # fmt: skip
PREVIOUS_COUNT = Command(
    "previous_count", Text("Previous table", "上一张表"),
    Text("The table before this one.", "看上一张表。"), "left",
)  # fmt: skip

APP = (PALETTE, HELP, QUIT, LANGUAGE, PLUGINS)
"""What works on every screen; in dialogs only leaving and the language."""
MAIN = (
    SAVE, FILTER, WHAT_IF, UNDO, REDO, SORT, BRANDS, NEW, DUPLICATE, RENAME, DELETE, COMPARE,
    PORTFOLIO, CREATORS, BOOSTS, SNOWBALL, ROBUST, JUMP, EDITOR, COPY_ADVICE, COPY_MARKDOWN,
    EXPORT_MARKDOWN, EXPORT_JSON, CANCEL, NEXT_PANE, PREVIOUS_PANE,
)  # fmt: skip
"""What works on the main screen."""
FIELD = (EDIT, CYCLE, MORE, LESS, UNKNOWN, EVIDENCE)
"""What works on a field of the form."""
ROWS = (ADD_ROW, EDIT, REMOVE_ROW, ROW_UP, ROW_DOWN)
"""What works on a table of rows."""
FORM = (FIELD_HELP, NEXT_PROBLEM, NEXT_TAB, PREVIOUS_TAB)
"""What works everywhere in the form."""
COMPARISON = (CHOOSE, ONLY_DIFFERENT, BACK)
TABLE = (OPEN_BRAND, SORT_COLUMN, EXPORT_CSV, BACK)
"""What works on the portfolio."""
READING = (BACK,)
"""What works on a screen that is only read."""
ROLLING = (FEWER_ROUNDS, MORE_ROUNDS, FIRST_NEED, BACK)
"""What works on the snowball."""
EXPLANATION = (PREVIOUS_POSITION, NEXT_POSITION, BACK)
DEALS = (
    SORT_GPM, SORT_ROI, SORT_NET_ROI, SORT_NAME, ABOUT_DEAL, PREVIOUS_COUNT, NEXT_COUNT, BACK,
)  # fmt: skip
"""What works on the creators."""
ALL = (*MAIN, *APP)
