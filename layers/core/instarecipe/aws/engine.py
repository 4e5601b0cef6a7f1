"""Builds the AWS engine for a function: which client speaks, and what each port speaks to."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property
from random import random
from typing import TYPE_CHECKING, Any

from instarecipe.aws.client import JsonService, RestAnswer, RestService
from instarecipe.aws.media import S3Media
from instarecipe.aws.queue import SqsQueue
from instarecipe.aws.secrets import SsmSecrets
from instarecipe.aws.sockets import GatewaySockets
from instarecipe.aws.table import DynamoTable
from instarecipe.ports import Engine
from instarecipe.settings import Settings, trace_header

if TYPE_CHECKING:
    from instarecipe.aws.light import LightClient


def aws_engine(settings: Settings) -> Engine:
    s3, connections = _rest_services(settings)
    return Engine(
        DynamoTable(_json_service(settings, "dynamodb"), settings.table_name, time.sleep, random),
        SqsQueue(_json_service(settings, "sqs"), settings.queue_url, trace_header),
        S3Media(s3, settings.media_bucket),
        GatewaySockets(connections),
    )


def ssm_secrets(settings: Settings) -> SsmSecrets:
    service = _Later(lambda: _json_service(settings, "ssm"))
    return SsmSecrets(service, settings.secrets_prefix, time.monotonic)


class _Later:
    """A service whose client is made at its first call: most functions never call it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._service.call(operation, payload)
        return answer

    def rest(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> RestAnswer:
        answer: RestAnswer = self._service.rest(method, path, body, headers)
        return answer

    @cached_property
    def _service(self) -> Any:
        return self._make()


def _json_service(settings: Settings, service: str) -> JsonService:
    if settings.aws_client == "light":
        return _light(settings, service)
    from instarecipe.aws import boto

    return boto.BotoJson(boto.client(service, settings.aws_region))


def _rest_services(settings: Settings) -> tuple[RestService, RestService]:
    """S3 and `@connections`."""
    if settings.aws_client == "light":
        return _light(settings, "s3"), _light(settings, "execute-api", settings.sockets_endpoint)
    from instarecipe.aws import boto

    region, sockets = settings.aws_region, settings.sockets_endpoint or None
    return (
        _Later(lambda: boto.BotoS3(boto.client("s3", region))),
        _Later(lambda: boto.BotoConnections(boto.client("apigatewaymanagementapi", region, sockets))),
    )


def _light(settings: Settings, service: str, endpoint: str = "") -> LightClient:
    from instarecipe.aws.light import LightClient
    from instarecipe.aws.signing import Credentials

    own = f"https://{service}.{settings.aws_region}.amazonaws.com"
    credentials = Credentials(
        settings.aws_access_key_id, settings.aws_secret_access_key, settings.aws_session_token
    )
    return LightClient(
        service,
        endpoint or settings.aws_endpoint_url or own,
        settings.aws_region,
        credentials,
        time.time,
        time.sleep,
        random,
    )
