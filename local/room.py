"""How many connections fit: each is an open file, and without one left no worker could open the database."""

from __future__ import annotations

import logging
import resource
import time
from contextlib import suppress

MOST_FILES = 10_240
"""macOS lets no process have more."""
KEPT_FILES = 200
"""For the database (three for each thread that reads), for what is fetched, for libraries."""
FEWEST = 16
QUIET_SECONDS = 60.0
TOO_MANY = ("out of system resource", "Exceeded concurrency limit")
"""asyncio's words, and uvicorn's."""


def make_room() -> int:
    """Asks for as many open files as this process may have; answers how many connections that leaves."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    may_have = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < may_have:
        with suppress(ValueError, OSError):  # then it stays as it is
            resource.setrlimit(resource.RLIMIT_NOFILE, (may_have, hard))
            soft = may_have
    files = MOST_FILES if soft == resource.RLIM_INFINITY else soft
    return max(FEWEST, files - KEPT_FILES)


class Seldom(logging.Filter):
    """Lets through once a minute what asyncio says 2 048 times in a row, with a trace each."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        if not any(word in record.getMessage() for word in TOO_MANY):
            return True
        now = time.monotonic()
        if now < self._quiet_until:
            return False
        self._quiet_until = now + QUIET_SECONDS
        return True
