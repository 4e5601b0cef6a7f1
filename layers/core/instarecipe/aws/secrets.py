"""Secrets from SSM's parameter store, read at the first call that needs one and kept for five minutes.

A secret that could not be read is never taken for one that is not set.
"""

from __future__ import annotations

from collections.abc import Callable

from instarecipe.aws.client import AwsError, JsonService
from instarecipe.domain.errors import Unavailable

FRESH_SECONDS = 300.0


class SsmSecrets:
    """`monotonic` is in seconds. One parameter a call: IAM lets each function read its own ones only."""

    def __init__(self, service: JsonService, prefix: str, monotonic: Callable[[], float]) -> None:
        self.service = service
        self.prefix = prefix
        self.monotonic = monotonic
        self._kept: dict[str, tuple[float, str]] = {}

    def __call__(self, name: str) -> str:
        """Its value, "" when there is none. Raises `Unavailable` when SSM does not say."""
        kept = self._kept.get(name)
        if kept and self.monotonic() < kept[0] + FRESH_SECONDS:
            return kept[1]
        value = self._read(name)
        self._kept[name] = (self.monotonic(), value)
        return value

    def _read(self, name: str) -> str:
        path = f"{self.prefix}/{name}"
        try:
            answer = self.service.call("GetParameters", {"Names": [path], "WithDecryption": True})
        except (AwsError, Unavailable) as error:
            raise Unavailable(f"the secret {path} could not be read: {error}") from error
        values = [parameter["Value"].strip() for parameter in answer["Parameters"]]
        return values[0] if values else ""
