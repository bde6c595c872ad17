"""The verdict of a conformance run for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factmatrix.conformance.verdict import CheckResult, Finding, Setup, State, Verdict
from factmatrix.text import Text, clean
from factmatrix.toml.writing import value_text
from factmatrix.views.screen import Screen

MARKS: Mapping[State, str] = {"passed": "✓", "failed": "✗", "not_applicable": "·", "not_run": "–"}
_SHOWN = 6
"""Values of a brand that are shown; JSON has all."""


def verdict_lines(verdict: Verdict, screen: Screen) -> Iterator[str]:
    """Whether it conforms; a line a check, with what to change; on what it was tried."""
    yield screen.heading(clean(_headline(verdict).in_(screen.language)))
    for result in verdict.results:
        yield from _result(result, screen)
    if verdict.results[0].state == "passed":  # it was loaded
        yield ""
        yield from screen.lines(screen.say(_setup(verdict.setup)))


def _setup(setup: Setup) -> Text:
    return Text(
        f"Tried on {setup.profiles} brands made up with seed {setup.seed} and on the example that "
        f"fact new shows, assessed for {setup.day}.",
        f"用随机种子 {setup.seed} 生成的 {setup.profiles} 个品牌和 fact new 的示例品牌测试，"
        f"评估日期 {setup.day}。",
    )


def _headline(verdict: Verdict) -> Text:
    name = verdict.plugin
    if verdict.position not in (None, name):
        name = f"{name} · {verdict.position}"
    if verdict.conforms:
        return Text(f"{name} conforms.", f"{name} 符合规范。")
    count = sum(result.state == "failed" for result in verdict.results)
    checks = "check" if count == 1 else "checks"
    return Text(
        f"{name} does not conform: {count} {checks} failed.",
        f"{name} 不符合规范：{count} 项检查未通过。",
    )


def _result(result: CheckResult, screen: Screen) -> Iterator[str]:
    tried = result.tried or (_NOT_RUN if result.state == "not_run" else None)
    title = screen.say(result.title)
    if tried is not None:
        title += screen.say(Text(f" ({tried.en})", f"（{tried.zh}）"))
    yield from screen.entry(f"  {MARKS[result.state]} ", title)
    for finding in result.findings:
        yield from _finding(finding, screen)


_NOT_RUN = Text("not run", "未执行")


def _finding(finding: Finding, screen: Screen) -> Iterator[str]:
    yield from screen.entry("    - ", screen.say(finding.message), screen.say(finding.change))
    if finding.example is not None:
        shown = [f"{path} = {value_text(value)}" for path, value in finding.example.items()]
        values, more = ", ".join(shown[:_SHOWN]), len(shown) - _SHOWN
        brand = Text(
            f"Seen with {values}" + (f" and {more} more values (--json)" if more > 0 else ""),
            f"品牌示例：{values}" + (f"，另有 {more} 个值（--json）" if more > 0 else ""),
        )
        yield from screen.lines(screen.say(brand), " " * 6)
