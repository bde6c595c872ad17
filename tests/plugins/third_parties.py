"""Plugins and scorecards as third parties write them."""

from collections.abc import Callable, Sequence
from subprocess import CompletedProcess

from factmatrix.rules.scorecard import Scorecard

Content = str | bytes
Install = Callable[..., None]
"""Installs a distribution: its name, its files, its entry points by name, its version."""
Fact = Callable[..., CompletedProcess[str]]
"""Runs the command `fact` with arguments and a language."""

PLUGIN = """
from factmatrix import Fit, PositionInfo, Text, hookimpl

@hookimpl
def position():
    return PositionInfo(
        id={id!r}, letter="X", title=Text("T", "题"), summary=Text("S", "述"), stance="elective",
        order={order},
    )

@hookimpl
def score_fit():
    return Fit({id!r}, 50.0, 40.0, 60.0, 0.5)

@hookimpl
def suggest_actions():
    return []
"""


def plugin(id: str, order: int = 1) -> str:  # noqa: A002
    """The source of a sound plugin."""
    return PLUGIN.format(id=id, order=order)


NO_ANSWER = """
import ctypes, os, re, time

def stubborn():
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass

def busy():
    while True:
        pass

WAYS = {{
    "busy": busy,
    "stubborn": stubborn,
    "backtracking": lambda: re.match("(a+)+$", "a" * 40 + "b"),
    "asleep": lambda: time.sleep(1000),
    "ended": lambda: os._exit(3),
    "crashed": lambda: ctypes.string_at(0),
}}

@hookimpl
def score_fit(profile):
    for way in profile.brand.name.split():
        if way in {ways!r}:
            WAYS[way]()
    return Fit({id!r}, 50.0, 40.0, 60.0, 0.5)
"""


def without_answer(id: str, ways: Sequence[str]) -> str:  # noqa: A002
    """A position that gives no answer for a brand whose name tells one of these ways to do so."""
    before, rest = plugin(id).split("@hookimpl\ndef score_fit", maxsplit=1)
    after = rest[rest.index("@hookimpl") :]
    return before + NO_ANSWER.format(ways=tuple(ways), id=id) + after


def card(
    id: str,  # noqa: A002
    letter: str = "X",
    stance: str = "elective",
    order: int = 1,
    weight: float = 1.0,
) -> Scorecard:
    """A scorecard of two criteria."""

    def criterion(path: str, weight: float) -> dict[str, object]:
        words = {"en": path, "zh": path}
        return {
            "id": path.rpartition(".")[2], "title": words, "input": path, "weight": weight,
            "curve": [[0, 0], [100, 100]], "rationale": words, "trust": "ours",
        }  # fmt: skip

    words = {"en": id, "zh": id}
    return Scorecard.model_validate(
        {
            "format": 1,
            "position": {
                "id": id, "letter": letter, "title": words, "summary": words, "stance": stance,
                "order": order,
            },
            "criteria": [
                criterion("powers.content.live", weight),
                criterion("powers.content.short_video", 1.0),
            ],
        }
    )  # fmt: skip
