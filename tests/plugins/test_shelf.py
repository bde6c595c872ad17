"""S, the shelf: a plugin as a third party ships one, which nobody sees until it is enabled."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from factmatrix import Engine, read_profile
from factmatrix.testing import PositionKit
from factmatrix.testing import position_kit as position_kit
from factmatrix_shelf import Shelf, position
from tests.brands import DAY, engine_with_shelf
from tests.commands.conftest import SAMPLES, Run
from tests.commands.conftest import nobody as nobody
from tests.commands.conftest import run as run

PAGE = Path(__file__).parents[2] / "docs" / "shelf.md"
ON = ["--plugin", "shelf"]


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    """The brand of docs/shelf.md."""
    (text,) = re.findall(r"<!-- brand.toml -->\n```toml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    path = tmp_path / "ling.toml"
    path.write_text(text, encoding="utf-8")
    return path


# ---- what its author tests


def test_conforms(position_kit: PositionKit) -> None:
    position_kit.check(position)


def test_rule_tests_pass_and_show_all_of_the_card(position_kit: PositionKit) -> None:
    assert not position_kit.run_rule_tests(position).unshown


def test_its_fields_say_all_that_a_form_needs() -> None:
    for path, item in engine_with_shelf().space.domains.items():
        if path.startswith("ext.shelf."):
            declared = item.declaration
            assert declared is not None
            assert None not in (declared.where, declared.question), path
            assert declared.better != "neither", path
            assert declared.actionable, path


# ---- off unless enabled


def test_its_code_is_not_imported_while_it_is_off(brand: Path) -> None:
    program = (
        "import sys; from factmatrix import Engine; "
        f"Engine.load().read(__import__('pathlib').Path({str(brand)!r})); "
        "print('factmatrix_shelf' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


def test_the_list_says_how_to_switch_it_on(run: Run) -> None:
    assert "off unless enabled: fact plugins enable shelf" in run("plugins", "list").out
    told = run("plugins", "list", "--lang", "zh").out
    assert "默认停用，启用命令：fact plugins enable shelf" in told
    assert re.search(r"shelf +ok .*S Shelf", run("plugins", "list", *ON).out)


def test_a_profile_keeps_its_table_and_hears_who_would_read_it(run: Run, brand: Path) -> None:
    off = run("validate", brand)
    assert off.code == 0
    assert "[ext.shelf] was not read: its plugin is switched off" in off.out
    assert "fact plugins enable shelf" in off.out
    assert "[ext.shelf]" not in run("validate", brand, *ON).out
    brand.write_text(brand.read_text("utf-8").replace("search_rank", "search_rnak"), "utf-8")
    assert "Did you mean search_rank?" in run("validate", brand, *ON).out


def test_commands_know_it_when_it_is_enabled_and_not_otherwise(run: Run) -> None:
    for arguments in (["schema"], ["new", "Ling"], ["new", "凌", "--lang", "zh"]):
        for options in ([], ON):
            answer = run(*arguments, *options)
            assert answer.code == 0
            written = answer.out + "".join(p.read_text("utf-8") for p in Path().glob("*.toml"))
            assert ("card_quality" in written) == bool(options), (arguments, options)
            for path in Path().iterdir():
                path.unlink()


def test_rules_in_use_are_shown_and_named_ones_are_checked(run: Run) -> None:
    for arguments in (["rules", "show"], ["rules", "test"]):
        assert "(shelf)" not in run(*arguments).out
        assert "(shelf)" in run(*arguments, *ON).out
    assert "shelf" not in run("rules", "test").out
    for language, told in (("en", "shelf is switched off"), ("zh", "shelf 已停用")):
        answer = run("rules", "show", "shelf", "--lang", language)
        assert answer.code == 2
        assert told in answer.err
        assert "--plugin shelf" in answer.err
    for named in ([], ["shelf"], ON):
        assert run("rules", "check", *named).out == "0 errors, 0 warnings\n"
    assert "Tests passed: 11 of 11" in run("rules", "test", "shelf").out


def test_the_configuration_and_variables_enable_it_everywhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, brand: Path
) -> None:
    assert run("plugins", "enable", "shelf").code == 0
    assert "S Shelf" in run("score", brand).out
    assert "(shelf)" in run("rules", "test").out
    (tmp_path / "config.toml").unlink()
    assert "S Shelf" not in run("score", brand).out
    monkeypatch.setenv("FACT_PLUGIN", "shelf")
    assert "S 货架场" in run("score", brand, "--lang", "zh").out
    assert "(shelf)" in run("rules", "test").out


# ---- scores


def test_the_example_of_its_page_has_the_score_and_the_gain_that_it_says(brand: Path) -> None:
    page = PAGE.read_text("utf-8")
    engine = engine_with_shelf()
    profile = engine.read(brand).profile
    assert profile is not None
    (shelf,) = [r for r in engine.assess(profile, DAY).ranking if r.info.id == "shelf"]
    gains = {advised.action.id: advised.gain for advised in shelf.actions}
    for score, gain in re.findall(
        r"gives this brand ([\d.]+) points.* to 70 adds ([\d.]+)\.", page
    ) + re.findall(r"这个品牌 ([\d.]+) 分；.*可加 ([\d.]+) 分", page):
        assert shelf.fit.score == pytest.approx(float(score), abs=0.05)
        assert gains["rewrite_the_cards"] == pytest.approx(float(gain), abs=0.05)
    assert page.count("3.1") == 2


def test_the_page_states_the_shares_of_the_card() -> None:
    shares = [int(share) for share in re.findall(r"^\| (\d+) % \|", PAGE.read_text("utf-8"), re.M)]
    card = position.scorecard()
    parts = (3, 1, 2, 3, 5, 3)  # product, price, brand, the card, the sources of sales, the shop
    weights = iter(criterion.weight for criterion in card.criteria)
    assert shares == [sum(next(weights) for _ in range(count)) / 10 for count in parts]
    assert next(weights, None) is None


def test_a_table_has_the_score_of_a_single_profile(run: Run, brand: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    others = [SAMPLES / "price-strong.toml", SAMPLES / "no-shop-yet.toml"]
    answer = run("batch", brand, *others, "-o", out, "--explain", "--verify", *ON)
    assert answer.code == 0, answer.err
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    single = json.loads(run("score", brand, "--format", "json", *ON).out)
    (shelf,) = [p for p in single["results"][0]["ranking"] if p["position"] == "shelf"]
    row = rows["Ling"]
    assert float(row["shelf.score"]) == shelf["score"]
    points = {c["criterion"]: c["points"] for c in shelf["contributions"]}
    assert float(row["shelf.points.card_quality"]) == points["card_quality"]


def test_its_fields_are_columns_of_tables(run: Run, brand: Path, tmp_path: Path) -> None:
    table = tmp_path / "brands.csv"
    assert run("export", brand, "-o", table, *ON).code == 0
    (row,) = csv.DictReader(io.StringIO(table.read_text("utf-8-sig")))
    assert row["ext.shelf.card_quality"] == "55"
    assert run("import", table, "--to", tmp_path / "back", *ON).code == 0
    (back,) = (tmp_path / "back").glob("*.toml")
    shelf = tomllib.loads(back.read_text("utf-8"))["ext"]["shelf"]
    assert shelf == tomllib.loads(brand.read_text("utf-8"))["ext"]["shelf"]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_it_moves_no_score_of_the_other_positions(sample: Path) -> None:
    with_it, without = engine_with_shelf(), Engine.load()
    profile = with_it.read(sample).profile
    assert profile is not None
    scored = with_it.assess(profile, DAY, full=False).ranking
    others = without.assess(profile, DAY, full=False).ranking
    assert {r.info.id: r.fit for r in scored if r.info.id != "shelf"} == {
        r.info.id: r.fit for r in others
    }


def test_its_table_is_read_strictly() -> None:
    text = 'format = 1\n[brand]\nname = "L"\ncategory = "food"\n[ext.shelf]\nsearch_share = 35\n'
    reading = read_profile(text, sections={"shelf": Shelf})
    assert reading.profile is None
    assert "0.35" in reading.errors[0].render("x.toml", "en")
    assert "0.35" in reading.errors[0].render("x.toml", "zh")
