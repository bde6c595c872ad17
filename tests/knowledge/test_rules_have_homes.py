"""Every rule of the source lives somewhere, or says why nothing scores it."""

from pathlib import Path

import pytest

from factmatrix.rules.doctrine import DoctrineRule
from factmatrix.rules.homes import fields_by_rule, homes, load_doctrine, page

REPOSITORY = Path(__file__).parents[2]
POSITIONS = sorted((REPOSITORY / "plugins").glob("factmatrix_*"))
HOMES = homes(POSITIONS)
RULES = {rule.id: rule for rule in load_doctrine().rules}


def test_the_register_holds_r1_to_r93_in_order() -> None:
    assert list(RULES) == [f"R{number}" for number in range(1, 94)]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_either_a_home_or_a_reason_to_have_none(rule: DoctrineRule) -> None:
    places = [f"{home.file}: {home.entry}" for home in HOMES if home.rule == rule.id]
    if rule.context is None:
        assert places, f"no entry rests on {rule.id}, and doctrine.toml gives no reason why"
    else:
        assert not places, f"doctrine.toml says that nothing scores {rule.id}, but {places} do"


def test_no_entry_names_a_rule_that_does_not_exist() -> None:
    assert [home for home in HOMES if home.rule not in RULES] == []


def test_no_field_names_a_rule_that_does_not_exist() -> None:
    assert fields_by_rule().keys() <= RULES.keys()


def test_homes_name_file_and_entry(tmp_path: Path) -> None:
    folder = tmp_path / "factmatrix_example"
    folder.mkdir()
    (folder / "scorecard.toml").write_text(
        """
        [[criteria]]
        id = "price"
        rules = ["R80"]
        gate = { input = "quality.product", rules = ["R81"] }

        [[actions]]
        id = "no_rules"
        """,
        encoding="utf-8",
    )
    found = [home for home in homes([folder]) if home.file.startswith("factmatrix_example")]
    assert found == [
        ("R80", "factmatrix_example/scorecard.toml", "criteria.price"),
        ("R81", "factmatrix_example/scorecard.toml", "criteria.price.gate"),
    ]


def test_the_page_is_up_to_date() -> None:
    written = (REPOSITORY / "docs" / "rules.md").read_text("utf-8")
    assert written == page(POSITIONS), "docs/rules.md is stale; run `make docs`"
