"""An hour of the functions in virtual time, and every point that CloudWatch would have of it.

Our own metrics are taken from the lines that the functions print; those of AWS are made of what was called,
what was answered and what lies in the queue.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from functions.api import app as api
from functions.canary import app as canary
from functions.enqueue import app as enqueue
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.observability import log, set_up
from instarecipe.routes import match
from local.events import Context, http_event, queue_event
from tests.doubles.alarms import Metric, Point, alarms
from tests.doubles.phases import DoubledWiring
from tests.doubles.virtual import Clock

HTTP = {"enqueue": ("Enqueue", enqueue.handler), "api": ("Api", api.handler)}
GIVEN_UP_AFTER = 5
"""Tries of a stream's record: MaximumRetryAttempts and the first one."""


@dataclass
class Watched:
    """What is off does not run: `worker`, `sweeper`, `canary`."""

    wiring: DoubledWiring
    clock: Clock
    printed: StringIO
    off: frozenset[str] = frozenset()
    points: list[Point] = field(default_factory=list)
    stream_failures: int = 0

    def point(self, namespace: str, name: str, value: float, **dimensions: str) -> None:
        metric = Metric(namespace, name, frozenset(dimensions.items()))
        self.points.append(Point(metric, self.clock.now / 1000, value))

    def invoke(self, name: str, handler: Callable[[Any, Any], Any], event: Any, seconds: float = 300) -> Any:
        """As Lambda counts it. None when it raised."""
        begun, answer, errors = self.clock.now, None, 0
        try:
            with redirect_stdout(self.printed):
                answer = handler(event, Context(seconds))
        except Exception:  # whatever it is, Lambda counts it
            errors = 1
        for metric, value in (("Invocations", 1), ("Errors", errors), ("Duration", self.clock.now - begun)):
            self.point("AWS/Lambda", metric, value, FunctionName=name)
        self._embedded()
        return answer

    def http(self, method: str, path: str, body: object = None) -> int:
        found = match(method, path)
        name, handler = HTTP[found.function]
        content = json.dumps(body).encode() if body else b""
        event = http_event(method, path, "", [], content, "127.0.0.1", found)
        status: int = self.invoke(name, handler, event)["statusCode"]
        for metric, first in (("4xx", 4), ("5xx", 5)):
            self.point("AWS/ApiGateway", metric, status // 100 == first, ApiId="HttpApi")
        return status

    def work(self) -> None:
        if "worker" in self.off:
            return
        for message in self.queue.receive(10):
            failures = self.invoke("Process", process.handler, queue_event([message]))
            if not failures["batchItemFailures"]:
                self.queue.delete(message.receipt)
                self.point("AWS/SQS", "NumberOfMessagesDeleted", 1, QueueName="Queue")

    def poison(self) -> None:
        """A change that nobody can read, as often as Lambda tries it."""
        record = {
            "eventName": "MODIFY",
            "dynamodb": {"SequenceNumber": "1", "NewImage": {"pk": {"S": "o#x"}}},
        }
        for _ in range(GIVEN_UP_AFTER):
            answer = self.invoke("Changes", stream.changes, {"Records": [record]})
            assert answer["batchItemFailures"]
            self.clock.sleep(4)
            self.point("AWS/Lambda", "IteratorAge", 4_000, FunctionName="Changes")
        self.stream_failures += 1

    def pause(self, seconds: float) -> None:
        """Of whoever waits: meanwhile others work."""
        self.clock.sleep(seconds)
        self.work()

    def minute(self, number: int) -> None:
        end = self.clock.now + 60_000
        self.work()
        if "sweeper" not in self.off:
            self.invoke("Sweep", sweep.handler, {}, 55)
        if number % 30 == 0 and "canary" not in self.off:
            self.invoke("Canary", canary.handler, {}, 90)
        self.work()
        self.clock.now = max(self.clock.now, end)
        self._queues()

    def hour(self, do: Callable[[int], None] = lambda _: None, minutes: int = 90) -> set[str]:
        """`do` is called with each minute's number. The alarms that somebody hears of in the last hour."""
        fired: set[str] = set()
        for number in range(minutes):
            do(number)
            self.minute(number)
            if number >= minutes - 60:  # before there was nothing, and absence would be heard of
                now = self.clock.now / 1000
                fired |= {
                    name for name, alarm in alarms().items() if alarm.told and alarm.fires(self.points, now)
                }
        return fired

    @property
    def queue(self) -> SqliteQueue:
        queue = self.wiring.engine.queue
        assert isinstance(queue, SqliteQueue)
        return queue

    def _queues(self) -> None:
        with self.queue.database.read() as connection:
            waiting, oldest = connection.execute(
                "SELECT count(*), min(sent_at) FROM messages WHERE dead = 0 AND visible_at <= ?",
                [self.clock.now],
            ).fetchone()
        age = (self.clock.now - oldest) / 1000 if oldest else 0
        visible = "ApproximateNumberOfMessagesVisible"
        self.point("AWS/SQS", visible, waiting, QueueName="Queue")
        self.point("AWS/SQS", "ApproximateAgeOfOldestMessage", age, QueueName="Queue")
        self.point("AWS/SQS", visible, len(self.queue.dead_letters()), QueueName="DeadLetters")
        self.point("AWS/SQS", visible, self.stream_failures, QueueName="StreamFailures")

    def _embedded(self) -> None:
        """Takes the metrics out of what was printed, as CloudWatch Logs does."""
        lines = self.printed.getvalue().splitlines()
        self.printed.seek(0)
        self.printed.truncate()
        for line in (json.loads(line) for line in lines if '"_aws"' in line):
            for described in line["_aws"]["CloudWatchMetrics"]:
                for names in described["Dimensions"]:
                    dimensions = {name: line[name] for name in names}
                    for metric in described["Metrics"]:
                        self.point(described["Namespace"], metric["Name"], line[metric["Name"]], **dimensions)


@contextmanager
def watched(wiring: DoubledWiring, clock: Clock) -> Iterator[Watched]:
    """`wiring` prints as inside Lambda, for as long as it is watched."""
    before, printed = (log.handlers, log.level, log.propagate), StringIO()
    there = Watched(wiring, clock, printed)
    wiring.sleep = there.pause
    with redirect_stdout(printed):
        set_up("ERROR", in_lambda=True)
    try:
        yield there
    finally:
        log.handlers, log.level, log.propagate = before
