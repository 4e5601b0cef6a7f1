"""Time and identity under a test's control."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

NOON = 1_772_366_400_000
"""2026-03-01T12:00:00.000Z"""


@dataclass
class Clock:
    """Milliseconds since 1970 UTC; it moves only when it is told to."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now

    def monotonic(self) -> float:
        return self.now / 1000

    def sleep(self, seconds: float) -> None:
        """Takes no time at all, but time has passed afterwards."""
        self.now += max(1, round(seconds * 1000))


@dataclass
class Ids:
    """UUIDs (version 4) that count: 00000000-0000-4000-8000-000000000001 and so on."""

    _numbers: count[int] = field(default_factory=lambda: count(1))

    def __call__(self) -> str:
        return str(UUID(int=next(self._numbers), version=4))
