"""The seam over boto3, where moto cannot say no: refusals, a busy service, sockets that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config

from instarecipe.aws.boto import BotoConnections, BotoJson, BotoS3
from instarecipe.aws.client import AwsError
from instarecipe.aws.media import S3Media
from instarecipe.aws.sockets import GatewaySockets
from instarecipe.domain.errors import Unavailable
from tests.doubles.web import Answer, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def client(service: str, site: Site) -> Any:
    return boto3.client(
        service,
        region_name="eu-central-1",
        endpoint_url=site.url(""),
        aws_access_key_id="a",
        aws_secret_access_key="b",
        config=Config(retries={"total_max_attempts": 1}),
    )


def error(status: int, code: str) -> Answer:
    return status, {"x-amzn-errortype": code}, f'{{"__type": "{code}", "message": "no"}}'.encode()


def test_a_refusal_keeps_its_code(site: Site) -> None:
    site.routes["/"] = error(400, "ValidationException")
    with pytest.raises(AwsError, match="ValidationException: no") as caught:
        BotoJson(client("dynamodb", site)).call("ListTables", {})
    assert caught.value.status == 400


@pytest.mark.parametrize("answer", [error(500, "InternalServerError"), error(400, "ThrottlingException")])
def test_a_busy_service_is_unavailable(site: Site, answer: Answer) -> None:
    site.routes["/"] = answer
    with pytest.raises(Unavailable):
        BotoJson(client("dynamodb", site)).call("ListTables", {})


def test_nobody_there_is_unavailable() -> None:
    gone = Site()
    gone_client = client("dynamodb", gone)
    with gone:
        pass
    with pytest.raises(Unavailable):
        BotoJson(gone_client).call("ListTables", {})


@pytest.mark.parametrize(("status", "alive"), [(200, True), (410, False)])
def test_a_socket_that_is_gone_is_told_apart(site: Site, status: int, alive: bool) -> None:
    site.routes["/@connections/Ab-c%3D"] = (status, {}, b"") if alive else error(status, "GoneException")
    assert (
        GatewaySockets(BotoConnections(client("apigatewaymanagementapi", site))).send("Ab-c=", "x") is alive
    )
    assert site.requests[0].body == b"x"


def test_a_busy_socket_is_unavailable(site: Site) -> None:
    site.routes["/@connections/a"] = error(429, "LimitExceededException")
    with pytest.raises(Unavailable):
        GatewaySockets(BotoConnections(client("apigatewaymanagementapi", site))).send("a", "x")


def test_a_bucket_that_stays_busy_is_unavailable(site: Site) -> None:
    site.routes["/media/given/a"] = (503, {}, b"<Error><Code>SlowDown</Code></Error>")
    with pytest.raises(Unavailable):
        S3Media(BotoS3(client("s3", site)), "media").get("given/a")
