"""Logs and metrics: JSON lines and embedded metrics inside Lambda, readable lines on one machine.

A log line is a state change or a failure outside. None may name a token, a cookie or a key.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

NAMESPACE = "InstaRecipe"
NOTHING: Mapping[str, object] = {}

log = logging.getLogger("instarecipe")
_names: ContextVar[Mapping[str, object]] = ContextVar("names of what is worked on", default=NOTHING)


@contextmanager
def about(**names: object) -> Iterator[None]:
    """Every log line within the block carries `names`, such as itemId."""
    token = _names.set({**_names.get(), **names})
    try:
        yield
    finally:
        _names.reset(token)


def set_up(level: str, *, in_lambda: bool) -> None:
    """Sends the package's log lines to standard output, once."""
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(_add_names)
    handler.setFormatter(_json() if in_lambda else _Readable())
    log.handlers = [handler]
    log.setLevel(level)
    log.propagate = False


def measure(name: str, value: float, unit: str = "Count", **dimensions: str) -> None:
    """One metric with its own dimensions; on one machine it is a debug line."""
    if isinstance(log.handlers[0].formatter if log.handlers else None, _Readable | None):
        log.debug("metric", extra={"metric": name, "value": value, **dimensions})
        return
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    with single_metric(name=name, unit=MetricUnit(unit), value=value, namespace=NAMESPACE) as metric:
        for dimension, of in dimensions.items():
            metric.add_dimension(name=dimension, value=of)


def _add_names(record: logging.LogRecord) -> bool:
    for name, value in _names.get().items():
        setattr(record, name, value)
    return True


def _json() -> logging.Formatter:
    from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

    return LambdaPowertoolsFormatter(log_record_order=["level", "message", "timestamp"])


class _Readable(logging.Formatter):
    """`10:15:02 INFO  completed phase=parsing item=1f2e… `"""

    _usual = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        line, *trace = super().format(record).split("\n", 1)
        extra = [f"{name}={value}" for name, value in record.__dict__.items() if name not in self._usual]
        return "\n".join([" ".join([line, *extra]), *trace])
