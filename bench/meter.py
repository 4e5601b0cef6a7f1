"""What AWS would bill: DynamoDB's units by its size rules, and every request, counted on the low seam.

The rows themselves lie in SQLite, so that a million of them fit. Rules: "DynamoDB read and write operations"
and "Local/Global secondary indexes: provisioned throughput" in the developer guide. It does not say whether a
transaction doubles the writes to an index too. Others saw that those to a global one are not doubled
(nubo-db/dynoxide, pull request 188), and we infer it for local ones; what doubling these would add is counted
apart, as `dynamodb.doubled`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from instarecipe.aws.client import AwsError
from instarecipe.aws.images import LOCAL_INDEXES, Image, image, row
from instarecipe.domain.errors import Conflict
from instarecipe.embedded.table import SqliteTable
from instarecipe.ports import Blob, Delete, Key, Media, Put, Queue, Row

KB = 1024


@dataclass
class Meter:
    """`units` by what AWS calls them, such as `dynamodb.write` or `sqs.request`."""

    units: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, amount: float = 1) -> None:
        self.units[name] += amount  # type: ignore[assignment] # a Counter of halves too

    def take(self) -> Counter[str]:
        """What was counted since the last time."""
        taken, self.units = self.units, Counter()
        return taken


@dataclass(frozen=True)
class MeteredDynamo:
    """`JsonService` for what `DynamoTable` asks."""

    table: SqliteTable
    meter: Meter

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        self.meter.add(f"dynamodb.{operation}")
        answer: dict[str, Any] = getattr(self, f"_{operation}")(payload)
        return answer

    def _GetItem(self, payload: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 as AWS names it
        [found] = self._read([payload["Key"]])
        return {"Item": found} if found else {}

    def _BatchGetItem(self, payload: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        [(name, wanted)] = payload["RequestItems"].items()
        return {"Responses": {name: [found for found in self._read(wanted["Keys"]) if found]}}

    def _Query(self, payload: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        values = {name: value["S"] for name, value in payload["ExpressionAttributeValues"].items()}
        index, sort = payload.get("IndexName", ""), payload["ExpressionAttributeNames"].get("#sort", "")
        entries = self.table.query(
            index,
            values[":pk"],
            low=values.get(":low", ""),
            high=values.get(":high", ""),
            limit=payload["Limit"],
            descending=not payload["ScanIndexForward"],
        )
        sort = {"": "sk", "due": "dueAt"}.get(index, index)
        items = [{"pk": _s(one.key.pk), "sk": _s(one.key.sk), sort: _s(one.sort)} for one in entries]
        if index:
            size = sum(map(_size, items))
        else:  # what is projected away is billed all the same
            size = sum(_size(image(one)) for one in self.table.get([entry.key for entry in entries]) if one)
        self.meter.add("dynamodb.read", _units(size, 4 * KB) * (1 if payload["ConsistentRead"] else 0.5))
        return {"Items": items}

    def _PutItem(self, payload: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        put = Put(row(payload["Item"]), _expected(payload))
        [old] = self.table.get([put.row.key])
        self._bill(old, put.row, 1)
        try:
            self.table.transact([put], _token(put))
        except Conflict:
            detail = {"Item": image(old)} if old else {}
            raise AwsError("ConditionalCheckFailedException", "", 400, detail) from None
        return {}

    def _TransactWriteItems(self, payload: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        writes: list[Put | Delete] = []
        for one in payload["TransactItems"]:
            [(kind, write)] = one.items()
            if kind == "Put":
                writes.append(Put(row(write["Item"]), _expected(write)))
            else:
                writes.append(Delete(_key(write["Key"]), _expected(write) or 0))
        keys = [write.row.key if isinstance(write, Put) else write.key for write in writes]
        for old, write in zip(self.table.get(keys), writes, strict=True):
            self._bill(old, write.row if isinstance(write, Put) else None, 2)
        try:
            self.table.transact(writes, payload["ClientRequestToken"])
        except Conflict:
            reasons = {"CancellationReasons": [{"Code": "ConditionalCheckFailed"}]}
            raise AwsError("TransactionCanceledException", "", 400, reasons) from None
        return {}

    def _read(self, keys: Sequence[Image]) -> list[Image | None]:
        found = [image(one) if one else None for one in self.table.get([_key(key) for key in keys])]
        self.meter.add("dynamodb.read", sum(_units(_size(one) if one else 0, 4 * KB) for one in found))
        return list(found)

    def _bill(self, old: Row | None, new: Row | None, factor: int) -> None:
        was, is_ = (image(one) if one else {} for one in (old, new))
        self.meter.add("dynamodb.write", factor * _units(max(_size(was), _size(is_)), KB))
        local = sum(_index_writes(was, is_, (name,)) for name in LOCAL_INDEXES)
        self.meter.add("dynamodb.write", local)
        self.meter.add("dynamodb.doubled", (factor - 1) * local)
        self.meter.add("dynamodb.write", _index_writes(was, is_, ("duePk", "dueAt")))


@dataclass(frozen=True)
class MeteredQueue:
    """`send` and what Lambda's poller does for each message: it receives and deletes."""

    queue: Queue
    meter: Meter

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        self.meter.add("sqs.request", 3)
        self.queue.send(body, delay=delay, group=group)

    def receive(self, limit: int) -> list[Any]:
        return list(self.queue.receive(limit))

    def delete(self, receipt: str) -> None:
        self.queue.delete(receipt)

    def change_visibility(self, receipt: str, seconds: int) -> None:
        self.meter.add("sqs.request")
        self.queue.change_visibility(receipt, seconds)


@dataclass(frozen=True)
class MeteredMedia:
    media: Media
    meter: Meter

    def put(self, name: str, blob: Blob) -> None:
        self.meter.add("s3.put")
        self.media.put(name, blob)

    def get(self, name: str) -> Blob | None:
        self.meter.add("s3.get")
        return self.media.get(name)

    def delete(self, names: Sequence[str]) -> None:
        self.media.delete(names)


@dataclass(frozen=True)
class MeteredSockets:
    """Messages are billed by 32 kB."""

    meter: Meter

    def send(self, connection_id: str, message: str) -> bool:
        self.meter.add("websocket.message", _units(len(message.encode()), 32 * KB))
        return True

    def close(self, connection_id: str) -> None:
        return


def _s(text: str) -> dict[str, str]:
    return {"S": text}


def _key(key: Image) -> Key:
    return Key(key["pk"]["S"], key["sk"]["S"])


def _token(put: Put) -> str:
    return f"{put.row.key}{put.expected}{put.row.version}"


def _expected(write: Mapping[str, Any]) -> int | None:
    values = write.get("ExpressionAttributeValues")
    return int(values[":expected"]["N"]) if values else None


def _size(found: Image) -> int:
    """Names and values in UTF-8; a number takes about a byte for two digits and one more."""
    return sum(
        len(name) + (len(value["S"].encode()) if "S" in value else len(value["N"]) // 2 + 1)
        for name, value in found.items()
    )


def _units(size: int, step: int) -> int:
    return max(1, -(-size // step))


def _index_writes(was: Image, is_: Image, names: Iterable[str]) -> int:
    """A key that comes or goes is one write, one that changes is two; entries hold keys only."""
    before, after = ([found.get(name) for name in names] for found in (was, is_))
    if before == after:
        return 0
    return (before[0] is not None) + (after[0] is not None)
