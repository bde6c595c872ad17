"""Where the next money of a push goes."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import metrics
from factmatrix.boosts.judging import BoostAnswer, judge_boosts
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.rules.benchmarks import load_benchmarks

BENCHMARKS = load_benchmarks()


@dataclass(frozen=True)
class Margin:
    """Of each yuan of sales `gross_margin` is left, unless something else is said."""

    gross_margin: float | None = 0.5
    platform_fee_rate: float | None = 0.0
    refund_rate: float | None = 0.0
    return_loss_rate: float | None = 0.0
    aov: float | None = None


SOUND = Margin()


def push(name: object = "甲", **fields: object) -> BoostTest:
    known: dict[str, object] = {
        "tool": "dou_plus", "target": "video", "cost": 100.0, "paid_views": 5_000,
        "natural_views": 0, "conversions": 20, "gmv": 1_000.0,
    }  # fmt: skip
    return BoostTest.model_validate({"name": name} | known | fields)


def judge(*rows: BoostTest, margin: Margin = SOUND, spend: float | None = None) -> BoostAnswer:
    return judge_boosts(rows, margin, BENCHMARKS, spend)


def advice(answer: BoostAnswer) -> list[str]:
    return [test.share.advice for test in answer.tests]


def money(answer: BoostAnswer) -> list[float]:
    return [test.share.money for test in answer.tests]


def test_all_of_it_goes_to_a_test_that_is_told_apart() -> None:
    answer = judge(push("甲", conversions=200, gmv=4_000.0), push("乙", conversions=40, gmv=800.0))
    assert advice(answer) == ["put", "behind"]
    assert money(answer) == [1_000, 0]
    against = answer.tests[1].share.against_leader
    assert against is not None
    assert against.told_apart(0.9)
    assert (against.more_views, against.more_leader_views) == (0, 0)


def test_tests_that_so_few_orders_do_not_tell_apart_share_alike() -> None:
    rows = (push("甲", conversions=6, gmv=1_200.0), push("乙", conversions=5, gmv=1_000.0))
    answer = judge(*rows)
    assert advice(answer) == ["put", "put"]
    assert money(answer) == [500, 500]
    against = answer.tests[1].share.against_leader
    assert against is not None
    assert 0.5 < against.chance < 0.9
    # So many views more do tell: both grow at their own rates.
    assert against.more_views
    needed = 1 + against.more_views / 5_000
    for growth, expected in ((1.02 * needed, "behind"), (0.95 * needed, "put")):
        grown = [
            push(
                row.name,
                cost=100 * growth,
                paid_views=round(5_000 * growth),
                conversions=(orders := round((row.conversions or 0) * growth)),
                gmv=200.0 * orders,
            )
            for row in rows
        ]
        assert advice(judge(*grown)) == ["put", expected]


def test_natural_views_that_alone_make_the_order_do_not_decide_it() -> None:
    """The first brings more with its natural views, the second by far more by paid ones."""
    answer = judge(
        push("甲", natural_views=95_000, conversions=400, gmv=40_000.0),
        push("乙", natural_views=0, conversions=200, gmv=20_000.0),
    )
    assert money(answer) == [500, 500]
    assert answer.division.first_if_paid_alone == 1
    against = answer.tests[1].share.against_leader
    assert against is not None
    assert against.chance > 0.99
    assert against.chance_paid_alone is not None
    assert against.chance_paid_alone < 0.01
    assert against.more_views is None


def test_what_loses_even_at_its_upper_end_is_not_worth_more_money() -> None:
    answer = judge(push(conversions=20, gmv=100.0))
    (test,) = answer.tests
    assert test.brings is not None
    assert test.brings.interval.high * 0.5 < 1_000
    assert advice(answer) == ["stop"]
    assert answer.division.kept == 1_000


def test_an_expected_loss_that_few_orders_do_not_prove_is_left_open() -> None:
    answer = judge(push(conversions=2, gmv=150.0))
    assert advice(answer) == ["open"]
    assert answer.division.kept == 1_000


def test_without_a_margin_only_sales_below_the_spend_are_a_known_loss() -> None:
    unknown = Margin(gross_margin=None)
    assert advice(judge(push(conversions=400, gmv=90.0), margin=unknown)) == ["stop"]
    answer = judge(push(conversions=400, gmv=150.0), margin=unknown)
    assert advice(answer) == ["put"]
    assert answer.margin_missing == ("gross_margin",)
    assert (answer.margin, answer.break_even_roi) == (None, None)


def test_a_margin_of_nothing_puts_no_money_anywhere() -> None:
    answer = judge(push(conversions=400, gmv=10**6), margin=Margin(gross_margin=0.0))
    assert advice(answer) == ["stop"]


@pytest.mark.parametrize("missing", ["cost", "conversions", "gmv"])
def test_no_money_where_a_figure_is_missing(missing: str) -> None:
    answer = judge(push(**{missing: None}))
    assert advice(answer) == ["unknown"]
    assert money(answer) == [0]
    assert missing in answer.tests[0].missing


def test_the_brands_order_value_stands_in_for_an_unknown_gmv() -> None:
    with_gmv = judge(push(conversions=20, gmv=1_000.0)).tests[0].brings
    with_aov = judge(push(conversions=20, gmv=None), margin=Margin(aov=50.0)).tests[0].brings
    assert with_aov == with_gmv


def test_no_order_yet_is_no_proof_of_loss() -> None:
    nothing: dict[str, object] = {"conversions": 0, "gmv": 0.0}
    assert advice(judge(push(**nothing))) == ["unknown"]
    assert judge(push(**nothing)).tests[0].missing == ("aov",)
    assert advice(judge(push(**nothing), margin=Margin(aov=150.0))) == ["open"]
    assert advice(judge(push(**nothing, cost=5_000.0), margin=Margin(aov=150.0))) == ["stop"]


def test_a_hidden_gem_gets_a_first_small_push_and_other_unpushed_videos_nothing() -> None:
    unpushed: dict[str, object] = {"cost": 0.0, "paid_views": None, "tool": None}
    gem = push("宝", **unpushed, natural_views=900, conversions=40, gmv=4_000.0)
    plain = push("平", **unpushed, natural_views=90_000, conversions=40, gmv=4_000.0)
    answer = judge(push(conversions=200, gmv=4_000.0), gem, plain)
    assert advice(answer) == ["put", "first_push", "not_pushed"]
    assert money(answer) == [900, 100, 0]
    assert advice(judge(gem, spend=50)) == ["first_push"]
    assert judge(gem, spend=50).division.kept == 50


def test_videos_and_rooms_are_compared_by_money_and_not_by_gpm() -> None:
    room = push(
        "房", tool="qianchuan", target="live", cost=1_000.0, paid_views=1_000,
        conversions=80, gmv=4_000.0,
    )  # fmt: skip
    video = push("片", conversions=40, gmv=2_000.0)
    answer = judge(room, video)
    readings = [test.reading for test in answer.tests]
    assert [reading.gpm for reading in readings] == [4_000, 400]
    assert [test.share.rank for test in answer.tests] == [2, 1]
    assert [reading.dou_plus for reading in readings] == [None, "good"]


def test_big_shares_of_a_dou_plus_video_go_out_in_several_pushes() -> None:
    assert judge(push()).over_limit(judge(push()).tests[0])
    for other in (judge(push(), spend=300), judge(push(tool="qianchuan"))):
        assert not other.over_limit(other.tests[0])


several = st.lists(
    st.builds(
        push,
        st.just("甲"),
        cost=st.integers(1, 10_000).map(float),
        paid_views=st.integers(1, 10**6),
        natural_views=st.integers(0, 10**6),
        conversions=st.integers(1, 500),
        gmv=st.integers(1, 10**6).map(float),
    ),
    min_size=1,
    max_size=5,
)


@given(rows=several)
def test_what_money_brings_is_the_formula_of_traffic_and_its_interval_holds_it(
    rows: list[BoostTest],
) -> None:
    answer = judge(*rows)
    assert sum(money(answer)) + answer.division.kept == pytest.approx(1_000)
    for test in answer.tests:
        reading, brings = test.reading, test.brings
        assert brings is not None
        roi = metrics.effective_roi(reading.gpm, reading.cpm, reading.amplification)
        alone = metrics.effective_roi(reading.gpm, reading.cpm, 0.0)
        assert roi is not None
        assert alone is not None
        assert brings.gmv == pytest.approx(1_000 * roi)
        assert brings.paid_alone == pytest.approx(1_000 * alone)
        assert brings.interval.low <= brings.gmv <= brings.interval.high
        assert test.conversion is not None
        assert reading.conversion_rate is not None
        assert test.conversion.low <= reading.conversion_rate <= test.conversion.high


@given(rows=several, dearer=st.integers(11, 100), data=st.data())
def test_dearer_traffic_never_brings_more(
    rows: list[BoostTest], dearer: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    costly = [*rows]
    costly[place] = rows[place].model_copy(update={"cost": (rows[place].cost or 0) * dearer / 10})
    before, after = judge(*rows).tests[place], judge(*costly).tests[place]
    assert before.brings is not None
    assert after.brings is not None
    assert after.brings.gmv <= before.brings.gmv
    assert after.brings.interval.high <= before.brings.interval.high
    assert (after.share.rank or 0) >= (before.share.rank or 0)
    if before.share.advice == "stop":
        assert after.share.advice == "stop"


@given(rows=several, factor=st.sampled_from([0.25, 2.0, 1024.0]))
def test_the_unit_of_money_decides_nothing(rows: list[BoostTest], factor: float) -> None:
    scaled = [
        row.model_copy(update={"cost": (row.cost or 0) * factor, "gmv": (row.gmv or 0) * factor})
        for row in rows
    ]
    before, after = judge(*rows), judge(*scaled, spend=1_000 * factor)
    assert advice(after) == advice(before)
    assert money(after) == pytest.approx([amount * factor for amount in money(before)])
