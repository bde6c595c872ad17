"""A copy for somebody who may force changes into it shares nothing that can be changed."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given

from factmatrix import BrandProfile
from factmatrix.profile.table import Table, taken_apart
from tests.strategies import profiles


def tables(value: object) -> Iterator[Table]:
    """Every table in a value, itself included."""
    if isinstance(value, tuple):
        for item in value:
            yield from tables(item)
    elif isinstance(value, Table):
        yield value
        for inside in ({**value.__dict__}, value.__pydantic_extra__ or {}):
            for inner in inside.values():
                yield from tables(inner)


@given(profile=profiles())
def test_it_is_equal_and_has_no_table_of_the_original(profile: BrandProfile) -> None:
    copy = taken_apart(profile)
    assert copy == profile
    assert copy.inputs == profile.inputs
    originals = {id(table) for table in tables(profile)}
    copies = [id(table) for table in tables(copy)]
    assert len(copies) >= 17
    assert originals.isdisjoint(copies)
    for table in tables(copy):
        table.__dict__.clear()
    assert profile == BrandProfile.model_validate(profile.to_data())
