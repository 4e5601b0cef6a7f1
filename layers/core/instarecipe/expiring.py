"""Small JSON rows that may expire: what has expired is gone on read, since engines remove it late."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from instarecipe.domain.errors import Conflict
from instarecipe.ports import Clock, Delete, Key, Row, Table

Stored = dict[str, Any]
BATCH = 100


class ExpiringRows(NamedTuple):
    table: Table
    clock: Clock
    new_id: Callable[[], str]

    def read(self, key: Key) -> Stored | None:
        return self.alive(self.table.get([key])[0])

    def listed(self, pk: str, limit: int) -> list[Stored]:
        """Those that have not expired, among the first `limit`."""
        return self.read_all([entry.key for entry in self.table.query("", pk, limit=limit)])

    def read_all(self, keys: Sequence[Key]) -> list[Stored]:
        """Those that are there and have not expired."""
        found: list[Stored] = []
        for start in range(0, len(keys), BATCH):
            rows = self.table.get(keys[start : start + BATCH])
            found += [stored for row in rows if (stored := self.alive(row))]
        return found

    def alive(self, row: Row | None) -> Stored | None:
        if row is None:
            return None
        stored: Stored = json.loads(row.body)
        until = stored.pop("until", None)
        return None if until is not None and until <= self.clock() else stored

    def delete(self, *keys: Key) -> bool:
        """True when it was this call that removed them."""
        rows = [row for row in self.table.get(keys) if row]
        if not rows:
            return False
        try:
            self.table.transact([Delete(row.key, row.version) for row in rows], self.new_id())
        except Conflict:
            return False
        return True


def expiring_row(
    key: Key,
    stored: Mapping[str, Any],
    until: int | None,
    *,
    version: int = 1,
    indexes: Mapping[str, str] | None = None,
) -> Row:
    """`until` in milliseconds, None for a row that stays."""
    expires = None if until is None else -(-until // 1000)
    body = json.dumps({**stored, "until": until})
    return Row(key, version, body, indexes=indexes or {}, expires=expires)
