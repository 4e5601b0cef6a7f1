"""A first link into a cold function: the phone's request, and DynamoDB and SQS as it meets them."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from instarecipe.aws.images import image
from instarecipe.expiring import expiring_row
from instarecipe.ports import Key
from instarecipe.registry import Token, hash_of
from tests.doubles.events import http
from tests.doubles.web import Route, Site

SECRET = "ir_cold"
TOKEN = Token("phone", "household", "Phone", ("share",), created_at=0, hash=hash_of(SECRET))
FIRST_LINK = http(
    "POST",
    "/api/queue",
    {"url": "https://www.instagram.com/reel/Cold/?igsh=x"},
    headers={"authorization": f"Bearer {SECRET}"},
)


class ColdAws(Site):
    """Both services at one address, for one client at a time. The token is there, and no link yet."""

    @property
    def operations(self) -> list[str]:
        """What it was asked, such as `PutItem`."""
        return [request.headers["x-amz-target"].partition(".")[2] for request in self.requests]

    def answer(self, path: str) -> Route:
        payload = json.loads(self.requests[-1].body)
        body = json.dumps(_answer(self.operations[-1], payload)).encode()
        return HTTPStatus.OK, {"Content-Type": "application/x-amz-json-1.0"}, body


def _answer(operation: str, payload: dict[str, Any]) -> dict[str, Any]:
    key = f"t#{TOKEN.hash}"
    if operation == "GetItem" and payload["Key"]["pk"]["S"] == key:
        return {"Item": image(expiring_row(Key(key, "t"), TOKEN._asdict(), TOKEN.expires_at))}
    return {"Responses": {}} if operation == "BatchGetItem" else {}
