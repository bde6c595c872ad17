"""One open profile: what the file says, what was changed since, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from factmatrix_tui.values import Path, Values, get, put, rearranged

if TYPE_CHECKING:
    from factmatrix import Text
    from factmatrix.assessment import Assessment
    from factmatrix.desk import Judged, Opened
    from factmatrix.robustness.robustness import Robustness


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a person can change, and so everything that undo brings back."""

    values: Values
    entered: Mapping[Path, str]
    rewritten: Opened | None

    def on(self, base: Opened, saved: Opened) -> State:
        """The same after a file that said `base` has become `saved`, which was rewritten."""
        if self.rewritten is saved:
            return replace(self, rewritten=None)
        return replace(self, rewritten=base) if self.rewritten is None else self


@dataclass(frozen=True, slots=True)
class Change:
    """One step back or forth: what was done, where, and how things were before and after it."""

    what: Text
    path: Path
    before: State
    after: State

    def on(self, base: Opened, saved: Opened) -> Change:
        """The same step, see `State.on`."""
        return replace(self, before=self.before.on(base, saved), after=self.after.on(base, saved))


@dataclass
class Document:
    """The working values of one profile beside those of its file.

    `entered` holds texts that were typed and are no value yet, by field: they are neither in
    `values` nor lost. `rewritten` is the text that came back from an editor, comments included.
    `judged` is the engine's answer to what is `known`, `judged_when_saved` its answer to the file's
    values; `answer` is the last assessment there was, of the values `answered`. `robustness` says
    how sure the answer to the values `examined` is: it follows when typing rests. All keystrokes in
    one field are one change.
    """

    base: Opened
    values: Values
    entered: dict[Path, str] = field(default_factory=dict)
    rewritten: Opened | None = None
    judged: Judged | None = None
    judged_when_saved: Judged | None = None
    answer: Assessment | None = None
    answered: Values = field(default_factory=dict)
    robustness: Robustness | None = None
    examined: Values | None = None
    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)
    _open_change: bool = False

    @classmethod
    def of(cls, opened: Opened) -> Document:
        """A document as it was opened; one that is no TOML at all has no values."""
        return cls(opened, opened.values or {})

    @property
    def state(self) -> State:
        """Everything that can be changed, as it is now."""
        return State(self.values, self.entered, self.rewritten)

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
    def source(self) -> Opened:
        """What a save starts from: the file, or the text that was written in its place."""
        if self.rewritten is None:
            return self.base
        return replace(self.rewritten, path=self.base.path, data=self.base.data)

    @property
    def known(self) -> Values:
        """The values without those that a typed text stands in front of, which are unknown."""
        values = self.values
        for path in self.entered:
            if get(values, path) is not None:
                values = put(values, path, None)
        return values

    @property
    def valid(self) -> bool:
        """Whether all that was entered is a value, and the engine found no errors in them."""
        return self.judged is not None and self.judged.valid and not self.entered

    @property
    def left_out(self) -> tuple[Path, ...]:
        """The places of wrong values, which count as unknown in the answer."""
        wrong = self.judged.left_out if self.judged else ()
        return tuple(dict.fromkeys((*wrong, *self.entered)))

    @property
    def outdated(self) -> bool:
        """Whether the answer is an earlier one, since there is none to the values as they are."""
        return self.judged is not None and self.judged.assessment is None

    @property
    def gone(self) -> bool:
        """Whether the file that was read is no longer there."""
        return self.base.data is None and self.base.values is not None

    @property
    def readable(self) -> bool:
        """Whether values can be written into the text: it is TOML, or empty.

        Of a file that could not be read nothing is known, and nothing of it may be overwritten.
        """
        return self.source.values is not None or self.source.data == b""

    @property
    def unsaved(self) -> bool:
        """Whether anything would be lost if the document were closed now."""
        return self.path is None or self.gone or self.changed

    @property
    def changed(self) -> bool:
        """Whether it says anything else than what was read."""
        if self.rewritten is not None or self.entered:
            return True
        return not alike(self.values, self.base.values or {})

    def is_said_by(self, theirs: Opened) -> bool:
        """Whether a file says all that is here."""
        if self.entered or not alike(theirs.values, self.values):
            return False
        return self.rewritten is None or self.rewritten.text == theirs.text

    def written_over(self, theirs: Opened) -> Opened:
        """What this is written into: their text, if it can be read and this is no whole text."""
        if theirs.values is None or self.rewritten is not None:
            return replace(self.source, data=theirs.data)
        return theirs

    def change(self, what: Text, path: Path, value: object) -> None:
        """Put a value into a field (None: unknown); `what` names the change for undo."""
        entered = {at: text for at, text in self.entered.items() if at != path}
        self._become(what, path, State(put(self.values, path, value), entered, self.rewritten))

    def enter(self, what: Text, path: Path, text: str) -> None:
        """Keep what was typed into a field and is no value; the value stays what it was."""
        self._become(what, path, State(self.values, {**self.entered, path: text}, self.rewritten))

    def replace(self, what: Text, path: Path, values: Values) -> None:
        """Change several values at once."""
        self._become(what, path, State(values, self.entered, self.rewritten))

    def rearrange(self, what: Text, table: str, order: Sequence[int]) -> None:
        """Take rows of a list out or put them in another order; `order` has their old places."""
        rows = [self.values[table][index] for index in order]
        entered = rearranged(self.entered, table, order)
        values = put(self.values, (table,), rows or None)
        self._become(what, (table,), State(values, entered, self.rewritten))
        self.finish_change()

    def restore(self, what: Text, values: Values, entered: Mapping[Path, str]) -> None:
        """Take all values and typed texts of a draft."""
        self._become(what, (), State(values, dict(entered), self.rewritten))
        self.finish_change()

    def rewrite(self, what: Text, rewritten: Opened) -> None:
        """Take a whole text, comments included, in place of all that was there."""
        same = rewritten.text == self.base.text
        self._become(what, (), State(rewritten.values or {}, {}, None if same else rewritten))
        self.finish_change()

    def take(self, what: Text, theirs: Opened) -> None:
        """The file says something else: take that. Undo brings back the last that could be read."""
        readable = self.readable
        if readable and theirs.values is None:
            # Nothing can be written into that: the way back has its text.
            self.done = [change.on(self.base, theirs) for change in self.done]
            self.rewritten = self.rewritten or self.base
        self.base = theirs
        state = State(theirs.values or {}, {}, None)
        if readable:
            self._become(what, (), state)
            self.finish_change()
            return
        if self.done:  # what could not be read is no step: the one that led there leads on
            self.done[-1] = replace(self.done[-1], after=state)
        self.undone.clear()
        self._set(state)

    def lost_file(self) -> None:
        """The file is no longer there: what it said is kept and counts as unsaved."""
        self.base = replace(self.base, data=None)

    def _become(self, what: Text, path: Path, state: State) -> None:
        """Go on to another state; a change of what was changed last joins that change."""
        before = self.state
        if state == before and alike(state.values, before.values):
            return
        last = self.done[-1] if self.done else None
        if self._open_change and last and last.path == path:
            self.done[-1] = Change(what, path, last.before, state)
        else:
            self.done.append(Change(what, path, before, state))
        self._open_change = True
        self.undone.clear()
        self._set(state)

    def _set(self, state: State) -> None:
        self.values, self.rewritten = state.values, state.rewritten
        self.entered = dict(state.entered)

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
        self._set(change.after if forward else change.before)
        return change

    def was_judged(self, judged: Judged) -> None:
        """The engine answered to the values as they are."""
        self.judged = judged
        if judged.assessment:
            self.answer, self.answered = judged.assessment, self.known

    def saved_as(self, opened: Opened, saved: State) -> None:
        """The file now says `opened`, which is `saved` without its typed texts.

        Changes made while it was written stay unsaved. The way back leads to the texts that were.
        """
        self.finish_change()
        if saved.rewritten is not None:
            self.done = [change.on(self.base, saved.rewritten) for change in self.done]
            self.undone = [change.on(self.base, saved.rewritten) for change in self.undone]
        if self.rewritten is saved.rewritten:
            self.rewritten = None
        if self.values is saved.values:
            self.values = opened.values or {}
        self.base = opened


def alike(one: object, other: object) -> bool:
    """Whether two values are the same in a file: 1 is 1.0, but neither is true."""
    if one is other:
        return True
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(alike(one[k], other[k]) for k in one)
        case (list() | tuple(), list() | tuple()):
            return len(one) == len(other) and all(map(alike, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)
