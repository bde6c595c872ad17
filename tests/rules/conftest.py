"""Rules files for tests: a small position that is in order, and defects planted in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

SCORECARD = """\
format = 1
[position]
id = "kuaishou"
letter = "K"
title = { en = "Kuaishou rooms", zh = "快手直播" }
summary = { en = "Rooms on another platform.", zh = "其他平台的直播间。" }
stance = "elective"
order = 9

[[criteria]]
id = "live"
title = { en = "Live content", zh = "直播内容" }
input = "powers.content.live"
curve = [[0, 0], [100, 100]]
weight = 6
rules = ["R73"]
trust = "source"
rationale = { en = "Heaviest.", zh = "权重最大。" }

[criteria.gate]
input = "metrics.quality_floor"
curve = [[40, 0], [70, 1]]
trust = "ours"
rationale = { en = "Quality first.", zh = "质量优先。" }

[[criteria]]
id = "shop"
title = { en = "Shop", zh = "店铺" }
input = "accounts.shop"
flag = { yes = 100, no = 0 }
weight = 2
trust = "ours"
rationale = { en = "Needed.", zh = "需要。" }

[[criteria]]
id = "stage"
title = { en = "Stage", zh = "阶段" }
input = "brand.stage"
map = { launch = 0, growth = 50, scale = 100 }
weight = 1
trust = "ours"
rationale = { en = "Later is better.", zh = "越往后越好。" }

[[criteria]]
id = "margin"
title = { en = "Margin", zh = "毛利" }
input = "metrics.contribution_margin"
curve = [[0, 0], [0.35, 100]]
weight = 3
trust = "ours"
rationale = { en = "Pays.", zh = "能赚钱。" }

[criteria.by_category.food]
curve = [[0, 0], [0.2, 100]]

[[modifiers]]
id = "few_hours"
when = { all = [{ input = "live.hours_per_week", below = 12 },
                { not = { input = "content.forms", contains = "story" } }] }
effect = { kind = "cap", value = 35 }
message = { en = "Too few hours.", zh = "时长太少。" }
trust = "ours"
rationale = { en = "Rooms need hours.", zh = "直播要有时长。" }

[[modifiers]]
id = "goal"
when = { input = "brand.goal", in = ["daily", "long_term"] }
effect = { kind = "shift", value = 2 }
message = { en = "Daily sales.", zh = "日销。" }
trust = "A"
rationale = { en = "Fits.", zh = "合适。" }

[[warnings]]
id = "returns"
when = { input = "economics.refund_rate", at_least = 0.5 }
message = { en = "Half comes back.", zh = "退货过半。" }
trust = "ours"
rationale = { en = "Costs.", zh = "有成本。" }
"""

ACTIONS = """\
[[actions]]
id = "open_shop"
title = { en = "Open the shop", zh = "开店" }
why = { en = "Nothing sells without.", zh = "没有店卖不了货。" }
when = { input = "accounts.shop", is = false }
phase = 0
effort = "low"
tool = { en = "Shop desk", zh = "抖店" }
kpi = { input = "live.hours_per_week", to = 20 }
within_days = 7
targets = [{ input = "accounts.shop", set = true }]
trust = "ours"
rationale = { en = "First of all.", zh = "先做这个。" }

[[actions]]
id = "more_hours"
title = { en = "More hours", zh = "加时长" }
why = { en = "Few hours reach few people.", zh = "时长少，触达就少。" }
when = { input = "live.hours_per_week", below = 20 }
phase = 1
effort = "medium"
tool = { en = "Live desk", zh = "直播中控台" }
within_days = 30
targets = [{ input = "live.hours_per_week", at_least = 20 },
           { input = "content.videos_per_week", at_least = 7 }]
trust = "ours"
rationale = { en = "A working rhythm.", zh = "形成节奏。" }
"""

MARK = "▶"
"""Stands before the place that a planted defect is to be found at; it is not written."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A folder with a defective position, and the marked places in it: file, line, column."""

    folder: Path
    places: list[tuple[str, int, int]]


Plant = Callable[..., Planted]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Writes the position with the given texts replaced; each must occur in it just once."""

    def plant(*replacements: tuple[str, str]) -> Planted:
        return planted(
            tmp_path, {"scorecard.toml": SCORECARD, "actions.toml": ACTIONS}, replacements
        )

    return plant


def planted(
    folder: Path, texts: Mapping[str, str], replacements: Iterable[tuple[str, str]]
) -> Planted:
    """Writes files with the given texts replaced; each must occur in them just once."""
    for old, new in replacements:
        assert "".join(texts.values()).count(old) == 1, f"{old!r} does not occur once"
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    places: list[tuple[str, int, int]] = []
    for name, text in texts.items():
        for n, line in enumerate(text.split("\n"), start=1):
            parts = line.split(MARK)[:-1]
            places += [(name, n, len("".join(parts[: i + 1])) + 1) for i in range(len(parts))]
        (folder / name).write_text(text.replace(MARK, ""), encoding="utf-8")
    return Planted(folder, places)
