"""Colours of text that can be read, whatever the theme: at least 4.5 to 1 (WCAG 2.1, 1.4.3).

Textual's themes choose for looks; in light ones many an accent is too pale for words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.color import Color

LEAST = 4.5
"""The contrast that WCAG asks of text of this size."""
_TEXTS = (
    "text-primary", "text-accent", "text-error", "text-warning", "text-success",
    "footer-key-foreground", "footer-description-foreground", "foreground",
)  # fmt: skip
_BEHIND = ("background", "surface", "panel")
_QUIET = 0.7
"""How much of the foreground is left in what is said in passing, where that can be read."""
_CURSOR = 0.15
"""How much of the primary colour lies behind the line that has the cursor."""
_STEPS = 20
_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme with texts that stand out from whatever lies behind them.

    `text-muted` becomes a quieter foreground, `cursor-line` is what lies behind the line with the
    cursor. Themes in the colours of the terminal stay as they are: nobody knows what these are.
    """
    colours = {name: Color.parse(variables[name]) for name in (*_TEXTS, *_BEHIND, "primary")}
    page = colours["background"]
    if any(colour.ansi is not None for colour in colours.values()):
        return {**variables, "cursor-line": variables["panel"]}
    line = page.blend(colours["primary"], _CURSOR)
    behind = [*(page + colours[name] for name in _BEHIND), line]
    far = _contrasting(behind)
    changed = {name: _moved(page + colours[name], far, behind) for name in _TEXTS}
    quiet = page.blend(changed["foreground"], _QUIET, alpha=1)
    changed["text-muted"] = _moved(quiet, far, behind)
    bar = [page + Color.parse(variables["block-cursor-background"])]
    given, far = variables["block-cursor-foreground"], _contrasting(bar)
    on_bar = far if given.startswith("auto") else Color.parse(given)
    changed["block-cursor-foreground"] = _moved(on_bar, far, bar)
    return {**variables, "cursor-line": line.hex, **{n: c.hex for n, c in changed.items()}}


def _moved(colour: Color, far: Color, behind: Iterable[Color]) -> Color:
    """The colour as far towards black or white as it takes to be read."""
    nearer = (colour.blend(far, step / _STEPS, alpha=1) for step in range(_STEPS))
    return next((c for c in nearer if _least(c, behind) >= LEAST), far)


def _contrasting(behind: Iterable[Color]) -> Color:
    """White where that can be read, else what stands out more."""
    behind = list(behind)
    if _least(_WHITE, behind) >= LEAST:
        return _WHITE
    return max(_WHITE, _BLACK, key=lambda colour: _least(colour, behind))


def _least(colour: Color, behind: Iterable[Color]) -> float:
    return min(contrast(colour, each) for each in behind)


def contrast(one: Color, other: Color) -> float:
    """How much two colours differ in brightness, as WCAG counts it: 1 not at all, 21 at most."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
