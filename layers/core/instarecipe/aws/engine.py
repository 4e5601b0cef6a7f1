"""Builds the AWS engine for a function: which client speaks, and what each port speaks to."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import random

from instarecipe.aws.client import JsonService, RestService
from instarecipe.aws.media import S3Media
from instarecipe.aws.queue import SqsQueue
from instarecipe.aws.sockets import GatewaySockets
from instarecipe.aws.table import DynamoTable
from instarecipe.ports import Engine
from instarecipe.settings import Settings


def aws_engine(settings: Settings) -> Engine:
    json_service, s3, connections = (_boto if settings.aws_client == "boto3" else _light)(settings)
    return Engine(
        DynamoTable(json_service("dynamodb"), settings.table_name, time.sleep, random),
        SqsQueue(json_service("sqs"), settings.queue_url),
        S3Media(s3, settings.media_bucket),
        GatewaySockets(connections),
    )


Clients = tuple[Callable[[str], JsonService], RestService, RestService]


def _light(settings: Settings) -> Clients:
    from instarecipe.aws.light import LightClient
    from instarecipe.aws.signing import Credentials

    credentials = Credentials(
        settings.aws_access_key_id, settings.aws_secret_access_key, settings.aws_session_token
    )

    def client(service: str, endpoint: str = "") -> LightClient:
        address = (
            endpoint or settings.aws_endpoint_url or f"https://{service}.{settings.aws_region}.amazonaws.com"
        )
        return LightClient(service, address, settings.aws_region, credentials, time.time, time.sleep, random)

    return client, client("s3"), client("execute-api", settings.sockets_endpoint)


def _boto(settings: Settings) -> Clients:
    from instarecipe.aws import boto

    def json_service(service: str) -> JsonService:
        return boto.BotoJson(boto.client(service, settings.aws_region))

    s3 = boto.BotoS3(boto.client("s3", settings.aws_region))
    sockets = boto.client("apigatewaymanagementapi", settings.aws_region, settings.sockets_endpoint or None)
    return json_service, s3, boto.BotoConnections(sockets)
