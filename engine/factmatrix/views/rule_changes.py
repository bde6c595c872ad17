"""A change of a rule in words: what was written, what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factmatrix.rules.conditions import All, AnyOf, Clause, Not, RuleTable
from factmatrix.rules.differences import Kind, RuleChange
from factmatrix.rules.scorecard import Effect
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text, clean
from factmatrix.views.conditions import describe
from factmatrix.views.figures import NOTHING

_KINDS: Mapping[Kind, Text] = {"added": Text("added", "新增"), "removed": Text("removed", "去掉")}
_TITLED = Text("{} ({})", "{}（{}）")
_ALSO = Text("also", "另改")
_REASONS = frozenset({"rules", "trust"})
"""With the texts, what a rule says of itself and no score depends on."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Says changes in one language; `space` has the inputs that their conditions name."""

    space: InputSpace
    language: Language

    def named(self, change: RuleChange) -> str:
        """Where an overlay would write it, and the title of what stands there."""
        title = getattr(change.old or change.new, "title", None)
        if not isinstance(title, Text):
            return clean(change.id)
        return clean(_TITLED.in_(self.language).format(change.id, title.in_(self.language)))

    def said(self, change: RuleChange) -> str:
        """What became of it."""
        if change.kind != "changed":
            return _KINDS[change.kind].in_(self.language)
        if not change.keys:
            return self._became(change.old, change.new)
        values = [(key, getattr(change.old, key), getattr(change.new, key)) for key in change.keys]
        shown = [
            f"{key} {self._became(old, new)}"
            for key, old, new in values
            if key not in _REASONS and not isinstance(new, Text)
        ]
        besides = [key for key, _, new in values if key in _REASONS or isinstance(new, Text)]
        if besides:
            shown.append(f"{_ALSO.in_(self.language)} {', '.join(besides)}")
        return clean(("; " if self.language == "en" else "；").join(shown))

    def _became(self, old: object, new: object) -> str:
        return f"{self._value(old)} → {self._value(new)}"

    def _value(self, value: object) -> str:
        match value:
            case None:
                return NOTHING
            case float():
                return f"{value:g}"
            case Clause() | All() | AnyOf() | Not():
                return describe(value, self.space, self.language)
            case Effect(kind=kind, value=by):
                return kind if by is None else f"{kind} {by:g}"
            case Text():
                return value.in_(self.language)
            case RuleTable():
                return self._table(dict(value))
            case dict():
                return self._table(value)
            case tuple():
                return f"[{', '.join(map(self._value, value))}]"
        return str(value)

    def _table(self, values: Mapping[str, object]) -> str:
        shown = (
            f"{key} {self._value(value)}"
            for key, value in values.items()
            if value is not None and not isinstance(value, Text) and key not in _REASONS
        )
        return f"{{{', '.join(shown)}}}"
