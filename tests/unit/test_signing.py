"""Signature V4 against AWS's published vectors, and against botocore where they are silent."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.aws.signing import Credentials, signed_headers

SUITE = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
SUITE_TOKEN = (
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflf"
    "KD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd"
    "8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3i"
    "SIlTJabIQwj2ICCR/oLxBA=="
)
HOST = {"host": "example.amazonaws.com"}
FORM = {**HOST, "content-type": "application/x-www-form-urlencoded"}
THEN = datetime(2015, 8, 30, 12, 36, tzinfo=UTC).timestamp()

# aws-sig-v4-test-suite: name, method, query, headers, body, signature
VECTORS = [
    ("get-vanilla", "GET", "", HOST, b"", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    (
        "post-vanilla",
        "POST",
        "",
        HOST,
        b"",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ),
    (
        "get-vanilla-query-order-key-case",
        "GET",
        "Param2=value2&Param1=value1",
        HOST,
        b"",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
    (
        "get-header-value-trim",
        "GET",
        "",
        {**HOST, "my-header1": " value1", "my-header2": ' "a   b   c"'},
        b"",
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    ),
    (
        "post-x-www-form-urlencoded",
        "POST",
        "",
        FORM,
        b"Param1=value1",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
]


def signature(headers: dict[str, str]) -> str:
    return headers["authorization"].rpartition("Signature=")[2]


@pytest.mark.parametrize(
    ("method", "query", "headers", "body", "expected"),
    [vector[1:] for vector in VECTORS],
    ids=[vector[0] for vector in VECTORS],
)
def test_the_published_vectors_are_signed_as_published(
    method: str, query: str, headers: dict[str, str], body: bytes, expected: str
) -> None:
    signed = signed_headers(
        SUITE,
        region="us-east-1",
        service="service",
        method=method,
        path="/",
        query=query,
        headers=headers,
        body=body,
        now=THEN,
    )

    assert signature(signed) == expected
    assert signed["x-amz-date"] == "20150830T123600Z"


def test_a_session_token_is_sent_and_signed() -> None:
    """The vector post-sts-header-before."""
    signed = signed_headers(
        Credentials(SUITE.access_key, SUITE.secret_key, SUITE_TOKEN),
        region="us-east-1",
        service="service",
        method="POST",
        path="/",
        query="",
        headers=HOST,
        body=b"",
        now=THEN,
    )

    assert signed["x-amz-security-token"] == SUITE_TOKEN
    assert "SignedHeaders=host;x-amz-date;x-amz-security-token," in signed["authorization"]
    assert signature(signed) == "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "expected"),
    [
        (
            "GET",
            "/test.txt",
            {"range": "bytes=0-9"},
            b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    ],
)
def test_s3_signs_the_path_as_it_is_sent(
    method: str, path: str, headers: dict[str, str], body: bytes, expected: str
) -> None:
    """The examples of "Authenticating Requests" in the S3 API reference."""
    signed = signed_headers(
        Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        region="us-east-1",
        service="s3",
        method=method,
        path=path,
        query="",
        headers={"host": "examplebucket.s3.amazonaws.com", **headers},
        body=body,
        now=datetime(2013, 5, 24, tzinfo=UTC).timestamp(),
    )

    assert signature(signed) == expected


@given(st.text(min_size=1, max_size=12).filter(lambda name: name not in (".", "..")), st.binary(max_size=64))
def test_every_other_service_signs_the_path_encoded_once_more(name: str, body: bytes) -> None:
    path = f"/live/@connections/{quote(name.encode('utf-8', 'replace'), safe='')}"
    url = f"https://abc.execute-api.eu-central-1.amazonaws.com{path}"

    signed = signed_headers(
        SUITE,
        region="eu-central-1",
        service="execute-api",
        method="POST",
        path=path,
        query="",
        headers={"host": urlsplit(url).netloc},
        body=body,
        now=THEN,
    )

    assert signature(signed) == _botocores(url, body)


def _botocores(url: str, body: bytes) -> str:
    request = AWSRequest("POST", url, data=body)
    request.context["timestamp"] = "20150830T123600Z"
    auth = SigV4Auth(BotoCredentials(SUITE.access_key, SUITE.secret_key), "execute-api", "eu-central-1")
    request.headers["X-Amz-Date"] = request.context["timestamp"]
    canonical = auth.canonical_request(request)
    return str(auth.signature(auth.string_to_sign(request, canonical), request))
