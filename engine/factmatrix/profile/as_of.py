"""A profile that describes a day which has not come yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from factmatrix.profile.reading import Reading
from factmatrix.text import Text


def doubt_as_of(reading: Reading, day: date) -> Reading:
    """The reading, with a warning if its `brand.as_of` lies after `day`, the assessment date."""
    as_of = reading.profile.brand.as_of if reading.profile else None
    if as_of is None or as_of <= day:
        return reading
    from factmatrix.toml.place import Places  # only who has a doubt pays for it

    message = Text(
        f"brand.as_of = {as_of} lies after the day of the assessment, {day}, and no figures "
        "describe a day to come. Check the year.",
        f"brand.as_of = {as_of} 晚于评估日期 {day}，不可能已有当天的数据，请核对年份。",
    )
    warning = Places(reading.text).problem(("brand", "as_of"), message, severity="warning")
    problems = sorted((*reading.problems, warning), key=lambda p: (p.line, p.column))
    return replace(reading, problems=tuple(problems))
