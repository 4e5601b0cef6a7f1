"""The table's stream as Lambda reads it: in order per item, in batches, at least once, late.

A record that fails is tried again, alone in the end, and goes to the on-failure queue after the fifth time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from zlib import crc32

from instarecipe.ports import Change
from tests.faults.schedule import Schedule, Task

SHARDS = 2
BATCH = 100
TRIES = 5
LATE_MS = 250


@dataclass
class Shard:
    records: list[Change] = field(default_factory=list)
    position: int = 0
    reading: bool = False


@dataclass
class Stream:
    """One reader of it. `start` begins an invocation with a batch and calls back when that has ended.

    `repeats` is how often, 0 to 1, a batch that was read is handed over once more.
    """

    schedule: Schedule
    random: Random
    start: Callable[[Sequence[Change], Callable[[Task], None]], object]
    repeats: float = 0.0
    repeated: int = 0
    paused: bool = False
    given_up: list[Change] = field(default_factory=list)
    _shards: list[Shard] = field(default_factory=lambda: [Shard() for _ in range(SHARDS)])
    _failed: Counter[int] = field(default_factory=Counter)

    def add(self, change: Change) -> None:
        shard = self._shards[crc32(change.key.sk.encode()) % SHARDS]
        shard.records.append(change)
        self._look_soon(shard)

    def behind(self) -> int:
        """Records that were not read yet."""
        return sum(len(shard.records) - shard.position for shard in self._shards)

    def resume(self) -> None:
        self.paused = False
        for shard in self._shards:
            self._look_soon(shard)

    def replay(self) -> None:
        """From TRIM_HORIZON: everything once more."""
        for shard in self._shards:
            shard.position = 0
            self._look_soon(shard)

    def _look_soon(self, shard: Shard) -> None:
        self.schedule.at(self.schedule.clock.now + LATE_MS, lambda: self._look(shard))

    def _look(self, shard: Shard) -> None:
        waiting = shard.records[shard.position :]
        if shard.reading or self.paused or not waiting:
            return
        first = waiting[0].position
        batch = waiting[: 1 if self._failed[first] > 1 else BATCH]
        shard.reading = True
        self.start(batch, lambda task: self._done(shard, batch, task))

    def _done(self, shard: Shard, batch: Sequence[Change], task: Task) -> None:
        shard.reading = False
        failed = _first_failed(batch, task)
        if failed is None:
            if self.random.random() < self.repeats:
                self.repeated += 1
            else:
                shard.position += len(batch)
        else:
            shard.position += failed
            record = batch[failed]
            self._failed[record.position] += 1
            if self._failed[record.position] >= TRIES:
                self.given_up.append(record)
                shard.position += 1
        self._look_soon(shard)


def _first_failed(batch: Sequence[Change], task: Task) -> int | None:
    """Where in the batch; a function that ended with an error failed with all of it."""
    if task.error:
        return 0
    answer: dict[str, Any] = task.answer
    failed = [int(one["itemIdentifier"]) for one in answer["batchItemFailures"]]
    if not failed:
        return None
    return [change.position for change in batch].index(min(failed))
