"""Rules files are read whole or refused with every problem, and hashed by what they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix import Scorecard, Section, Text, declare
from factmatrix.rules.conversions import Conversions
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.loading import load_scorecard, read_rules, rules_hash
from factmatrix.rules.problems import RulesError
from tests.rules.conftest import Plant
from tests.strategies_rules import scorecard_data, scorecards


class OwnFigures(Section):
    """What the position asks for besides the core's fields."""

    heading = Text("Kuaishou", "快手")
    regulars: float | None = declare("score", Text("Regulars", "老铁"), Text("0–100.", "0–100。"))


@given(scorecard_data())
def test_scorecard_survives_writing_and_loading(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("card")
    actions = {"actions": data["actions"]}
    card = {key: value for key, value in data.items() if key != "actions"}
    (folder / "scorecard.toml").write_text(tomli_w.dumps(card), "utf-8")
    (folder / "actions.toml").write_text(tomli_w.dumps(actions), "utf-8")
    assert load_scorecard(folder) == Scorecard.model_validate(data)
    tests = {"date": date(2026, 6, 30), "tests": [{"id": "whatever"}]}
    (folder / "single.toml").write_text(tomli_w.dumps(data | tests), "utf-8")
    assert load_scorecard(folder / "single.toml") == Scorecard.model_validate(data)


@given(scorecards())
def test_scorecard_survives_dumping(card: Scorecard) -> None:
    for dumped in (card.model_dump(by_alias=True), card.model_dump(by_alias=True, mode="json")):
        assert Scorecard.model_validate(dumped) == card


def test_actions_may_be_absent(plant: Plant) -> None:
    folder = plant().folder
    with_actions = load_scorecard(folder)
    (folder / "actions.toml").unlink()
    assert with_actions.actions
    assert load_scorecard(folder) == with_actions.model_copy(update={"actions": ()})


def test_actions_may_stand_in_the_scorecard_but_not_in_both(plant: Plant) -> None:
    folder = plant().folder
    card, actions = folder / "scorecard.toml", folder / "actions.toml"
    together = card.read_text("utf-8") + actions.read_text("utf-8")
    expected = load_scorecard(folder)
    card.write_text(together, "utf-8")
    with pytest.raises(RulesError, match="one of the two files"):
        load_scorecard(folder)
    actions.unlink()
    assert load_scorecard(folder) == expected


def test_byte_order_mark_and_windows_line_ends_do_not_matter(plant: Plant) -> None:
    folder = plant().folder
    expected = load_scorecard(folder)
    for file in folder.iterdir():
        text = file.read_text("utf-8").replace("\n", "\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_scorecard(folder) == expected


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file"),
        ("格式 = 1".encode("gb18030"), "UTF-8"),
        ("format = 1".encode("utf-16"), "UTF-16"),
        (b"format = = 1", "="),
        (b"x = 2021-02-30", "Dates"),
        (b"", "missing"),
        (b"format = 2", "Write 1"),
    ],
)
def test_unreadable_file_is_refused_with_its_name(
    plant: Plant, content: bytes | None, says: str
) -> None:
    folder = plant().folder
    file = folder / "scorecard.toml"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RulesError) as caught:
        load_scorecard(folder)
    assert str(file) in str(caught.value)
    assert any(says in problem.problem.message.en for problem in caught.value.problems), caught


def test_every_problem_has_a_line_in_both_languages(plant: Plant) -> None:
    planted = plant(("weight = 6", "weight = ▶-6"), ('"medium"', '▶"vast"'))
    with pytest.raises(RulesError) as caught:
        load_scorecard(planted.folder)
    text = caught.value.text
    for lines in (text.en.splitlines(), text.zh.splitlines()):
        for line, (file, row, column) in zip(lines, planted.places, strict=True):
            assert line.startswith(f"{planted.folder / file}:{row}:{column}: ")
    assert text.en != text.zh


def test_the_problems_of_a_single_file_have_their_places_in_it(plant: Plant) -> None:
    planted = plant(("weight = 6", "weight = ▶-6"), ('"medium"', '▶"vast"'))
    card, actions = (
        (planted.folder / name).read_text("utf-8") for name in ("scorecard.toml", "actions.toml")
    )
    single = planted.folder / "single.toml"
    single.write_text(card + actions, "utf-8")
    before = {"scorecard.toml": 0, "actions.toml": card.count("\n")}
    with pytest.raises(RulesError) as caught:
        load_scorecard(single)
    lines = caught.value.text.en.splitlines()
    for line, (file, row, column) in zip(lines, planted.places, strict=True):
        assert line.startswith(f"{single}:{before[file] + row}:{column}: ")


def test_inputs_are_checked_at_load_against_the_positions_own_section(plant: Plant) -> None:
    own = plant(('"powers.content.live"', '▶"ext.kuaishou.regulars"'))
    assert load_scorecard(own.folder, OwnFigures).criteria[0].input == "ext.kuaishou.regulars"
    with pytest.raises(RulesError) as caught:
        load_scorecard(own.folder)
    (problem,) = caught.value.problems
    ((_, *place),) = own.places
    assert [problem.problem.line, problem.problem.column] == place


def test_conversions_keep_their_directions(tmp_path: Path) -> None:
    # The metrics that read them promise to rise or to fall; scores' bounds rest on that.
    file = tmp_path / "conversions.toml"
    bundled = Knowledge.bundled().conversions.model_dump(mode="json")
    bundled["price_index"]["curve"] = [[50, 0], [200, 100]]
    file.write_text(tomli_w.dumps(bundled), "utf-8")
    with pytest.raises(RulesError, match=r"price_index.curve: .*must fall"):
        read_rules(file, Conversions)


@settings(max_examples=25)  # each hashes the engine's files several times
@given(scorecards(), scorecards(), st.floats(0.01, 999))
def test_hash_follows_what_the_rules_say(a: Scorecard, b: Scorecard, weight: float) -> None:
    b = b.model_copy(update={"position": b.position.model_copy(update={"id": "other"})})
    files = Knowledge.bundled().files
    first = rules_hash([a, b], files)
    assert len(first) == 64
    assert rules_hash([b, a], dict(sorted(files.items(), reverse=True))) == first
    assert rules_hash([a], files) != first
    changed = a.criteria[0].model_copy(update={"weight": weight})
    c = a.model_copy(update={"criteria": (changed, *a.criteria[1:])})
    assert (rules_hash([c, b], files) == first) is (c == a)


@pytest.mark.parametrize("name", ["diagnosis", "ranking", "conversions", "benchmarks"])
def test_hash_covers_every_file_of_the_engine(name: str) -> None:
    files = dict(Knowledge.bundled().files)
    before = rules_hash([], files)
    del files[name]
    assert rules_hash([], files) != before
