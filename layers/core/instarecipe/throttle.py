"""How often somebody may try to sign in: so often a minute from one address, so often from everywhere.

    tries#{minute}      {sha256(address)} or *      how many there were; a minute's rows expire with it

Secrets of 256 bits are not guessed. This keeps who tries all the same from costing anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, IPv6Network, ip_address

from instarecipe.domain.errors import Conflict, Refused
from instarecipe.domain.moments import lasting
from instarecipe.observability import log
from instarecipe.ports import Clock, Key, Put, Row, Table

MINUTE_MS = 60_000
PER_ADDRESS = 10
ALTOGETHER = 100
HOME_PREFIX = 64
"""Bits of an IPv6 address that are one customer's; the rest they choose as they like."""
TRIES = 8


@dataclass(frozen=True)
class Throttle:
    table: Table
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, address: str) -> None:
        """Counts one try. Raises `Refused` 429 when there were enough, or too many at the same moment."""
        minute = self.clock() // MINUTE_MS
        keys = [Key(f"tries#{minute}", _name(address)), Key(f"tries#{minute}", "*")]
        for _ in range(TRIES):
            rows = self.table.get(keys)
            counts = [json.loads(row.body)["count"] if row else 0 for row in rows]
            if counts[0] >= PER_ADDRESS or counts[1] >= ALTOGETHER:
                break
            puts = [
                Put(_row(key, count + 1, minute), count or None)
                for key, count in zip(keys, counts, strict=True)
            ]
            try:
                self.table.transact(puts, self.new_id())
            except Conflict:
                continue
            # With the last one let through: a flood of refused ones is no flood of lines.
            if counts[0] + 1 == PER_ADDRESS or counts[1] + 1 == ALTOGETHER:
                log.warning("no tries left", extra={"fromOne": counts[0] + 1, "fromAll": counts[1] + 1})
            return
        wait = max(1, -(-((minute + 1) * MINUTE_MS - self.clock()) // 1000))
        told = f"Too many tries. Try again in {lasting(wait)}."
        raise Refused(429, "too_many", told, retryAfterSeconds=wait)


def _row(key: Key, count: int, minute: int) -> Row:
    """Its version is the count."""
    return Row(key, count, json.dumps({"count": count}), expires=(minute + 2) * MINUTE_MS // 1000)


def _name(address: str) -> str:
    """Of who sends from there, and nothing that could be read back."""
    try:
        parsed = ip_address(address)
    except ValueError:
        parsed = None
    if isinstance(parsed, IPv6Address):
        address = str(IPv6Network((parsed, HOME_PREFIX), strict=False))
    return sha256(address.encode()).hexdigest()
