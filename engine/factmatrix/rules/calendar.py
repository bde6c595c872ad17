"""The campaign calendar: which events there are, when, for whom, and what it takes to enter.

Dates move every year, so `calendar.toml` holds the usual window of each event and, where one is
published, the dates of single years.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict, model_validator

from factmatrix.profile.choices import Category
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.refusing import UnfitError, refuse_repeated_ids
from factmatrix.rules.scorecard import Id, RuleIds
from factmatrix.rules.terms import Trust
from factmatrix.text import Text

LEAP_YEAR = 2000  # so that "02-29" is a day

Rows = Strict(False)
"""Reads a TOML list into a tuple although the models are strict."""


def _exists(month_day: str) -> str:
    try:
        date.fromisoformat(f"{LEAP_YEAR}-{month_day}")
    except ValueError as error:
        raise UnfitError(
            f'"{month_day}" is no day of a year; write it as in "06-18".',
            f'"{month_day}" 不是一年中的日期；写法如 "06-18"。',
        ) from error
    return month_day


MonthDay = Annotated[str, AfterValidator(_exists)]


class Window(RuleTable):
    """First and last day as month and day ("06-18"); an end before the start lies in the new year.

    Most windows are rough: they say when to prepare, not when an event opens.
    """

    start: MonthDay
    end: MonthDay


class Edition(RuleTable):
    """The published dates of one event in one year, first and last day included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Edition:
        if self.end < self.start:
            raise UnfitError(
                f"The edition ends on {self.end}, before it starts on {self.start}.",
                f"结束日 {self.end} 早于开始日 {self.start}。",
            )
        return self


class EntryGate(RuleTable):
    """What the platform asked of those who wanted to enter; what is not published stays None.

    `experience_5` is the least shop experience score, on the 5-point scale of its time.
    `product_age_days` is the greatest age of the product in days, `by_category` where it differs.
    """

    experience_5: float | None = Field(default=None, ge=0, le=5)
    product_age_days: int | None = Field(default=None, gt=0)
    by_category: dict[Category, Annotated[int, Field(gt=0)]] = Field(default_factory=dict)


class Event(RuleTable):
    """One campaign: of the platform (平台大促), a marketing IP or an industry (行业活动)."""

    id: Id
    kind: Literal["platform", "ip", "industry"]
    title: Text
    window: Window | None = None
    editions: Annotated[tuple[Edition, ...], Rows] = ()
    categories: Annotated[tuple[Category, ...], Rows] = ()
    entry: EntryGate = Field(default_factory=EntryGate)
    stock_lead_days: int = Field(ge=0)
    rules: RuleIds = ()
    trust: Trust
    source: Text


class Calendar(RuleTable):
    """The contents of `calendar.toml`, in the order of the year; dateless events come last."""

    format: Literal[1]
    events: Annotated[tuple[Event, ...], Rows]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Calendar:
        refuse_repeated_ids(events=self.events)
        return self
