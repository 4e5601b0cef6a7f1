"""The engine that a function builds from its environment, against a server on loopback."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest

from instarecipe import settings as environment
from instarecipe.aws.engine import aws_engine, ssm_secrets
from instarecipe.ports import Blob, Key
from instarecipe.settings import Settings
from tests.doubles.web import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        once = {"Connection": "close"}  # nobody is left to close what the engine keeps
        site.routes |= {
            "/": (200, once, b'{"Parameters": [{"Value": "open sesame"}]}'),
            "/media/given/a": (200, once, b""),
        }
        yield site


def function(site: Site, **variables: str) -> Settings:
    """What Lambda sets for every function, and what the template does."""
    return environment.read(
        {
            "AWS_LAMBDA_FUNCTION_NAME": "api",
            "AWS_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "ASIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_SESSION_TOKEN": "the role's session",
            "AWS_ENDPOINT_URL": site.url(""),
            "ENGINE": "aws",
            "TABLE_NAME": "recipes",
            "QUEUE_URL": site.url("/1/hints"),
            "MEDIA_BUCKET": "media",
            "SECRETS_PREFIX": "/kitchen",
            "PUBLIC_URL": "https://recipes.example",
            **variables,
        }
    )


def test_credentials_are_those_of_the_function_s_role(site: Site) -> None:
    engine = aws_engine(function(site))
    engine.table.get([Key("p", "s")])
    engine.queue.send("hint")
    engine.media.put("given/a", Blob(b"x", "text/plain"))

    services = ("dynamodb", "sqs", "s3")
    for request, service in zip(site.requests, services, strict=True):
        assert "Credential=ASIAEXAMPLE/" in request.headers["authorization"]
        assert f"/eu-central-1/{service}/aws4_request" in request.headers["authorization"]
        assert request.headers["x-amz-security-token"] == "the role's session"


def test_a_secret_s_client_is_made_when_it_is_asked_for(site: Site) -> None:
    secret = ssm_secrets(function(site))
    assert site.requests == []
    assert secret("LLM_API_KEY") == "open sesame"
    assert b"/kitchen/LLM_API_KEY" in site.requests[0].body


def test_a_hint_carries_the_trace_of_the_invocation_that_sends_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = aws_engine(function(site)).queue
    queue.send("by hand")
    for trace in ("Root=1-67891233-abcdef012345678912345678;Sampled=1", "Root=1-of-the-next;Sampled=0"):
        monkeypatch.setenv("_X_AMZN_TRACE_ID", trace)
        queue.send("hint")

    attributes = [json.loads(request.body).get("MessageSystemAttributes") for request in site.requests]
    assert attributes[0] is None
    assert [sent["AWSTraceHeader"]["StringValue"] for sent in attributes[1:]] == [
        "Root=1-67891233-abcdef012345678912345678;Sampled=1",
        "Root=1-of-the-next;Sampled=0",
    ]


def test_the_light_client_needs_no_boto3(site: Site) -> None:
    before = set(sys.modules)
    aws_engine(function(site)).table.get([Key("p", "s")])
    assert not {"boto3", "botocore"} & (set(sys.modules) - before)
