"""One upload at a time to a target: a row that names who uploads, for as long as they may need."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from instarecipe.domain.errors import Conflict, Transient, Unavailable
from instarecipe.observability import log
from instarecipe.ports import Clock, Key, Put, Row, Table

PATIENCE_MS = 5_000
TRIES = 4
"""Of a release."""


@dataclass(frozen=True, slots=True)
class Lock:
    key: Key
    version: int


@dataclass(frozen=True)
class Locks:
    """`sleep` takes seconds, `chance` answers with [0, 1)."""

    table: Table
    clock: Clock
    new_id: Callable[[], str]
    sleep: Callable[[float], None]
    chance: Callable[[], float]

    def take(self, target: str, *, item: str, attempt_id: str, lasts_ms: int) -> Lock:
        """It ends by itself `lasts_ms` after it was taken; a new attempt of the same item takes it over.

        Raises `Transient("target_busy")`, unburnt.
        """
        key = Key(f"l#{target}", "l")
        end = self.clock() + PATIENCE_MS
        while True:
            row = self.table.get([key])[0]
            if (row is None or self._free(row, item)) and self._put(
                key, row, item=item, attempt=attempt_id, until=self.clock() + lasts_ms
            ):
                return Lock(key, (row.version if row else 0) + 1)
            if self.clock() >= end:
                raise Transient(
                    "target_busy", "Another recipe is being saved just now.", retry_after=5, burns=False
                )
            self.sleep(0.05 + 0.2 * self.chance())

    @contextmanager
    def held(self, target: str | None, *, item: str, attempt_id: str, lasts_ms: int) -> Iterator[None]:
        """Nothing is locked for None, a target that takes several uploads at once."""
        if target is None:
            yield
            return
        lock = self.take(target, item=item, attempt_id=attempt_id, lasts_ms=lasts_ms)
        try:
            yield
        finally:
            self.release(lock)

    def release(self, lock: Lock) -> None:
        """Nothing when it was taken over, or when the table is away: it ends with its time anyway.

        The row stays: versions that began anew would let a late release end somebody else's hold.
        """
        try:
            for _ in range(TRIES):
                row = self.table.get([lock.key])[0]
                if row is None or row.version != lock.version:
                    return
                if self._put(lock.key, row, item="", attempt="", until=0):
                    return
                self.sleep(0.05 * self.chance())
        except Unavailable as error:
            log.warning("lock not released", extra={"cause": str(error)})

    def free(self, target: str | None) -> None:
        """Whoever holds it is known to be dead."""
        row = self.table.get([Key(f"l#{target}", "l")])[0] if target else None
        if row:
            self._put(row.key, row, item="", attempt="", until=0)

    def _put(self, key: Key, before: Row | None, **held: str | int) -> bool:
        try:
            self.table.transact([Put.over(before, key, json.dumps(held))], self.new_id())
        except (Conflict, Unavailable):  # who is quicker is told either, and a lost answer shows in the row
            return False
        return True

    def _free(self, row: Row, item: str) -> bool:
        held = json.loads(row.body)
        return bool(held["item"] == item or held["until"] <= self.clock())
