"""AWS in this process, by moto: beneath boto3, or as a server on loopback that the light client speaks to.

What moto leaves out is added here: DynamoDB's client tokens, one call to it at a time, time that passes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any

from moto import mock_aws
from moto.backends import get_backend
from moto.server import ThreadedMotoServer

from instarecipe.aws import boto
from instarecipe.aws.client import JsonService
from instarecipe.aws.light import LightClient
from instarecipe.aws.media import S3Media
from instarecipe.aws.queue import SqsQueue
from instarecipe.aws.signing import Credentials
from instarecipe.aws.sockets import GatewaySockets
from instarecipe.aws.table import DynamoTable
from instarecipe.ports import Engine
from tests.doubles.recorded import RecordedJson, RecordedS3, RecordedSockets, Recorder
from tests.doubles.template import load, of_type
from tests.doubles.virtual import Clock

REGION = "eu-central-1"
ACCOUNT = "123456789012"
TABLE, BUCKET, QUEUE = "recipes", "media", "hints"
TABLE_PARTS = (
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
    "LocalSecondaryIndexes",
)


@dataclass
class Tokens:
    """DynamoDB's idempotency: the same token is the same transaction. One call at a time: between a condition
    and its write moto lets others in.
    """

    service: JsonService
    seen: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        token = payload.get("ClientRequestToken")
        with self.lock:
            if token in self.seen:
                return {}
            answer = self.service.call(operation, payload)
            if token:
                self.seen.add(token)
            return answer


@contextmanager
def server() -> Iterator[str]:
    """Its address. It shares all that it keeps with `boto3_engine` and `light_engine`."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@contextmanager
def recorded_engine(
    recorder: Recorder, prefix: str, secrets: Mapping[str, str]
) -> Iterator[tuple[Engine, RecordedSockets, JsonService]]:
    """Notes what it is asked. With it its WebSockets, and SSM with `secrets` below `prefix`."""

    def service(name: str) -> RecordedJson:
        own = boto.BotoJson(_client(name))
        return RecordedJson(recorder, name, Tokens(own) if name == "dynamodb" else own)

    with mock_aws():
        _create()
        for name, value in secrets.items():
            _client("ssm").put_parameter(Name=f"{prefix}/{name}", Value=value, Type="SecureString")
        sockets = RecordedSockets(recorder)
        engine = Engine(
            DynamoTable(service("dynamodb"), TABLE, _never, _half),
            SqsQueue(service("sqs"), f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{QUEUE}"),
            S3Media(RecordedS3(recorder, boto.BotoS3(_client("s3"))), BUCKET),
            GatewaySockets(sockets),
        )
        yield engine, sockets, service("ssm")


@contextmanager
def boto3_engine() -> Iterator[Engine]:
    """What the template makes, fresh and empty, through boto3."""

    def service(name: str) -> boto.BotoJson:
        return boto.BotoJson(_client(name))

    with mock_aws():
        _create()
        yield Engine(
            DynamoTable(Tokens(service("dynamodb")), TABLE, _never, _half),
            SqsQueue(service("sqs"), f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{QUEUE}"),
            S3Media(boto.BotoS3(_client("s3")), BUCKET),
            GatewaySockets(boto.BotoConnections(_client("apigatewaymanagementapi"))),
        )


class UnhurriedClient(LightClient):
    """Moto shares its processor with all the tests: what it is given up after would be asked twice."""

    seconds = 120.0


@contextmanager
def light_engine(address: str, clock: Clock) -> Iterator[Engine]:
    """The same through the light client, over HTTP."""
    made: list[UnhurriedClient] = []

    def service(name: str) -> LightClient:
        credentials = Credentials("testing", "testing")
        made.append(UnhurriedClient(name, address, REGION, credentials, clock.monotonic, _never, _half))
        return made[-1]

    with mock_aws():
        _create()
        yield Engine(
            DynamoTable(Tokens(service("dynamodb")), TABLE, _never, _half),
            SqsQueue(service("sqs"), f"{address}/{ACCOUNT}/{QUEUE}"),
            S3Media(service("s3"), BUCKET),
            GatewaySockets(service("execute-api")),
        )
        for client in made:
            client.close()


def wait(seconds: float) -> None:
    """Moves every message of the queue so much nearer to its next receive."""
    for message in _messages(QUEUE):
        message.visible_at -= seconds * 1000
        message.delayed_until -= seconds * 1000


def dead_letters() -> list[str]:
    return [message.body for message in _messages("dead")]


@cache
def _client(service: str) -> Any:
    return boto.client(service, REGION)


def _create() -> None:
    resources = load("template.yaml")
    [table] = of_type(resources, "AWS::DynamoDB::Table").values()
    _client("dynamodb").create_table(TableName=TABLE, **{name: table[name] for name in TABLE_PARTS})
    _client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    visibility = resources["Resources"]["Queue"]["Properties"]["VisibilityTimeout"]
    sqs = _client("sqs")
    sqs.create_queue(QueueName="dead")
    dead = f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead"
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 3})
    sqs.create_queue(
        QueueName=QUEUE, Attributes={"VisibilityTimeout": str(visibility), "RedrivePolicy": redrive}
    )


def _messages(queue: str) -> list[Any]:
    found: list[Any] = get_backend("sqs")[ACCOUNT][REGION].queues[queue]._messages
    return found


def _never(seconds: float) -> None:
    raise AssertionError(f"moto is never busy, yet somebody waits {seconds} s")


def _half() -> float:
    return 0.5
