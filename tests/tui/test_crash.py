"""The report of a crash: where the program stood, and nothing of what it had at hand."""

from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from factmatrix.commands.settings import Settings
from factmatrix.desk import EngineProcess
from factmatrix_tui import run
from factmatrix_tui.crash import message, write_report

CLIENT = "secret brand"


def failing(client: str) -> Exception:
    """An error with a cause, as a handler raises it."""
    try:
        try:
            raise KeyError(client)
        except KeyError as error:
            raise ValueError(f"nothing known of {client}") from error
    except ValueError as error:
        return error


def test_a_report_names_errors_and_functions_and_no_values(places: Path) -> None:
    report = write_report(WorkerFailed(failing(CLIENT)))
    assert report is not None
    assert report.is_relative_to(places)
    told = report.read_text(encoding="utf-8")
    assert [kind for kind in ("WorkerFailed", "ValueError", "KeyError") if kind not in told] == []
    assert "failing" in told
    assert "factmatrix 0." in told
    assert CLIENT not in told


def test_errors_that_cause_each_other_come_to_an_end(places: Path) -> None:
    one, other = failing("one"), failing("other")
    one.__cause__, other.__cause__ = other, one
    report = write_report(one)
    assert report is not None
    assert report.read_text(encoding="utf-8").count("ValueError") == 2


def test_where_no_report_can_be_written_the_message_says_so(places: Path) -> None:
    (places / "state" / "factmatrix").touch()
    assert write_report(failing(CLIENT)) is None
    told = message(None, kept=False)
    assert "No report could be written" in told.en
    assert "could not be kept" in told.en
    assert "没能保留" in told.zh


def test_the_message_says_that_changes_are_kept_and_where_the_report_is(places: Path) -> None:
    report = places / "crash.txt"
    told = message(report, kept=True)
    assert str(report) in told.en
    assert str(report) in told.zh
    assert "offered" in told.en
    assert "询问是否恢复" in told.zh


def test_an_error_outside_of_the_app_is_told_in_short_as_well(
    places: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(engine: EngineProcess) -> EngineProcess:
        raise failing(CLIENT)

    monkeypatch.setattr(EngineProcess, "__aenter__", fail)
    assert run.run(None, Settings("en", (), (), ())) == 1
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert CLIENT not in told
    assert "error of its own" in told
    (report,) = places.rglob("crash-*.txt")
    assert str(report) in told
