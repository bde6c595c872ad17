"""Tests of the small position in `tests.rules.conftest`, as an author writes them."""

TESTS = """\
format = 1
date = 2026-06-30

[[tests]]
id = "all_well"
title = { en = "All is well", zh = "一切正常" }
score = [95, 96]  # (6 × 90 + 2 × 100 + 1 × 100 + 3 × 94.9) / 12, and +2 for the goal
applied = ["goal"]
not_applied = ["few_hours"]
not_warned = ["returns"]
not_offered = ["open_shop", "more_hours"]

[tests.given]
brand = { category = "beauty", goal = "daily", stage = "scale" }
powers.content.live = 90
quality = { product = 80, reputation = 80 }
accounts.shop = true
live.hours_per_week = 30
content = { forms = ["story"], videos_per_week = 7 }

[tests.given.economics]
gross_margin = 0.5
commission_rate = 0.1
platform_fee_rate = 0.02
refund_rate = 0.1
return_loss_rate = 0.1

[[tests]]
id = "hardly_begun"
title = { en = "Hardly begun", zh = "刚起步" }
score = [25, 25]  # (6 × 0 + 3 × 100 + 2 × 0 + 1 × 0) / 12: the gate is shut
applied = ["few_hours"]
not_applied = ["goal"]
warned = ["returns"]
offered = ["open_shop", "more_hours"]

[tests.given]
brand = { category = "food", goal = "burst", stage = "launch" }
powers.content.live = 90
quality = { product = 80, reputation = 30 }
accounts.shop = false
live.hours_per_week = 5
content.forms = []

[tests.given.economics]
gross_margin = 0.8
commission_rate = 0
platform_fee_rate = 0
refund_rate = 0.5
return_loss_rate = 0.2

[[tests]]
id = "nothing_known"
title = { en = "Nothing known", zh = "一无所知" }
score = "unknown"
not_applied = ["few_hours", "goal"]

[tests.given]
brand.category = "other"
"""
"""They pass, and show all of the card."""
