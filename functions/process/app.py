"""The queue's messages: most claim an item and take it through extraction, parsing and uploading."""

from __future__ import annotations

from typing import Any

from instarecipe import settings
from instarecipe.batch import Failures, Record, each_message
from instarecipe.ports import Message
from instarecipe.wiring import current


def handler(event: dict[str, Any], context: Any) -> Failures:
    def work(record: Record) -> bool:
        visibility = current().process(_message(record), context.get_remaining_time_in_millis)
        if visibility is not None:
            current().engine.queue.change_visibility(record["receiptHandle"], visibility)
        return visibility is None

    return each_message(event["Records"], work)


def _message(record: Record) -> Message:
    attributes = record["attributes"]
    return Message(
        id=record["messageId"],
        receipt=record["receiptHandle"],
        body=record["body"],
        receive_count=int(attributes["ApproximateReceiveCount"]),
        sent_at=int(attributes["SentTimestamp"]),
    )


if settings.in_lambda():
    _ = current().process
