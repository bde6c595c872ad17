"""Write the generated parts of the documentation, or check that they are up to date.

`python docs/refresh.py` writes docs/rules.md, docs/fields.md, docs/hooks.md, docs/keys.md, the
keys in docs/scorecards.md, the fields in docs/shelf.md, the headers in docs/creators.md, the
numbers in docs/snowball.md, the JSON Schema beside the samples and the pictures in the READMEs:
those of the app, and code blocks that follow `<!-- $ fact … -->`, there, in docs/creators.md and in
docs/snowball.md, which hold what that command prints.
`--check` writes nothing and exits 1 if something is out of date.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import declare_reference
import hook_reference
import key_table
import scorecard_keys
import snowball_numbers
from pictures import pictures

import factmatrix_shelf
from factmatrix.plugins.loading import load_plugins
from factmatrix.profile import reference, schema_file
from factmatrix.rules import homes
from factmatrix.tables.creators import creator_columns, understood_headers

ROOT = Path(__file__).resolve().parent.parent
PICTURE = re.compile(r"(<!-- \$ fact (?P<arguments>[^\n]*) -->\n```\w*\n).*?(```)", re.S)

HEADERS = re.compile(r"(<!-- headers -->\n).*?(<!-- end of headers -->)", re.S)
FIELDS = re.compile(r"(<!-- fields -->\n).*?(<!-- end of fields -->)", re.S)


def picture(found: re.Match[str]) -> str:
    """The marked block with what its command prints now."""
    command = [sys.executable, "-m", "factmatrix.commands.main", *found["arguments"].split()]
    fixed = {"COLUMNS": "100", "FACT_CONFIG": os.devnull, "PYTHONIOENCODING": "utf-8"}
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FACT_")}
    done = subprocess.run(command, cwd=ROOT, env=ours | fixed, capture_output=True, check=False)
    return found[1] + done.stdout.decode("utf-8") + found[3]


def creators() -> str:
    """docs/creators.md with the headers that are understood, and what its commands print."""
    headers: dict[str, list[str]] = {}
    for header, mapped in understood_headers().columns.items():
        headers.setdefault(mapped.field, []).append(f"`{header}`")
    known = creator_columns()
    rows = [
        f"| {known[field].title.en} · {known[field].title.zh} | `{field}` | {', '.join(names)} |"
        for field, names in headers.items()
    ]
    table = "\n".join(["| field · 字段 | path | headers · 表头 |", "| --- | --- | --- |", *rows])
    page = (ROOT / "docs" / "creators.md").read_text("utf-8")
    return PICTURE.sub(picture, HEADERS.sub(lambda found: f"{found[1]}{table}\n{found[2]}", page))


def shelf() -> str:
    """docs/shelf.md with the fields that the shelf declares now."""
    fields = reference.section("[ext.shelf]", factmatrix_shelf.Shelf)
    page = (ROOT / "docs" / "shelf.md").read_text("utf-8")
    return FIELDS.sub(lambda found: f"{found[1]}{fields}\n{found[2]}", page)


def schema() -> str:
    """The JSON Schema of a profile with the sections of the bundled positions that are on."""
    bundled = [p for p in load_plugins().positions if p.report.distribution == "factmatrix"]
    sections = {p.info.id: p.section for p in bundled if p.section}
    return schema_file.schema_text(schema_file.schema_of_file(sections))


def pages() -> dict[Path, str]:
    """Every page with generated parts, as it should be."""
    readmes = [ROOT / name for name in ("README.md", "README.zh-CN.md")]
    folders = sorted((ROOT / "plugins").glob("factmatrix_*"))
    return {
        ROOT / "docs" / "rules.md": homes.page(folders),
        ROOT / "docs" / "fields.md": reference.page(),
        ROOT / "docs" / "hooks.md": hook_reference.page() + declare_reference.section(),
        ROOT / "docs" / "keys.md": key_table.page(),
        ROOT / "docs" / "creators.md": creators(),
        ROOT / "docs" / "shelf.md": shelf(),
        ROOT / "docs" / "scorecards.md": scorecard_keys.page(),
        ROOT / "docs" / "snowball.md": PICTURE.sub(picture, snowball_numbers.page()),
        ROOT / "profiles" / schema_file.NAME: schema(),
        **pictures(),
        **{path: PICTURE.sub(picture, path.read_text("utf-8")) for path in readmes},
    }


def main() -> int:
    """Write what differs, or only name it."""
    check = "--check" in sys.argv[1:]
    stale = {
        path: text for path, text in pages().items()
        if not path.exists() or path.read_text("utf-8") != text
    }  # fmt: skip
    for path, text in stale.items():
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
