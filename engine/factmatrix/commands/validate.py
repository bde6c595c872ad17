"""`fact validate`: every error of profiles, with its place."""

from __future__ import annotations

from factmatrix.commands.failing import Exit
from factmatrix.commands.options import Lang, NoPlugin, Paths, Plugin, PluginsDir
from factmatrix.commands.streams import write
from factmatrix.text import Text

HELP = Text(
    "Check profiles: every error with its line and column.", "检查档案，逐条指出错误的行列位置。"
)


def validate(
    paths: Paths,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Report every problem; exit 1 if any file has errors (warnings alone do not count)."""
    from factmatrix.commands.profiles import day_of, find_profiles, tell_plugins, unclaimed, unread
    from factmatrix.commands.settings import settle
    from factmatrix.profile.as_of import doubt_as_of

    settings = settle(lang, None, plugin, no_plugin, plugins_dir)
    found, lost = find_profiles(paths)
    engine = settings.engine()
    language, today = settings.shown(), day_of(None)
    errors = warnings = bad = 0
    plugins_sound = True
    readings = [*lost, *(doubt_as_of(engine.read(path), today) for path in found)]
    for reading in readings:
        lines = [problem.render(reading.path or "", language) for problem in reading.problems]
        failures = unread(reading, language)
        for line in (*lines, *unclaimed(reading, engine.reports, language), *failures):
            write(line)
        errors += len(reading.errors)
        warnings += len(reading.warnings)
        bad += bool(reading.errors)
        plugins_sound &= not failures
    summary = Text(
        f"Profiles: {len(readings)}, with errors: {bad}. Errors: {errors}, warnings: {warnings}.",
        f"共检查 {len(readings)} 份档案，有错 {bad} 份：错误 {errors} 个，警告 {warnings} 个。",
    )
    write(summary.in_(language))
    plugins_sound &= tell_plugins(engine, settings.language)
    return Exit.DONE if plugins_sound and not bad else Exit.SOME_FAILED
