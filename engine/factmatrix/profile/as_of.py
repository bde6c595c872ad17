"""A profile that describes a day which has not come yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import Reading
from factmatrix.text import Text


def as_of_doubt(profile: BrandProfile, day: date) -> Text | None:
    """Why `brand.as_of` is doubtful on the day of the assessment, None where it is not."""
    as_of = profile.brand.as_of
    if as_of is None or as_of <= day:
        return None
    return Text(
        f"brand.as_of = {as_of} lies after the day of the assessment, {day}, and no figures "
        "describe a day to come. Check the year.",
        f"brand.as_of = {as_of} 晚于评估日期 {day}，不可能已有当天的数据，请核对年份。",
    )


def doubt_as_of(reading: Reading, day: date) -> Reading:
    """The reading, with a warning if its `brand.as_of` lies after `day`, the assessment date."""
    message = as_of_doubt(reading.profile, day) if reading.profile else None
    if message is None:
        return reading
    from factmatrix.toml.place import Places  # only who has a doubt pays for it

    warning = Places(reading.text).problem(("brand", "as_of"), message, severity="warning")
    problems = sorted((*reading.problems, warning), key=lambda p: (p.line, p.column))
    return replace(reading, problems=tuple(problems))
