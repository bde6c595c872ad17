"""Which positions there are, in which order, and which are turned off."""

import sys
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import BrandProfile, Context, Fit, ScorecardPosition
from factmatrix.plugins.loading import (
    PluginSet,
    load_plugins,
    unknown_names,
    with_scorecard,
)
from factmatrix.plugins.reports import PluginRefusedError
from factmatrix.rules.scorecard import Scorecard
from tests.plugins.third_parties import Install, card, plugin


def ids(plugins: PluginSet) -> list[str]:
    """The positions in their order."""
    return [position.info.id for position in plugins.positions]


def statuses(plugins: PluginSet, *names: str) -> dict[str, str]:
    """What became of the plugins of these distributions or entry points."""
    return {
        name: report.status
        for report in plugins.reports
        for name in (report.distribution, report.name)
        if name in names
    }


def test_a_report_says_where_a_plugin_comes_from(install: Install) -> None:
    install("acme-xhs", {"acme_xhs.py": plugin("xhs")}, {"red": "acme_xhs"}, version="2.1")
    (report,) = [r for r in load_plugins().reports if r.distribution == "acme-xhs"]
    assert (report.id, report.name, report.version) == ("xhs", "red", "2.1")
    assert (report.api_version, report.status, report.reason) == (1, "ok", None)


def test_positions_stand_in_declared_order_then_by_id() -> None:
    cards = [card("b", order=1), card("c", order=0), card("a", order=1)]
    for given_order in permutations(cards):
        extra = [(c.position.id, ScorecardPosition(c)) for c in given_order]
        plugins = load_plugins(extra=extra, entry_points=False)
        assert ids(plugins) == ["c", "a", "b"]
        assert [report.name for report in plugins.reports] == ["a", "b", "c"]


@pytest.mark.parametrize("first", ["aa", "zz"])
def test_of_two_with_one_id_the_same_one_stays_whatever_the_search_order(
    first: str, tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("aa", "zz"):
        install(f"{name}-plugin", {f"{name}_plugin.py": plugin("same")}, {"p": f"{name}_plugin"})
    # The path finder lists a folder in the order of the disk; this folder is searched before it.
    preferred = tmp_path / "preferred"
    preferred.mkdir()
    for path in (tmp_path / "site").glob(f"{first}_plugin*"):
        path.rename(preferred / path.name)
    monkeypatch.syspath_prepend(str(preferred))
    plugins = load_plugins()
    assert statuses(plugins, "aa-plugin", "zz-plugin") == {"aa-plugin": "ok", "zz-plugin": "failed"}
    assert ids(plugins).count("same") == 1


def test_nobody_takes_the_id_of_a_bundled_position(install: Install) -> None:
    install("factmatrix", {"bundled_one.py": plugin("one")}, {"one": "bundled_one"})
    install("aa-plugin", {"aa_plugin.py": plugin("one")}, {"one": "aa_plugin"})
    plugins = load_plugins(extra=[("own", ScorecardPosition(card("one")))])
    assert [r.status for r in plugins.reports if r.distribution == "factmatrix"] == ["ok"]
    assert statuses(plugins, "aa-plugin", "own") == {"aa-plugin": "failed", "own": "failed"}


def test_a_failed_plugin_leaves_its_id_to_the_next(install: Install) -> None:
    bad = plugin("same") + "\n@hookimpl\ndef profile_section(): return 1"
    install("aa-plugin", {"aa_plugin.py": bad}, {"p": "aa_plugin"})
    install("zz-plugin", {"zz_plugin.py": plugin("same")}, {"p": "zz_plugin"})
    plugins = load_plugins()
    assert statuses(plugins, "aa-plugin", "zz-plugin") == {"aa-plugin": "failed", "zz-plugin": "ok"}


def test_the_first_copy_of_a_distribution_hides_the_others(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("acme", {"acme.py": plugin("new")}, {"p": "acme"}, version="2")
    (tmp_path / "site").rename(tmp_path / "preferred")
    (tmp_path / "site").mkdir()
    install("acme", {"acme.py": plugin("old")}, {"p": "acme"}, version="1")
    monkeypatch.syspath_prepend(str(tmp_path / "preferred"))
    reports = [r for r in load_plugins().reports if r.distribution == "acme"]
    assert [(r.id, r.version) for r in reports] == [("new", "2")]


def test_damaged_metadata_do_not_stop_a_plugin(install: Install, site: Path) -> None:
    install("acme", {"acme.py": plugin("acme")}, {"p": "acme"})
    (site / "acme-1.0.dist-info" / "METADATA").write_bytes(b"Name: \xff\xfe")
    plugins = load_plugins()
    assert "acme" in ids(plugins)
    assert statuses(plugins, "p") == {"p": "ok"}


def test_a_plugin_is_turned_off_by_its_id(install: Install) -> None:
    install("acme-xhs", {"acme_xhs.py": plugin("xhs")}, {"red": "acme_xhs"})
    plugins = load_plugins(disable=["xhs"])
    assert "xhs" not in ids(plugins)
    assert statuses(plugins, "red") == {"red": "disabled"}
    assert "xhs" in ids(load_plugins(disable=["xhs"], enable=["xhs"]))


def test_a_plugin_turned_off_by_its_entry_point_is_not_imported(install: Install) -> None:
    install("acme-xhs", {"acme_xhs.py": "raise RuntimeError"}, {"red": "acme_xhs"})
    plugins = load_plugins(disable=["red"])
    (report,) = [r for r in plugins.reports if r.distribution == "acme-xhs"]
    assert (report.id, report.status, report.reason) == ("red", "disabled", None)


OPTIONAL = b"[factmatrix.optional]\nred = acme_xhs\n"


def test_an_optional_plugin_is_not_imported_until_it_is_enabled(install: Install) -> None:
    install("acme-xhs", {"acme_xhs.py": plugin("red")}, OPTIONAL)
    (report,) = [r for r in load_plugins().reports if r.distribution == "acme-xhs"]
    assert (report.id, report.status) == ("red", "disabled")
    assert report.reason is not None
    assert report.reason.en == "off unless enabled: fact plugins enable red"
    assert report.reason.zh == "默认停用，启用命令：fact plugins enable red"
    assert "acme_xhs" not in sys.modules
    assert "red" in ids(load_plugins(enable=["red"]))
    assert "acme_xhs" in sys.modules


def test_an_optional_plugin_is_known_by_its_entry_point_only(install: Install) -> None:
    install("acme-xhs", {"acme_xhs.py": plugin("xhs")}, OPTIONAL)
    by_id = load_plugins(enable=["xhs"])
    assert statuses(by_id, "red") == {"red": "disabled"}
    assert "no plugin is called 'xhs'" in unknown_names(["xhs"], by_id)[0].en
    assert "xhs" in ids(load_plugins(enable=["red"]))


def test_an_optional_plugin_that_fails_is_told_once_it_is_enabled(install: Install) -> None:
    install("acme-xhs", {"acme_xhs.py": "import nowhere_at_all"}, OPTIONAL)
    assert statuses(load_plugins(), "red") == {"red": "disabled"}
    assert statuses(load_plugins(enable=["red"]), "red") == {"red": "failed"}


def test_an_optional_plugin_leaves_its_id_to_others_while_it_is_off(install: Install) -> None:
    install("aa-plugin", {"acme_xhs.py": plugin("same")}, OPTIONAL)
    install("zz-plugin", {"zz_plugin.py": plugin("same")}, {"same": "zz_plugin"})
    off, on = load_plugins(), load_plugins(enable=["red"])
    assert statuses(off, "aa-plugin", "zz-plugin") == {"aa-plugin": "disabled", "zz-plugin": "ok"}
    assert statuses(on, "aa-plugin", "zz-plugin") == {"aa-plugin": "ok", "zz-plugin": "failed"}


def test_a_disabled_plugin_is_not_judged(install: Install) -> None:
    newer = plugin("xhs").replace("order=1", "order=1, api_version=99")
    install("acme-xhs", {"acme_xhs.py": newer}, {"red": "acme_xhs"})
    assert statuses(load_plugins(disable=["xhs"]), "red") == {"red": "disabled"}


def test_a_scorecard_made_by_a_program_is_checked_as_well() -> None:
    data = card("one").model_dump(by_alias=True, exclude_none=True)
    data["criteria"][1]["input"] = "powers.content.life"
    unsound = ScorecardPosition(Scorecard.model_validate(data))
    extra = [("one", unsound), ("two", ScorecardPosition(card("two")))]
    plugins = load_plugins(extra=extra, entry_points=False)
    assert ids(plugins) == ["two"]
    reason = plugins.reports[0].reason
    assert reason is not None
    assert "scorecard().criteria[1].input: " in reason.en
    assert "powers.content.live?" in reason.en
    assert "scorecard().criteria[1].input：" in reason.zh
    assert "powers.content.live？" in reason.zh


def test_names_of_no_plugin_are_told_with_the_nearest() -> None:
    extra = [("field", ScorecardPosition(card("field"))), ("red", object())]
    plugins = load_plugins(extra=extra, entry_points=False)
    assert unknown_names(["field", "red"], plugins) == ()
    misspelt, strange = unknown_names(["zzz", "feild"], plugins)
    assert misspelt.en == "no plugin is called 'feild'; did you mean field?"
    assert misspelt.zh == "没有名为 'feild' 的插件；是否想写 field？"
    assert strange.en == "no plugin is called 'zzz'; there are: field, red"
    assert strange.zh == "没有名为 'zzz' 的插件；现有：field, red"


def test_an_overlaid_position_scores_by_its_new_card(
    profile: BrandProfile, context: Context
) -> None:
    known = profile.with_inputs({"powers.content.short_video": 40.0})
    plugins = load_plugins(extra=[("one", ScorecardPosition(card("one")))], entry_points=False)
    (position,) = plugins.positions
    overlaid = with_scorecard(position, card("one", weight=3.0))
    scores = [p.score_fit(known, context) for p in (position, overlaid)]
    assert [fit.score for fit in scores if isinstance(fit, Fit)] == [60.0, 70.0]
    assert overlaid.report == position.report
    assert overlaid.scorecard == card("one", weight=3.0)


def test_an_overlay_is_of_the_same_position() -> None:
    plugins = load_plugins(extra=[("one", ScorecardPosition(card("one")))], entry_points=False)
    with pytest.raises(PluginRefusedError, match="'other'; it must be one"):
        with_scorecard(plugins.positions[0], card("other"))


@given(st.permutations(["north", "east", "south", "west"]))
def test_no_position_is_special_and_no_order_matters(order: list[str]) -> None:
    stances = {"north": "always_on", "east": "required", "south": "elective", "west": "elective"}
    cards = {
        name: card(name, letter, stance, weight=weight)
        for (name, stance), letter, weight in zip(
            stances.items(), "北EAZ", (1, 2, 3, 4), strict=True
        )
    }
    plugins = load_plugins(
        extra=[(name, ScorecardPosition(cards[name])) for name in order], entry_points=False
    )
    assert ids(plugins) == ["east", "north", "south", "west"]
    assert [p.scorecard for p in plugins.positions] == [cards[name] for name in ids(plugins)]
