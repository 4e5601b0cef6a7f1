"""AWS in this process, by moto: over boto3 (whose calls moto answers) or as a server that speaks real HTTP.

What moto leaves out is added here: DynamoDB's client tokens, one transaction at a time, and time that passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer

from instarecipe.aws import boto
from instarecipe.aws.client import JsonService, RestService
from instarecipe.aws.light import LightClient
from instarecipe.aws.signing import Credentials
from tests.doubles.template import Template

REGION = "eu-central-1"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_REGION": REGION}
TABLE_LIMITS = ("PointInTimeRecoverySpecification", "TimeToLiveSpecification")
VISIBILITY = "1800"


@dataclass
class Tokens:
    """DynamoDB's idempotency, which moto lacks: the same token is the same transaction."""

    service: JsonService
    seen: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        if operation != "TransactWriteItems":
            return self.service.call(operation, payload)
        with self.lock:
            if payload["ClientRequestToken"] in self.seen:
                return {}
            answer = self.service.call(operation, payload)
            self.seen.add(payload["ClientRequestToken"])
            return answer


@dataclass(frozen=True)
class Clients:
    """What an engine speaks through, and the addresses of what is there."""

    json_service: Callable[[str], JsonService]
    s3: RestService
    table: str = "recipes"
    bucket: str = "media"
    queue_url: str = f"https://sqs.{REGION}.amazonaws.com/{DEFAULT_ACCOUNT_ID}/hints"


@contextmanager
def boto_clients(template: Template) -> Iterator[Clients]:
    with mock_aws():
        _create(template, None)
        yield Clients(
            lambda service: boto.BotoJson(boto.client(service, REGION)),
            boto.BotoS3(boto.client("s3", REGION)),
        )


@contextmanager
def light_clients(template: Template) -> Iterator[Clients]:
    """Over connections of their own to a server on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        address = "http://{}:{}".format(*server.get_host_and_port())
        _create(template, address)
        yield Clients(
            lambda service: light_client(service, address),
            light_client("s3", address),
            queue_url=f"{address}/{DEFAULT_ACCOUNT_ID}/hints",
        )
    finally:
        server.stop()
