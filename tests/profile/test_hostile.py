"""Profiles made to exhaust the reader: read or refused within a second of CPU time and 200 MB.

Each text is read in a process of its own, so that it can be stopped and its memory is its alone.
The second is that of the reading and telling, the 200 MB are those of the whole process.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from factmatrix.profile.reading import read_profile
from factmatrix.toml.decode import MAX_BYTES
from factmatrix.toml.limits import MAX_VALUES

READ = """
import pathlib, re, sys, time
try:
    import resource
except ImportError:  # Windows
    pass
else:
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))  # ends what would not end
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from factmatrix.profile.reading import read_profile

def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start

def count():
    counted = {}
    for number in range(600_000):
        counted[number % 1000] = counted.get(number % 1000, 0) + len(str(number))

def read():
    global reading
    reading = read_profile(text)
    for problem in reading.problems:
        problem.render("brand.toml", "zh")

text = sys.stdin.buffer.read()
before, spent, after = seconds(count), seconds(read), seconds(count)
print(len(reading.errors), len(reading.warnings))
print(spent, max(before, after))
status = pathlib.Path("/proc/self/status")  # elsewhere a peak would count the parent's memory
peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
print(int(peak[1]) * 1024 if peak else 0)
"""

COUNTING = 0.08
"""CPU seconds for which `count` keeps a machine busy on which the promise is given.

Where it takes longer, the second that reading may take is as much longer.
"""
MEGABYTE = 1_000_000
LISTED = 201
"""Problems that are shown of very many: 200, and one that says that there are more."""
HEAD = 'format = 1\nbrand.name = "Acme"\nbrand.category = "food"\n'


def many(line: Callable[[int], str], values: int) -> str:
    """As many lines, each with this many values, as a file may have, or as fit into it."""
    text, size = [], 0
    for number in range((MAX_VALUES - 20) // values):
        text.append(line(number))
        size += len(text[-1].encode())
        if size > MAX_BYTES - 1000:
            return "".join(text[:-1])
    return "".join(text)


def array(key: str, item: Callable[[int], str], values: int = 1) -> str:
    """A key with an array of as many items."""
    return f"{key} = [{many(lambda number: item(number) + ',', values)}]\n"


ERRORS = {
    "wrong items of a set": HEAD + array("content.forms", lambda n: f'"stori{n}"'),
    "numbers of 249 digits": HEAD + array("brand.tags", lambda n: "9" * 249),
    "wrong values of free keys": HEAD + "[sales.shares]\n" + many(lambda n: f"k{n} = 7\n", 1),
    "unknown keys": HEAD + "[live]\n" + many(lambda n: f"conversion_rat{n} = 1\n", 1),
    "unknown keys in one line": f"{HEAD}live = {{ a = '{'品' * 200_000}'"
    + "".join(f", k{n} = 1" for n in range(20_000))
    + "}\n",
    "bad rows": HEAD + many(lambda n: f'[[creators]]\nname = "{n}"\ngmv = "x"\nviews = -1\n', 4),
    "rows that are no tables": HEAD + array("creators", str),
    "one name for all rows": HEAD + array("creators", lambda n: '{ name = "a" }', 2),
    "plugins' tables that are none": HEAD + "[ext]\n" + many(lambda n: f"x{n} = 1\n", 1),
}
WARNINGS = {
    "evidence for nothing": f"{HEAD}[evidence]\n" + many(lambda n: f'"live.gpn{n}" = "x"\n', 1),
    "one item over and over": HEAD + array("content.forms", lambda n: '"story"'),
    "rows without a name": HEAD + array("creators", lambda n: "{}"),
}
NOTHING = {
    "a set of many": HEAD + array("brand.tags", lambda n: f'"t{n}"'),
    "results": HEAD + array("creators", lambda n: f'{{ name = "{n}", channel = "live" }}', 3),
    "absent plugins": HEAD + many(lambda n: f"[ext.x{n}]\n", 1),
    "deep tables": HEAD + many(lambda n: f"ext.x.a{n}{'.a' * 25} = 1\n", 26),
}
ONE_ERROR = {
    "too many values": HEAD + "brand.tags = [" + "1," * 500_000 + "]\n",
    "a list as a text": f'{HEAD}[content]\nforms = "{"a," * 500_000}"\n',
    "a long choice": f'{HEAD}[[creators]]\nname = "a"\ncategory = "{"f o" * 300_000}"\n',
    "a long key": f'{HEAD}[live]\n"{"gpm" * 300_000}" = 1\n',
    "a list for a number": HEAD + array("live.gpm", lambda n: "[1]", 2),
}
CASES = {
    **{name: (text, (LISTED, 0)) for name, text in ERRORS.items()},
    **{name: (text, (0, LISTED)) for name, text in WARNINGS.items()},
    **{name: (text, (0, 0)) for name, text in NOTHING.items()},
    **{name: (text, (1, 0)) for name, text in ONE_ERROR.items()},
}


@pytest.mark.parametrize(("text", "told"), CASES.values(), ids=CASES.keys())
def test_a_hostile_profile_costs_little(text: str, told: tuple[int, int]) -> None:
    assert len(text.encode()) <= MAX_BYTES
    done = subprocess.run([sys.executable, "-c", READ], input=text.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr[-500:]
    counts, seconds, memory = done.stdout.decode().splitlines()
    assert tuple(map(int, counts.split())) == told
    spent, counting = map(float, seconds.split())
    assert spent < max(1.0, counting / COUNTING)
    assert int(memory) < 200_000_000


@pytest.mark.parametrize("number", ["9" * 250, "-" + "9" * 250, "0x" + "f" * 250])
@pytest.mark.parametrize("field", ["live.sessions_per_week", "economics.monthly_budget"])
def test_a_number_beyond_all_counting_is_read_or_refused_but_never_raises(
    field: str, number: str
) -> None:
    table, key = field.split(".")
    text = f'format = 1\n[brand]\nname = "x"\ncategory = "food"\n[{table}]\n{key} = {number}\n'
    reading = read_profile(text)
    assert reading.profile is not None or reading.errors
