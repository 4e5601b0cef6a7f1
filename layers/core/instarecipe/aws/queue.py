"""The port `Queue` over SQS. The share is SQS's message group: on a standard queue it makes queues fair."""

from __future__ import annotations

from typing import Any, NamedTuple

from instarecipe.aws.client import AwsError, JsonService
from instarecipe.domain.errors import Unavailable
from instarecipe.ports import Message


class SqsQueue(NamedTuple):
    service: JsonService
    url: str

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        payload: dict[str, Any] = {"QueueUrl": self.url, "MessageBody": body}
        if delay:
            payload["DelaySeconds"] = delay
        if group:
            payload["MessageGroupId"] = group
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
