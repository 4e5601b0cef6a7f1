"""The port `Queue` over SQS. The share is SQS's message group: on a standard queue it makes queues fair.

The trace of whoever sends goes along, so that X-Ray shows a share and the work on it as one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from instarecipe.aws.client import AwsError, JsonService
from instarecipe.domain.errors import Unavailable
from instarecipe.ports import Message


class SqsQueue(NamedTuple):
    service: JsonService
    url: str
    trace: Callable[[], str] = str
    """X-Ray's header of this invocation, or nothing."""

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        payload: dict[str, Any] = {"QueueUrl": self.url, "MessageBody": body}
        if delay:
            payload["DelaySeconds"] = delay
        if group:
            payload["MessageGroupId"] = group
        if trace := self.trace():
            payload["MessageSystemAttributes"] = {
                "AWSTraceHeader": {"DataType": "String", "StringValue": trace}
            }
        self._call("SendMessage", payload)

    def receive(self, limit: int) -> list[Message]:
        answer = self._call(
            "ReceiveMessage",
            {
                "QueueUrl": self.url,
                "MaxNumberOfMessages": limit,
                "MessageSystemAttributeNames": ["ApproximateReceiveCount", "SentTimestamp"],
            },
        )
        return [
            Message(
                id=message["MessageId"],
                receipt=message["ReceiptHandle"],
                body=message["Body"],
                receive_count=int(message["Attributes"]["ApproximateReceiveCount"]),
                sent_at=int(message["Attributes"]["SentTimestamp"]),
            )
            for message in answer.get("Messages") or ()
        ]

    def delete(self, receipt: str) -> None:
        self._call("DeleteMessage", {"QueueUrl": self.url, "ReceiptHandle": receipt})

    def change_visibility(self, receipt: str, seconds: int) -> None:
        self._call(
            "ChangeMessageVisibility",
            {"QueueUrl": self.url, "ReceiptHandle": receipt, "VisibilityTimeout": seconds},
        )

    def _call(self, operation: str, payload: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.service.call(operation, payload)
        except AwsError as error:
            raise Unavailable(f"SQS {operation}: {error}") from error
