"""The terms in which rules speak; views and answers share them."""

from __future__ import annotations

from typing import Literal

Trust = Literal["source", "A", "B", "C", "D", "ours"]
Stance = Literal["required", "elective", "always_on"]
Effort = Literal["low", "medium", "high"]
EffectKind = Literal["shift", "multiply", "cap", "block"]
