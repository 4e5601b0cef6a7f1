"""What AWS does between the functions: messages to workers, changes to readers, a bell each minute."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.table import SqliteTable
from instarecipe.observability import log
from local.events import Context, queue_event, stream_event

Handler = Callable[[Any, Any], Any]

FUNCTION_SECONDS = 300.0
SWEEP_SECONDS = 60.0
FIRST_RECOUNT_SECONDS = 600.0
"""Not at once: the first minutes belong to the cook."""
RECOUNT_SECONDS = 86_400.0
CLEAN_SECONDS = 86_400.0
CHANGES = 100
PAUSE = 1.0
"""After a failure, so that a broken disk does not spin."""
RECORD_TRIES = 5
"""Of a change that a reader cannot take; AWS's MaximumRetryAttempts."""


@dataclass
class Pumps:
    """Threads of this process. `stop` ends them between two calls; a call under way may be abandoned."""

    table: SqliteTable
    queue: SqliteQueue
    process: Handler
    readers: dict[str, Handler]
    sweep: Handler
    clean: Callable[[], int]
    workers: int
    _stopping: threading.Event = field(default_factory=threading.Event)
    _messages: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _recount_at: float = field(default_factory=lambda: time.monotonic() + FIRST_RECOUNT_SECONDS)
    _failed: Counter[tuple[str, int]] = field(default_factory=Counter)

    def start(self) -> None:
        """`workers` 0 means that processing is off: messages wait."""
        self.queue.on_send.append(self._messages.set)
        self._run("sweep", self._sweep)
        self._run("clean", self._clean)
        for name in self.readers:  # known before the first one reads: what a later one has not seen must stay
            self.table.advance(name, self.table.position(name))
        for name, handler in self.readers.items():
            news = threading.Event()
            news.set()
            self.table.on_change.append(partial(_ring, news))
            self._run(name, partial(self._read, name, handler, news))
        for number in range(self.workers):
            self._run(f"worker-{number + 1}", self._work)

    def begin_to_stop(self) -> None:
        """From a signal handler too: nothing new is begun."""
        self._stopping.set()
        self._messages.set()

    def stop(self, seconds: float) -> bool:
        """Whether all of them have ended within `seconds`."""
        self.begin_to_stop()
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._guarded, args=(work,), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _guarded(self, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                work()
            except Exception:
                log.exception("pump failed", extra={"pump": threading.current_thread().name})
                self._stopping.wait(PAUSE)

    def _work(self) -> None:
        """One message, or a wait until there may be one."""
        messages = self.queue.receive(1)
        if not messages:
            self._wait_for_message()
            return
        for message in messages:
            context = _WorkerContext(FUNCTION_SECONDS, self._stopping)
            failures = self.process(queue_event([message]), context)
            if not failures["batchItemFailures"]:
                self.queue.delete(message.receipt)

    def _wait_for_message(self) -> None:
        self._messages.clear()
        due = self.queue.next_visible()
        if due is None:
            self._messages.wait(PAUSE)
        else:
            self._messages.wait(min(PAUSE, max(0.0, (due - self.queue.clock()) / 1000)))

    def _read(self, name: str, handler: Handler, news: threading.Event) -> None:
        """The next changes to one reader, up to the first that fails."""
        news.clear()
        changes = self.table.changes(self.table.position(name), CHANGES)
        if not changes:
            news.wait(PAUSE)
            return
        failures = handler(stream_event(changes), Context(FUNCTION_SECONDS))["batchItemFailures"]
        if not failures:
            self.table.advance(name, changes[-1].position)
            return
        failed = int(failures[0]["itemIdentifier"])
        self._failed[name, failed] += 1
        if self._failed[name, failed] >= RECORD_TRIES:
            log.error("change given up", extra={"reader": name, "position": failed})
            self.table.advance(name, failed)
            return
        self.table.advance(name, max(failed - 1, self.table.position(name)))
        self._stopping.wait(PAUSE)

    def _sweep(self) -> None:
        self.sweep({"source": "aws.events", "detail-type": "Scheduled Event"}, Context(SWEEP_SECONDS))
        if time.monotonic() >= self._recount_at:
            self._recount_at = time.monotonic() + RECOUNT_SECONDS
            self.sweep({"recount": "all"}, Context(SWEEP_SECONDS))
        self.table.expire()
        self._stopping.wait(SWEEP_SECONDS)

    def _clean(self) -> None:
        """At the start and once a day."""
        if gone := self.clean():
            log.info("removed files that nobody names", extra={"files": gone})
        self._stopping.wait(CLEAN_SECONDS)


def _ring(bell: threading.Event, _: object) -> None:
    bell.set()


class _WorkerContext(Context):
    """Says that no time is left once the host stops, so that no new phase begins."""

    def __init__(self, seconds: float, stopping: threading.Event) -> None:
        super().__init__(seconds)
        self._host_stops = stopping

    def get_remaining_time_in_millis(self) -> int:
        return 0 if self._host_stops.is_set() else super().get_remaining_time_in_millis()
