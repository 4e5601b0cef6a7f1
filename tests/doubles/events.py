"""Events in the shape that AWS sends them, from recorded samples: only what a test is about is replaced."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from instarecipe.aws.images import image
from instarecipe.ports import Change, Message
from instarecipe.routes import match

Event = dict[str, Any]
SAMPLES = Path(__file__).parents[1] / "events"


@dataclass
class Context:
    """Of a Lambda function with so many milliseconds left."""

    remaining: int = 300_000

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining


def sample(name: str) -> Event:
    event: Event = json.loads((SAMPLES / f"{name}.json").read_text())
    return event


def http(
    method: str,
    path: str,
    body: bytes | str | object = None,
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Event:
    """Bodies other than text are sent as JSON; bytes come as base64, as API Gateway hands them over."""
    event = sample("http_api")
    found = match(method, path)
    context = event["requestContext"]
    event["routeKey"] = context["routeKey"] = found.route
    event["rawPath"] = context["http"]["path"] = path
    context["http"]["method"] = method
    event["rawQueryString"] = urlencode(query or {})
    event["headers"].update(headers or {})
    for name in ("pathParameters", "body"):
        del event[name]
    if found.params:
        event["pathParameters"] = found.params
    if query:
        event["queryStringParameters"] = dict(query)
    if isinstance(body, bytes):
        event |= {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    elif body is not None:
        event["body"] = body if isinstance(body, str) else json.dumps(body)
    return event


def socket(
    kind: str,
    connection_id: str,
    body: str | None = None,
    ticket: str | None = None,
    origin: str | None = None,
) -> Event:
    """`kind` is connect, message or disconnect. Without `origin` it comes from no browser."""
    event = sample(f"websocket_{kind}")
    if kind == "connect":
        del event["headers"]["Origin"], event["multiValueHeaders"]["Origin"]
        event["headers"] |= {} if origin is None else {"Origin": origin}
    event["requestContext"]["connectionId"] = connection_id
    if body is not None:
        event["body"] = body
    if ticket is not None:
        event["queryStringParameters"] = {"ticket": ticket}
    return event


def messages(received: Sequence[Message]) -> Event:
    return {"Records": [_message(message) for message in received]}


def changes(changed: Sequence[Change]) -> Event:
    return {"Records": [_change(change) for change in changed]}


def _message(message: Message) -> Event:
    record: Event = sample("sqs")["Records"][0]
    attributes = {
        **record["attributes"],
        "ApproximateReceiveCount": str(message.receive_count),
        "SentTimestamp": str(message.sent_at),
    }
    return {
        **record,
        "messageId": message.id,
        "receiptHandle": message.receipt,
        "body": message.body,
        "attributes": attributes,
    }


def _change(change: Change) -> Event:
    record: Event = sample("dynamodb_stream")["Records"][0]
    stream = record["dynamodb"]
    stream["Keys"] = {"pk": {"S": change.key.pk}, "sk": {"S": change.key.sk}}
    stream["SequenceNumber"] = f"{change.position:024}"
    record["eventName"] = "INSERT" if not change.old else "MODIFY" if change.new else "REMOVE"
    for name, row in (("OldImage", change.old), ("NewImage", change.new)):
        del stream[name]
        if row:
            stream[name] = image(row)
    return record
