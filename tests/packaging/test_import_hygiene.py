"""Commands import only what they need: start-up stays fast and the engine works without the app."""

import subprocess
import sys
from pathlib import Path

import pytest

PROFILE = min((Path(__file__).parents[2] / "profiles").glob("*.toml"))

# Runs the installed command as its script does, then lists what was imported, one name a line.
PROGRAM = """
import sys
from importlib.metadata import entry_points

listing, *sys.argv[1:] = sys.argv[1:]
(command,) = entry_points(group="console_scripts", name="fact")
try:
    status = command.load()()
except SystemExit as stop:
    status = stop.code
with open(listing, "w", encoding="utf-8") as file:
    file.write("\\n".join(sys.modules))
sys.exit(status)
"""

# Opens the app as `fact tui` does, with an engine that never answers, and lists what was imported
# when its first screen is drawn.
FIRST_SCREEN = """
import asyncio, sys
from datetime import date
from pathlib import Path

import factmatrix.commands.app
from factmatrix.commands.settings import settle
from factmatrix.desk import EngineProcess, Setting
from factmatrix_tui.app import FactApp

async def draw():
    app = FactApp(Path(), EngineProcess(Setting()), settle().language, date.today())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#footer").render().plain.endswith("Quit ")
        return list(sys.modules)

print(*asyncio.run(draw()), sep="\\n")
"""
AFTER_THE_FIRST_SCREEN = {
    # what reads the command line, profiles and rules; the engine has a process of its own
    "typer", "pydantic", "toml_rs", "factmatrix.engine", "factmatrix.profile.model",
    # what drafts are kept with, and where texts are written
    "filelock", "tomllib", "tomli_w", "textual.widgets._text_area",
    # screens that are not shown yet
    "factmatrix_tui.palette", "factmatrix_tui.screens.compare", "factmatrix_tui.screens.details",
    "factmatrix_tui.screens.help", "factmatrix_tui.screens.plugins",
    "factmatrix_tui.screens.portfolio", "factmatrix_tui.screens.snowball",
}  # fmt: skip


def imported_by(arguments: list[str], folder: Path) -> set[str]:
    """The top-level packages that `fact ARGUMENTS` has imported when it ends."""
    listing = folder / "modules.txt"
    program = [sys.executable, "-c", PROGRAM, str(listing), *arguments]
    result = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    modules = listing.read_text(encoding="utf-8").split()
    return {module.partition(".")[0] for module in modules}


def test_help_imports_no_models_tables_or_app(tmp_path: Path) -> None:
    imported = imported_by(["--help"], tmp_path)
    assert "factmatrix" in imported
    assert imported.isdisjoint({"pydantic", "polars", "textual", "dask", "distributed"})


def test_scoring_imports_no_tables_or_app(tmp_path: Path) -> None:
    imported = imported_by(["score", str(PROFILE)], tmp_path)
    assert {"pydantic", "factmatrix_field"} <= imported
    assert imported.isdisjoint({"polars", "textual", "factmatrix_tui"})


def test_a_batch_on_one_machine_imports_no_cluster(tmp_path: Path) -> None:
    imported = imported_by(["batch", str(PROFILE), "-o", str(tmp_path / "out.csv")], tmp_path)
    assert "polars" in imported
    assert imported.isdisjoint({"dask", "distributed", "textual"})


READING = """
import sys
from datetime import date
from factmatrix.batch.brands import Files
from factmatrix.batch.loading import Loading, begin
from factmatrix.batch.reading import ReadFields
from factmatrix.batch.workers import Workers

begin(Loading((), (), (), 2.0))
rows = ReadFields(("economics.aov",))(Files(sys.argv[1:]), {})
assert rows.names and not rows.failures
print(*sys.modules)
"""


def test_a_process_that_reads_files_loads_no_tables_and_no_engine() -> None:
    program = [sys.executable, "-c", READING, str(PROFILE)]
    ended = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr
    assert {"polars", "factmatrix.engine"}.isdisjoint(ended.stdout.split())


def test_the_first_screen_waits_for_no_models_parser_or_other_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{place}_HOME", str(tmp_path / place))
    monkeypatch.setenv("FACT_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    program = [sys.executable, "-c", FIRST_SCREEN]
    result = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    imported = set(result.stdout.split())
    assert {"textual", "factmatrix_tui.screens.main"} <= imported
    assert imported.isdisjoint(AFTER_THE_FIRST_SCREEN)
