"""Partial failures of batches: an SQS message stands alone, a stream's records have an order.

Powertools' BatchProcessor costs 165 ms of a cold start and treats an all-failed batch as an error, which
with one message per batch makes an ordinary retry look like one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from instarecipe.observability import log

Record = Mapping[str, Any]
Failures = dict[str, list[dict[str, str]]]


def each_message(records: Iterable[Record], work: Callable[[Record], bool]) -> Failures:
    """Every message is tried; those for which `work` answers False or raises are reported."""
    failed = [record["messageId"] for record in records if not _done(record, work, record["messageId"])]
    return {"batchItemFailures": [{"itemIdentifier": id_} for id_ in failed]}


def in_order(records: Iterable[Record], work: Callable[[Record], bool]) -> Failures:
    """Up to the first record that fails: the stream goes on from there, so that nothing overtakes it."""
    for record in records:
        id_ = record["dynamodb"]["SequenceNumber"]
        if not _done(record, work, id_):
            return {"batchItemFailures": [{"itemIdentifier": id_}]}
    return {"batchItemFailures": []}


def _done(record: Record, work: Callable[[Record], bool], id_: str) -> bool:
    try:
        return work(record)
    except Exception:
        log.exception("record failed", extra={"recordId": id_})
        return False
