"""What the form says of wrong values: in percent and labels, never as a file spells them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime

import pytest

from factmatrix.desk.form import FormField
from factmatrix.desk.form_making import form_of
from factmatrix.profile.entered import check_entered
from factmatrix_tui.field_words import in_form, in_titles
from factmatrix_tui.problems import FormMap
from factmatrix_tui.values import Path, path_of, put
from tests.brands import engine

WRONG: dict[str, object] = {
    "negative": -1000, "huge": 10**18, "fraction": 0.37, "nan": math.nan, "text": "yes",
    "flag": True, "date": date(2026, 1, 2), "time": datetime(2026, 1, 2), "list": [1], "table": {},
    "one hundred": 100, "five hundredths": 0.0005,
}  # fmt: skip
SPELT = (
    " = ",
    "Write ",
    "without quotes",
    '"',
    "true",
    "0–1",
    "应写",
    "应填写",
    "请写",
    "不加引号",
)
"""What a message says that is about the text of a file."""


def fields() -> list[tuple[Path, FormField]]:
    """Every field outside of lists whose wrong values the form has words for."""
    return [
        ((*path_of(table.path), field.key), field)
        for table in form_of(engine())
        for field in table.fields
        if not table.rows and field.declaration.kind.name not in ("text", "set")
    ]


@pytest.mark.parametrize("name", WRONG)
def test_nothing_is_said_as_a_file_spells_it(name: str) -> None:
    for path, field in fields():
        values = put({"format": 1, "brand": {"name": "x", "category": "food"}}, path, WRONG[name])
        for problem in check_entered(values, engine().sections).problems:
            about_two_fields = problem.severity == "warning" and not problem.implausible
            if problem.path != path or about_two_fields:
                continue
            said = in_form(problem, field, WRONG[name])
            for text in (said.message.en, said.message.zh):
                assert [word for word in SPELT if word in text] == [], (path, text)
            assert said.message != problem.message
            assert (said.severity, said.path) == (problem.severity, path)


def test_what_is_required_must_be_filled_in() -> None:
    at = dict(fields())
    path = ("brand", "category")
    (problem,) = check_entered({"format": 1, "brand": {"name": "x"}}, {}).problems
    said = in_form(problem, at[path], None)
    assert said.message.en == "This must be filled in."
    assert said.message.zh == "此项必填。"


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"live": {"feed_share": 0.7, "paid_share": 0.8}}, "150%"),
        ({"sales": {"shares": {"field": 0.7, "topkol": 0.333}}}, "103.3%"),
        ({"economics": {"commission_rate": 0.3, "max_commission_rate": 0.125}}, "12.5%"),
        (
            {"creators": [{"name": "a", "gmv": 100, "refund_rate": 0.3, "refund_amount": 40,
                           "views": 9, "channel": "live"}]},
            "40%",
        ),
    ],
)  # fmt: skip
def test_a_problem_of_two_fields_is_told_in_percent(tables: dict[str, object], said: str) -> None:
    values = {"format": 1, "brand": {"name": "x", "category": "food"}, **tables}
    problems = check_entered(values, {}).problems
    (problem,) = (each for each in problems if "%" in each.message.en)
    assert said.replace("%", " %") in problem.message.en
    assert said in problem.message.zh
    for text in (problem.message.en, problem.message.zh):
        assert "0." not in text


def test_what_is_declared_of_a_share_speaks_of_percent_only() -> None:
    """The medium says how a share is written there: the file 0.35, the form 35 %."""
    every = [field for table in form_of(engine()) for field in table.fields]
    for field in every:
        declared = field.declaration
        texts = [declared.help, declared.rubric, declared.where, declared.question]
        said = " ".join(f"{text.en} {text.zh}" for text in texts if text)
        if declared.kind.name == "share":
            assert not re.search(r"0–1\b|0 to 1\b|\b0\.\d", said), field.key
        for text in filter(None, texts):
            assert not re.search(r"\d%", text.en), field.key
            assert not re.search(r"\d %", text.zh), field.key


CONTRADICTIONS: dict[str, tuple[dict[str, object], str, str]] = {
    "a part above its whole": (
        {"economics": {"refund_rate": 0.05}, "quality": {"quality_return_rate": 0.3}},
        "Refund rate = 5 %, but Returned for quality = 30 %: ",
        "退款率 = 5%，但品质退货率 = 30%：",
    ),
    "a product": (
        {"live": {"gpm": 4300.0, "conversion_rate": 0.1}, "economics": {"aov": 139.0}},
        "GPM of the room = 4300, but 1000 × Average order value × Conversion = 13900. "
        "GPM of the room is used; ",
        "千次观看成交金额 = 4300，但 1000 × 客单价 × 直播间转化率 = 13900。"
        "计算以千次观看成交金额为准，",
    ),
    "two flags": (
        {"accounts": {"blue_v": False, "blue_v_bound": True}},
        "Blue V bound to the shop = yes, but Blue-V account = no: ",
        "蓝V已绑店 = 是，但已认证蓝V = 否：",
    ),
    "a table": (
        {"sales": {"shares": {"field": 0.8, "alliance": 0.7}}},
        "Sales by position sum to 150 %",
        "各阵地销售占比合计 150%",
    ),
    "a row": (
        {"creators": [{"name": "张 三"}, {"name": "b", "orders": 5, "gmv": 0.0}]},
        "Creators row 2: Orders = 5, but GMV = 0: ",
        "达人第 2 行成交订单数 = 5，但成交金额 = 0：",
    ),
    "a row without a name": (
        {"creators": [{"fee": 1.0}]},
        "Add Name = ",
        "请补上达人昵称 = ",
    ),
    "a name twice": (
        {"creators": [{"name": "张 三"}, {"name": "张 三"}]},
        'Creators row 2 has the same name "张 三" as Creators row 1.',
        "同名（\"张 三\"）",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_fields_are_called_as_in_the_form(name: str) -> None:
    values, en, zh = CONTRADICTIONS[name]
    form = FormMap(form_of(engine()))
    brand = {"format": 1, "brand": {"name": "x", "category": "food"}}
    found = check_entered({**brand, **values}, engine().sections).problems
    said = [in_titles(problem, form.called).message for problem in found]
    assert any(en in text.en and zh in text.zh for text in said), said
