"""The position keeps what factmatrix promises of every position, and its own tests pass."""

from factmatrix.testing import PositionKit

from factmatrix_NEW_id import position


def test_conforms(position_kit: PositionKit) -> None:
    position_kit.check(position)


def test_rule_tests_pass_and_show_all_of_the_card(position_kit: PositionKit) -> None:
    report = position_kit.run_rule_tests(position)
    assert not report.unshown
