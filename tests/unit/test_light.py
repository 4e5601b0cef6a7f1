"""The light AWS client against a server on loopback that answers from a script."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

import certifi
import pytest

from instarecipe.aws.client import AwsError
from instarecipe.aws.light import AMAZON, TRIES, LightClient
from instarecipe.aws.media import S3Media
from instarecipe.aws.signing import Credentials, signed_headers
from instarecipe.aws.sockets import GatewaySockets
from instarecipe.domain.errors import Unavailable
from instarecipe.ports import Blob
from tests.doubles.tls import throwaway_tls
from tests.doubles.virtual import Clock
from tests.doubles.web import Received, Route, Site, Wire

REGION = "eu-central-1"
CREDENTIALS = Credentials("AKIDEXAMPLE", "secret", "session")


class Aws(Site):
    """Answers in the order of `script`; the last one for good."""

    script: list[Route]

    def answer(self, path: str) -> Route:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@dataclass
class Naps:
    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


Make = Callable[..., LightClient]


@pytest.fixture
def aws() -> Iterator[Aws]:
    with Aws() as site:
        yield site


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
def client(aws: Aws, clock: Clock, naps: Naps) -> Iterator[Make]:
    made: list[LightClient] = []

    def make(service: str = "dynamodb", path: str = "") -> LightClient:
        endpoint = aws.url(path)
        made.append(LightClient(service, endpoint, REGION, CREDENTIALS, clock.monotonic, naps, lambda: 0.5))
        return made[-1]

    yield make
    for one in made:
        one.close()


def answer(status: int, body: object, **headers: str) -> Route:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, json.dumps(body).encode()


def hang_up(_: Received, wire: Wire) -> None:
    """Nothing is answered."""


def answer_and_leave(_: Received, wire: Wire) -> None:
    """As a server that closes what has been idle for too long: the answer itself does not say so."""
    wire.send(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")


OK = answer(200, {"ok": True})


# -- what is sent --------------------------------------------------------------------------------------


def test_a_json_call_names_its_operation_and_is_signed(aws: Aws, client: Make, clock: Clock) -> None:
    aws.script = [OK]

    assert client().call("GetItem", {"TableName": "recipes"}) == {"ok": True}

    [request] = aws.requests
    assert (request.method, request.path, request.body) == ("POST", "/", b'{"TableName": "recipes"}')
    assert request.headers["x-amz-target"] == "DynamoDB_20120810.GetItem"
    assert request.headers["content-type"] == "application/x-amz-json-1.0"
    assert request.headers["x-amz-security-token"] == "session"
    assert request.headers["authorization"] == _expected("dynamodb", request, "/", clock)


@pytest.mark.parametrize(
    ("service", "target"), [("sqs", "AmazonSQS.SendMessage"), ("ssm", "AmazonSSM.SendMessage")]
)
def test_each_service_has_its_target(aws: Aws, client: Make, service: str, target: str) -> None:
    aws.script = [OK]
    client(service).call("SendMessage", {})
    assert aws.requests[0].headers["x-amz-target"] == target


def test_s3_paths_are_encoded_once_and_signed_so(aws: Aws, client: Make, clock: Clock) -> None:
    aws.script = [(200, {}, b"")]

    S3Media(client("s3"), "media").put("given/o/a b+c%d", Blob(b"x", "text/plain"))

    [request] = aws.requests
    assert request.path == "/media/given/o/a%20b%2Bc%25d"
    assert request.headers["x-amz-content-sha256"]
    assert request.headers["authorization"] == _expected("s3", request, request.path, clock)


def test_connections_are_encoded_once_and_signed_twice(aws: Aws, client: Make, clock: Clock) -> None:
    aws.script = [(200, {}, b"")]

    assert GatewaySockets(client("execute-api", "/live")).send("Ab-c+d=", "hello")

    [request] = aws.requests
    assert request.path == "/live/@connections/Ab-c%2Bd%3D"
    assert request.headers["authorization"] == _expected("execute-api", request, request.path, clock)


# -- what comes back -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "refused",
    [
        answer(400, {"__type": "com.amazonaws.dynamodb.v20120810#ValidationException", "message": "no"}),
        answer(400, {"message": "no"}, x_amzn_errortype="ValidationException:http://internal.amazon.com/"),
        answer(400, {"__type": "x#Other", "message": "no"}, x_amzn_query_error="ValidationException;Sender"),
    ],
    ids=["body", "header", "query header"],
)
def test_a_refusal_has_its_code_and_is_not_repeated(aws: Aws, client: Make, refused: Route) -> None:
    aws.script = [refused]

    with pytest.raises(AwsError) as caught:
        client().call("GetItem", {})

    assert (caught.value.code, caught.value.status, str(caught.value)) == (
        "ValidationException",
        400,
        "ValidationException: no",
    )
    assert len(aws.requests) == 1


@pytest.mark.parametrize(("status", "alive"), [(200, True), (410, False)])
def test_a_socket_that_is_gone_is_told_apart(aws: Aws, client: Make, status: int, alive: bool) -> None:
    aws.script = [(status, {}, b"")]
    assert GatewaySockets(client("execute-api")).send("a", "b") is alive


@pytest.mark.parametrize("status", [200, 204, 410])
def test_a_socket_is_closed_or_gone_already(aws: Aws, client: Make, status: int) -> None:
    aws.script = [(status, {}, b"")]
    GatewaySockets(client("execute-api", "/live")).close("a=")
    assert [(one.method, one.path) for one in aws.requests] == [("DELETE", "/live/@connections/a%3D")]


@pytest.mark.parametrize("status", [403, 500])
def test_a_socket_that_cannot_be_closed_is_not_forgotten(aws: Aws, client: Make, status: int) -> None:
    aws.script = [(status, {}, b"")]
    with pytest.raises(Unavailable):
        GatewaySockets(client("execute-api")).close("a")


def test_an_s3_refusal_is_no_file(aws: Aws, client: Make) -> None:
    aws.script = [(403, {}, b"<Error><Code>AccessDenied</Code></Error>")]
    with pytest.raises(Unavailable, match="AccessDenied"):
        S3Media(client("s3"), "media").get("given/a")


# -- what is tried again -------------------------------------------------------------------------------

BUSY = {
    "500": answer(500, {}),
    "503": (503, {}, b"<Error><Code>SlowDown</Code></Error>"),
    "429": answer(429, {}),
    "throttled": answer(400, {"__type": "x#ProvisionedThroughputExceededException"}),
    "in progress": answer(400, {"__type": "x#TransactionInProgressException"}),
    "hang up": hang_up,
}


@pytest.mark.parametrize("busy", BUSY.values(), ids=BUSY)
def test_a_busy_service_is_asked_again_later_each_time(
    aws: Aws, client: Make, naps: Naps, busy: Route
) -> None:
    aws.script = [busy, busy, OK]

    assert client().call("GetItem", {}) == {"ok": True}

    assert len(aws.requests) == 3
    assert naps.seconds == [0.05, 0.1]


@pytest.mark.parametrize("busy", BUSY.values(), ids=BUSY)
def test_a_service_that_stays_busy_is_unavailable(aws: Aws, client: Make, naps: Naps, busy: Route) -> None:
    aws.script = [busy]

    with pytest.raises(Unavailable, match="dynamodb did not answer"):
        client().call("GetItem", {})

    assert len(aws.requests) == TRIES
    assert len(naps.seconds) == TRIES - 1


def test_nobody_there_is_unavailable(client: Make, aws: Aws) -> None:
    nobody = client()
    nobody.endpoint = "http://127.0.0.1:1"
    with pytest.raises(Unavailable, match="ConnectionRefused"):
        nobody.call("GetItem", {})


# -- connections ---------------------------------------------------------------------------------------


def test_a_connection_is_kept(aws: Aws, client: Make) -> None:
    aws.script = [OK]
    one = client()
    for _ in range(5):
        one.call("GetItem", {})
    assert (len(aws.requests), aws.connections) == (5, 1)


def test_a_kept_connection_that_was_closed_is_replaced_without_waiting(
    aws: Aws, client: Make, naps: Naps
) -> None:
    aws.script = [answer_and_leave, answer_and_leave, OK]
    one = client()
    for _ in range(3):
        one.call("GetItem", {})
    assert (len(aws.requests), aws.connections) == (3, 3)
    assert naps.seconds == []


# -- whom it trusts ------------------------------------------------------------------------------------


def test_who_is_not_signed_by_amazon_may_be_by_the_machines_roots(tmp_path: Path, client: Make) -> None:
    theirs, _ = throwaway_tls(tmp_path, "localhost")
    with Aws(tls=theirs) as aws:
        aws.script = [OK]
        one = client()
        one.endpoint = f"https://localhost:{aws.port}"
        one.other_roots = str(tmp_path / "server.pem")

        assert one.call("GetItem", {}) == one.call("GetItem", {}) == {"ok": True}

        assert aws.connections == 2, "one that was hung up, and one that is kept"


def test_whom_nobody_signed_hears_nothing(tmp_path: Path, client: Make) -> None:
    theirs, _ = throwaway_tls(tmp_path, "localhost")
    with Aws(tls=theirs) as aws:
        one = client()
        one.endpoint = f"https://localhost:{aws.port}"

        with pytest.raises(Unavailable, match="CERTIFICATE_VERIFY_FAILED"):
            one.call("GetItem", {})

        assert aws.requests == []


def test_amazons_roots_are_among_those_that_everybody_trusts() -> None:
    """Its repository: https://www.amazontrust.com/repository/."""
    ours = ssl.create_default_context(cafile=AMAZON).get_ca_certs(binary_form=True)
    everybodys = ssl.create_default_context(cafile=certifi.where()).get_ca_certs(binary_form=True)
    assert len(ours) == 5
    assert set(ours) <= set(everybodys)


# -- the clock -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["RequestTimeTooSkewed", "InvalidSignatureException", "RequestExpired"])
def test_a_wrong_clock_is_corrected_once_and_for_all(aws: Aws, client: Make, clock: Clock, code: str) -> None:
    theirs = clock.now / 1000 + 3_600
    skewed = answer(403, {"__type": code}, Date=formatdate(theirs, usegmt=True))
    aws.script = [skewed, OK]
    one = client()

    one.call("GetItem", {})
    one.call("GetItem", {})

    stamps = [request.headers["x-amz-date"] for request in aws.requests]
    assert stamps == ["20260301T120000Z", "20260301T130000Z", "20260301T130000Z"]


def test_a_wrong_key_is_no_wrong_clock(aws: Aws, client: Make, clock: Clock) -> None:
    bad_key = answer(
        403, {"__type": "SignatureDoesNotMatch"}, Date=formatdate(clock.now / 1000 + 20, usegmt=True)
    )
    aws.script = [bad_key]

    with pytest.raises(AwsError, match="SignatureDoesNotMatch"):
        client().call("GetItem", {})

    assert len(aws.requests) == 1


def _expected(service: str, request: Received, path: str, clock: Clock) -> str:
    unsigned = {
        name: request.headers[name]
        for name in ("host", "content-type", "x-amz-target")
        if name in request.headers
    }
    signed = signed_headers(
        CREDENTIALS,
        region=REGION,
        service=service,
        method=request.method,
        path=path,
        query="",
        headers=unsigned,
        body=request.body,
        now=clock.monotonic(),
    )
    return signed["authorization"]
