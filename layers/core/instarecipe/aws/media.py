"""The port `Media` over S3."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from instarecipe.aws.client import RestAnswer, RestService
from instarecipe.domain.errors import Unavailable
from instarecipe.ports import Blob


class S3Media(NamedTuple):
    service: RestService
    bucket: str

    def put(self, name: str, blob: Blob) -> None:
        answer = self.service.rest("PUT", self._path(name), blob.content, {"content-type": blob.content_type})
        _expect(answer, 200)

    def get(self, name: str) -> Blob | None:
        answer = self.service.rest("GET", self._path(name))
        if answer.status == 404:
            return None
        _expect(answer, 200)
        return Blob(answer.body, answer.headers.get("content-type", "application/octet-stream"))

    def delete(self, names: Sequence[str]) -> None:
        for name in names:
            _expect(self.service.rest("DELETE", self._path(name)), 204)

    def _path(self, name: str) -> str:
        if any(part in ("", ".", "..") for part in name.split("/")):
            raise ValueError(f"bad media name {name!r}")
        return f"/{self.bucket}/{name}"


def _expect(answer: RestAnswer, status: int) -> None:
    if answer.status != status:
        raise Unavailable(f"S3 answered {answer.status}: {answer.body[:300]!r}")
