"""Textual's containers, keeping the blank lines that they are drawn with.

Every part of the screen lies on several of them, and each is asked for its lines at every change.
"""

from __future__ import annotations

from textual import containers, widgets

from factmatrix_tui.widgets.drawn import Kept


class Horizontal(containers.Horizontal, Kept):
    """Side by side."""


class Vertical(containers.Vertical, Kept):
    """Below each other."""


class VerticalScroll(containers.VerticalScroll, Kept):
    """Below each other, scrolled where there is no room."""


class ContentSwitcher(widgets.ContentSwitcher, Kept):
    """One of several."""
