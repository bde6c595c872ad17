"""The messages about broken TOML: what is wrong, and what would be right."""

from __future__ import annotations

from datetime import date

from factmatrix.text import Text
from factmatrix.toml.dates import as_toml

UNCLOSED_TEXT = Text(
    "The text that begins here is not closed on its line: add the closing quote. "
    'Text over several lines stands between three quotes, """ … """.',
    '从这里开始的文本在本行内没有结束：请补上右引号。跨多行的文本用三个引号括起：""" … """。',
)
UNCLOSED_TRIPLE = Text(
    "The text that begins here is never closed: end it with three quotes, as it begins.",
    "从这里开始的多行文本一直没有结束：请用与开头相同的三个引号收尾。",
)
BLANK = Text(
    "A full-width or invisible blank: delete it, or use an ordinary space.",
    "这里有全角空格或不可见字符：请删掉，或换成普通空格。",
)
CONTROL = Text(
    "A control character that cannot be seen stands here: delete it.",
    "这里有一个看不见的控制字符：请删除。",
)
COLON = Text(
    "TOML writes key = value: put = in place of the colon.",
    "TOML 的写法是 键 = 值：请把冒号换成 =。",
)
BRACKET = Text(
    "This bracket is never closed: add ] or } after the last element.",
    "这个括号一直没有闭合：请在最后一个元素后面补上 ] 或 }。",
)
MISSING_VALUE = Text(
    "The value is missing: write it after the =, or delete the line if nothing is known.",
    "缺少值：请写在 = 后面；如果不知道，就删掉这一行。",
)
NO_NULL = Text(
    "TOML has no empty value: delete the line if nothing is known.",
    "TOML 没有空值：如果不知道，就删掉这一行。",
)
DATE = Text(
    "Dates are written 2025-06-01: year, month and day in digits, joined by hyphens, "
    "and the day must exist. Times are written 20:00:00.",
    "日期写成 2025-06-01：年、月、日用数字和短横线，两位补零，且当天必须存在。时间写成 20:00:00。",
)
PERCENT = Text(
    "TOML has no percent sign: write 35 % as 0.35.",
    "TOML 没有百分号：35% 写作 0.35。",
)
NUMBER = Text(
    "Not a number as TOML writes it. Use digits with a point, without unit, currency sign or "
    "leading zero: 1200, 0.5, -3. Put it in quotes if it is text.",
    "数字的写法不对。请只用数字和小数点，不带单位、货币符号或前导零，如 1200、0.5、-3；"
    "如果是文本，请加引号。",
)
THOUSANDS = Text(
    "A number has no commas between its digits: write 1000 or 1_000.",
    "数字中间不能有逗号：请写 1000 或 1_000。",
)


def full_width(character: str, half: str) -> Text:
    """A character from a Chinese input method where TOML needs the ASCII one."""
    return Text(
        f"{character} is a full-width character: write {half} instead.",
        f"{character} 是全角字符：请改成半角的 {half}（把输入法切换到英文标点）。",
    )


def date_as(key: str, dates: tuple[date, ...]) -> Text:
    """A date in another form; `key` is "key = ", or nothing in an array."""
    right = as_toml(dates)
    return Text(
        "Dates are written year-month-day with hyphens, month and day in two digits, without "
        f"quotes: {key}{right.en}",
        f"日期按 年-月-日 写，月、日各两位，不加引号：{key}{right.zh}",
    )


def truth(right: str) -> Text:
    """True, FALSE, yes or 否."""
    return Text(
        f"Write {right}: yes and no are true and false, in small letters.",
        f"请写 {right}：是与否只能写小写的 true 和 false。",
    )


def quote_it(source: str) -> Text:
    """Text that stands without quotes."""
    shown = source if len(source) <= 40 else source[:40] + "…"
    plain = "'" in shown or not {'"', "\\"} & set(shown)
    quoted = f'"{shown}"' if plain else f"'{shown}'"  # nothing is special in single quotes
    return Text(f"Text needs quotes: {quoted}", f"文本要加引号：{quoted}")


def twice(first: Text) -> Text:
    """A key or table that is defined again; `first` says where it stands already."""
    return Text(
        f"This key or table stands in the file twice, first {first.en}: keep one of the two.",
        f"这个键或表在文件里出现了两次，第一次在{first.zh}：请只保留一处。",
    )


def table_twice(first: Text, header: str) -> Text:
    """A table whose header, without its brackets, stands a second time; `first` as for `twice`."""
    return Text(
        f"This table stands in the file twice, first {first.en}: keep one of the two. Where each "
        f"is one of several, write both as [[{header}]].",
        f"这个表在文件里出现了两次，第一次在{first.zh}：请只保留一处；"
        f"如果各是列表中的一项，两处都写成 [[{header}]]。",
    )


def taken(first: Text) -> Text:
    """A name that is to be a table and has a value; `first` says where."""
    return Text(
        f"This name already has a value {first.en}, so it cannot be a table as well: rename one.",
        f"这个名称在{first.zh}已经有值，不能再当作表：请给其中一个改名。",
    )


def other(wording: str) -> Text:
    """A mistake without a message of its own; `wording` is what the parser says of it."""
    return Text(
        f"This is not TOML ({wording}). A line is key = value, [table], [[row]] or # comment.",
        f"这里不符合 TOML 语法（解析器：{wording}）。每行应是 键 = 值、[表]、[[行]] 或 # 注释。",
    )


_ESCAPE = Text(
    'A backslash in "…" starts a special character (\\n, \\t, \\", \\\\, \\u4E2D). '
    "Double it, or put the text in single quotes: 'C:\\data'.",
    '双引号里的反斜杠表示转义（\\n、\\t、\\"、\\\\、\\u4E2D）。'
    "请写成两个反斜杠，或改用单引号：'C:\\data'。",
)
_EXTRA_COMMA = Text(
    "A comma too many: one comma between two elements.",
    "逗号多了：两个元素之间只要一个逗号。",
)
_COMMA = Text(
    "A comma is missing between two elements, or the bracket before them is not closed.",
    "两个元素之间缺少逗号，或者前面的括号没有闭合。",
)
_INLINE = Text(
    "A table in braces stands on one line, without a comma or comment before the closing brace: "
    "{ a = 1, b = 2 }",
    "花括号里的表要写在一行内，右括号前不能有逗号或注释：{ a = 1, b = 2 }",
)
_HEADER = Text(
    "The header is not closed: write [table], or [[row]] with two brackets on both sides.",
    "表头没有写完：应是 [表名]，多行表用 [[表名]]，左右括号数要一致。",
)

# By how the parser's wording begins; the first that fits is taken.
MESSAGES = {
    "key with no value": Text(
        "A key needs = and a value: key = value. A key with blanks in it needs quotes.",
        "键后面要有 = 和值：键 = 值。键里如有空格，要加引号。",
    ),
    "missing value for key": MISSING_VALUE,
    "missing assignment": MISSING_VALUE,
    "missing value": MISSING_VALUE,
    "unquoted keys cannot be empty": Text(
        "A name is missing here: write it before the =, between the dots or in the brackets.",
        "这里缺少名称：请写在 = 之前、点号之间或方括号里。",
    ),
    "invalid unquoted key": Text(
        'A key of other characters than A–Z, a–z, 0–9, _ and - needs quotes: "客单价" = 300',
        '键名如含 A–Z、a–z、0–9、_、- 以外的字符，要加引号："客单价" = 300',
    ),
    "keys cannot be multi-line": Text(
        "A key takes one pair of quotes, not three.", "键名只用一对引号，不用三个引号。"
    ),
    "extra `=`": Text("One = is enough: key = value.", "只要一个 =：键 = 值。"),
    "unexpected `=` in array": Text(
        "An array holds values only. Close it before this line, or write { key = value }.",
        "数组里只能放值。请在此之前补上 ]，或写成 { 键 = 值 }。",
    ),
    "unexpected key or value": Text(
        "Something follows on the line that is already complete: put it on a line of its own, or "
        'start it with #. A quote inside "…" is written \\".',
        '这一行已经完整，后面还有内容：请另起一行，或在前面加 #。双引号里的引号要写成 \\"。',
    ),
    "unexpected content": _INLINE,
    "missing comma between": _COMMA,
    "extra assignment": _COMMA,
    "invalid inline table element": _COMMA,
    "extra comma": _EXTRA_COMMA,
    "trailing commas": _INLINE,
    "comments are unsupported in inline": _INLINE,
    "newlines are unsupported in inline": _INLINE,
    "missing key for inline": _INLINE,
    "unclosed array table": _HEADER,
    "unclosed table": _HEADER,
    "invalid table": _HEADER,
    "missing table open": Text(
        "A closing bracket without its opening one: delete it, or write [table].",
        "只有右括号，没有左括号：请删掉，或写成 [表名]。",
    ),
    "unclosed array": BRACKET,
    "unclosed inline table": BRACKET,
    "missing escaped value": _ESCAPE,
    "too few unicode": _ESCAPE,
    "invalid value, expected unicode": _ESCAPE,
    "invalid basic string": CONTROL,
    "invalid multi-line": CONTROL,
    "invalid literal string": CONTROL,
    "invalid comment character": CONTROL,
    "carriage return must be followed": Text(
        "A lone carriage return ends no line in TOML: save the file with LF or CRLF line ends.",
        "单独的回车符不是 TOML 的换行：请用 LF 或 CRLF 换行保存文件。",
    ),
    "invalid key-value pair": Text(
        "A line cannot begin with a brace or comma. JSON is not TOML: write key = value.",
        "行首不能是花括号或逗号。JSON 不是 TOML：请写 键 = 值。",
    ),
}
