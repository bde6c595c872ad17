"""The campaign calendar as a person reads it: when, for whom, and what it takes to enter."""

from __future__ import annotations

from collections.abc import Iterator

from factmatrix.profile.choices import CAMPAIGN_KINDS, CATEGORIES
from factmatrix.rules.calendar import EntryGate, Event
from factmatrix.text import Text
from factmatrix.views.screen import Screen
from factmatrix.views.wording import joined

_LABELS = {choice.value: choice.label for choice in (*CAMPAIGN_KINDS, *CATEGORIES)}


def event_details(event: Event, screen: Screen) -> Iterator[str]:
    """What `calendar.toml` says of one event, its source last."""
    facts = [_LABELS[event.kind]]
    if event.window is not None:
        start, end = event.window.start, event.window.end
        facts.append(Text(f"usually {start} to {end}", f"通常 {start} 至 {end}"))
    for edition in event.editions:
        days = Text(f"{edition.start} to {edition.end}", f"{edition.start} 至 {edition.end}")
        facts.append(Text(f"published: {days.en}", f"已公布：{days.zh}"))
    lead = event.stock_lead_days
    facts.append(Text(f"order stock {lead} days before", f"提前 {lead} 天备货"))
    yield " · ".join(map(screen.say, facts))
    if event.categories:
        yield joined((screen.say(_LABELS[name]) for name in event.categories), screen.language)
    gates = [screen.say(gate) for gate in _gates(event.entry)]
    if gates:
        entry = screen.say(Text("To enter: {}", "准入：{}"))
        yield entry.format(joined(gates, screen.language))
    yield screen.say(event.source)


def _gates(gate: EntryGate) -> Iterator[Text]:
    if gate.experience_5 is not None:
        least = f"{gate.experience_5:g}"
        yield Text(
            f"experience score of at least {least} out of 5", f"体验分不低于 {least}（5 分制）"
        )
    if gate.product_age_days is not None:
        days = gate.product_age_days
        yield Text(f"product at most {days} days old", f"商品上市不超过 {days} 天")
    for category, days in gate.by_category.items():
        label = _LABELS[category]
        yield Text(f"{label.en} {days} days", f"{label.zh} {days} 天")
