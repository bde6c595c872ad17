"""Every way in which a plugin can be bad: the others are scored, and it is named with the cure."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from textwrap import dedent

import pytest

from factmatrix import BrandProfile, Context, Text
from factmatrix.plugins.loading import PluginFailure, PluginSet, load_plugins
from tests.plugins.third_parties import Fact, Install

IMPORTS = "from factmatrix import Action, Fit, PositionInfo, Scorecard, Section, Text, hookimpl"
POSITION = """
@hookimpl
def position():
    return PositionInfo(
        id="{id}", letter="X", title=Text("Name", "名称"), summary=Text("What", "是什么"),
        stance="elective", order=50,
    )
"""
SCORE_FIT = """
@hookimpl
def score_fit(profile, context):
    return Fit("{id}", 50.0, 40.0, 60.0, 0.5)
"""
SUGGEST_ACTIONS = """
@hookimpl
def suggest_actions(profile, fit, context):
    return []
"""


def module(
    position: str = POSITION,
    score_fit: str = SCORE_FIT,
    suggest_actions: str = SUGGEST_ACTIONS,
    more: str = "",
    id: str = "odd",  # noqa: A002
) -> Mapping[str, str]:
    """The files of a plugin `odd_plugin`, sound but for what a test replaces."""
    parts = (position, score_fit, suggest_actions, more)
    source = f"{IMPORTS}\n" + "\n".join(dedent(part) for part in parts)
    return {f"{id}_plugin/__init__.py": source.replace("{id}", id)}


@dataclass(frozen=True)
class Bad:
    """A bad plugin, whether it fails at load or when it is called, and what its reason says."""

    files: Mapping[str, str | bytes]
    says: str
    says_zh: str
    called: bool = False
    entry_points: Mapping[str, str] | bytes = b"[factmatrix]\nodd = odd_plugin"
    id: str | None = "odd"


def scoring(body: str, says: str, says_zh: str) -> Bad:
    """A position whose `score_fit` has this body."""
    lines = "\n".join(f"    {line}" for line in dedent(body).strip().splitlines())
    score_fit = f"@hookimpl\ndef score_fit(profile, context):\n{lines}\n"
    return Bad(module(score_fit=score_fit), says, says_zh, called=True)


def advising(body: str, says: str, says_zh: str) -> Bad:
    """A position whose `suggest_actions` has this body."""
    lines = "\n".join(f"    {line}" for line in dedent(body).strip().splitlines())
    advice = f"@hookimpl\ndef suggest_actions(profile, fit, context):\n{lines}\n"
    return Bad(module(suggest_actions=advice), says, says_zh, called=True)


def unidentified(files: Mapping[str, str | bytes], says: str, says_zh: str) -> Bad:
    """A plugin that fails before it can say its id."""
    return Bad(files, says, says_zh, id=None)


ACTION = """
def action(**changes):
    fields = dict(
        id="a", title=Text("T", "题"), why=Text("W", "因"), phase=0, effort="low",
        tool=Text("shop", "店铺"), within_days=7,
    )
    return Action(**{**fields, **changes})
"""
SCORECARD = """
format = 1
[position]
id = "odd"
letter = "X"
title = {en = "Name", zh = "名称"}
summary = {en = "What", zh = "是什么"}
stance = "elective"
order = 50
[[criteria]]
id = "live"
title = {en = "Live rooms", zh = "直播"}
input = "powers.content.live"
curve = [[0, 0], [100, 100]]
weight = 1
rationale = {en = "ours", zh = "自定"}
trust = "ours"
"""
FROM_TOML = """
from factmatrix import ScorecardPosition
position = ScorecardPosition.from_package(__name__)
"""


def card(scorecard: str | bytes, says: str, says_zh: str) -> Bad:
    """A plugin that is a scorecard file."""
    files = {"odd_plugin/__init__.py": FROM_TOML, "odd_plugin/scorecard.toml": scorecard}
    points = b"[factmatrix]\nodd = odd_plugin:position"
    return Bad(files, says, says_zh, entry_points=points, id=None)


def section(field: str, says: str, says_zh: str) -> Bad:
    """A plugin whose section has this line."""
    more = f"""
from factmatrix import Choice, declare
T = Text("T", "题")
class Own(Section):
    {field}
@hookimpl
def profile_section(): return Own
"""
    return Bad(module(more=more), says, says_zh)


def declaring(arguments: str, says: str, says_zh: str) -> Bad:
    """A plugin whose section has a field declared with these arguments, which `declare` refuses."""
    bad = section(f"fans: int | None = declare({arguments})", says, says_zh)
    return replace(bad, id=None)


DECLARED_WRONGLY = {
    "an unknown kind": (
        '"yuan", T, T',
        "loading it raised DeclaredWronglyError: kind is 'yuan'; there are: score, percentile, "
        "share, money, count,",
        "加载时抛出 DeclaredWronglyError: kind 是 'yuan'；可用的有：score, percentile,",
    ),
    "an unknown direction": (
        '"count", T, T, better="up"',
        "better is 'up'; there are: higher, lower, neither (in odd_plugin, line 23)",
        "better 是 'up'；可用的有：higher, lower, neither（odd_plugin 第 23 行）",
    ),
    "a title in one language": (
        '"count", "Fans", T',
        'title is \'Fans\'; write title=Text("…", "…"), English and Chinese',
        "title 是 'Fans'；应写成 title=Text(",
    ),
    "a question in one language": (
        '"count", T, T, question="How many?"',
        "question is 'How many?'; write question=Text(",
        "应写成 question=Text(",
    ),
    "a text that no file takes": (
        '"count", T, Text("\\ud800", "粉丝")',
        "help is ",
        "可用 UTF-8 编码的文字",
    ),
    "ends the wrong way round": (
        '"count", T, T, low=10, high=5',
        "high is 5; it must be above low, 10",
        "high 是 5；应为大于 low（10）的数",
    ),
    "an end that is no number": (
        '"count", T, T, high="5"',
        "high is '5'; it must be a number",
        "high 是 '5'；应为数值",
    ),
    "half a plausible band": (
        '"count", T, T, plausible=5',
        "plausible is 5; it must be two numbers, the lower first",
        "应为两个数，较小的在前",
    ),
    "a rule that is no tuple": (
        '"count", T, T, rules="R1"',
        "rules is 'R1'; it must be ids such as",
        "应为编号，如",
    ),
    "choices that are none": (
        '"choice", T, T, choices=("a", "b")',
        'choices is (\'a\', \'b\'); it must be Choice("id", Text("…", "…")) each',
        "由 Choice(",
    ),
    "a choice without choices": ('"choice", T, T', "choices is (); it must be", "choices 是 ()"),
}

BAD = {
    "changes the working folder": unidentified(
        module(more="import os\nos.chdir('..')"),
        "it changed the program's working folder to ",
        "它把程序的工作目录改成了",
    ),
    "changes the working folder when called": scoring(
        """
        import os
        os.chdir("..")
        return Fit("odd", 50.0, 40.0, 60.0, 0.5)
        """,
        "it changed the program's working folder to ",
        "它把程序的工作目录改成了",
    ),
    "does not import": unidentified(
        {"odd_plugin/__init__.py": "import no_such_library"},
        "raised ModuleNotFoundError: No module named 'no_such_library' (in odd_plugin, line 1)",
        "抛出 ModuleNotFoundError: No module named 'no_such_library'（odd_plugin 第 1 行）",
    ),
    "is not installed": unidentified({}, "No module named 'odd_plugin'", "加载时抛出"),
    "has a syntax error": unidentified(
        {"odd_plugin/__init__.py": "def position(:"}, "SyntaxError: ", "加载时抛出 SyntaxError"
    ),
    "exits at import": unidentified(
        {"odd_plugin/__init__.py": "raise SystemExit(3)"},
        "loading it tried to end the program",
        "加载时试图结束整个程序",
    ),
    "has no hooks": unidentified(
        {"odd_plugin/__init__.py": "def position(): pass"},
        "nothing in it carries @factmatrix.hookimpl",
        "没有任何函数带 @factmatrix.hookimpl",
    ),
    "is a class": Bad(
        {"odd_plugin/__init__.py": "class Odd: pass"},
        "names the class Odd; name an object of it, or a module",
        "指向类 Odd",
        entry_points=b"[factmatrix]\nodd = odd_plugin:Odd",
        id=None,
    ),
    "lacks a hook": unidentified(
        module(suggest_actions=""), "does not implement suggest_actions", "缺少 suggest_actions"
    ),
    "misspells a hook": unidentified(
        module(more="@hookimpl\ndef score_fitt(profile, context): pass"),
        "score_fitt is no hook; did you mean score_fit?",
        "没有名为 score_fitt 的钩子；是否想写 score_fit？",
    ),
    "asks for an unknown argument": unidentified(
        module(score_fit="@hookimpl\ndef score_fit(brand, context): pass"),
        "score_fit is declared with (brand, context); it may take profile, context",
        "参数只能是 profile, context",
    ),
    "gives an argument a default": unidentified(
        module(score_fit="@hookimpl\ndef score_fit(profile, context=None): pass"),
        "score_fit is declared with (profile, context=None)",
        "不带默认值",
    ),
    "takes an argument by keyword only": unidentified(
        module(score_fit="@hookimpl\ndef score_fit(*, profile, context): pass"),
        "score_fit is declared with",
        "score_fit 声明为",
    ),
    "takes whatever comes": unidentified(
        module(score_fit="@hookimpl\ndef score_fit(*profile): pass"),
        "score_fit is declared with (*profile)",
        "score_fit 声明为 (*profile)",
    ),
    "asks an argument of a hook without": unidentified(
        module(position="@hookimpl\ndef position(profile): pass"),
        "position is declared with (profile); it may take no arguments",
        "不接受任何参数",
    ),
    "wraps a hook": unidentified(
        module(score_fit="@hookimpl(wrapper=True)\ndef score_fit(profile): yield"),
        "score_fit is a hook wrapper",
        "score_fit 是钩子包装器",
    ),
    "wraps a hook in the old way": unidentified(
        module(score_fit="@hookimpl(hookwrapper=True)\ndef score_fit(profile): yield"),
        "drop wrapper=True or hookwrapper=True",
        "请去掉 wrapper=True 或 hookwrapper=True",
    ),
    "implements a hook twice": unidentified(
        module(more="@hookimpl(specname='score_fit')\ndef better_fit(profile): pass"),
        "it implements score_fit 2 times; keep one",
        "score_fit 有 2 个实现",
    ),
    "raises in position": unidentified(
        module(position="@hookimpl\ndef position():\n    raise ValueError('not today')"),
        "position raised ValueError: not today (in odd_plugin, line 4)",
        "position 抛出 ValueError: not today（odd_plugin 第 4 行）",
    ),
    "has an id that is none": unidentified(
        module(POSITION.replace("{id}", "Odd One")), "id: String should match", "position 抛出"
    ),
    "has an unchecked id that is none": unidentified(
        module("@hookimpl\ndef position(): return PositionInfo.model_construct(id='Odd One')"),
        "id: String should match",
        "position 抛出",
    ),
    "describes itself by a table": unidentified(
        module("@hookimpl\ndef position(): return {'id': 'odd'}"),
        "position() is of type dict; it must be a factmatrix.PositionInfo",
        "position() 是 dict 类型；应为 factmatrix.PositionInfo",
    ),
    "has a title that no file takes": unidentified(
        module(POSITION.replace("Name", "\\ud800")),
        "position().title.en is '\\ud800'; it must be a text that UTF-8 can hold",
        "可用 UTF-8 编码的文字",
    ),
    "needs a newer api": Bad(
        module(POSITION.replace("order=50", "order=50, api_version=2")),
        "it needs plugin API 2, this program offers 1; update factmatrix",
        "需要插件 API 2，本程序只提供 1；请升级",
    ),
    "takes the id of another": Bad(
        {**module(id="steady"), "odd_plugin/__init__.py": "from steady_plugin import *"},
        "its id 'steady' belongs to the plugin 'steady' of a-steady-plugin; choose another id",
        "它的 id 'steady' 已属于 a-steady-plugin 的插件 'steady'；请换一个 id",
        id="steady",
    ),
    "claims to read an unknown input": Bad(
        module(POSITION.replace("order=50", "order=50, inputs=('powers.content.life',)")),
        "position() names the input 'powers.content.life', which does not exist; "
        "did you mean powers.content.live?",
        "是否想写 powers.content.live？",
    ),
    "raises in profile_section": Bad(
        module(more="@hookimpl\ndef profile_section(): return 1 / 0"),
        "profile_section raised ZeroDivisionError",
        "profile_section 抛出 ZeroDivisionError",
    ),
    "has a section that is none": Bad(
        module(more="@hookimpl\ndef profile_section(): return dict"),
        "profile_section() is of type type; it must be a subclass of factmatrix.Section",
        "应为 factmatrix.Section 的子类或 None",
    ),
    "has a section with undeclared fields": Bad(
        module(
            more="""
            class Own(Section):
                fans: int = 0
            @hookimpl
            def profile_section(): return Own
            """
        ),
        "Own.fans is not made with declare()",
        "Own.fans is not made with declare()",
    ),
    "has a heading in one language": section(
        'heading = "Search"',
        "profile_section(): Own.heading is 'Search'; write heading: ClassVar[Text] = "
        'Text("…", "…"), English and Chinese',
        'Own.heading 是 \'Search\'；应写成 heading: ClassVar[Text] = Text("…", "…")（英文、中文）',
    ),
    "has an explanation in one language": section(
        'explanation = "What people search"',
        "Own.explanation is 'What people search'; write explanation: ClassVar[Text]",
        "应写成 explanation: ClassVar[Text]",
    ),
    "annotates a count as a text": section(
        'fans: str | None = declare("count", T, T)',
        "Own.fans is annotated str | None, which does not fit its kind 'count'; write int | None",
        "Own.fans 的注解 str | None 与其 kind 'count' 不符；应写成 int | None",
    ),
    "annotates a choice as any text": section(
        'tier: str | None = declare("choice", T, T, choices=(Choice("a", T), Choice("b", T)))',
        "Own.tier is annotated str | None, which does not fit its kind 'choice'; "
        "write Literal['a', 'b'] | None",
        "应写成 Literal['a', 'b'] | None",
    ),
    **{
        f"declares {name}": declaring(arguments, says, says_zh)
        for name, (arguments, says, says_zh) in DECLARED_WRONGLY.items()
    },
    "has a section that nobody can import": Bad(
        module(
            more="""
            def made():
                class Own(Section):
                    pass
                return Own
            @hookimpl
            def profile_section(): return made()
            """
        ),
        "profile_section raised",
        "profile_section 抛出",
    ),
    "has a section that raises": Bad(
        module(
            more="""
            from pydantic import model_validator
            class Own(Section):
                @model_validator(mode="before")
                def check(cls, table): return table["fans"]
            @hookimpl
            def profile_section(): return Own
            """
        ),
        "profile_section raised KeyError: 'fans' (in odd_plugin, line 24)",
        "profile_section 抛出 KeyError: 'fans'（odd_plugin 第 24 行）",
    ),
    "has a scorecard that is none": Bad(
        module(more="@hookimpl\ndef scorecard(): return 'good'"),
        "scorecard() is 'good'; it must be a factmatrix.Scorecard, or None",
        "scorecard() 是 'good'；应为 factmatrix.Scorecard 或 None",
    ),
    "has a scorecard in GBK": card(SCORECARD.encode("gbk"), "UTF-8", "UTF-8"),
    "has a scorecard with a mistake": card(
        SCORECARD.replace("weight = 1", "weight = 0\nheavy = true"),
        "scorecard.toml:15:10: criteria#1.weight: It must be above 0. (and ",
        "scorecard.toml:15:10: criteria#1.weight: 必须大于 0。（另有 ",
    ),
    "scores an unknown input": card(
        SCORECARD.replace('"powers.content.live"', '"powers.content.life"'),
        "scorecard.toml:13:9: criteria#1.input: ",
        "是否想写 powers.content.live？",
    ),
    "raises": scoring(
        "return 1 / 0",
        "score_fit raised ZeroDivisionError: division by zero (in odd_plugin, line 12)",
        "score_fit 抛出 ZeroDivisionError: division by zero（odd_plugin 第 12 行）",
    ),
    "raises what cannot be shown": scoring(
        """
        class Mute(Exception):
            def __str__(self): return 1 / 0
        raise Mute("\\x1b[31m")
        """,
        "score_fit raised Mute",
        "score_fit 抛出 Mute",
    ),
    "exits when called": scoring(
        "raise SystemExit", "score_fit tried to end the program", "score_fit 试图结束整个程序"
    ),
    "recurses for ever": scoring(
        "return score_fit(profile, context)", "raised RecursionError", "抛出 RecursionError"
    ),
    "returns nothing": scoring(
        "pass",
        "score_fit() is None; it must be a factmatrix.Fit",
        "score_fit() 是 None；应为 factmatrix.Fit",
    ),
    "returns a number": scoring(
        "return 50.0", "score_fit() is 50.0; it must be a factmatrix.Fit", "score_fit() 是 50.0"
    ),
    "names another position": scoring(
        "return Fit('field', 50.0, 40.0, 60.0, 0.5)",
        "score_fit().position is 'field'; it must be 'odd'",
        "score_fit().position 是 'field'；应为 'odd'",
    ),
    "scores nan": scoring(
        "return Fit('odd', float('nan'), 0.0, 100.0, 0.5)",
        "score_fit().score is nan; it must be a finite number",
        "score_fit().score 是 nan；应为有限的数",
    ),
    "scores above 100": scoring(
        "return Fit('odd', 101.0, 0.0, 101.0, 0.5)",
        "score_fit().high is 101.0; it must be from 0 to 100",
        "score_fit().high 是 101.0；应为 0 到 100 之间的数",
    ),
    "scores outside its own bounds": scoring(
        "return Fit('odd', 30.0, 40.0, 60.0, 0.5)",
        "score_fit().score is 30.0; it must be from 40 to 60",
        "score_fit().score 是 30.0；应为 40 到 60 之间的数",
    ),
    "has bounds the wrong way round": scoring(
        "return Fit('odd', 50.0, 60.0, 40.0, 0.5)",
        "score_fit().high is 40.0; it must be from 60 to 100",
        "score_fit().high 是 40.0",
    ),
    "sets a field of the profile": scoring(
        """
        object.__setattr__(profile, "brand", profile.brand.model_copy(update={"name": "Mine"}))
        return Fit("odd", 50.0, 40.0, 60.0, 0.5)
        """,
        "score_fit changed the profile",
        "score_fit 改动了品牌档案；档案只读",
    ),
    "reaches into a table of the profile": scoring(
        """
        profile.powers.content.__dict__["live"] = 100.0
        return Fit("odd", 50.0, 40.0, 60.0, 0.5)
        """,
        "score_fit changed the profile",
        "score_fit 改动了品牌档案",
    ),
    "replaces the inputs of the profile": scoring(
        """
        profile.__dict__["inputs"] = {"powers.content.live": 100.0}
        return Fit("odd", 50.0, 40.0, 60.0, 0.5)
        """,
        "score_fit changed the profile",
        "score_fit 改动了品牌档案",
    ),
    "assigns to the inputs of the profile": scoring(
        "profile.inputs['powers.content.live'] = 100.0",
        "score_fit raised TypeError",
        "score_fit 抛出 TypeError",
    ),
    "raises in suggest_actions": advising(
        "raise LookupError('no advice')",
        "suggest_actions raised LookupError: no advice",
        "suggest_actions 抛出 LookupError: no advice",
    ),
    "suggests one thing outside a list": advising(
        "return 'go live'",
        "suggest_actions() is 'go live'; it must be a list or a tuple",
        "suggest_actions() 是 'go live'；应为列表或元组",
    ),
    "changes the profile while suggesting": advising(
        "profile.__dict__['brand'] = None\nreturn []",
        "suggest_actions changed the profile",
        "suggest_actions 改动了品牌档案",
    ),
}


SHOWN_BY_COMMAND = [
    "does not import",
    "has a syntax error",
    "exits at import",
    "asks for an unknown argument",
    "misspells a hook",
    "wraps a hook",
    "implements a hook twice",
    "takes the id of another",
    "needs a newer api",
    "has a section that raises",
    "has a scorecard in GBK",
    "raises",
    "exits when called",
    "scores nan",
    "scores above 100",
    "returns a number",
    "names another position",
    "sets a field of the profile",
    "raises in suggest_actions",
]
"""One of each sort: every one is a process of its own."""


def sound(install: Install) -> None:
    """Installs a plugin without fault, which sorts before the bad one."""
    install("a-steady-plugin", module(id="steady"), {"steady": "steady_plugin"})


@pytest.fixture(params=BAD.values(), ids=list(BAD))
def bad(request: pytest.FixtureRequest, install: Install) -> Bad:
    """A bad plugin, installed beside a sound one."""
    case: Bad = request.param
    sound(install)
    install("odd-plugin", case.files, case.entry_points)
    return case


def failures(plugins: PluginSet, profile: BrandProfile, context: Context) -> dict[str, Text]:
    """What fails when every position is asked everything, by position."""
    found = {}
    for position in plugins.positions:
        fit = position.score_fit(profile, context)
        answer = (
            fit
            if isinstance(fit, PluginFailure)
            else position.suggest_actions(profile, fit, context)
        )
        if isinstance(answer, PluginFailure):
            found[answer.position] = answer.reason
    return found


def test_whose_line_it_was_is_told_with_the_backport_of_importlib_as_well(install: Install) -> None:
    pytest.importorskip("importlib_metadata")  # entry points are its own from now on
    install(
        "odd-plugin", {"odd_plugin/__init__.py": "import no_such_library"}, {"odd": "odd_plugin"}
    )
    (report,) = [r for r in load_plugins().reports if r.distribution == "odd-plugin"]
    assert report.reason is not None
    assert "(in odd_plugin, line 1)" in report.reason.en


def test_others_are_scored_and_the_bad_one_is_named(
    bad: Bad, profile: BrandProfile, context: Context
) -> None:
    plugins = load_plugins()
    (report,) = [r for r in plugins.reports if r.distribution == "odd-plugin"]
    failed = failures(plugins, profile, context)
    assert report.id == bad.id
    if bad.called:
        assert report.status == "ok"
        assert failed.keys() == {"odd"}
        reason: Text | None = failed["odd"]
    else:
        assert report.status == "failed"
        assert failed == {}
        reason = report.reason
    assert reason is not None
    assert bad.says in reason.en
    assert bad.says_zh in reason.zh
    assert "\n" not in reason.en + reason.zh
    assert [r.status for r in plugins.reports if r is not report].count("failed") == 0
    assert "steady" in {position.info.id for position in plugins.positions} - failed.keys()
    assert profile.inputs == {"brand.category": "beauty", "powers.content.live": 80.0}


@pytest.mark.parametrize(
    ("kind", "language"), list(zip(SHOWN_BY_COMMAND, cycle(["en", "zh"]), strict=False))
)
def test_command_scores_the_others_and_names_the_bad_one(
    kind: str, language: str, install: Install, fact: Fact
) -> None:
    bad = BAD[kind]
    sound(install)
    install("odd-plugin", bad.files, bad.entry_points)
    result = fact("score", "ling.toml", "--format", "json", language=language)
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    answer = json.loads(result.stdout)
    (scored,) = answer["results"]
    assert "steady" in {ranked["position"] for ranked in scored["ranking"]}
    says = bad.says if language == "en" else bad.says_zh
    assert says in result.stdout + result.stderr


def test_list_of_plugins_shows_what_failed_to_load(install: Install, fact: Fact) -> None:
    sound(install)
    case = BAD["misspells a hook"]
    install("odd-plugin", case.files, case.entry_points)
    result = fact("plugins", "list", "--json")
    assert result.returncode == 1, result.stderr
    listed = json.loads(result.stdout)
    (odd,) = [plugin for plugin in listed if plugin["distribution"] == "odd-plugin"]
    assert (odd["status"], odd["version"]) == ("failed", "1.0")
    assert case.says in odd["reason"]


MEDDLING = """
import os, sys

os.chdir("..")
sys.setrecursionlimit(300)
sys.excepthook = sys.stderr = sys.stdout = None
"""


@pytest.mark.parametrize("fails", ["", "raise ValueError"])
def test_what_belongs_to_the_program_is_put_back(install: Install, fails: str) -> None:
    before = (os.getcwd(), sys.getrecursionlimit(), sys.excepthook, sys.stderr, sys.stdout)
    install("odd-plugin", module(more=MEDDLING + fails), {"odd": "odd_plugin"})
    load_plugins()
    after = (os.getcwd(), sys.getrecursionlimit(), sys.excepthook, sys.stderr, sys.stdout)
    assert after == before


def test_a_new_profile_lies_where_the_user_is(install: Install, fact: Fact, tmp_path: Path) -> None:
    install("odd-plugin", module(more="import os\nos.chdir('..')"), {"odd": "odd_plugin"})
    assert fact("new", "here").stdout == "here.toml\n"
    assert (tmp_path / "here.toml").is_file()
    assert fact("score", "ling.toml", "--format", "json").returncode == 1  # the plugin was refused
