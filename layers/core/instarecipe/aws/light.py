"""AWS without boto3, for functions that a person waits for: boto3 costs 350 ms of a cold start, this 20.

Keeps connections, signs each request, tries again with jitter when a service is busy or did not answer, and
corrects a clock that AWS finds wrong. It trusts Amazon's five roots first: to read the machine's 144 takes 20
times as long, while a link waits. Everything else (paging, other credentials) is boto3's.
"""

from __future__ import annotations

import encodings.idna  # noqa: F401  the first look-up of a name loads it, while a link waits
import json
import ssl
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from os.path import dirname
from typing import Any
from urllib.parse import quote, urlsplit

from instarecipe.aws.client import THROTTLED, AwsError, RestAnswer
from instarecipe.aws.signing import Credentials, signed_headers
from instarecipe.domain.errors import Unavailable

TRIES = 4
SECONDS = 5.0
AMAZON = f"{dirname(__file__)}/amazon_roots.pem"  # noqa: PTH120 pathlib costs 4 ms
MACHINE = None
SKEWED = frozenset(
    {"RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch"}
)
TARGETS = {
    "dynamodb": ("DynamoDB_20120810", "application/x-amz-json-1.0"),
    "sqs": ("AmazonSQS", "application/x-amz-json-1.0"),
    "ssm": ("AmazonSSM", "application/x-amz-json-1.1"),
}


class LightClient:
    """One service of one region: `JsonService` and `RestService`.

    `endpoint` is such as https://dynamodb.eu-central-1.amazonaws.com, with the stage's path for sockets.
    `now` is in epoch seconds, `sleep` takes seconds, `chance` answers with [0, 1). `roots` is a file of
    those who may sign the service's certificate, `other_roots` of those who may where none of the first has.
    `seconds` is how long a connection may be silent.
    """

    roots: str | None = AMAZON
    other_roots: str | None = MACHINE
    seconds: float = SECONDS

    def __init__(
        self,
        service: str,
        endpoint: str,
        region: str,
        credentials: Credentials,
        now: Callable[[], float],
        sleep: Callable[[float], None],
        chance: Callable[[], float],
    ) -> None:
        self.service = service
        self.endpoint = endpoint
        self.region = region
        self.credentials = credentials
        self.now = now
        self.sleep = sleep
        self.chance = chance
        self._idle: list[HTTPConnection] = []
        self._skew = 0.0
        if endpoint.startswith("https:"):
            _trust(self.roots)  # now, not when the first link waits for it

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        prefix, content_type = TARGETS[self.service]
        headers = {"content-type": content_type, "x-amz-target": f"{prefix}.{operation}"}
        answer = self._tried("POST", "/", json.dumps(payload).encode(), headers)
        if answer.status == 200:
            found: dict[str, Any] = json.loads(answer.body or b"{}")
            return found
        raise _error(answer)

    def rest(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> RestAnswer:
        # As boto3 writes them. S3 signs what is sent and expects every `@` encoded there.
        safe = "/-_.~" if self.service == "s3" else "/-_.~@"
        return self._tried(method, quote(path, safe=safe), body, headers or {})

    def _tried(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> RestAnswer:
        """The first answer that another try would not change."""
        cause = ""
        for attempt in range(TRIES):
            if attempt:
                self.sleep(self.chance() * 0.05 * 2**attempt)
            try:
                answer = self._once(method, path, body, headers)
            except (OSError, HTTPException) as error:
                if isinstance(error, ssl.SSLCertVerificationError):
                    self.roots = self.other_roots
                cause = f"{type(error).__name__}: {error}"
                continue
            code = "" if answer.status < 400 else _code(answer)
            if code in SKEWED and self._corrected(answer):
                continue
            if answer.status < 500 and answer.status != 429 and code not in THROTTLED:
                return answer
            cause = f"{answer.status} {code}"
        raise Unavailable(f"{self.service} did not answer: {cause}")

    def _once(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> RestAnswer:
        parts = urlsplit(self.endpoint)
        path = parts.path.rstrip("/") + path
        signed = signed_headers(
            self.credentials,
            region=self.region,
            service=self.service,
            method=method,
            path=path,
            query="",
            headers={"host": parts.netloc, **headers},
            body=body,
            now=self.now() + self._skew,
        )
        try:
            kept = self._idle.pop()
        except IndexError:
            return self._exchange(self._connect(), method, path, body, signed)
        try:
            return self._exchange(kept, method, path, body, signed)
        except ConnectionError:  # while it was idle the other side has hung up
            self.close()
            return self._exchange(self._connect(), method, path, body, signed)

    def _connect(self) -> HTTPConnection:
        parts = urlsplit(self.endpoint)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return HTTPSConnection(host, parts.port, timeout=self.seconds, context=_trust(self.roots))
        return HTTPConnection(host, parts.port, timeout=self.seconds)

    def _exchange(
        self, connection: HTTPConnection, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> RestAnswer:
        try:
            connection.request(method, path, body=body or None, headers=headers)
            response = connection.getresponse()
            content = response.read()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return RestAnswer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, content
        )

    def close(self) -> None:
        """Gives up the connections that are kept; the next call makes a new one."""
        while self._idle:
            self._idle.pop().close()

    def _corrected(self, answer: RestAnswer) -> bool:
        """Whether our clock was wrong by more than a minute, and is now read as AWS's."""
        try:
            theirs = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
        except ValueError:
            return False
        before, self._skew = self._skew, theirs - self.now()
        return abs(self._skew - before) > 60


@cache
def _trust(roots: str | None) -> ssl.SSLContext:
    """Once for all services, since reading a file of roots takes its time."""
    return ssl.create_default_context(cafile=roots)


def _code(answer: RestAnswer) -> str:
    """From the header, JSON's `__type` or S3's XML."""
    header = answer.headers.get("x-amzn-errortype") or answer.headers.get("x-amzn-query-error")
    if header:
        return _short(header.partition(";")[0])
    text = answer.body.decode("utf-8", "replace")
    if text.startswith("{"):
        return _short(str(_json(answer).get("__type", "")))
    return text.partition("<Code>")[2].partition("</Code>")[0]


def _short(name: str) -> str:
    return name.partition(":")[0].rpartition("#")[2]


def _json(answer: RestAnswer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _error(answer: RestAnswer) -> AwsError:
    detail = _json(answer)
    message = str(detail.get("message") or detail.get("Message") or "")
    return AwsError(_code(answer), message, answer.status, detail)
