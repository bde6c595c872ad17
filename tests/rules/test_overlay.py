"""Overlays: an agency's numbers replace what they name and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Engine, Scorecard
from factmatrix.rules.calendar import Window
from factmatrix.rules.checking import check_overlay
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.misfits import rules_misfits
from factmatrix.rules.overlay import Overlaid, lay_over
from factmatrix.rules.overlay_file import load_overlay
from factmatrix.rules.problems import RulesError
from factmatrix.rules.scorecard import Criterion
from factmatrix.toml.problem import Problem
from tests.rules.conftest import MARK
from tests.strategies_rules import SPACE, scorecards

Cards = Mapping[str, Scorecard | None]
KNOWLEDGE = Knowledge.bundled()
HEAD = 'format = 1\nname = "Agency X"\n'


@pytest.fixture(scope="module")
def cards() -> Cards:
    """The bundled positions' scorecards."""
    return {p.info.id: p.scorecard for p in Engine.load().plugins.positions}


@pytest.fixture
def lay(tmp_path: Path, cards: Cards) -> Callable[..., Overlaid]:
    """Lays overlays, given as text below their head, over the bundled rules."""

    def lay(*texts: str, over: Cards = cards) -> Overlaid:
        files = [tmp_path / f"{number}.toml" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(HEAD + text, "utf-8")
        return laid([*files], over)

    return lay


def laid(files: list[Path], over: Cards) -> Overlaid:
    """The rules under these overlays."""
    overlays = [load_overlay(file) for file in files]
    return lay_over(overlays, over, KNOWLEDGE, lambda rules: rules_misfits(rules, SPACE))


def criteria(rules: Overlaid, position: str) -> dict[str, Criterion]:
    """The criteria of a position by id, in order."""
    card = rules.cards[position]
    assert card is not None
    return {criterion.id: criterion for criterion in card.criteria}


Lay = Callable[..., Overlaid]

# ---- What it does


def test_empty_overlay_changes_nothing(lay: Lay, cards: Cards) -> None:
    assert lay("") == Overlaid(cards, KNOWLEDGE, ())


@given(scorecards())
def test_restating_a_card_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, card: Scorecard
) -> None:
    data = card.model_dump(by_alias=True, mode="json", exclude_none=True)
    changes = {
        name: {entry.pop("id"): entry for entry in data[name]}
        for name in ("criteria", "modifiers", "warnings", "actions")
    }
    file = tmp_path_factory.mktemp("overlay") / "same.toml"
    whole = {"format": 1, "name": "same", "positions": {card.position.id: changes}}
    file.write_text(tomli_w.dumps(whole), "utf-8")
    assert laid([file], {card.position.id: card}).cards == {card.position.id: card}


@given(st.data(), scorecards())
def test_weights_are_replaced_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, card: Scorecard
) -> None:
    weights = data.draw(
        st.dictionaries(st.sampled_from([c.id for c in card.criteria]), st.floats(0.1, 99))
    )
    changes = {name: {"weight": weight} for name, weight in weights.items()}
    file = tmp_path_factory.mktemp("overlay") / "weights.toml"
    position = card.position.id
    whole = {"format": 1, "name": "w", "positions": {position: {"criteria": changes}}}
    file.write_text(tomli_w.dumps(whole), "utf-8")
    expected = tuple(
        criterion.model_copy(update={"weight": weights.get(criterion.id, criterion.weight)})
        for criterion in card.criteria
    )
    changed = laid([file], {position: card}).cards[position]
    assert changed == card.model_copy(update={"criteria": expected})


def test_every_kind_of_value_is_replaced(lay: Lay) -> None:
    rules = lay(
        """
        [positions.alliance.criteria.price]
        weight = 300
        rationale = { en = "Ours.", zh = "我们的。" }
        gate = { curve = [[50, 0], [80, 1]] }
        [positions.alliance.modifiers.audience_too_different]
        when = { input = "affiliates.audience_similarity", below = 0.4 }
        effect = { kind = "block" }
        [positions.alliance.warnings.returns_eat_sales]
        when.input = "economics.refund_rate"
        when.above = 0.6
        [positions.alliance.actions.send_samples]
        within_days = 10
        targets = []
        [diagnosis.alerts.content_gate.message]
        zh = "先做内容。"
        [diagnosis.stages.reach.criteria.content_power]
        weight = 9
        [ranking.close_call]
        value = 5
        [conversions.price_index]
        curve = [[40, 100], [200, 0]]
        [benchmarks.videos_for_median]
        value = 12
        [calendar.events.double_11]
        editions = [{ start = 2026-10-08, end = 2026-11-11 }]
        window.start = "10-08"
        """
    )
    card = rules.cards["alliance"]
    assert card is not None
    price = card.criteria[0]
    assert (price.weight, price.rationale.en) == (300, "Ours.")
    assert price.gate is not None
    assert price.gate.curve == ((50, 0), (80, 1))
    assert price.gate.input == "metrics.quality_floor"
    modifier = next(m for m in card.modifiers if m.id == "audience_too_different")
    assert (modifier.effect.kind, modifier.effect.value) == ("block", None)
    action = next(a for a in card.actions if a.id == "send_samples")
    assert (action.within_days, action.targets) == (10, ())
    alert = next(a for a in rules.knowledge.diagnosis.alerts if a.id == "content_gate")
    bundled = next(a for a in KNOWLEDGE.diagnosis.alerts if a.id == "content_gate")
    assert (alert.message.zh, alert.message.en) == ("先做内容。", bundled.message.en)
    assert rules.knowledge.diagnosis.stages[0].criteria[0].weight == 9
    assert rules.knowledge.ranking.close_call.value == 5
    assert rules.knowledge.ranking.close_call.rationale == KNOWLEDGE.ranking.close_call.rationale
    assert rules.knowledge.conversions.price_index.curve == ((40, 100), (200, 0))
    assert rules.knowledge.benchmarks.videos_for_median.value == 12
    event = next(e for e in rules.knowledge.calendar.events if e.id == "double_11")
    assert [edition.start for edition in event.editions] == [date(2026, 10, 8)]
    assert (event.window, event.stock_lead_days) == (Window(start="10-08", end="11-11"), 45)


def test_curve_takes_the_place_of_a_flag(lay: Lay) -> None:
    changes = 'input = "affiliates.active"\ncurve = [[0, 0], [9, 100]]'
    rules = lay(f"[positions.alliance.criteria.best_listed]\n{changes}")
    criterion = criteria(rules, "alliance")["best_listed"]
    assert criterion.flag is None
    assert criterion.curve == ((0, 0), (9, 100))


def test_entries_come_and_go_and_the_others_stay_in_order(lay: Lay, cards: Cards) -> None:
    rules = lay(
        """
        [positions.alliance.criteria.best_listed]
        remove = true
        [positions.alliance.criteria.price.gate]
        remove = true
        [positions.alliance.criteria.own_figure]
        new = true
        title = { en = "Live GPM", zh = "直播 GPM" }
        input = "live.gpm"
        curve = [[0, 0], [1000, 100]]
        weight = 5
        trust = "ours"
        rationale = { en = "Our house's own.", zh = "本公司经验。" }
        """
    )
    before = list(criteria(Overlaid(cards, KNOWLEDGE, ()), "alliance"))
    after = criteria(rules, "alliance")
    assert list(after) == [name for name in before if name != "best_listed"] + ["own_figure"]
    assert after["price"].gate is None


def test_category_changes_weight_and_curve_of_that_category_only(lay: Lay) -> None:
    rules = lay(
        """
        [category.beauty.positions.alliance.criteria.commission_ceiling]
        weight = 90
        [category.food.positions.alliance.criteria.commission_ceiling]
        curve = [[0.1, 0], [0.3, 100]]
        [category.food.diagnosis.stages.reach.criteria.content_power]
        weight = 7
        """
    )
    criterion = criteria(rules, "alliance")["commission_ceiling"]
    beauty, food = criterion.by_category["beauty"], criterion.by_category["food"]
    assert (beauty.weight, beauty.curve) == (90, ((0.1, 0), (0.3, 45), (0.5, 100)))
    assert (food.weight, food.curve) == (None, ((0.1, 0), (0.3, 100)))
    assert "skincare" in criterion.by_category
    stage = rules.knowledge.diagnosis.stages[0]
    assert stage.criteria[0].by_category["food"].weight == 7


def test_later_overlays_win(lay: Lay) -> None:
    def price(weight: int) -> str:
        return f"[positions.alliance.criteria.price]\nweight = {weight}"

    assert criteria(lay(price(300), price(200)), "alliance")["price"].weight == 200
    other = "[positions.field.modifiers]\n[ranking.close_call]\nvalue = 1"
    assert lay(price(300), other) == lay(other, price(300))


def test_absent_position_is_a_warning(lay: Lay, cards: Cards) -> None:
    rules = lay("[positions.xhs.criteria.reach]\nweight = 3")
    assert rules.cards == cards
    (warning,) = rules.warnings
    assert (warning.problem.severity, warning.problem.line) == ("warning", 3)
    assert "positions.xhs" in warning.line("zh")
    assert lay("[category.food.positions.xhs.criteria.reach]\nweight = 3").warnings


# ---- What is wrong, and where

PRICE = "[positions.alliance.criteria.price]\n"
WRONG = {
    "no entry": ("[positions.alliance.criteria.▶prise]\nweight = 3", "Did you mean price?"),
    "no kind of entry": ("[positions.alliance.▶criterions.price]\nweight = 3", "criteria"),
    "no category": ("[category.▶foods]", "Did you mean food?"),
    "no such key": (PRICE + "▶weigth = 3", "Did you mean weight?"),
    "no such file": ("▶rankings.close_call.value = 3", "Did you mean ranking?"),
    "no such limit": ("[ranking]\n▶close = { value = 3 }", "Unknown name"),
    "bad weight": (PRICE + "weight = ▶0", "above 0"),
    "bad weight for a category": (
        "[category.food.positions.alliance.criteria.price]\nweight = ▶0", "above 0",
    ),
    "no weight for a category": (
        "[category.food.positions.alliance.criteria.price]\n▶rules = []", "Unknown name",
    ),
    "no entry for a category": (
        "[category.food.positions.alliance.criteria.▶prise]\nweight = 3", "price",
    ),
    "bad curve of a stage": (
        "[diagnosis.stages.reach.criteria.content_power]\ncurve = [[0, 0], [▶0, 1]]", "x must rise",
    ),
    "bad gate": (PRICE + 'gate.curve = [[0, 0], [1, ▶2]]', "between 0 and 1"),
    "effect in part": (
        "[positions.alliance.modifiers.goal_daily]\neffect = ▶{ value = 3 }", "missing",
    ),
    "incomplete": ("▶[positions.alliance.criteria.mine]\nnew = true\nweight = 3", "missing"),
    "new but there": (PRICE + "▶new = true", "leave out new"),
    "an id": (PRICE + '▶id = "price"', "leave this out"),
    "no table": ("[positions.alliance.criteria]\nprice = ▶3", "table"),
    "removed and changed": (PRICE + "▶remove = true\nweight = 3", "stands alone"),
    "unknown input": (PRICE + 'input = ▶"metrics.price"', "metrics.price_strength"),
    "unknown input of a gate": (PRICE + 'gate.input = ▶"quality"', "no input"),
    "wrong operator": (
        "[positions.alliance.modifiers.goal_daily]\n"
        'when = { input = "brand.goal", ▶above = 3 }', "is, in",
    ),
    "wrong alert": (
        '[diagnosis.alerts.content_gate]\nwhen = { input = ▶"content", is = 3 }', "no input",
    ),
    "conversion the wrong way": (
        "[conversions.price_index]\ncurve = ▶[[50, 0], [200, 100]]", "must fall",
    ),
    "plain Python": ("[positions.▶python.criteria.x]\nweight = 3", "plain Python"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_error_has_its_place_in_the_overlay(lay: Lay, cards: Cards, name: str) -> None:
    text, says = WRONG[name]
    problems = refused(lay, text, {**cards, "python": None})
    lines = (HEAD + text).split("\n")
    places = [(n, line.index(MARK) + 1) for n, line in enumerate(lines, 1) if MARK in line]
    assert {(problem.line, problem.column) for problem in problems} == set(places)
    assert says in " ".join(problem.message.en for problem in problems)


def test_a_position_keeps_one_criterion(lay: Lay, cards: Cards) -> None:
    card = cards["alliance"]
    assert card is not None
    text = "[positions.alliance.criteria]\n" + "".join(
        f"{criterion.id} = {{ remove = true }}\n" for criterion in card.criteria
    )
    (problem,) = refused(lay, text, cards)
    assert (problem.line, problem.key) == (3, "positions.alliance.criteria")


def test_every_error_of_an_overlay_is_told_at_once(lay: Lay, cards: Cards) -> None:
    texts = [WRONG[name][0] for name in ("no entry", "bad weight", "wrong alert", "no such limit")]
    assert len(refused(lay, "\n".join(texts), cards)) == len(texts)


def test_check_also_finds_what_the_overlay_does_to_the_rules(tmp_path: Path, cards: Cards) -> None:
    file = tmp_path / "agency.toml"
    file.write_text(
        HEAD
        + """[positions.alliance.criteria.price]
curve = [[0, 100], [100, 0]]
rules = ["R99"]
[positions.alliance.modifiers.goal_daily]
effect = { kind = "shift", value = 0 }
[category.food.positions.alliance.criteria.category_match]
curve = [[0, 50], [1, 50]]
[ranking.close_call]
rules = ["R1", "R0"]
""",
        "utf-8",
    )
    found = [
        (found.problem.line, found.problem.column)
        for found in check_overlay(file, cards, KNOWLEDGE, {})
    ]
    assert found == [(4, 9), (5, 10), (7, 36), (9, 9), (11, 16)]


def test_overlay_is_not_blamed_for_what_was_wrong_before(tmp_path: Path, cards: Cards) -> None:
    card = cards["alliance"]
    assert card is not None
    price = card.criteria[0].model_copy(update={"rules": ("R0",)})
    flawed = card.model_copy(update={"criteria": (price, *card.criteria[1:])})
    file = tmp_path / "agency.toml"
    file.write_text(HEAD + PRICE + "weight = 300", "utf-8")
    assert check_overlay(file, {"alliance": flawed}, KNOWLEDGE, {}) == ()


def refused(lay: Lay, text: str, over: Cards) -> list[Problem]:
    """The problems for which an overlay is refused."""
    with pytest.raises(RulesError) as caught:
        lay(text.replace(MARK, ""), over=over)
    return [found.problem for found in caught.value.problems]


def checked(file: Path, text: str, cards: Cards) -> list[Problem]:
    """What a check of an overlay finds."""
    file.write_text(text, "utf-8")
    return [found.problem for found in check_overlay(file, cards, KNOWLEDGE, {})]


def test_a_misshapen_part_hides_nothing_else(tmp_path: Path, cards: Cards) -> None:
    text = """\
format = 2
[positions.field.criteria.live]
weight = 0
[category.foood.positions.field.criteria.live]
weight = 3
[positions.alliance]
modifers = {}
[positions.alliance.criteria.price]
curve = [[1, 120], [0, 0]]
[ranking.close_cal]
value = 3
"""
    found = checked(tmp_path / "a.toml", text, cards)
    assert [(p.line, p.key) for p in found] == [
        (1, "name"),
        (1, "format"),
        (3, "positions.field.criteria.live.weight"),
        (4, "category.foood"),
        (7, "positions.alliance.modifers"),
        (9, "positions.alliance.criteria.price.curve#1#2"),
        (9, "positions.alliance.criteria.price.curve#2#1"),
        (10, "ranking.close_cal"),
    ]
    with pytest.raises(RulesError) as raised:
        laid([tmp_path / "a.toml"], cards)
    assert len(raised.value.problems) == len(found)


def test_an_absent_position_is_named_where_it_stands(lay: Lay) -> None:
    text = """[positions.fild]
[category.food.positions.alliance.criteria.price]
weight = 5
"""
    ((_, problem),) = lay(text).warnings
    assert (problem.line, problem.key) == (3, "positions.fild")
    assert problem.message.en.endswith("Did you mean field?")
    assert problem.message.zh.endswith("是否想写 field？")


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        ('format = 1\n[brand]\nname = "Ling"\n', "brand", "a brand's profile"),
        ('format = 1\n[position]\nid = "x"\n', "position", "a position's own rules"),
        ('[[actions]]\nid = "x"\n', "actions", "a position's own rules"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(
    tmp_path: Path, cards: Cards, text: str, key: str, what: str
) -> None:
    (found,) = checked(tmp_path / "a.toml", text, cards)
    assert found.key == key
    assert what in found.message.en
