"""The script that a good analyst writes who has our scorecards and not our program.

`python -m benchmarks.batch_naive FOLDER OUT.json` reads the profiles of a folder with tomllib,
scores the four bundled positions by the rules of their scorecards, and writes every score with its
reasons. It looks neither for contradictions nor for what open fields could still change: it does
not hold a score within its range, and takes a criterion for unknown whose gate has already closed.
All other scores are those of `fact batch`.
"""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

Table = dict[str, Any]

POSITIONS = ("field", "alliance", "campaign", "topkol")
ORDER = ("shift", "multiply", "cap", "block")


def load(package: str, name: str) -> Table:
    """A TOML file of a package."""
    return tomllib.loads((files(package) / name).read_text("utf-8"))


CARDS = [load(f"factmatrix_{position}", "scorecard.toml") for position in POSITIONS]
CONVERSIONS = load("factmatrix.rules", "conversions.toml")


def interpolate(points: list[list[float]], x: float) -> float:
    """A piecewise-linear curve, flat beyond its ends."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (x - x0) * (y1 - y0) / (x1 - x0)
    return points[-1][1]


def get(profile: Table, path: str) -> Any:  # noqa: ANN401 -- a value of TOML
    """A field, or a figure worked out from fields; None where it is unknown."""
    if path.startswith("metrics."):
        return metric(profile, path)
    value: Any = profile
    for key in path.split("."):
        if key not in value:
            return None
        value = value[key]
    return value


def metric(profile: Table, path: str) -> float | None:
    """The derived figures that scorecards name."""

    def known(*paths: str) -> list[Any] | None:
        values = [get(profile, path) for path in paths]
        return None if None in values else values

    match path:
        case "metrics.gpm":
            if (gpm := get(profile, "live.gpm")) is not None:
                return float(gpm)
            both = known("economics.aov", "live.conversion_rate")
            return 1000 * both[0] * both[1] if both else None
        case "metrics.price_strength":
            if (strength := get(profile, "powers.price.strength")) is not None:
                return float(strength)
            index = get(profile, "powers.price.index")
            points = CONVERSIONS["price_index"]["curve"]
            return None if index is None else interpolate(points, index)
        case "metrics.experience":
            both = known("quality.experience_score", "quality.experience_scale")
            if both is None:
                return None
            score, scale = both
            return interpolate(CONVERSIONS["experience_5"]["curve"], score) if scale == 5 else score
        case "metrics.quality_floor":
            both = known("quality.product", "quality.reputation")
            return min(both) if both else None
        case "metrics.contribution_margin" | "metrics.break_even_roi":
            rates = known(
                "economics.refund_rate",
                "economics.gross_margin",
                "economics.commission_rate",
                "economics.platform_fee_rate",
                "economics.return_loss_rate",
            )
            if rates is None:
                return None
            refunds, gross, commission, fee, loss = rates
            margin = (1 - refunds) * (gross - commission - fee) - refunds * loss
            if path.endswith("margin"):
                return float(margin)
            return 1 / margin if margin > 0 else float("inf")
        case "metrics.commission_headroom":
            both = known("economics.max_commission_rate", "economics.commission_rate")
            return both[0] - both[1] if both else None
        case "metrics.match_depth":
            both = known("top_creators.match", "top_creators.cooperation")
            return both[0] * both[1] if both else None
        case "metrics.natural_share":
            paid = get(profile, "live.paid_share")
            return None if paid is None else 1 - paid
        case "metrics.product_age":
            launched = get(profile, "product.launch_date")
            today = get(profile, "brand.as_of") or date.today()
            return None if launched is None else (today - launched).days
    raise ValueError(path)


def take_over_best_candidate(profile: Table) -> None:
    """What [top_creators] leaves out, from the creator that suits the brand best."""
    rows = [r for r in profile.get("creators", []) if "views" not in r and "gmv" not in r]
    if not rows:
        return
    keys = {"audience_match": "match", "tone_match": "tone_match", "cooperation": "cooperation"}
    best = max(rows, key=lambda row: [row.get(key, -1) for key in keys])
    known = {name: best[key] for key, name in keys.items() if key in best}
    profile["top_creators"] = known | profile.get("top_creators", {})


def utility(rule: Table, profile: Table) -> float | None:
    """How good an input is, 0–100."""
    value = get(profile, rule["input"])
    if value is None:
        return None
    if "map" in rule:
        points = float(rule["map"][value])
    elif "flag" in rule:
        points = rule["flag"]["yes" if value else "no"]
    else:
        points = interpolate(rule["curve"], len(value) if isinstance(value, list) else value)
    if gate := rule.get("gate"):
        other = get(profile, gate["input"])
        if other is None:
            return None
        points *= interpolate(gate["curve"], other)
    return points


def holds(condition: Table, profile: Table) -> bool:
    """Whether a condition is true; what is unknown is not."""
    if "all" in condition:
        return all(holds(part, profile) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, profile) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], profile)
    value = get(profile, condition["input"])
    if "missing" in condition:
        return (value is None) is condition["missing"]
    if value is None:
        return False
    operator, needed = next((key, item) for key, item in condition.items() if key != "input")
    match operator:
        case "at_least":
            return bool(value >= needed)
        case "above":
            return bool(value > needed)
        case "at_most":
            return bool(value <= needed)
        case "below":
            return bool(value < needed)
        case "is":
            return bool(value == needed)
        case "in":
            return value in needed
        case "contains":
            return needed in value
    raise ValueError(operator)


def score(card: Table, profile: Table) -> Table:
    """The score of one position and its reasons."""
    category = profile["brand"]["category"]
    reasons, total, weights, all_weights = [], 0.0, 0.0, 0.0
    for general in card["criteria"]:
        rule = general | general.get("by_category", {}).get(category, {})
        all_weights += rule["weight"]
        points = utility(rule, profile)
        reasons.append({"id": rule["id"], "value": get(profile, rule["input"]), "utility": points})
        if points is not None:
            total += rule["weight"] * points
            weights += rule["weight"]
    points = total / weights if weights else None
    applied, blocked = [], False
    for modifier in sorted(
        card.get("modifiers", []), key=lambda item: ORDER.index(item["effect"]["kind"])
    ):
        if not holds(modifier["when"], profile):
            continue
        applied.append({"id": modifier["id"], "message": modifier["message"]["zh"]})
        kind, value = modifier["effect"]["kind"], modifier["effect"].get("value")
        if kind == "block":
            blocked = True
        elif points is not None:
            if kind == "shift":
                points += value
            elif kind == "multiply":
                points *= value
            else:
                points = min(points, value)
            points = max(0.0, min(100.0, points))
    return {
        "position": card["position"]["id"],
        "score": points,
        "coverage": weights / all_weights,
        "blocked": blocked,
        "criteria": reasons,
        "modifiers": applied,
    }


def main(folder: str, out: str) -> None:
    """Score a folder."""
    results, failed = [], []
    for path in sorted(Path(folder).glob("*.toml")):
        try:
            with path.open("rb") as file:
                profile = tomllib.load(file)
            take_over_best_candidate(profile)
            scores = [score(card, profile) for card in CARDS]
            name = profile["brand"]["name"]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
            failed.append({"path": str(path), "error": str(error)})
            continue
        ranked = sorted(scores, key=lambda s: (s["blocked"], -(s["score"] or 0)))
        results.append({"path": str(path), "name": name, "ranking": ranked})
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"results": results, "failed": failed}, file, ensure_ascii=False, default=str)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
