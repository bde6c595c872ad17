"""A profile's own date against the day of the assessment, in `fact validate` and `fact score`."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.commands.conftest import SOUND, Run, write

DATED = SOUND + "as_of = {day}\n"


def test_a_date_to_come_is_doubted(run: Run) -> None:
    day = date.today() + timedelta(days=400)
    path = write("brand.toml", DATED.replace("{day}", str(day)))
    answer = run("validate", path)
    assert answer.code == 0
    assert f"brand.toml:5:9: warning: brand.as_of: brand.as_of = {day} lies after" in answer.out
    assert answer.out.endswith("Errors: 0, warnings: 1.\n")
    assert f"brand.as_of = {day} 晚于评估日期" in run("validate", path, "--lang", "zh").out


def test_today_is_not_to_come(run: Run) -> None:
    today = write("brand.toml", DATED.replace("{day}", str(date.today())))
    assert run("validate", today).out.endswith("Errors: 0, warnings: 0.\n")


@pytest.mark.parametrize(("day", "doubted"), [("2026-06-29", True), ("2026-06-30", False)])
def test_the_day_to_assess_for_counts(run: Run, day: str, doubted: bool) -> None:
    path = write("brand.toml", DATED.replace("{day}", "2026-06-30"))
    answer = run("score", path, "--date", day)
    assert answer.code == 0
    assert (
        f"brand.as_of = 2026-06-30 lies after the day of the assessment, {day}" in answer.err
    ) is doubted


@pytest.mark.parametrize("command", ["score", "validate"])
def test_paths_that_lead_to_no_profile_are_wrong_usage(run: Run, command: str) -> None:
    Path("empty").mkdir()
    path = write("brand.toml")
    for lost in (["nobody.toml"], ["empty"], ["nobody.toml", "empty"]):
        assert run(command, *lost).code == 2
        assert run(command, path, *lost).code == 1
    assert run(command, path).code == 0
