"""What commands share that ask about one brand and its positions."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Format
from factmatrix.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factmatrix.assessment import Assessment, PositionFailure
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine
    from factmatrix.profile.model import BrandProfile
    from factmatrix.profile.reading import Reading
    from factmatrix.robustness.choice import Choice
    from factmatrix.text import Language
    from factmatrix.views.brand_answer_shapes import BrandAnswer
    from factmatrix.views.names import Names
    from factmatrix.views.sections import Section


Profile = Annotated[
    Path,
    typer.Argument(metavar="PROFILE", help=told(Text("A brand's profile.", "品牌档案文件。"))),
]


@dataclass(frozen=True)
class Brand:
    """One profile that was read, and the engine that is asked about it."""

    settings: Settings
    engine: Engine
    reading: Reading
    profile: BrandProfile
    day: date

    @cached_property
    def assessment(self) -> Assessment:
        """The whole answer."""
        return self.engine.assess(
            self.profile, self.day, plugin_failures=self.reading.plugin_failures
        )

    @cached_property
    def choice(self) -> Choice:
        """Who leads, ready to be asked what would have to differ."""
        return self.engine.choice(
            self.profile, self.day, plugin_failures=self.reading.plugin_failures
        )

    @property
    def names(self) -> Names:
        """What positions and inputs are called in the language of the answer."""
        from factmatrix.views.names import names_of

        return names_of(self.assessment, self.engine.space, self.settings.shown())

    def position(self, name: str) -> str:
        """The id of a scored position to choose among, by id or letter; raises UsageProblem."""
        scored = {r.info.id: r.info for r in self.assessment.ranking}
        letters = {info.letter.lower(): info.id for info in scored.values()}
        position = name if name in scored else letters.get(name.lower())
        if position is None:
            known = [f"{info.id} ({info.letter})" for info in scored.values()]
            raise UsageProblem(
                Text(
                    f"There is no scored position '{name}'. There are: {', '.join(known)}.",
                    f"没有已评分的阵地 {name}。现有：{'、'.join(known)}。",
                )
            )
        return position


def read_brand(settings: Settings, path: Path, day: date) -> Brand | None:
    """The brand of the profile at a path; None where it cannot be read, as `reading_at`."""
    engine = settings.engine()
    reading = reading_at(path, engine, day, settings.language)
    if reading is None or reading.profile is None:
        return None
    return Brand(settings, engine, reading, reading.profile, day)


def profile_at(path: Path, engine: Engine, day: date, language: Language) -> BrandProfile | None:
    """The profile at a path, as `reading_at`; what is doubtful in it is told as well."""
    from factmatrix.commands.profiles import tell_problems

    reading = reading_at(path, engine, day, language)
    if reading is None:
        return None
    tell_problems([], [reading], engine.reports, language)
    return reading.profile


def reading_at(path: Path, engine: Engine, day: date, language: Language) -> Reading | None:
    """What a profile says; None where it cannot be read, and why is told.

    Raises UsageProblem where there is none, or more than one.
    """
    from factmatrix.commands.profiles import find_profiles, tell_problems
    from factmatrix.profile.as_of import doubt_as_of

    found, lost = find_profiles([path])
    if len(found) + len(lost) != 1:
        raise UsageProblem(
            Text(
                f"{path}: one profile is wanted here, and these are {len(found)}.",
                f"{path}：这里只能给一个档案，而它有 {len(found)} 个。",
            )
        )
    reading = lost[0] if lost else doubt_as_of(engine.read(found[0]), day)
    if reading.profile is None:
        tell_problems([reading], [], engine.reports, language)
        return None
    return reading


def answer(
    brand: Brand,
    written_as: Format,
    said: Text,
    sections: Callable[[], Iterable[Section]],
    as_json: Callable[[], BrandAnswer],
) -> int:
    """Write an answer in the form that was asked for; the exit code of the command.

    A position that failed is named on stderr, and the exit code is 1 then.
    """
    from factmatrix.commands.profiles import tell_plugins, tell_problems
    from factmatrix.commands.streams import ReaderLeft, write, write_json

    failures = brand.assessment.failures
    brand.settings.insist(failure.position for failure in failures)
    with suppress(ReaderLeft):  # what went wrong is told all the same
        if written_as is Format.JSON:
            write_json(as_json())
        else:
            write("\n".join(_page(brand, written_as, said, sections())))
    tell_problems([], [brand.reading], brand.engine.reports, brand.settings.language)
    sound = tell_plugins(brand.engine, brand.settings.language)
    for told_of in _failed(failures):
        complain(told_of, brand.settings.language)
    return Exit.DONE if sound and not failures else Exit.SOME_FAILED


def _failed(failures: Iterable[PositionFailure]) -> Iterator[Text]:
    from factmatrix.views.wording import failed

    return (failed(failure) for failure in failures)


def _page(
    brand: Brand, written_as: Format, said: Text, sections: Iterable[Section]
) -> Iterator[str]:
    from factmatrix.commands.screen import screen
    from factmatrix.text import clean
    from factmatrix.views import markdown, wording
    from factmatrix.views.sections import in_markdown, on_screen

    language = brand.settings.shown()
    verdict = wording.verdict(brand.assessment)
    name = clean(brand.profile.brand.name)
    if written_as is Format.MARKDOWN:
        yield from (f"# {markdown.escape(name)} · {brand.assessment.date.isoformat()}", "")
        yield from (f"**{markdown.say(verdict, language)}**", "")
        yield from (markdown.say(said, language), "")
        yield from in_markdown(sections, language)
        yield markdown.made_with(brand.engine, language)
        return
    at_hand = screen(language)
    yield at_hand.heading(f"{name} · {brand.assessment.date.isoformat()}")
    yield from at_hand.lines(at_hand.say(verdict))
    yield from at_hand.lines(at_hand.say(said))
    yield from on_screen(sections, at_hand)
