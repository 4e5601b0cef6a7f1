"""Stops asking a server that keeps failing: each answer costs its callers a whole timeout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

FAILURES = 5
"""In a row, by all jobs of this process together."""
PAUSE_SECONDS = 30.0


@dataclass
class Circuit:
    """Open, nobody asks; after the pause the first failure opens it again. `monotonic` is in seconds."""

    monotonic: Callable[[], float]
    _failures: int = 0
    _open_until: float = 0.0

    def rest(self) -> float:
        """Seconds until the server is asked again, 0 when it may be asked now."""
        return max(0.0, self._open_until - self.monotonic()) if self._failures >= FAILURES else 0.0

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._open_until = self.monotonic() + PAUSE_SECONDS

    def answered(self) -> None:
        self._failures = 0
