"""Counts each item anew and compares: totals are exact, and this is how we know.

A shard whose row did not change while its items were read was read as of one moment, since every change of
a status writes both in one transaction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

from instarecipe.domain import counts as counting
from instarecipe.domain.errors import Conflict
from instarecipe.domain.item import Status
from instarecipe.items import Items
from instarecipe.observability import log, measure
from instarecipe.ports import Clock, Key, Put, Row, Table

PAGE = 100
ROUNDS = 5

Counted = Mapping[Status, int]


@dataclass(frozen=True)
class Recount:
    items: Items
    table: Table
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, owner: str, *, repair: bool) -> int:
        """By how many items the counts of this owner are wrong, as metric `CountDrift` too."""
        open_shards = set(range(counting.SHARDS))
        drift = 0
        for _ in range(ROUNDS):
            before, found, after = self._shards(owner), self._counted(owner), self._shards(owner)
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

    def _shards(self, owner: str) -> list[Row | None]:
        return self.table.get([Key(f"c#{owner}", str(shard)) for shard in range(counting.SHARDS)])

    def _counted(self, owner: str) -> dict[int, Counter[Status]]:
        found: dict[int, Counter[Status]] = {}
        position: str | None = None
        while True:
            page = self.items.page(owner, None, limit=PAGE, position=position)
            for item in page.items:
                shard = crc32(item.id.encode()) % counting.SHARDS
                found.setdefault(shard, Counter())[item.status] += 1
            position = page.next_position
            if position is None:
                return found

    def _repaired(self, owner: str, shard: int, row: Row | None, wrong: Counted) -> bool:
        added: dict[counting.Path, int] = {("status", str(status)): n for status, n in wrong.items()}
        counts = counting.add(json.loads(row.body) if row else {}, added, now=self.clock())
        version = row.version if row else 0
        body = json.dumps(counts, separators=(",", ":"))
        put = Put(Row(Key(f"c#{owner}", str(shard)), version + 1, body), version or None)
        try:
            self.table.transact([put], self.new_id())
        except Conflict:
            return False
        log.warning("counts repaired", extra={"shard": shard, "added": {str(s): n for s, n in wrong.items()}})
        return True


def _difference(row: Row | None, found: Counted) -> Counted:
    counted = json.loads(row.body).get("status", {}) if row else {}
    wrong = {status: found.get(status, 0) - counted.get(status, 0) for status in Status}
    return {status: count for status, count in wrong.items() if count}
