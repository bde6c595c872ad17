"""A folder of realistic profiles: `python -m benchmarks.batch_profiles FOLDER N` writes N files.

The same N files every time, about 2 kB each. Their figures are spread around those of the brand
that `fact new` shows as an example, their lines are the ones that `fact new` writes, as they look
when a person has filled them in and thrown most of the prose away. A tenth lacks whole tables, one
in a thousand is broken, in turn in each of the ways of `BROKEN`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from wcwidth import ljust

from factmatrix.profile.declaration import Declaration
from factmatrix.profile.inputs import row_fields
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import declarations
from factmatrix.profile.template import new_profile
from factmatrix.text import Language
from factmatrix.toml.parse import parse
from factmatrix.toml.writing import key_text, value_text

Data = dict[str, Any]

SEED = 618
_STATED = 0.6
"""How many of the fields a person fills in,"""
_COMMENTED = 0.2
"""and how many of those keep the comment behind them."""
_PARTS = 10
"""One of so many files lacks whole tables."""
_BROKEN = 1000
"""One of so many files is broken."""
_COMMENT_COLUMN = 36

_EXAMPLE = parse((files("factmatrix.profile") / "example.toml").read_text("utf-8"))
_TABLES = [path for path, table in _EXAMPLE.items() if isinstance(table, dict)]
_DECLARED = {
    **dict(declarations(BrandProfile)),
    **{f"{rows}.{key}": d for rows, fields in row_fields().items() for key, d in fields.items()},
}


def write_profiles(folder: Path, number: int) -> None:
    """Write the first `number` profiles into a folder that is there."""
    random = Random(SEED)
    comments: dict[Language, dict[str, str]] = {"en": _comments("en"), "zh": _comments("zh")}
    for index in range(number):
        data = _brand(index, random)
        if index % _PARTS == _PARTS // 2:
            for table in random.sample(_TABLES, k=random.randint(4, 9)):
                if table != "brand":
                    data.pop(table, None)
        broken = index % _BROKEN == _BROKEN // 2
        way = list(BROKEN.values())[index // _BROKEN % len(BROKEN)]
        language: Language = "zh" if random.random() < 0.6 else "en"
        lines = _lines(data, comments[language], random)
        text = "\n".join(lines) + "\n"
        path = folder / f"brand-{index:06}.toml"
        path.write_bytes(way(text) if broken else text.encode())


BROKEN: dict[str, Callable[[str], bytes]] = {
    "a quotation mark is missing": lambda text: text.replace('"\n', "\n", 1).encode(),
    "saved as GBK": lambda text: f"# 品牌档案\n{text}".encode("gb18030"),
    "no category": lambda text: text.replace("category = ", "# category = ", 1).encode(),
    "a key misspelt": lambda text: text.replace("[brand]\n", "[brand]\nstgae = 1\n", 1).encode(),
    "a share in percent": lambda text: text.replace("_rate = 0.", "_rate = 35.", 1).encode(),
    "a contradiction": lambda text: text.replace(
        "\n[brand]", "\nboost_tests = [{ name = '1', cost = 0, paid_views = 9 }]\n[brand]", 1
    ).encode(),
}
"""Ways in which a file is no profile."""


def _brand(index: int, random: Random) -> Data:
    """The fields of one brand, coherent as far as the checks look."""
    data: Data = {"format": 1}
    data |= {name: _table(name, _EXAMPLE[name], random) for name in _TABLES if name != "evidence"}
    data["brand"] |= {"name": f"品牌 {index}", "category": _one("brand.category", random)}
    _agree(data, random)
    _forget(data, random)
    data["evidence"] = {"economics.aov": f"罗盘 {random.randint(2025, 2026)}-06"}
    for rows, share in (("creators", 0.25), ("campaigns", 0.1)):  # together a third of the brands
        if random.random() < share:
            data[rows] = [_row(rows, number, random) for number in range(random.randint(1, 2))]
    return data


def _table(path: str, example: Data, random: Random) -> Data:
    return {
        key: _table(f"{path}.{key}", value, random)
        if isinstance(value, dict)
        else _value(_DECLARED.get(f"{path}.{key}"), value, random)
        for key, value in example.items()
    }


def _row(rows: str, index: int, random: Random) -> Data:
    """A creator to win, or an event: what is known before it has a result."""
    keys = {
        "creators": ("category", "fans", "channel", "fee", "audience_match", "tone_match",
                     "cooperation", "creator_score"),
        "campaigns": ("event", "kind", "start", "end", "eligible"),
    }  # fmt: skip
    example = _EXAMPLE[rows][0]
    known = {key: example[key] for key in keys[rows]}
    if rows == "creators":
        known = _table(rows, known, random)
    return {"name": f"{index + 1} 号", **known}


def _value(declared: Declaration | None, example: Any, random: Random) -> Any:  # noqa: ANN401
    """A value like the one of the example."""
    if declared is None:  # a part of sales.shares
        return round(example * random.random(), 2)
    if declared.kind.name == "set":
        choices = [choice.value for choice in declared.choices] or ["直播", "新锐", "国货"]
        return random.sample(choices, k=random.randint(1, 2))
    if declared.choices:
        return random.choice(declared.choices).value
    if isinstance(example, bool):
        return random.random() < 0.8
    if isinstance(example, date):
        return example - timedelta(days=random.randint(0, 300))
    if not declared.kind.numeric:
        return example
    if declared.kind.name in ("score", "percentile") and declared.high == 100:
        return min(97, max(6, round(random.gauss(example, 18))))
    value = example * random.uniform(0.6, 1.4)
    if declared.high is not None:
        value = min(value, 0.97 * declared.high)
    return max(1, round(value)) if isinstance(example, int) else float(f"{value:.3g}")


def _one(path: str, random: Random) -> Any:  # noqa: ANN401 -- a choice
    return random.choice(_DECLARED[path].choices).value


def _agree(data: Data, random: Random) -> None:
    """What one figure says of another."""
    economics, sales, live, content, accounts = (
        data[table] for table in ("economics", "sales", "live", "content", "accounts")
    )
    for table, figure, product in (
        ("sales", "monthly_gmv", economics["aov"] * sales["monthly_orders"]),
        ("live", "gpm", 1000 * economics["aov"] * live["conversion_rate"]),
        ("content", "video_gpm", 1000 * economics["aov"] * content["video_conversion_rate"]),
    ):
        # Some miss the product by more than a fifth, and get a warning.
        data[table][figure] = round(product * random.gauss(1, 0.15), 1)
    data["audience"]["ltv"] = round(economics["aov"] * random.uniform(1.2, 4), 1)
    economics["max_commission_rate"] = round(
        economics["commission_rate"] * random.uniform(1, 1.6), 3
    )
    data["supply"]["max_daily_orders"] = round(sales["monthly_orders"] / random.uniform(5, 25))
    accounts["blue_v_bound"] &= accounts["shop"] & accounts["blue_v"]
    accounts["qianchuan_bound"] &= accounts["shop"] & accounts["qianchuan"]
    if not data["affiliates"]["best_listed"]:
        del data["affiliates"]["best_list_rank"]
    data["quality"]["experience_scale"] = 100
    live["feed_share"], live["paid_share"] = (round(random.uniform(0.1, 0.5), 2) for _ in "ab")


def _forget(table: Data, random: Random) -> None:
    """Leave out what nobody knew."""
    for key, value in list(table.items()):
        if isinstance(value, dict):
            _forget(value, random)
        elif random.random() > _STATED and key not in _NEEDED:
            del table[key]


_NEEDED = ("format", "name", "category", "experience_scale")


def _comments(language: Language) -> dict[str, str]:
    """The comments that `fact new` puts behind the fields, by path."""
    comments, table = {}, ""
    for line in new_profile("A", "food", language).splitlines():
        bare = line.removeprefix("# ")
        if bare.startswith("["):
            table = bare.strip("[]") + "."
        elif not bare.startswith("#") and "  # " in bare:
            comments[table + bare.split(" ", 1)[0]] = bare.rsplit("  # ", 1)[1]
    return comments


def _lines(data: Data, comments: dict[str, str], random: Random, path: str = "") -> list[str]:
    """A table as a person leaves it: headers, values, and a comment here and there."""
    lines: list[str] = []
    for key, value in data.items():
        if not isinstance(value, dict) and not _is_rows(value):
            line = f"{key_text(key)} = {value_text(value)}"
            if random.random() < _COMMENTED and (comment := comments.get(path + key)):
                line = f"{ljust(line, _COMMENT_COLUMN)}  # {comment}"
            lines.append(line)
    for key, value in data.items():
        here = path + key
        if isinstance(value, dict):
            inside = _lines(value, comments, random, f"{here}.")
            header = [] if inside[:1] == [""] else ["", f"[{here}]"]
            lines += [*header, *inside]
        elif _is_rows(value):
            for row in value:
                lines += ["", f"[[{here}]]", *_lines(row, comments, random, f"{here}.")]
    return lines


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and isinstance(value[0], dict)


if __name__ == "__main__":
    write_profiles(Path(sys.argv[1]), int(sys.argv[2]))
