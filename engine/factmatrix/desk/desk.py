"""What an interactive app asks of the engine, question by question, in data that travels.

Nothing here needs the engine: the app is imported while the engine loads in its own process.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from factmatrix.text import Language, Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from factmatrix.assessment import Assessment, PositionFailure
    from factmatrix.boosts.judging import BoostAnswer
    from factmatrix.deals.review import CreatorReview
    from factmatrix.desk.folder import PathKind
    from factmatrix.desk.form import FormTable
    from factmatrix.plugins.reports import PluginReport
    from factmatrix.profile.findings import EnteredProblem
    from factmatrix.profile.findings import Path as Keys
    from factmatrix.profile.validating import Data
    from factmatrix.robustness.robustness import Robustness
    from factmatrix.rules.scorecard import PositionInfo
    from factmatrix.scoring.inputs import InputSpace
    from factmatrix.snowball.answer import Outlook
    from factmatrix.toml.problem import Problem


@dataclass(frozen=True, slots=True)
class About:
    """What the engine has loaded: the form, the positions, and the rules in use.

    `space` are all inputs that figures are shown of, those of plugins included. `warnings` are
    about the settings: doubtful rules, and names of plugins that there are none of.
    """

    form: tuple[FormTable, ...]
    positions: tuple[PositionInfo, ...]
    reports: tuple[PluginReport, ...]
    space: InputSpace
    rules_hash: str
    overlays: tuple[str, ...]
    warnings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile file: its bytes and text, what it says as plain data, what is wrong with it.

    `values` is None where the text is no TOML at all; it is there for a file with wrong values.
    """

    path: Path | None
    data: bytes | None
    text: str
    values: Data | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong with entered values, by field, and the answer to what is right.

    `left_out` are the places whose values are wrong and count as unknown in the answer, which is
    None where something is wrong that no profile can be without.
    """

    problems: tuple[EnteredProblem, ...]
    assessment: Assessment | None
    left_out: tuple[Keys, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the values are a profile."""
        return not any(problem.severity == "error" for problem in self.problems)


class SnowballAnswer(NamedTuple):
    """The snowball of what is right of entered values, None where that makes no brand.

    `left_out` as in `Judged`.
    """

    outlook: Outlook | None
    left_out: tuple[Keys, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One profile of a folder in a line; `error` says why there is no more to say of it."""

    path: Path
    name: str
    category: str = ""
    tags: tuple[str, ...] = ()
    lead: str | None = None
    provisional: bool = False
    blocked: bool = False
    scores: Mapping[str, float | None] = field(default_factory=dict)
    failures: tuple[PositionFailure, ...] = ()
    error: Text | None = None


@dataclass(frozen=True)
class Creators:
    """The creators of entered values; `left_out` counts the values that are wrong.

    `review` is None where something is wrong that no profile can be without.
    """

    review: CreatorReview | None
    left_out: int = 0


class Desk(Protocol):
    """What the app can ask; `EngineDesk` answers, in another process."""

    def about(self) -> About:
        """What there is to fill in and who judges it."""
        ...

    def kind(self, path: Path) -> PathKind:
        """What is to be found at a path."""
        ...

    def find(self, folder: Path) -> tuple[Path, ...]:
        """The profiles below a folder; raises OSError where it cannot be listed."""
        ...

    def place_near(self, folder: Path) -> Path:
        """The folder itself or another one, in which a new file can be made."""
        ...

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name; raises SaveError where that cannot be done."""
        ...

    def delete(self, path: Path, expected: bytes) -> None:
        """Delete a file that still holds what was read; raises SaveError, ChangedOnDisk."""
        ...

    def open(self, path: Path) -> Opened:
        """A file as it is, however wrong it may be."""
        ...

    def read(self, text: str) -> Opened:
        """A text as if it stood in a file."""
        ...

    def judge(
        self, values: Data, day: date, *, full: bool, in_short: Collection[str] = ()
    ) -> Judged:
        """Check entered values and assess what is right of them; `full` as in `Engine.assess`.

        The profile of the answer says which brand it is and no more. Of positions `in_short` the
        answer has neither reasons nor actions: they are most of what travels, and nothing of them
        is drawn while a position is folded.
        """
        ...

    def robustness(self, values: Data, day: date) -> Robustness | None:
        """How sure the answer to entered values is; None where they make no brand."""

    def creators(self, values: Data) -> Creators:
        """The creators of entered values, reviewed as far as the values are right."""
        ...

    def boosts(self, values: Data) -> BoostAnswer | None:
        """What the boost tests among entered values say; what is wrong in them counts as unknown.

        None where something is wrong that no profile can be without.
        """
        ...

    def snowball(self, values: Data, day: date, rounds: int | None = None) -> SnowballAnswer:
        """Roll the snowball of entered values; `rounds` as in `Engine.snowball`."""
        ...

    def summaries(self, paths: Sequence[Path], day: date) -> tuple[Summary, ...]:
        """Each profile in a line."""
        ...

    def revise(self, base: Opened, values: Data) -> str:
        """The text of a file after its values were changed; comments and order stay.

        Raises EditError where that cannot be done.
        """
        ...

    def save(self, base: Opened, values: Data, path: Path) -> Opened:
        """Write the changed values; the file as read again.

        `base` is what was opened; `path` may be another file, which must not exist then. Raises
        EditError where the text would not read back as these values, SaveError and ChangedOnDisk
        as `toml.save`. In these cases nothing is written.
        """
        ...

    def template(self, name: str, category: str, language: Language) -> Opened:
        """A new profile, not yet in any file; raises ValueError for a name none may have."""
        ...

    def report(
        self,
        path: Path | None,
        values: Data,
        day: date,
        written_as: Literal["markdown", "json"],
        language: Language,
    ) -> str:
        """The whole answer for entered values as a document; raises ValueError where invalid."""
        ...
