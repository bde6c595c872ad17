"""10,000 deals with creators, ranked and on the screen: CPU of each step.

`python -m benchmarks.creators [DEALS]` makes as many results and asks for the review, the lines of
`fact creators`, the answer on its way to the app, and the app's first screen of deals. It prints a
Markdown table: the median of five rounds, its ratio to the ranking by both figures alone.
"""

from __future__ import annotations

import asyncio
import gc
import pickle
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median

from textual.pilot import Pilot

from benchmarks.conftest import PROFILES
from factmatrix import BrandProfile, CreatorReview, load_benchmarks, review_creators
from factmatrix.deals.deal import deals_of
from factmatrix.deals.ranking import compare_deals
from factmatrix.desk import EngineProcess, Setting
from factmatrix.views.creators import Shown, creators
from factmatrix.views.screen import Screen
from factmatrix_tui.app import FactApp
from factmatrix_tui.screens.creators import CreatorsScreen

DEALS, ROUNDS = 10_000, 5


def brand(deals: int) -> BrandProfile:
    """A brand with so many results, half of them videos, half of them live sessions."""
    chance = random.Random(1)
    rows = tuple(
        {
            "name": f"达人{number}",
            "channel": ("video", "live")[number % 2],
            "contract": ("commission", "fee", "mixed")[number % 3],
            "fans": chance.randrange(10**3, 10**7),
            "fee": chance.randrange(10**5) * (number % 3 > 0),
            "traffic_cost": chance.randrange(10**5),
            "commission_rate": 0.2 * (number % 3 != 1),
            "views": chance.randrange(10**3, 10**7),
            "gmv": chance.randrange(10**6),
            "refund_rate": chance.randrange(60) / 100,
            "audience_match": chance.random(),
        }
        for number in range(deals)
    )
    economics = {"gross_margin": 0.6, "platform_fee_rate": 0.05, "return_loss_rate": 0.1}
    head = {"format": 1, "brand": {"name": "禾见", "category": "food"}, "economics": economics}
    return BrandProfile.model_validate(head | {"creators": rows})


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU, the median of the rounds."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return median(taken)


async def first_draw(review: CreatorReview) -> float:
    """Milliseconds of CPU from the answer to the screen of deals, drawn at 120 × 40."""
    taken: list[float] = []
    async with EngineProcess(Setting()) as engine:
        app = FactApp(PROFILES / "source-article-deals.toml", engine, "zh", date(2026, 11, 23))
        async with app.run_test(size=(120, 40)) as pilot:
            await _timed(app, pilot, review, taken)
    return median(taken)


async def _timed(
    app: FactApp, pilot: Pilot[None], review: CreatorReview, taken: list[float]
) -> None:
    while not hasattr(app, "about"):
        await asyncio.sleep(0.05)
    await asyncio.sleep(2)  # what the main screen has to do is done
    for _ in range(ROUNDS):
        began = time.process_time()
        await app.push_screen(CreatorsScreen(review))
        await pilot.pause()
        taken.append((time.process_time() - began) * 1000)
        app.pop_screen()
        await pilot.pause()


def main(deals: int) -> None:
    """Measure and print."""
    gc.set_threshold(100_000)  # as the command does
    profile, thresholds = brand(deals), load_benchmarks().creators
    review = review_creators(profile, thresholds)
    made, shown, screen = deals_of(profile.creators), Shown("gpm", 20, explain=False), Screen("zh")
    sent = pickle.dumps(review, pickle.HIGHEST_PROTOCOL)
    rows = {
        "ranked by GPM and by ROI": cpu(lambda: compare_deals(made)),
        "the whole review": cpu(lambda: review_creators(profile, thresholds)),
        "lines of `fact creators`": cpu(lambda: list(creators(review, shown, screen))),
        "sent to the app": cpu(lambda: pickle.dumps(review, pickle.HIGHEST_PROTOCOL)),
        "received by the app": cpu(lambda: pickle.loads(sent)),
        "the app's first screen of deals": asyncio.run(first_draw(review)),
    }
    base = next(iter(rows.values()))
    print(f"| {deals:,} deals | CPU | ratio |\n| --- | --- | --- |")
    for what, milliseconds in rows.items():
        print(f"| {what} | {milliseconds:,.0f} ms | {milliseconds / base:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEALS)
