"""One open profile: what the file says, what was changed since, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path as FilePath

from factmatrix import Text
from factmatrix.assessment import Assessment
from factmatrix.desk import Judged, Opened
from factmatrix_tui.values import Path, Values, get, put


@dataclass(frozen=True, slots=True)
class Change:
    """One step back or forth: what was done, where, and the values before and after it."""

    what: Text
    path: Path
    before: Values
    after: Values


@dataclass
class Document:
    """The working values of one profile beside those of its file.

    `entered` holds texts that were typed and are no value yet, by field: they are neither in
    `values` nor lost. `judged` is the engine's answer to `values`, `judged_when_saved` its answer
    to the file's; `answer` is the last assessment there was, for values without errors. All
    keystrokes in one field are one change.
    """

    base: Opened
    values: Values
    entered: dict[Path, str] = field(default_factory=dict)
    judged: Judged | None = None
    judged_when_saved: Judged | None = None
    answer: Assessment | None = None
    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)
    _open_change: bool = False

    @classmethod
    def of(cls, opened: Opened) -> Document:
        """A document as it was opened; one that is no TOML at all has no values."""
        return cls(opened, opened.values or {})

    @property
    def path(self) -> FilePath | None:
        """The file, None where there is none yet."""
        return self.base.path

    @property
    def name(self) -> str:
        """The brand's name as far as it is known."""
        name = get(self.values, ("brand", "name"))
        if isinstance(name, str) and name:
            return name
        return self.path.stem if self.path else "?"

    @property
    def unsaved(self) -> bool:
        """Whether anything would be lost if the document were closed now."""
        new = self.base.path is None or self.base.data is None
        return new or bool(self.entered) or self.values != (self.base.values or {})

    def change(self, what: Text, path: Path, value: object) -> None:
        """Put a value into a field (None: unknown); `what` names the change for undo."""
        self.entered.pop(path, None)
        self.replace(what, path, put(self.values, path, value))

    def replace(self, what: Text, path: Path, values: Values) -> None:
        """Change several values at once; a change of the field changed last joins that change."""
        if values == self.values:
            return
        last = self.done[-1] if self.done else None
        if self._open_change and last and last.path == path:
            self.done[-1] = Change(what, path, last.before, values)
        else:
            self.done.append(Change(what, path, self.values, values))
        self._open_change = True
        self.undone.clear()
        self.values = values

    def finish_change(self) -> None:
        """The next change of the same field is one of its own."""
        self._open_change = False

    def undo(self) -> Change | None:
        """Take back the last change; None where there is none."""
        return self._step(self.done, self.undone, forward=False)

    def redo(self) -> Change | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._step(self.undone, self.done, forward=True)

    def _step(self, stack: list[Change], other: list[Change], *, forward: bool) -> Change | None:
        self.finish_change()
        if not stack:
            return None
        change = stack.pop()
        other.append(change)
        self.values = change.after if forward else change.before
        self.entered.pop(change.path, None)
        return change

    def was_judged(self, judged: Judged) -> None:
        """The engine answered to the values as they are."""
        self.judged = judged
        self.answer = judged.assessment or self.answer

    def saved_as(self, opened: Opened) -> None:
        """The file now says `opened`; changes made while it was written stay unsaved."""
        self.finish_change()
        self.base = opened
        self.judged_when_saved = self.judged
