"""The one small seam to AWS: `call` for services that speak JSON, `rest` for S3 and `@connections`.

`light.py` fills it with the standard library for functions that a person waits for, `boto.py` with boto3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from instarecipe.domain.errors import InstaRecipeError


class AwsError(InstaRecipeError):
    """What a service refused. `code` is such as `TransactionCanceledException`, without its namespace."""

    def __init__(self, code: str, message: str, status: int, detail: Mapping[str, Any]) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.status = status
        self.detail = detail


THROTTLED = frozenset(
    {
        "InternalServerError",
        "InternalFailure",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "ServiceUnavailable",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
"""Codes that may pass by themselves, whatever the status."""


class RestAnswer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class JsonService(Protocol):
    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Raises `AwsError`, or `Unavailable` when no answer came or the service stayed busy."""


class RestService(Protocol):
    def rest(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> RestAnswer:
        """`path` is not yet encoded. Answers with any status below 500; raises `Unavailable`."""
