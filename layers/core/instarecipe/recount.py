"""Counts each item anew and compares: totals are exact, and this is how we know.

A shard whose row did not change while its items were read was read as of one moment, since every change of
a status writes both in one transaction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from instarecipe.domain import counts as counting
from instarecipe.domain.errors import Conflict, InstaRecipeError
from instarecipe.domain.item import Status
from instarecipe.items import Items, counts_key, counts_put
from instarecipe.observability import log, measure
from instarecipe.ports import Clock, Row, Table

ROUNDS = 5
MARGIN_MS = 5_000
DAY_MS = 86_400_000

Counted = Mapping[str, int]


class OutOfTime(InstaRecipeError):
    """The function would end before all items of an owner are counted."""


def _endless() -> int:
    return DAY_MS


@dataclass(frozen=True)
class Recount:
    items: Items
    table: Table
    clock: Clock
    new_id: Callable[[], str]

    def each(self, owners: Iterable[str], remaining_ms: Callable[[], int]) -> int:
        """Looks, and repairs nothing. Whom there is no time for comes sooner on another day."""
        day = self.clock() // DAY_MS
        waiting = sorted(owners, key=lambda owner: crc32(f"{day} {owner}".encode()))
        drift = 0
        for number, owner in enumerate(waiting):
            try:
                drift += self(owner, repair=False, remaining_ms=remaining_ms)
            except OutOfTime:
                log.warning("no time to count them all", extra={"owners": len(waiting) - number})
                break
        return drift

    def __call__(self, owner: str, *, repair: bool, remaining_ms: Callable[[], int] = _endless) -> int:
        """By how many items the counts of this owner are wrong, as metric `CountDrift` too.

        Raises `OutOfTime`.
        """
        open_shards = set(range(counting.SHARDS))
        drift = 0
        for _ in range(ROUNDS):
            before = self.items.count_rows(owner)
            found = self._counted(owner, remaining_ms)
            after = self.items.count_rows(owner)
            for shard in sorted(open_shards):
                if before[shard] != after[shard]:
                    continue  # it moved while we counted
                wrong = _difference(before[shard], found.get(shard, {}))
                if wrong and repair and not self._repaired(owner, shard, before[shard], wrong):
                    continue
                drift += sum(map(abs, wrong.values()))
                open_shards.discard(shard)
            if not open_shards:
                break
        if open_shards:
            log.warning("not all counts could be checked", extra={"shards": sorted(open_shards)})
        measure("CountDrift", drift)
        return drift

    def _counted(self, owner: str, remaining_ms: Callable[[], int]) -> dict[int, Counter[str]]:
        found: dict[int, Counter[str]] = {}
        for page in self.items.statuses(owner):
            if remaining_ms() < MARGIN_MS:
                raise OutOfTime(owner)
            for id_, status in page:
                found.setdefault(counting.shard_of(id_), Counter())[status] += 1
        return found

    def _repaired(self, owner: str, shard: int, row: Row | None, wrong: Counted) -> bool:
        added: dict[counting.Path, int] = {("status", str(status)): n for status, n in wrong.items()}
        put = counts_put(counts_key(owner, shard), row, added, now=self.clock())
        try:
            self.table.transact([put], self.new_id())
        except Conflict:
            return False
        log.warning("counts repaired", extra={"shard": shard, "added": {str(s): n for s, n in wrong.items()}})
        return True


def _difference(row: Row | None, found: Counted) -> Counted:
    """Of the statuses that we know; those of a newer version are for that one to count."""
    counted = json.loads(row.body).get("status", {}) if row else {}
    wrong = {status: found.get(status, 0) - counted.get(status, 0) for status in Status}
    return {status: count for status, count in wrong.items() if count}
