"""The same seam over boto3, for functions nobody waits for. boto3 brings its own retries and credentials."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from instarecipe.aws.client import THROTTLED, AwsError, RestAnswer
from instarecipe.domain.errors import Unavailable

CONFIG = Config(retries={"mode": "standard", "max_attempts": 4}, connect_timeout=5, read_timeout=10)


def client(service: str, region: str, endpoint: str | None = None) -> Any:
    return boto3.client(service, region_name=region, endpoint_url=endpoint, config=CONFIG)


@dataclass(frozen=True)
class BotoJson:
    boto: Any

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        method = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
        try:
            found: dict[str, Any] = getattr(self.boto, method)(**payload)
        except ClientError as error:
            raise _translated(error) from error
        except BotoCoreError as error:
            raise Unavailable(str(error)) from error
        return found


@dataclass(frozen=True)
class BotoS3:
    boto: Any

    def rest(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> RestAnswer:
        _, bucket, key = path.split("/", 2)
        where = {"Bucket": bucket, "Key": key}
        try:
            if method == "PUT":
                self.boto.put_object(**where, Body=body, ContentType=(headers or {})["content-type"])
                return RestAnswer(200, {}, b"")
            if method == "DELETE":
                self.boto.delete_object(**where)
                return RestAnswer(204, {}, b"")
            found = self.boto.get_object(**where)
            return RestAnswer(200, {"content-type": found["ContentType"]}, found["Body"].read())
        except ClientError as error:
            return _answered(error)
        except BotoCoreError as error:
            raise Unavailable(str(error)) from error


@dataclass(frozen=True)
class BotoConnections:
    boto: Any

    def rest(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> RestAnswer:
        connection_id = path.rpartition("/")[2]
        try:
            if method == "DELETE":
                self.boto.delete_connection(ConnectionId=connection_id)
                return RestAnswer(204, {}, b"")
            self.boto.post_to_connection(ConnectionId=connection_id, Data=body)
        except ClientError as error:
            return _answered(error)
        except BotoCoreError as error:
            raise Unavailable(str(error)) from error
        return RestAnswer(200, {}, b"")


def _translated(error: ClientError) -> AwsError | Unavailable:
    refused = AwsError(
        error.response["Error"]["Code"],
        error.response["Error"].get("Message", ""),
        error.response["ResponseMetadata"]["HTTPStatusCode"],
        error.response,
    )
    if refused.code in THROTTLED or refused.status >= 500:
        return Unavailable(str(refused))
    return refused


def _answered(error: ClientError) -> RestAnswer:
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    if status >= 500 or status == 429:
        raise Unavailable(str(error)) from error
    return RestAnswer(status, {}, str(error).encode())
