"""Which devices get push messages, and what they have been told. Rows over `Table`, beside `registry.py`.

p#{owner}        {sha256(endpoint)}   a browser's subscription; its endpoint and keys are secrets
n#{owner}#{id}   {version}            this change of this item has been pushed, or is about to be
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple

from instarecipe.domain.changes import LATE_PUSH_MS
from instarecipe.domain.errors import Conflict, Refused, Unavailable
from instarecipe.domain.item import Item
from instarecipe.ports import Delete, Key, Put, Row, Table

DEVICES_PER_OWNER = 50
READ_LIMIT = 100
"""More than devices, since two that subscribe at once may overshoot."""
TRIES = 4


class Address(NamedTuple):
    """Where a push service takes messages for one browser, and the keys that only that browser can open.

    `p256dh` and `auth` are base64url without padding.
    """

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A device as its owner's row says it. Nothing secret shows in its `repr`.

    `token` is the hash of the token that let the device in and ends it; empty where nobody signs in.
    """

    owner: str
    client_id: str
    address: Address = field(repr=False)
    version: int = 1
    token: str = field(default="", repr=False)

    @property
    def device(self) -> str:
        """A name for logs."""
        return _hash(self.address.endpoint)[:12]


@dataclass(frozen=True)
class Subscriptions:
    table: Table
    new_id: Callable[[], str]

    def of(self, owner: str) -> list[Subscription]:
        keys = [entry.key for entry in self.table.query("", f"p#{owner}", limit=READ_LIMIT)]
        return [_subscription(owner, row) for row in self.table.get(keys) if row]

    def find(self, owner: str, client_id: str) -> Subscription | None:
        return next((one for one in self.of(owner) if one.client_id == client_id), None)

    def add(self, owner: str, client_id: str, address: Address, token: str = "") -> int:
        """How many devices the owner has then. The same device (by either name) is replaced.

        Raises `Refused` 409 when there are too many.
        """
        for _ in range(TRIES):
            devices = self.of(owner)
            same = [one for one in devices if client_id == one.client_id or _is_at(one, address)]
            if not same and len(devices) >= DEVICES_PER_OWNER:
                raise Refused(
                    409,
                    "too_many_devices",
                    f"{DEVICES_PER_OWNER} devices are notified already.",
                    advice="Turn notifications off on one that you no longer use.",
                )
            if self._replace(Subscription(owner, client_id, address, token=token), same):
                return len(devices) - len(same) + 1
        raise Unavailable("the devices change too fast")

    def remove(self, owner: str, client_id: str) -> int:
        """How many devices the owner has then; a device that is not there is fine."""
        for one in self.of(owner):
            if client_id == one.client_id:
                self.forget(one)
        return len(self.of(owner))

    def end(self, owner: str, token: str) -> None:
        """Of all devices that came in with it."""
        for one in self.of(owner):
            if one.token == token:
                self.forget(one)

    def forget(self, subscription: Subscription) -> bool:
        """True when it was this call that removed it. One that was renewed meanwhile stays."""
        try:
            self.table.transact([Delete(_key(subscription), subscription.version)], self.new_id())
        except Conflict:
            return False
        return True

    def begin_push(self, item: Item) -> bool:
        """True once per version of an item: written down before anything is sent.

        So a crash or a lost answer may lose a push and a repeated change feed cannot double it. The note
        outlives the time in which a push is still worth sending.
        """
        key = Key(f"n#{item.owner}#{item.id}", str(item.version))
        expires = -(-(item.updated_at + 2 * LATE_PUSH_MS) // 1000)
        try:
            self.table.transact([Put(Row(key, 1, "{}", expires=expires), None)], self.new_id())
        except Conflict:
            return False
        return True

    def _replace(self, new: Subscription, same: list[Subscription]) -> bool:
        """False when the rows have changed since they were read."""
        here = next((one for one in same if _is_at(one, new.address)), None)
        if here and same == [replace(new, version=here.version)]:
            return True
        body = json.dumps({"clientId": new.client_id, **new.address._asdict(), "token": new.token})
        row = Row(_key(new), here.version + 1 if here else 1, body)
        others = [Delete(_key(one), one.version) for one in same if one is not here]
        try:
            self.table.transact([Put(row, here.version if here else None), *others], self.new_id())
        except Conflict:
            return False
        return True


def _is_at(subscription: Subscription, address: Address) -> bool:
    return subscription.address.endpoint == address.endpoint


def _subscription(owner: str, row: Row) -> Subscription:
    stored = json.loads(row.body)
    address = Address(stored["endpoint"], stored["p256dh"], stored["auth"])
    return Subscription(owner, stored["clientId"], address, row.version, stored.get("token", ""))


def _key(subscription: Subscription) -> Key:
    return Key(f"p#{subscription.owner}", _hash(subscription.address.endpoint))


def _hash(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()
