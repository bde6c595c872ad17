"""`fact snowball`: what a push brings, what follows by itself, what stays."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.one_brand import Profile
from factmatrix.commands.options import (
    Day,
    Format,
    Lang,
    NoPlugin,
    Plugin,
    PluginsDir,
    Rules,
    WrittenAs,
)
from factmatrix.commands.streams import ReaderLeft, write, write_json
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.commands.one_brand import Brand
    from factmatrix.engine import Engine
    from factmatrix.snowball.answer import Outlook

HELP = Text(
    "Roll a push of a brand on, under the ROI view and the GPM view.",
    "推演品牌的雪球：同一笔投放，ROI 视角与 GPM 视角各会怎样。",
)
_MOST = 1e12
"""CNY; whoever asks for more has mistyped."""


def snowball(
    path: Profile,
    rounds: Annotated[
        int | None,
        typer.Option(
            "--rounds",
            metavar="N",
            help=told(
                Text(
                    "Rounds (months) with a push (default: 6).",
                    "投放几轮，一轮为一个月（默认 6）。",
                )
            ),
        ),
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option(
            "--budget",
            metavar="CNY",
            help=told(
                Text(
                    "What a round spends on traffic (default: economics.monthly_budget).",
                    "每轮用于买流量的钱（默认取 economics.monthly_budget）。",
                )
            ),
        ),
    ] = None,
    cpm: Annotated[
        float | None,
        typer.Option(
            "--cpm",
            metavar="CNY",
            help=told(
                Text(
                    "What 1,000 paid views of live rooms cost (default: measured in the profile's "
                    "rows, else a published figure).",
                    "直播间每千次付费观看的成本（默认取档案明细里的实测值，没有则用公开数字）。",
                )
            ),
        ),
    ] = None,
    written_as: WrittenAs = Format.TABLE,
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Read one profile and roll its snowball; what is missing is asked for."""
    from factmatrix.commands.one_brand import read_brand
    from factmatrix.commands.profiles import day_of, tell_problems
    from factmatrix.commands.settings import settle

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir)
    _insist_on_amounts(budget, cpm)
    brand = read_brand(settings, path, day_of(date))
    if brand is None:
        return Exit.SOME_FAILED
    _insist_on_rounds(rounds, brand.engine)
    outlook = brand.engine.snowball(brand.profile, brand.day, rounds=rounds, budget=budget, cpm=cpm)
    with suppress(ReaderLeft):  # what went wrong is told all the same
        _show(outlook, brand, written_as)
    tell_problems([], [brand.reading], brand.engine.reports, settings.language)
    if outlook.needs and written_as is not Format.TABLE:
        complain(_not_yet(outlook.name), settings.language)
    return Exit.DONE


def _show(outlook: Outlook, brand: Brand, written_as: Format) -> None:
    engine, settings = brand.engine, brand.settings
    day = brand.profile.brand.as_of or brand.day
    if written_as is Format.JSON:
        from factmatrix.views.snowball_result import snowball_result

        result = snowball_result(engine, brand.reading, outlook, brand.day, settings.language)
        write_json(result)
    elif written_as is Format.MARKDOWN:
        from factmatrix.views.snowball_markdown import report

        write("\n".join(report(outlook, engine, day, settings.shown())))
    else:
        from factmatrix.commands.screen import screen
        from factmatrix.views.snowball import page

        write("\n".join(page(outlook, engine.space, day, screen(settings.shown()))))


def _insist_on_amounts(budget: float | None, cpm: float | None) -> None:
    for name, amount, least in (("--budget", budget, 0.0), ("--cpm", cpm, 0.01)):
        if amount is not None and not (math.isfinite(amount) and least <= amount <= _MOST):
            raise UsageProblem(
                Text(
                    f"{name}: {amount:g} is no such amount. Write CNY from {least:g} to "
                    f"{_MOST:,.0f}.",
                    f"{name}：{amount:g} 不合适，请写 {least:g} 到 {_MOST:,.0f} 之间的金额（元）。",
                )
            )


def _insist_on_rounds(rounds: int | None, engine: Engine) -> None:
    most = engine.knowledge.snowball.most_rounds.value
    if rounds is not None and not 1 <= rounds <= most:
        raise UsageProblem(
            Text(
                f"--rounds: {rounds} is no such number. Write one from 1 to {most}.",
                f"--rounds：{rounds} 不合适，请写 1 到 {most} 之间的整数。",
            )
        )


def _not_yet(name: str) -> Text:
    return Text(
        f"{name} cannot be simulated yet: figures are missing",
        f"{name} 还不能模拟：缺少必要的数据",
    )
