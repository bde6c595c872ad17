"""Files made to exhaust the reader: refused or read in bounded memory, on a small thread stack.

What goes wrong here ends a process without an exception, so each text is read in one of its own.
"""

import subprocess
import sys

import pytest

from factmatrix.toml.limits import MAX_VALUES

READ = """
import pathlib, re, sys, threading
from factmatrix.toml.decode import decode
from factmatrix.toml.parse import parse
from factmatrix.toml.place import Places
from factmatrix.toml.problem import SourceError

def read():
    try:
        text = decode(sys.stdin.buffer.read())
        parse(text)
        Places(text)
    except SourceError as error:
        error.problem.render("brand.toml", "zh")
        print("refused", error.problem.message.en)
    else:
        print("read")

threading.stack_size(256 * 1024)  # half of what a thread has on macOS
thread = threading.Thread(target=read)
thread.start()
thread.join()
status = pathlib.Path("/proc/self/status")  # elsewhere a peak would count the parent's memory
peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
print(int(peak[1]) * 1024 if peak else 0)
"""

MANY = 100_000
MEGABYTE = 1 << 20

REFUSED = {
    "open brackets": "a = " + "[" * MANY,
    "closed brackets": "a = " + "[" * MANY + "]" * MANY,
    "open braces": "a = " + "{a = " * MANY,
    "closed braces": "a = " + "{a = " * MANY + "1" + "}" * MANY,
    "brackets over lines": "a = " + "[ # [\n" * MANY,
    "brackets and braces": "a = " + "[{a = " * MANY,
    "brackets closed by braces": "a = " + "[}" * MANY,
    "brackets after a text without end": 'a = "x\nb = ' + "[" * MANY,
    "brackets after a quote inside a word": "a = x' " + "[" * MANY + " '",
    "brackets after an escaped quote": 'a = "\\\\" \nb = ' + "[" * MANY + '"',
    "brackets after text in quotes": "a = '''\n'''\nb = " + "[" * MANY + "'''",
    "equals signs": "a " + "=" * MEGABYTE,
    "signs": "a = " + "-+" * (MEGABYTE // 4),
    "equals signs on a short line": "a " + "=" * 590,
    "signs on a short line": "a = " + "+-" * 290,
    "dotted key": "a" + ".a" * (MEGABYTE // 2 - 10) + " = 1",
    "dotted key with blanks and quotes": "a" + ' . "a"' * (MEGABYTE // 8) + " = 1",
    "dotted header": "[a" + ".a" * (MEGABYTE // 2 - 10) + "]",
    "dotted row header": "[[a" + ".a" * (MEGABYTE // 2 - 10) + "]]",
    "dotted keys in braces": "a = " + ("{a" + ".a" * 300 + " = ") * 30 + "1" + "}" * 30,
    "many dotted keys": "".join(f"a{'.a' * 999}.b{n} = 1\n" for n in range(500)),
    "long integer": "a = " + "9" * 1_000_000,
    "long hexadecimal": "a = 0x" + "F" * 1_000_000,
    "underscores": "a = 1" + "_1" * 500_000,
    "half a million errors": "a\n" * (MEGABYTE // 2),
    "quotes": '"' * MEGABYTE,
    "text without end": 'a = "' + "\\" * (MEGABYTE - 10),
    "long text without end": 'a = """' + 'x"\\"' * (MEGABYTE // 5),
    "one line of Chinese without quotes": "a = " + "中" * 300_000,
    "many rows": "[[a]]\n" * (MEGABYTE // 6),
    "many values": "a = [\n" + "1,\n" * (MEGABYTE // 3 - 10) + "]",
    "many braces": "a = [" + "[],{}," * MANY + "]",
    "zeros": "\0" * MEGABYTE,
    "above the size limit": "#" * (MEGABYTE + 1),
}
READABLE = {
    "brackets in a text": 'a = "' + "[" * MANY + '"',
    "brackets in a text of several lines": "a = '''\n" + "[\n" * MANY + "'''",
    "brackets in a comment": "# " + "[{" * MANY,
    "brackets in a comment in an array": "a = [ # " + "[" * MANY + "\n]",
    "brackets side by side": "a = [" + "[],{}," * (MAX_VALUES // 2 - 1) + "]",
    "many rows": "[[a]]\n" * (MAX_VALUES - 1),
    "many arrays": "".join(f"a{n} = [[{n}]]\n" for n in range(MAX_VALUES // 3)),
    "many keys": "".join(f"a{n} = 1\n" for n in range(MAX_VALUES)),
    "a dividing line": f"# {'=' * MANY}\n# {'-' * MANY}\na = '{'=' * MANY}{'+' * MANY}'",
    "digits in a text": 'a = "' + "9" * 1_000_000 + '"',
    "a float of many digits": "a = 1." + "3" * 240,
}


def read_apart(text: str) -> tuple[str, int]:
    """What reading the text in a process of its own came to, and its peak memory in bytes.

    Where the system does not tell the peak of a process alone, it is 0.
    """
    done = subprocess.run(
        [sys.executable, "-c", READ], input=text.encode(), capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stderr == b""
    outcome, memory = done.stdout.decode().splitlines()
    return outcome, int(memory)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_a_hostile_file_is_refused_in_bounded_memory(text: str) -> None:
    outcome, memory = read_apart(text)
    assert outcome.startswith("refused ")
    assert memory < 200_000_000


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE.keys())
def test_a_file_that_only_looks_hostile_is_read(text: str) -> None:
    outcome, memory = read_apart(text)
    assert outcome == "read"
    assert memory < 200_000_000
