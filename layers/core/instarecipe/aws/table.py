"""The port `Table` over DynamoDB: consistent reads but for the index `due`, transactions with a token.

One row alone is a PutItem, which costs half of a transaction (docs/adr/0004).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from instarecipe.aws.client import AwsError, JsonService
from instarecipe.aws.images import image, row
from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.ports import ROW_LIMIT, TRANSACTION_LIMIT, Delete, Entry, Key, Put, Row

BATCH_TRIES = 8
TOKEN = 12
"""Characters of a token that a row keeps: 48 bits, to be told from those of a handful of writers."""


class DynamoTable(NamedTuple):
    """`sleep` takes seconds, `chance` answers with [0, 1)."""

    service: JsonService
    name: str
    sleep: Callable[[float], None]
    chance: Callable[[], float]

    def get(self, keys: Sequence[Key]) -> list[Row | None]:
        if not keys:
            return []
        if len(keys) == 1:
            found = self.service.call(
                "GetItem", {"TableName": self.name, "Key": _key(keys[0]), "ConsistentRead": True}
            )
            return [row(found["Item"]) if "Item" in found else None]
        rows = {one.key: one for one in self._batch(list(dict.fromkeys(keys)))}
        return [rows.get(key) for key in keys]

    def query(
        self, index: str, pk: str, *, low: str = "", high: str = "", limit: int, descending: bool = False
    ) -> list[Entry]:
        if low and high and low.encode() >= high.encode():
            return []  # DynamoDB refuses a BETWEEN whose ends are the wrong way round
        names = {"": ("pk", "sk"), "due": ("duePk", "dueAt")}.get(index, ("pk", index))
        payload: dict[str, Any] = {
            "TableName": self.name,
            "ExpressionAttributeNames": {"#pk": names[0]},
            "ExpressionAttributeValues": {":pk": {"S": pk}},
            "ScanIndexForward": not descending,
            "ConsistentRead": index != "due",
        }
        if index:
            payload["IndexName"] = index
        else:
            payload["ProjectionExpression"] = "pk, sk"
        _add_range(payload, names[1], low, high)
        entries: list[Entry] = []
        while len(entries) < limit:
            # Both ends of BETWEEN belong to the range; the two rows at its ends do not count.
            answer = self.service.call("Query", {**payload, "Limit": limit - len(entries) + 2})
            for found in answer["Items"]:
                sort = found[names[1]]["S"]
                if (not low or sort > low) and (not high or sort < high):
                    entries.append(Entry(Key(found["pk"]["S"], found["sk"]["S"]), sort))
            if "LastEvaluatedKey" not in answer:
                break
            payload["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        return entries[:limit]

    def transact(self, writes: Sequence[Put | Delete], token: str) -> None:
        if len(writes) > TRANSACTION_LIMIT:
            raise ValueError(f"{len(writes)} writes in one transaction, at most {TRANSACTION_LIMIT}")
        request_token = sha256(token.encode()).hexdigest()[:36]
        if len(writes) == 1 and isinstance(writes[0], Put):
            self._put(writes[0], request_token[:TOKEN])
            return
        payload = {
            "TransactItems": [_write(self.name, write) for write in writes],
            "ClientRequestToken": request_token,
        }
        try:
            self.service.call("TransactWriteItems", payload)
        except AwsError as error:
            raise _translated(error) from error

    def _put(self, put: Put, token: str) -> None:
        """The row keeps its last write's token: who finds its own there had no answer the first time."""
        payload = _write(self.name, put)["Put"]
        payload["Item"] = {**payload["Item"], "token": {"S": token}}
        try:
            self.service.call("PutItem", {**payload, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"})
        except AwsError as error:
            if error.code != "ConditionalCheckFailedException":
                raise _translated(error) from error
            if error.detail.get("Item", {}).get("token") != {"S": token}:
                raise Conflict(str(error)) from error

    def _batch(self, keys: Sequence[Key]) -> list[Row]:
        """DynamoDB may leave keys out when it is busy, or when an answer would be larger than 16 MB."""
        found: list[Row] = []
        wanted: list[Mapping[str, Any]] = [_key(key) for key in keys]
        for attempt in range(BATCH_TRIES):
            request = {self.name: {"Keys": wanted, "ConsistentRead": True}}
            answer = self.service.call("BatchGetItem", {"RequestItems": request})
            found += [row(one) for one in answer["Responses"].get(self.name, ())]
            wanted = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            if not wanted:
                return found
            self.sleep(self.chance() * 0.05 * 2**attempt)
        raise Unavailable("DynamoDB leaves keys unprocessed")


def _key(key: Key) -> dict[str, dict[str, str]]:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def _add_range(payload: dict[str, Any], sort: str, low: str, high: str) -> None:
    """Strings in byte order; BETWEEN includes its ends, which the caller leaves out again."""
    if low or high:  # DynamoDB refuses names that no expression uses
        payload["ExpressionAttributeNames"]["#sort"] = sort
    condition = "#pk = :pk"
    values = payload["ExpressionAttributeValues"]
    if low and high:
        condition += " AND #sort BETWEEN :low AND :high"
        values |= {":low": {"S": low}, ":high": {"S": high}}
    elif low:
        condition += " AND #sort > :low"
        values[":low"] = {"S": low}
    elif high:
        condition += " AND #sort < :high"
        values[":high"] = {"S": high}
    payload["KeyConditionExpression"] = condition


def _write(table: str, write: Put | Delete) -> dict[str, Any]:
    expected: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if write.expected is not None:
        expected = {
            "ConditionExpression": "version = :expected",
            "ExpressionAttributeValues": {":expected": {"N": str(write.expected)}},
        }
    if isinstance(write, Delete):
        return {"Delete": {"TableName": table, "Key": _key(write.key), **expected}}
    if len(write.row.body.encode()) > ROW_LIMIT:
        raise ValueError(f"row {write.row.key} is larger than {ROW_LIMIT} bytes")
    return {"Put": {"TableName": table, "Item": image(write.row), **expected}}


def _translated(error: AwsError) -> Exception:
    if error.code == "TransactionConflictException":  # a transaction has this very row in hand
        return Unavailable(str(error))
    if error.code == "TransactionCanceledException":
        codes = {reason.get("Code") for reason in error.detail.get("CancellationReasons", ())}
        if "ConditionalCheckFailed" in codes:
            return Conflict(str(error))
        if codes <= {"None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", None}:
            return Unavailable(str(error))
    return error
