"""What a value or a clause asks of an input, and whether an input of its kind can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from factmatrix.profile.inputs import row_fields
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import declarations
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not, Operator
from factmatrix.rules.explaining import nearest, unknown_key
from factmatrix.rules.problems import Fault
from factmatrix.scoring.inputs import Domain, InputSpace, Shape
from factmatrix.text import Text
from factmatrix.toml.problem import Path

_ORDER: tuple[Operator, ...] = ("at_least", "above", "at_most", "below")
_OPERATORS: Mapping[Shape, tuple[Operator, ...]] = {
    "number": (*_ORDER, "is", "missing"),
    "set": ("contains", *_ORDER, "is", "missing"),
    "flag": ("is", "missing"),
    "choice": ("is", "in", "missing"),
    "date": ("is", "missing"),
    "text": ("missing",),
}
"""What can be asked of an input; a set is compared by its size."""

SHAPES: Mapping[Shape, Text] = {
    "number": Text("a number", "数值"),
    "set": Text("a set", "多选项"),
    "flag": Text("a flag (true or false)", "是非项"),
    "choice": Text("a choice", "单选项"),
    "date": Text("a date", "日期"),
    "text": Text("a text", "文本"),
}
_OFFERED = 3


def input_misfits(name: str, space: InputSpace, path: Path) -> Iterator[Fault]:
    """An input that rules cannot read, and why, or which one was probably meant."""
    if name in space.domains:
        return
    if message := _no_input(name, space):
        yield Fault(path, message)
        return
    near = _near(name, list(space.domains))[:_OFFERED]
    en, zh = f"There is no input {name!r}.", f"没有 {name!r} 这个输入。"
    if near:
        en, zh = f"{en} Did you mean {' or '.join(near)}?", f"{zh}是否想写 {' 或 '.join(near)}？"
    yield Fault(path, Text(en, zh))


def _no_input(name: str, space: InputSpace) -> Text | None:
    """Why rules cannot read what a profile does have; None for what it does not have."""
    table, _, rest = name.partition(".")
    if name in dict(declarations(BrandProfile)):
        return Text(
            f"{name} is text and cannot be scored: rules read numbers, flags, choices, sets and "
            "dates.",
            f"{name} 是文本，无法评分；规则只读取数值、是非项、单选项、多选项和日期。",
        )
    if table in row_fields():
        return Text(
            f"{name} is a column of [[{table}]]: rules read single fields and figures, never rows.",
            f"{name} 是 [[{table}]] 中的一列；规则只读取单个字段和指标，不读取表格行。",
        )
    section = rest.partition(".")[0]
    if table == "ext" and not any(path.startswith(f"ext.{section}.") for path in space.domains):
        return undeclared(section) if section == space.position else _foreign(section)
    return None


def undeclared(position: str) -> Text:
    """That nobody says which inputs a position's own table has."""
    return Text(
        f"No loaded plugin declares [ext.{position}], so its fields are unknown. Let the plugin "
        "return its section from profile_section(), and install it; a position in a single file "
        "has none.",
        f"没有已加载的插件声明 [ext.{position}]，其中的字段无从得知。"
        "请让插件通过 profile_section() 返回该表，并安装插件；单文件阵地没有自己的字段。",
    )


def not_loaded(position: str) -> Text:
    """That a position's own table is unknown because its plugin, which is there, has mistakes."""
    return Text(
        f"The fields of [ext.{position}] are unknown, because its plugin did not load: correct its "
        "other errors first.",
        f"[ext.{position}] 的插件未能加载，其中的字段无从得知：请先改正其他错误。",
    )


def _foreign(position: str) -> Text:
    return Text(
        f"[ext.{position}] cannot be read here: rules read the fields and figures of the core, and "
        "those of a position its own table besides; a position in a single file has none.",
        f"这里不能读取 [ext.{position}]：规则只能读取核心字段和指标，阵地的规则还可读取自己的表；"
        "单文件阵地没有自己的字段。",
    )


def _near(name: str, known: list[str]) -> list[str]:
    """The paths that end like the name, or else begin with it, or else look like it."""
    last = f".{name.rpartition('.')[2]}"
    alike = nearest(name, known)
    return (
        [path for path in known if path.endswith(last)]
        or [path for path in known if name and path.startswith(name)]
        or ([alike] if alike else [])
    )


def condition_misfits(condition: Condition, space: InputSpace, place: Path) -> Iterator[Fault]:
    for path, clause in placed_clauses(condition, place):
        domain = space.domains.get(clause.input)
        if domain is None:
            yield from input_misfits(clause.input, space, (*path, "input"))
        elif clause.op not in _OPERATORS[domain.shape]:
            yield Fault((*path, clause.op), _wrong_operator(clause, domain), of_key=True)
        else:
            yield from _needed(clause, domain, (*path, clause.op))


def _wrong_operator(clause: Clause, domain: Domain) -> Text:
    shape, fitting = SHAPES[domain.shape], _OPERATORS[domain.shape]
    return Text(
        f"{domain.path} is {shape.en}; it can be asked for {', '.join(fitting)}.",
        f"{domain.path} 是{shape.zh}；可用的比较有 {'、'.join(fitting)}。",
    )


def missing_asked(condition: Condition, place: Path) -> Iterator[Fault]:
    for path, clause in placed_clauses(condition, place):
        if clause.op == "missing":
            yield Fault((*path, "missing"), _MISSING_IN_MODIFIER, of_key=True)


def _needed(clause: Clause, domain: Domain, path: Path) -> Iterator[Fault]:
    if clause.op == "in":
        for i, value in enumerate(clause.in_ or ()):
            if value not in domain.choices:
                yield Fault((*path, i), unknown_key(value, domain.choices))
    elif clause.op == "contains":
        if domain.choices and clause.contains not in domain.choices:
            yield Fault(path, unknown_key(str(clause.contains), domain.choices))
    elif clause.op != "missing":
        yield from value_misfits(clause.needed, domain, path)


def value_misfits(value: object, domain: Domain, path: Path) -> Iterator[Fault]:
    """A value that an input must be able to have."""
    shape = domain.shape
    if shape in ("number", "set"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Fault(path, Text("Write a number here.", "此处应为数字。"))
        elif not domain.low <= value <= domain.high:
            yield Fault(path, out_of_range(domain))
        elif path[-1] in ("is", "set") and domain.scale and value not in domain.scale:
            scale = [str(step) for step in sorted(domain.scale)]
            one_of = Text(f"Write {' or '.join(scale)}.", f"应为 {' 或 '.join(scale)}。")
            yield Fault(path, one_of)
    elif shape == "flag" and not isinstance(value, bool):
        yield Fault(path, Text("Write true or false here.", "此处应为 true 或 false。"))
    elif shape == "date" and not isinstance(value, date):
        yield Fault(path, Text("Write a date here.", "此处应为日期。"))
    elif shape == "choice" and value not in domain.choices:
        yield Fault(path, unknown_key(str(value), domain.choices))


def out_of_range(domain: Domain) -> Text:
    """That a number lies outside what an input can be."""
    low, high = f"{domain.low:.15g}", f"{domain.high:.15g}"
    hint = Text(" (35 % is 0.35)", "（35% 写作 0.35）") if domain.unit == "share" else None
    return Text(
        f"{domain.path} lies between {low} and {high}{hint.en if hint else ''}.",
        f"{domain.path} 的取值在 {low} 到 {high} 之间{hint.zh if hint else ''}。",
    )


def placed_clauses(condition: Condition, path: Path) -> Iterator[tuple[Path, Clause]]:
    """Every clause of a condition with its path, in reading order."""
    match condition:
        case All(all=parts):
            for i, part in enumerate(parts):
                yield from placed_clauses(part, (*path, "all", i))
        case AnyOf(any=parts):
            for i, part in enumerate(parts):
                yield from placed_clauses(part, (*path, "any", i))
        case Not(not_=part):
            yield from placed_clauses(part, (*path, "not"))
        case Clause():
            yield path, condition


_MISSING_IN_MODIFIER = Text(
    "A modifier cannot ask what is missing: not knowing something changes no score. "
    "Use a warning or an action.",
    "修正项不能以“缺失”为条件：不知道不影响得分。请改用提醒或动作。",
)
