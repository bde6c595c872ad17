"""Brands made up from the declarations of the fields: the same ones from the same seed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from factmatrix.profile.inputs import Input, row_fields
from factmatrix.profile.model import BrandProfile, Section, Value
from factmatrix.profile.sound_part import SoundPart, sound_part
from factmatrix.profile.table import is_input
from factmatrix.profile.template import example_brand
from factmatrix.profile.validating import Data, validate
from factmatrix.scoring.answers import DAYS_BACK, OPEN_END
from factmatrix.scoring.facts import CATEGORY, Facts
from factmatrix.scoring.inputs import Domain, InputSpace, as_number, field_domain

_ENDS = 0.3
"""How often a figure is an end of what it may be, where ranges are most easily wrong."""
_DIGITS = 4
"""Decimals of a figure, as people write them."""
_MEMBERS = tuple("abcde")
"""What a set holds whose members are free."""
_MOST_ROWS = 3
"""Rows of one kind that a brand has at most: the fewest among which one is neither end."""


@dataclass(frozen=True, slots=True)
class Brands:
    """Makes brands for a space of inputs; `sections` are the tables of plugins in it."""

    space: InputSpace
    sections: Mapping[str, type[Section]]
    day: date

    def drawn(self, count: int, random: Random) -> Iterator[SoundPart]:
        """Brands of which ever more is known: the first states nothing, the last everything.

        They are without what cannot be right together, and say where a plugin could not read them.
        """
        for number in range(count):
            known = number / max(count - 1, 1)
            paths = [path for path in self._fields() if random.random() < known]
            data = {"format": 1, "brand": {"name": "Conformance"}, **self._rows(known, random)}
            sound = self._sound(_with(data, self._values([CATEGORY, *paths], random)))
            assert sound is not None  # format, name and category are right
            yield sound

    def example(self) -> SoundPart:
        """The brand whose values a new profile shows: everything of the core is known."""
        sound = self._sound(example_brand())
        assert sound is not None  # it is a profile
        return sound

    def completed(self, profile: BrandProfile, facts: Facts, random: Random) -> BrandProfile | None:
        """The brand with what is missing filled in, as far as the values go together."""
        missing = [path for path in self._fields() if not facts.known(path)]
        return self.mixed(profile, self._values(missing, random))

    def mixed(
        self, profile: BrandProfile, changes: Mapping[str, Value | None]
    ) -> BrandProfile | None:
        """The brand with as many of the changes as go together with what it states."""
        left = dict(changes)
        while left:
            sound = self._sound(_with(profile.to_data(), left))
            if sound is None or not sound.left_out:
                return sound and sound.profile
            wrong = {".".join(map(str, place)) for place in sound.left_out}
            if not wrong & left.keys():
                return None
            left = {path: value for path, value in left.items() if path not in wrong}
        return None

    def changed(
        self, profile: BrandProfile, changes: Mapping[str, Value | None]
    ) -> BrandProfile | None:
        """The brand with all of the changes (None: unknown); None where it cannot be."""
        sound = self._sound(_with(profile.to_data(), changes))
        return sound.profile if sound and not sound.left_out else None

    def rise(self, path: str, random: Random) -> tuple[Value, Value] | None:
        """Two values of a field, the lower first; None where it has no two that can be compared."""
        domain = self.space.domains[path]
        values = sorted((drawn_value(domain, self.day, random) for _ in range(2)), key=as_number)
        low, high = values
        if isinstance(high, tuple):
            low = high[: len(high) // 2]
        return (low, high) if as_number(low) < as_number(high) else None

    def _sound(self, data: Data) -> SoundPart | None:
        """The brand that states this, without what cannot be right together."""
        return sound_part(data, validate(data, self.sections, doubts=False), self.sections)

    def _fields(self) -> Collection[str]:
        return [path for path, domain in self.space.domains.items() if domain.metric is None]

    def _rows(self, known: float, random: Random) -> Data:
        """Rows of which each field is known as often as the brand's fields are."""
        return {
            name: [
                {"name": f"{name} {number}"}
                | {
                    key: _plain(drawn_value(domain, self.day, random))
                    for key, domain in domains.items()
                    if random.random() < known
                }
                for number in range(random.randint(1, _MOST_ROWS))
            ]
            for name, domains in _row_domains().items()
            if random.random() < known
        }

    def _values(self, paths: Collection[str], random: Random) -> dict[str, Value]:
        domains = self.space.domains
        return {path: drawn_value(domains[path], self.day, random) for path in paths}


def drawn_value(domain: Domain, day: date, random: Random) -> Value:
    """A value that the field may have, its ends among the likely ones."""
    if domain.shape == "flag":
        return random.random() < 0.5
    if domain.shape == "choice":
        return random.choice(domain.choices)
    if domain.shape == "set":
        members = domain.choices or _MEMBERS
        return tuple(random.sample(members, random.randint(0, len(members))))
    if domain.shape == "date":
        return date.fromordinal(day.toordinal() - random.randint(0, DAYS_BACK))
    if domain.scale:
        return random.choice(domain.scale)
    return _number(domain, random)


def _number(domain: Domain, random: Random) -> Value:
    ends = [end for end in (domain.low, domain.high) if math.isfinite(end)]
    if ends and random.random() < _ENDS:
        number = random.choice(ends)
    else:
        low, high = domain.low, domain.high
        if domain.declaration and domain.declaration.plausible:
            low, high = domain.declaration.plausible
        number = random.uniform(*(end if math.isfinite(end) else OPEN_END for end in (low, high)))
    if domain.whole:
        return int(number)
    return min(max(round(number, _DIGITS), domain.low), domain.high)


@cache
def _row_domains() -> Mapping[str, Mapping[str, Domain]]:
    """What the fields of rows can be, by list and field, without texts."""
    return {
        name: {
            key: field_domain(Input(key, declaration))
            for key, declaration in fields.items()
            if is_input(key, declaration)
        }
        for name, fields in row_fields().items()
    }


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _with(data: Data, changes: Mapping[str, Value | None]) -> Data:
    """The data of a profile, in which these fields are put by path; None takes one out."""
    for path, value in changes.items():
        *above, key = path.split(".")
        table = data
        for name in above:
            table = table.setdefault(name, {})
        if value is None:
            table.pop(key, None)
        else:
            table[key] = _plain(value)
    return data
