"""Events as AWS hands them to a function: API Gateway (HTTP API 2.0, WebSocket), SQS, DynamoDB Streams."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from instarecipe.aws.images import image
from instarecipe.ports import Change, Message
from instarecipe.routes import Match

Event = dict[str, Any]
ACCOUNT = "123456789012"
REGION = "eu-central-1"


@dataclass
class Context:
    """What a handler asks its Lambda context for."""

    seconds: float
    function_name: str = "local"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:local"
    aws_request_id: str = "local"

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self._end - time.monotonic()) * 1000))


def http_event(
    method: str,
    path: str,
    query: str,
    headers: Sequence[tuple[str, str]],
    body: bytes,
    source_ip: str,
    match: Match,
) -> Event:
    """An HTTP API event: repeated headers joined by commas, cookies apart, binary bodies as base64."""
    joined: dict[str, str] = {}
    cookies: list[str] = []
    for name, value in headers:
        if name == "cookie":
            cookies += [part.strip() for part in value.split(";") if part.strip()]
        else:
            joined[name] = f"{joined[name]},{value}" if name in joined else value
    text, is_base64 = _text(body)
    now = time.time()
    event: Event = {
        "version": "2.0",
        "routeKey": match.route,
        "rawPath": path,
        "rawQueryString": query,
        "headers": joined,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "local",
            "domainName": joined.get("host", ""),
            "domainPrefix": "local",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": source_ip,
                "userAgent": joined.get("user-agent", ""),
            },
            "requestId": "local",
            "routeKey": match.route,
            "stage": "$default",
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": is_base64,
    }
    if cookies:
        event["cookies"] = cookies
    if match.params:
        event["pathParameters"] = match.params
    if body:
        event["body"] = text
    return event


def socket_event(
    kind: str,
    connection_id: str,
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: str | None = None,
) -> Event:
    """A WebSocket API event; `kind` is CONNECT, MESSAGE or DISCONNECT. Only the first brings `headers`."""
    route = {"CONNECT": "$connect", "MESSAGE": "$default", "DISCONNECT": "$disconnect"}[kind]
    event: Event = {
        "requestContext": {
            "routeKey": route,
            "eventType": kind,
            "connectionId": connection_id,
            "apiId": "local",
            "stage": "live",
            "requestTimeEpoch": int(time.time() * 1000),
        },
        "isBase64Encoded": False,
    }
    if headers:
        event["headers"] = dict(headers)
    if query:
        event["queryStringParameters"] = dict(query)
    if body is not None:
        event["body"] = body
    return event


def queue_event(messages: Sequence[Message]) -> Event:
    return {
        "Records": [
            {
                "messageId": message.id,
                "receiptHandle": message.receipt,
                "body": message.body,
                "attributes": {
                    "ApproximateReceiveCount": str(message.receive_count),
                    "SentTimestamp": str(message.sent_at),
                    "SenderId": ACCOUNT,
                    "ApproximateFirstReceiveTimestamp": str(message.sent_at),
                },
                "messageAttributes": {},
                "md5OfBody": md5(message.body.encode(), usedforsecurity=False).hexdigest(),
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:local",
                "awsRegion": REGION,
            }
            for message in messages
        ]
    }


def stream_event(changes: Sequence[Change]) -> Event:
    return {"Records": [_stream_record(change) for change in changes]}


def _stream_record(change: Change) -> Event:
    name = "INSERT" if change.old is None else "REMOVE" if change.new is None else "MODIFY"
    images = {"OldImage": change.old, "NewImage": change.new}
    return {
        "eventID": f"{change.position:032x}",
        "eventName": name,
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {
            "ApproximateCreationDateTime": time.time(),
            "Keys": {"pk": {"S": change.key.pk}, "sk": {"S": change.key.sk}},
            **{kind: image(row) for kind, row in images.items() if row},
            "SequenceNumber": f"{change.position:021d}",
            "SizeBytes": sum(len(row.body) for row in images.values() if row),
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
        "eventSourceARN": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/local/stream/local",
    }


def _text(body: bytes) -> tuple[str, bool]:
    try:
        return body.decode(), False
    except UnicodeDecodeError:
        return base64.b64encode(body).decode(), True
