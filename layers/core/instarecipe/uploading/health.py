"""What the health page says about a recipe manager."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetHealth:
    """`version` is empty when the recipe manager does not tell; `sentence` is for the cook."""

    reachable: bool
    version: str
    may_write: bool
    sentence: str
