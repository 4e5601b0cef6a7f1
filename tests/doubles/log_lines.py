"""All that is logged, as text with everything that a formatter could show."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from instarecipe.observability import log


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        extra = {name: value for name, value in vars(record).items() if name != "exc_info"}
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        self.lines.append(f"{record.getMessage()} {extra} {trace}")


@contextmanager
def log_lines() -> Iterator[list[str]]:
    collector = _Collector()
    level = log.level
    log.addHandler(collector)
    log.setLevel(logging.DEBUG)
    try:
        yield collector.lines
    finally:
        log.removeHandler(collector)
        log.setLevel(level)
