"""What plugins print when nobody expects it: stdout holds the answer and nothing else."""

import json

import pytest

from tests.plugins.third_parties import Fact, Install, plugin

LATE = """
import atexit, os, subprocess, sys, threading

print("at import")
os.write(1, b"to the descriptor\\n")
subprocess.run([sys.executable, "-c", "print('in a child process')"], check=True)
atexit.register(print, "at exit")


def once_the_run_is_over():
    threading.main_thread().join()
    print("in a thread")


threading.Thread(target=once_the_run_is_over).start()
"""
PRINTS = ["at import", "to the descriptor", "in a child process", "at exit", "in a thread"]


@pytest.mark.parametrize(
    "arguments", [("score", "ling.toml", "--format", "json"), ("plugins", "list", "--json")]
)
def test_prints_at_any_time_leave_json_whole(
    install: Install, fact: Fact, arguments: tuple[str, ...]
) -> None:
    install("late-one", {"late_one.py": plugin("late") + LATE}, {"late": "late_one"})
    done = fact(*arguments)
    assert done.returncode == 0
    json.loads(done.stdout)
    assert sorted(done.stderr.splitlines()) == sorted(PRINTS)


def test_they_leave_the_table_as_it_is(install: Install, fact: Fact) -> None:
    install("late-one", {"late_one.py": plugin("late")}, {"late": "late_one"})
    silent = fact("score", "ling.toml")
    install("late-one", {"late_one.py": plugin("late") + LATE}, {"late": "late_one"})
    assert fact("score", "ling.toml").stdout == silent.stdout
