"""The blank between Chinese and Latin in sentences that are put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.views.spacing import filled, spaced


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("盈亏平衡 ROI", "高于", "5"), "盈亏平衡 ROI 高于 5"),
        (("客单价", "不低于", "¥128"), "客单价不低于 ¥128"),
        (("守住", "30 天", "这条线"), "守住 30 天这条线"),
        (("占比", "低于", "40%", "时"), "占比低于 40% 时"),
        (("绑定蓝V", "未知"), "绑定蓝V未知"),
        (("头部大V", "30"), "头部大V 30"),
        (("女装、男装", "之一"), "女装、男装之一"),
        (("得分", "-5"), "得分 -5"),
        (("目标（", "ROI", "）：", "A"), "目标（ROI）：A"),
        (("ROI", " above ", "5"), "ROI above 5"),
        ((), ""),
    ],
)
def test_a_blank_stands_where_chinese_meets_latin(parts: tuple[str, ...], said: str) -> None:
    assert spaced(*parts) == said


@given(st.lists(st.text(st.sampled_from("中文aB1 %，V蓝¥-")), max_size=6))
def test_the_parts_stay_as_they_are(parts: list[str]) -> None:
    rest = spaced(*parts)
    for part in parts:
        at = rest.index(part)
        assert rest[:at] in ("", " ")
        rest = rest[at + len(part) :]
    assert rest == ""


def test_a_template_is_filled_in_by_the_same_rule() -> None:
    assert filled("{}高于{}", "盈亏平衡 ROI", "5") == "盈亏平衡 ROI 高于 5"
    assert filled("{}之一", "食品、生鲜") == "食品、生鲜之一"
    assert filled("{} above {}", "ROI", "{}") == "ROI above {}"
    with pytest.raises(ValueError, match="zip"):
        filled("{}", "one", "two")
