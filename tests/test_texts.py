"""Every text for people exists in both languages, each written as its readers write."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from typer.core import TyperGroup

from factmatrix.commands.fact import app
from factmatrix_tui.field_words import KEYS

ROOT = Path(__file__).parents[1]
SOURCES = ("engine", "plugins", "tui")
CHINESE = re.compile("[\u3400-\u9fff]")
SAME_IN_CHINESE = {
    "3C": "what consumer electronics are called",
    "DOU+": "a product of that name",
    **dict.fromkeys(("GPM", "CPM", "ROI", "GPM#", "ROI#"), "figures that the trade calls so"),
    "A/T": "letters of positions",
    "factmatrix.PositionInfo": "a class",
}
HALF_WIDTH = re.compile(
    "[\u3400-\u9fff）”》][,;:?!]|[,;:?!][\u3400-\u9fff（“《]"  # a mark beside Chinese
    "|[\u3400-\u9fff]\\(|\\)[\u3400-\u9fff]"
    "|[\u3400-\u9fff]\\.(?![\\w*])|\\.\\.\\.[\u3400-\u9fff]|[\u3400-\u9fff]\\.\\.\\."
)
NAMES = re.compile(
    "\\([^()]*\\)|“[^”]*”|\"[^\"]*\"|'[^']*'|`[^`]*`"  # in brackets or quotes
    "|[\u3400-\u9fff]+ \\([A-Za-z0-9][^()]*\\)"  # or explained in brackets: 抖店 (shop desk)
)

CLINGING = re.compile("[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u3400-\u9fff]")
"""Latin letters or figures that touch Chinese."""
ONE_WORD = re.compile("蓝V|大V|双11|热DOU榜|巨量引擎AD")
"""Names that are written so."""
DRIFTED = {
    "蓝 V": "蓝V", "大 V": "大V", "自营账号": "自有账号", "评分表": "评分卡", "打分卡": "评分卡",
    "行动项": "动作",
    "Doudian": "Shop backend", "shop desk": "Shop backend", "Luopan": "Compass",
    "Compass (罗盘)": "Compass (电商罗盘)", "Qianchuan (千川)": "Qianchuan (巨量千川)",
    "Buyin (百应)": "Buyin (巨量百应)", "Xingtu (星图)": "Xingtu (巨量星图)",
}  # fmt: skip
"""Other words for things that have a name here, and that name."""


PROSE = re.compile("[^\\W\\d_]+ +[^\\W\\d_]+|[\u3400-\u9fff]")
"""Words that read as said to somebody: two with a blank between, or any Chinese."""
SHOWING = ("engine/factmatrix/views", "engine/factmatrix/commands", "tui/factmatrix_tui")
"""The packages that write to people."""
TEXTS = {"Text", "_words"}
"""Calls that take what is said in English and in Chinese."""
BOTH_LANGUAGES = TEXTS | {"authors_code"}
"""The same, and those that take the beginnings of what is said."""
FOR_PROGRAMMERS = {"AssertionError", "KeyError", "RuntimeError", "TypeError", "ValueError"}
NO_PROSE = {
    "views/figures.py": {"万", "亿", "万亿"},  # each language has large units of its own
    "views/spacing.py": {"蓝V", "大V", "\u3400", "\u9fff"},  # what Chinese text is known by
    "commands/streams.py": {"中"},  # tried: can the stream write it?
    "commands/usage.py": {  # how typer's own message is recognized, which is not shown
        "requires an argument", "Got unexpected extra argument\\S* \\((.*)\\)",
    },
    "factmatrix_tui/entry.py": {  # what people type in either language
        "(\\d{4})[-/.年 ]?(\\d{1,2})[-/.月 ]?(\\d{1,2})日?", "万", "亿", "元",
    },
    "factmatrix_tui/field_words.py": {KEYS.pattern},  # how keys are found in messages
    "factmatrix_tui/palette.py": {"theme 主题 "},  # searched in both languages at once
    "factmatrix_tui/watching.py": {  # a program
        "from factmatrix_tui.watching import report; report()",
    },
}  # fmt: skip
"""By the end of a file's path, strings with words or Chinese that are said to nobody."""
STYLE = re.compile(
    r"\$[a-z-]+ (bold|italic)|bold (underline|reverse)|dialog wide"
    r"|(\$block-cursor-foreground on )?\$?block-cursor-(back|fore)ground"
)
"""Styles and classes of the app."""


class Said(NamedTuple):
    """One text: where it stands, and what is fixed of it in each language ("{}" for the rest)."""

    place: str
    en: str
    zh: str


@cache
def texts() -> tuple[Said, ...]:
    """Every text of the project that is written down."""
    return (*in_python(), *in_rules())


def in_python() -> Iterator[Said]:
    """The arguments of every call in TEXTS; what a program puts together is not looked at."""
    for path in files("py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in TEXTS:
                arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
                fixed = [fixed_part(argument) for argument in arguments]
                if len(fixed) == 2 and all(fixed):
                    yield Said(f"{path.relative_to(ROOT)}:{node.lineno}", *map(str, fixed))


def called(call: ast.expr | None) -> str | None:
    """The name of what is called."""
    match call:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return str(name)
    return None


def in_one_language(tree: ast.AST) -> Iterator[ast.Constant]:
    """Strings of a module that read as prose and stand where no translation stands beside them."""
    match tree:
        case ast.Expr(value=ast.Constant()) | ast.Assert():  # a docstring
            return
        case ast.Call() if called(tree) in BOTH_LANGUAGES:
            return
        case ast.Raise(exc=error) if called(error) in FOR_PROGRAMMERS:
            return
        case ast.Constant(value=str(text)) if PROSE.search(text):
            yield tree
    for part in ast.iter_child_nodes(tree):
        yield from in_one_language(part)


def fixed_part(node: ast.expr) -> str | None:
    """A string with "{}" for whatever is filled in; None if it is no string."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(fixed_part(part) or "{}" for part in parts)
    return None


def in_rules() -> Iterator[Said]:
    """Every table of the two languages in the TOML files of rules."""
    for path in files("toml"):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from in_tables(data, str(path.relative_to(ROOT)))


def in_tables(data: Any, place: str) -> Iterator[Said]:  # noqa: ANN401 - whatever TOML holds
    """The texts in a value."""
    if isinstance(data, dict) and data.keys() & {"en", "zh"}:
        yield Said(place, data.get("en", ""), data.get("zh", ""))
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from in_tables(
                value, f"{place}: {key}" if "toml:" not in place else f"{place}.{key}"
            )


def files(ending: str) -> list[Path]:
    """The project's own files of a kind, tests left out."""
    return sorted(path for folder in SOURCES for path in (ROOT / folder).rglob(f"*.{ending}"))


def without_places(text: str) -> str:
    """The words of a text, without what is filled in."""
    return re.sub(r"\{[^{}]*\}", "", text)


def wrong(said: Said) -> str | None:
    """What a reader would stumble over, if anything."""
    en, zh = without_places(said.en), without_places(said.zh)
    if not (said.en.strip() and said.zh.strip()):
        return "one language is missing"
    if (said.en, said.zh) == ("中文", "English"):  # what leads to the other language
        return None
    if (
        re.search(r"[A-Za-z0-9]", zh)
        and not CHINESE.search(zh)
        and zh.strip() not in SAME_IN_CHINESE
    ):
        return "the Chinese text is not Chinese"
    if CHINESE.search(NAMES.sub("", en)):
        return "the English text holds Chinese that is neither explained nor quoted"
    if found := HALF_WIDTH.search(zh):
        return f"half-width punctuation in Chinese: {found.group()}"
    if found := CLINGING.search(ONE_WORD.sub("", zh)):
        return f"no blank between Chinese and Latin: {found.group()}"
    return next((drift(word) for word in DRIFTED if word in f"{said.en} {said.zh}"), None)


def drift(word: str) -> str:
    """Which word to use instead."""
    return f"{word} is called {DRIFTED[word]}"


def test_there_are_texts_to_look_at() -> None:
    assert {said.place.rpartition(".")[0].split("/")[0] for said in texts()} >= {
        "engine",
        "plugins",
    }
    assert len(texts()) > 1000


def test_every_text_reads_well_in_both_languages() -> None:
    assert [f"{said.place}: {why}: {said}" for said in texts() if (why := wrong(said))] == []


def test_whatever_reads_as_prose_stands_in_a_text() -> None:
    found = []
    for path in files("py"):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(SHOWING):
            said_to_nobody = {
                string for end, strings in NO_PROSE.items() if place.endswith(end)
                for string in strings
            }  # fmt: skip
            for string in in_one_language(ast.parse(path.read_text(encoding="utf-8"))):
                if string.value not in said_to_nobody and not STYLE.fullmatch(str(string.value)):
                    found.append(f"{place}:{string.lineno}: {string.value!r}")
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('yield "please read this"', ["please read this"]),
        ('line = "Why it failed: " + screen.say(reason)', ["Why it failed: "]),
        ('line = f"{count} brands were read"', [" brands were read"]),
        ('line = "读完" if language == "zh" else "done"', ["读完"]),
        ('raise Refused("no such brand")', ["no such brand"]),
        ('def said():\n    """What is said."""\n    return Text("so it is", "如此")', []),
        ('words = screen.say(Text(f"{count} brands were read", f"读取了 {count} 个品牌"))', []),
        ('raise ValueError("a size is never below zero")', []),
        ('assert count, "the caller has counted"', []),
        ('key, name = "powers.content.live", f"{row}-{column} "', []),
    ],
)
def test_prose_without_its_translation_is_found(source: str, found: list[str]) -> None:
    assert [string.value for string in in_one_language(ast.parse(source))] == found


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("", "无"),
        ("none", ""),
        ("Open the shop", "Open the shop"),
        ("Open 抖店", "开抖店"),
        ("Open it", "打开,再看"),
        ("Open it", "打开(抖店)"),
        ("Open it", "打开."),
        ("Open it...", "打开..."),
        ("{}: unknown", "{} unknown"),
        ("Certify the blue V", "认证蓝 V"),
        ("Own accounts", "自营账号"),
        ("Open the shop desk (抖店)", "打开抖店"),
        ("Compass (罗盘) › live", "电商罗盘 › 直播"),
        ("ROI above {}", "ROI高于 {}"),
        ("for 7 days", "连续7天"),
    ],
)
def test_a_text_that_reads_badly_is_found(en: str, zh: str) -> None:
    assert wrong(Said("here", en, zh))


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Open the shop (抖店)", "打开 Compass（罗盘）"),
        ("{}: {}", "{}：{}"),
        ("Fees of 1:3 to 1:5", "坑位费 1:3–1:5，见 fact score"),
        ("DOU+", "DOU+"),
        ("version 1.5 of x.toml", "x.toml 的 1.5 版"),
        ("Certify the blue V", "认证蓝V企业号"),
        ("Shop backend (抖店) › stock", "抖店 › 库存"),
    ],
)
def test_a_text_that_reads_well_passes(en: str, zh: str) -> None:
    assert wrong(Said("here", en, zh)) is None


def test_pages_and_samples_name_things_as_the_program_does() -> None:
    pages = [
        path
        for folder in (ROOT, ROOT / "docs", ROOT / "profiles")
        for path in sorted(folder.iterdir())
        if path.suffix in (".md", ".toml")
    ]
    assert len(pages) > 20
    found = [
        f"{path.name}: {drift(word)}"
        for path in pages
        for word in DRIFTED
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_a_refund_is_never_called_a_return() -> None:
    titles = [
        (criterion["input"], criterion["title"]["zh"])
        for path in files("toml")
        for criterion in tomllib.loads(path.read_text(encoding="utf-8")).get("criteria", ())
    ]
    assert any(path == "economics.refund_rate" for path, _ in titles)
    assert [(p, zh) for p, zh in titles if p.endswith("refund_rate") and "退货率" in zh] == []
    assert [(p, zh) for p, zh in titles if p.endswith("return_rate") and "退款率" in zh] == []


def test_every_string_that_typer_shows_is_told_from_a_text() -> None:
    for path in (ROOT / "engine/factmatrix/commands").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg in {"help", "short_help", "epilog"}:
                place = f"{path.name}:{node.value.lineno}"
                assert isinstance(node.value, ast.Call), place
                assert isinstance(node.value.func, ast.Name), place
                assert node.value.func.id == "told", place


def test_every_command_and_every_parameter_has_help() -> None:
    def lacking(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - typer's own
        if not command.help:
            yield name
        for parameter in command.params:
            if not parameter.help:
                yield f"{name} {parameter.name}"
        if isinstance(command, TyperGroup):
            for inner_name, inner in command.commands.items():
                yield from lacking(inner, f"{name} {inner_name}")

    assert list(lacking(typer.main.get_command(app), "fact")) == []
