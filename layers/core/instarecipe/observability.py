"""Logs and metrics: JSON lines and embedded metrics inside Lambda, readable lines on one machine.

A log line is a state change or a failure outside; tokens, cookies and keys are taken out of each. Not
Powertools, which costs a cold start more than all that is ours (docs/adr/0003).
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from instarecipe.domain.moments import iso
from instarecipe.redaction import presentable, redacted

NAMESPACE = "InstaRecipe"
NOTHING: Mapping[str, object] = {}

log = logging.getLogger("instarecipe")
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
"""And halves of characters, with which a line could not be written at all."""
_names: ContextVar[Mapping[str, object]] = ContextVar("names of what is worked on", default=NOTHING)
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


@contextmanager
def about(**names: object) -> Iterator[None]:
    """Every log line within the block carries `names`, such as itemId."""
    token = _names.set({**_names.get(), **names})
    try:
        yield
    finally:
        _names.reset(token)


def whose(owner: str) -> str:
    """The owner as lines name them: the same each time, but no name."""
    return sha256(owner.encode()).hexdigest()[:12]


def set_up(level: str, *, in_lambda: bool) -> None:
    """Sends the package's log lines to standard output, once."""
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(_add_names)
    handler.setFormatter(_Json() if in_lambda else _Readable())
    log.handlers = [handler]
    log.setLevel(level)
    log.propagate = False


def measure(name: str, value: float, unit: str = "Count", **dimensions: str) -> None:
    """One metric with its own dimensions, in CloudWatch's unit; on one machine it is a debug line."""
    if any(isinstance(handler.formatter, _Json) for handler in log.handlers):
        sys.stdout.write(
            embedded_metric(name, value, unit, dimensions, at=time.time_ns() // 1_000_000) + "\n"
        )
    else:
        log.debug("metric", extra={"metric": name, "value": value, **dimensions})


def embedded_metric(name: str, value: float, unit: str, dimensions: Mapping[str, str], *, at: int) -> str:
    """A line that CloudWatch takes a metric from: its "Embedded metric format specification"."""
    described = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit}],
    }
    dimensions = {of: redacted(value) for of, value in dimensions.items()}
    return _dump({"_aws": {"Timestamp": at, "CloudWatchMetrics": [described]}, **dimensions, name: value})


def _add_names(record: logging.LogRecord) -> bool:
    for name, value in _names.get().items():
        setattr(record, name, value)
    return True


def _facts(record: logging.LogRecord) -> dict[str, object]:
    """What the line says besides its message: its `extra`, and the names of `about`."""
    return {name: value for name, value in vars(record).items() if name not in _USUAL}


def _dump(line: object) -> str:
    return json.dumps(line, separators=(",", ":"))


class _Json(logging.Formatter):
    """`timestamp` and `level` as Lambda's own filter of levels looks for them."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "level": record.levelname,
            "message": record.getMessage(),
            "timestamp": iso(int(record.created * 1000)),
            **_facts(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["exception_name"] = record.exc_info[0].__name__
            line["exception"] = self.formatException(record.exc_info)
        return _dump(presentable(line))


class _Readable(logging.Formatter):
    """`10:15:02 INFO  completed phase=parsing item=1f2e… `, and a trace indented, so that it is no such line.

    Secrets are taken out before anything is escaped, or `\\ntoken=…` would be another word.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 logging's own name
        facts = [f"{name}={value}" for name, value in _facts(record).items()]
        return _plain(redacted(" ".join([super().formatMessage(record), *facts])))

    def format(self, record: logging.LogRecord) -> str:
        line, _, trace = super().format(record).partition("\n")
        return "\n".join([line, *(f"    {_plain(one)}" for one in redacted(trace).splitlines())])


def _plain(text: str) -> str:
    """What a site answers may stand in it: it begins no line of its own, and moves no cursor."""
    return re.sub(_CONTROLS, lambda found: ascii(found[0])[1:-1], text)
