"""What holds for every edit of every file."""

import copy
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factmatrix.toml.differences import same
from factmatrix.toml.edit import edit
from factmatrix.toml.parse import parse
from factmatrix.toml.place import Places
from factmatrix.toml.problem import Path
from tests.toml.documents import Data, Document, changed, document, documents, documents_with_rows
from tests.toml.kept import fate, lacking, notes

SEEDS = st.integers(0, 2**32)


def lines(text: str) -> list[str]:
    """The lines that say something, line ends aside."""
    whole = text.removeprefix("\ufeff").split("\n")
    return [line.rstrip("\r") for line in whole if line.strip()]


def is_subsequence(some: list[str], of: list[str]) -> bool:
    rest = iter(of)
    return all(line in rest for line in some)


def tables_in(data: Data) -> Iterator[Data]:
    """Every table of the data, rows included."""
    yield data
    for value in data.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from tables_in(item)


def test_a_thousand_edited_files_mean_what_was_wanted() -> None:
    for seed in range(1000):
        assert_edited_as_wanted(document(seed, size=4), seed, times=seed % 5 + 1)


@given(documents(), SEEDS, st.integers(1, 5))
def test_an_edited_file_means_what_was_wanted(document: Document, seed: int, times: int) -> None:
    assert_edited_as_wanted(document, seed, times)


def assert_edited_as_wanted(document: Document, seed: int, times: int) -> None:
    wanted = changed(Random(seed), document.data, times)
    text = edit(document.text, document.data, wanted)
    assert same(parse(text), wanted)
    if not {text, document.text} & {"", "\ufeff"}:
        assert text.endswith("\n") == document.text.endswith("\n")
    if "\r\n" in document.text:
        assert not re.search(r"(?<!\r)\n", text)
    assert text.startswith("\ufeff") == document.text.startswith("\ufeff")
    assert_rest_is_kept(document, wanted, text)


def assert_rest_is_kept(document: Document, wanted: Data, text: str) -> None:
    """What is not concerned stays to the byte and in order, and comments stay with their entry."""
    newline = "\r\n" if "\r\n" in document.text else "\n"
    before, after = (t if t.endswith("\n") else t + newline for t in (document.text, text))
    expected = fate(before, document.data, wanted)
    assert lacking(expected, after) == []
    left = notes(after)
    assert len(left) == len(set(left))
    assert set(left) <= set(notes(before))
    assert not expected.gone & set(left)


@given(documents(), SEEDS)
def test_a_new_value_changes_no_character_around_it(document: Document, seed: int) -> None:
    scalars = [
        (path, value)
        for path, value in values_in((), document.data)
        if not isinstance(value, dict | list)
    ]
    assume(scalars)
    path, _ = Random(seed).choice(scalars)
    wanted = copy.deepcopy(document.data)
    holder: Any = wanted
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = "a value that no document has"
    text = edit(document.text, document.data, wanted)
    place = Places(document.text).value(path)
    assert place.source is not None
    new = '"a value that no document has"'
    before, after = text.split(new)
    assert before + place.source + after == document.text


def values_in(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """Every value at and below a path."""
    yield path, value
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, item in items:
        yield from values_in((*path, step), item)


@settings(max_examples=300)
@given(documents(), SEEDS, st.sampled_from([1, "x\ny", {"x": {"y": 1}}, [{"name": "q"}, {}]]))
def test_what_was_added_and_taken_out_again_leaves_no_trace(
    document: Document, seed: int, value: object
) -> None:
    wanted = copy.deepcopy(document.data)
    Random(seed).choice(list(tables_in(wanted)))["brand new"] = value
    text = edit(document.text, document.data, wanted)
    back = edit(text, wanted, document.data)
    # Braces lose the blanks inside when they get empty; [a.b] may have got its [a].
    before, after = (
        [re.sub(r"\{\s*\}", "{}", line) for line in lines(t)] for t in (document.text, back)
    )
    assert is_subsequence(before, after)
    assert len(after) - len(before) <= 1
    assert all(line.startswith("[") for line in set(after) - set(before))


@given(documents_with_rows(), SEEDS)
def test_rows_in_another_order_keep_every_line(document: Document, seed: int) -> None:
    wanted = copy.deepcopy(document.data)
    Random(seed).shuffle(wanted["creators"])
    text = edit(document.text, document.data, wanted)
    assert same(parse(text), wanted)
    if "[[" in document.text and "{" not in document.text:  # rows in braces share lines
        assert sorted(lines(text)) == sorted(lines(document.text))


@given(documents_with_rows(), SEEDS)
def test_a_row_that_goes_takes_nothing_of_the_others_along(document: Document, seed: int) -> None:
    wanted = copy.deepcopy(document.data)
    wanted["creators"].pop(Random(seed).randrange(len(wanted["creators"])))
    text = edit(document.text, document.data, wanted)
    assert same(parse(text), wanted)
    if "[[creators]]" in document.text:
        assert is_subsequence(lines(text), lines(document.text))


@given(documents(), SEEDS)
def test_taking_something_out_only_takes_lines_out(document: Document, seed: int) -> None:
    random = Random(seed)
    wanted = copy.deepcopy(document.data)
    table = random.choice([table for table in tables_in(wanted) if table] or [wanted])
    assume(table)
    del table[random.choice(list(table))]
    text = edit(document.text, document.data, wanted)
    assert same(parse(text), wanted)
    if "{" not in document.text and table:
        assert is_subsequence(lines(text), lines(document.text))
