"""How a position is called, and what its code cannot reach."""

import sys
from threading import Event, Thread

import pytest

from factmatrix import Action, BrandProfile, Context, Fit, PositionInfo, Section, Text, hookimpl
from factmatrix.plugins.loading import LoadedPosition, PluginFailure, load_plugins
from tests.plugins.third_parties import Install

WORDS = Text("words", "文字")


class Steady:
    """A sound position; tests override what they are about."""

    @hookimpl
    def position(self) -> PositionInfo:
        return PositionInfo(
            id="odd", letter="X", title=WORDS, summary=WORDS, stance="elective", order=1
        )

    @hookimpl
    def score_fit(self, profile: BrandProfile, context: Context) -> Fit:
        return Fit("odd", 50.0, 40.0, 60.0, 0.5)

    @hookimpl
    def suggest_actions(self, profile: BrandProfile, fit: Fit, context: Context) -> list[Action]:
        return []


def loaded(plugin: object) -> LoadedPosition:
    """The one position of this plugin."""
    plugins = load_plugins(extra=[("odd", plugin)], entry_points=False)
    assert [report.reason for report in plugins.reports] == [None]
    (position,) = plugins.positions
    return position


def test_arguments_come_by_name(profile: BrandProfile, context: Context) -> None:
    class Reversed(Steady):
        @hookimpl
        def score_fit(self, context: Context, profile: BrandProfile) -> Fit:  # type: ignore[override]
            live = profile.powers.content.live
            assert live is not None
            return Fit("odd", live, 0.0, float(context.date.day + 80), 0.5)

        @hookimpl
        def suggest_actions(self, fit: Fit) -> list[Action]:  # type: ignore[override]
            assert fit.score == 80.0
            return []

    position = loaded(Reversed())
    fit = position.score_fit(profile, context)
    assert fit == Fit("odd", 80.0, 0.0, 81.0, 0.5)
    assert position.suggest_actions(profile, fit, context) == ()


def test_a_hook_may_be_static(profile: BrandProfile, context: Context) -> None:
    class Static(Steady):
        @staticmethod
        @hookimpl
        def score_fit() -> Fit:  # type: ignore[override]
            return Fit("odd", 1.0, 0.0, 2.0, 1.0)

    assert loaded(Static()).score_fit(profile, context) == Fit("odd", 1.0, 0.0, 2.0, 1.0)


def test_a_hook_of_later_versions_may_be_marked_optional() -> None:
    class Later(Steady):
        @hookimpl(optionalhook=True)
        def draw_chart(self, profile: BrandProfile) -> None:
            """Known to no engine yet."""

    assert loaded(Later()).info.id == "odd"


PRINTING = """
from factmatrix import Fit, PositionInfo, Text, hookimpl
print("imported")

@hookimpl
def position():
    print("position")
    return PositionInfo(
        id="odd", letter="X", title=Text("T", "题"), summary=Text("S", "述"), stance="elective",
        order=1,
    )

@hookimpl
def score_fit():
    print("score_fit")
    return Fit("odd", 50.0, 40.0, 60.0, 0.5)

@hookimpl
def suggest_actions():
    print("suggest_actions")
    return []
"""


def test_prints_of_plugins_stay_off_stdout(
    install: Install,
    profile: BrandProfile,
    context: Context,
    capsys: pytest.CaptureFixture[str],
) -> None:
    install("printing", {"printing.py": PRINTING}, {"odd": "printing"})
    (position,) = [p for p in load_plugins().positions if p.info.id == "odd"]
    fit = position.score_fit(profile, context)
    assert isinstance(fit, Fit)
    assert position.suggest_actions(profile, fit, context) == ()
    print("data")
    captured = capsys.readouterr()
    assert captured.out == "data\n"
    assert captured.err.split() == ["imported", "position", "score_fit", "suggest_actions"]


def test_stdout_comes_back_when_calls_of_two_threads_overlap(
    profile: BrandProfile, context: Context
) -> None:
    class Waiting(Steady):
        def __init__(self) -> None:
            self.entered, self.leave = Event(), Event()

        @hookimpl
        def score_fit(self, profile: BrandProfile, context: Context) -> Fit:
            self.entered.set()
            assert self.leave.wait(10)
            return super().score_fit(profile, context)

    stdout = sys.stdout
    first, second = Waiting(), Waiting()
    threads = [
        Thread(target=loaded(plugin).score_fit, args=(profile, context))
        for plugin in (first, second)
    ]
    for plugin, thread in zip((first, second), threads, strict=True):
        thread.start()
        assert plugin.entered.wait(10)
    for plugin, thread in zip((first, second), threads, strict=True):
        assert sys.stdout is sys.stderr
        plugin.leave.set()
        thread.join()
    assert sys.stdout is stdout


class Interrupted(Steady):
    @hookimpl
    def score_fit(self, profile: BrandProfile, context: Context) -> Fit:
        raise KeyboardInterrupt

    @hookimpl
    def suggest_actions(self, profile: BrandProfile, fit: Fit, context: Context) -> list[Action]:
        raise KeyboardInterrupt


def test_ctrl_c_ends_a_call(profile: BrandProfile, context: Context) -> None:
    position = loaded(Interrupted())
    stdout = sys.stdout
    with pytest.raises(KeyboardInterrupt):
        position.score_fit(profile, context)
    with pytest.raises(KeyboardInterrupt):
        position.suggest_actions(profile, Fit("odd", 50.0, 40.0, 60.0, 0.5), context)
    assert sys.stdout is stdout


def test_ctrl_c_ends_loading(install: Install) -> None:
    install("odd-plugin", {"odd_plugin.py": "raise KeyboardInterrupt"}, {"odd": "odd_plugin"})
    with pytest.raises(KeyboardInterrupt):
        load_plugins()


def test_a_changed_profile_reaches_nobody(profile: BrandProfile, context: Context) -> None:
    class Vandal(Steady):
        @hookimpl
        def score_fit(self, profile: BrandProfile, context: Context) -> Fit:
            vars(profile.powers.content)["live"] = 0.0
            vars(profile)["inputs"] = {}
            return super().score_fit(profile, context)

    untouched = profile.model_copy(deep=True)
    before = dict(profile.inputs)
    assert isinstance(loaded(Vandal()).score_fit(profile, context), PluginFailure)
    assert profile == untouched
    assert profile.inputs == before


def test_a_changed_fit_reaches_nobody(profile: BrandProfile, context: Context) -> None:
    class Vandal(Steady):
        @hookimpl
        def suggest_actions(
            self, profile: BrandProfile, fit: Fit, context: Context
        ) -> list[Action]:
            object.__setattr__(fit, "score", 100.0)
            return []

    fit = Fit("odd", 50.0, 40.0, 60.0, 0.5)
    assert loaded(Vandal()).suggest_actions(profile, fit, context) == ()
    assert fit == Fit("odd", 50.0, 40.0, 60.0, 0.5)


def test_changed_facts_reach_nobody(profile: BrandProfile, context: Context) -> None:
    class Vandal(Steady):
        @hookimpl
        def score_fit(self, profile: BrandProfile, context: Context) -> Fit:
            context.facts(profile)["powers.content.live"] = (0.0, 0.0)
            return super().score_fit(profile, context)

    facts = context.facts(profile)
    assert isinstance(loaded(Vandal()).score_fit(profile, context), Fit)
    assert context.facts(profile) is facts
    assert facts["powers.content.live"] == (80.0, 80.0)


WITH_SECTION = """
from factmatrix import Fit, PositionInfo, Section, Text, declare, hookimpl

class Own(Section):
    notes: float | None = declare("count", Text("Notes", "笔记"), Text("A month.", "每月。"))

@hookimpl
def position():
    return PositionInfo(
        id="odd", letter="X", title=Text("T", "题"), summary=Text("S", "述"), stance="elective",
        order=1, inputs=("ext.odd.notes",), rising=("ext.odd.notes",),
    )

@hookimpl
def profile_section():
    return Own

@hookimpl
def score_fit(profile):
    score = float(profile.inputs["ext.odd.notes"])
    return Fit("odd", score, score, score, 1.0)

@hookimpl
def suggest_actions():
    return []
"""


def test_a_position_reads_its_own_section(
    install: Install, profile: BrandProfile, context: Context
) -> None:
    install("sectioned", {"sectioned.py": WITH_SECTION}, {"odd": "sectioned"})
    (position,) = [p for p in load_plugins().positions if p.info.id == "odd"]
    assert position.section is not None
    assert issubclass(position.section, Section)
    section = position.section.model_validate({"notes": 7.0})
    noted = BrandProfile.model_validate(
        {"format": 1, "brand": profile.brand, "ext": {"odd": section}}
    )
    assert position.score_fit(noted, context) == Fit("odd", 7.0, 7.0, 7.0, 1.0)


def test_changed_conversions_reach_nobody(profile: BrandProfile, context: Context) -> None:
    class Vandal(Steady):
        @hookimpl
        def score_fit(self, profile: BrandProfile, context: Context) -> Fit:
            context.arithmetic.conversions["price_index"] = lambda x: 100.0  # type: ignore[index]
            return super().score_fit(profile, context)

    before = context.arithmetic.convert("price_index", 100.0)
    assert isinstance(loaded(Vandal()).score_fit(profile, context), PluginFailure)
    assert context.arithmetic.convert("price_index", 100.0) == before
