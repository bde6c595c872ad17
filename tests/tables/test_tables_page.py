"""The example of docs/tables.md is read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

from factmatrix.profile.reading import read_profile
from factmatrix.tables.importing import import_profiles
from factmatrix.tables.mapping import read_mapping
from factmatrix.tables.scanning import scan

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"


def block(kind: str) -> str:
    """The one block of a kind on the page."""
    (found,) = re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(found)


def test_the_export_of_compass_becomes_profiles(tmp_path: Path) -> None:
    table, mapping = tmp_path / "compass.csv", tmp_path / "compass.toml"
    table.write_text(block("csv"), encoding="gb18030")
    mapping.write_text(block("toml"), encoding="utf-8")
    read = scan(table, mapping=read_mapping(mapping, {}))
    assert not read.warnings
    one, two = import_profiles(read, tmp_path, {})
    assert one.path == tmp_path / "禾见旗舰店.toml"
    profile = read_profile(one.path).profile
    assert profile is not None
    assert profile.to_data() == {
        "format": 1,
        "brand": {"name": "禾见旗舰店", "category": "skincare", "as_of": profile.brand.as_of},
        "economics": {"aov": 128, "refund_rate": 0.125},
        "sales": {"monthly_gmv": 12_345_000},
        "accounts": {"qianchuan": True},
    }
    assert str(profile.brand.as_of) == "2026-06-30"
    assert (two.state, two.problems) == ("written", ())
