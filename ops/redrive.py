"""Sends every dead letter again, as a new message, by which its item is claimed with fresh attempts."""

from __future__ import annotations

import sys
from typing import Any

from ops.machine import machine
from ops.stack import Stack, arguments, deployed

BATCH = 10


def main() -> None:
    asked = arguments(__doc__).parse_args()
    if asked.stack:
        sent = redrive(deployed(asked.stack))
    else:
        with machine(asked.data) as here:
            sent = here.queue.redrive()
    sys.stdout.write(f"{sent} sent again\n")


def redrive(stack: Stack) -> int:
    """Those that are there now: what dies again meanwhile waits for the next time.

    Each is sent before it is deleted: a crash in between doubles a message, and loses none.
    """
    sqs = stack.client("sqs")
    dead, queue = stack.outputs["DeadLettersUrl"], stack.outputs["QueueUrl"]
    wanted = _count(sqs, dead)
    sent = 0
    while sent < wanted and (messages := _receive(sqs, dead, min(BATCH, wanted - sent))):
        for message in messages:
            sqs.send_message(QueueUrl=queue, MessageBody=message["Body"])
            sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
        sent += len(messages)
    return sent


def _count(sqs: Any, dead: str) -> int:
    name = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=[name])["Attributes"][name])


def _receive(sqs: Any, dead: str, limit: int) -> list[dict[str, Any]]:
    answer = sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=limit, WaitTimeSeconds=1)
    found: list[dict[str, Any]] = answer.get("Messages", [])
    return found


if __name__ == "__main__":
    main()
