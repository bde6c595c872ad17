"""Commands import only what they need: start-up stays fast and the engine works without the app."""

import subprocess
import sys
from pathlib import Path

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
    assert imported.isdisjoint({"pydantic", "polars", "textual"})


def test_scoring_imports_no_tables_or_app(tmp_path: Path) -> None:
    imported = imported_by(["score", str(PROFILE)], tmp_path)
    assert {"pydantic", "factmatrix_field"} <= imported
    assert imported.isdisjoint({"polars", "textual", "factmatrix_tui"})
