"""A phone in a test: turns notifications on through the API's handler, and reads what it is pushed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from functions.api import app as api
from instarecipe.routes import match
from local.events import Context, http_event
from tests.doubles.push_decrypt import Browser
from tests.doubles.push_service import PushService


def call(method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
    """Status and JSON of an answer of the `api` function. Text and bytes are sent as they are."""
    path, _, query = path.partition("?")
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    event = http_event(method, path, query, [], sent, "127.0.0.1", match(method, path))
    answer = api.handler(event, Context(29))
    return answer["statusCode"], json.loads(answer["body"] or "{}")


@dataclass(frozen=True)
class Phone:
    name: str
    service: PushService
    browser: Browser = field(default_factory=Browser)

    @property
    def subscription(self) -> dict[str, Any]:
        return self.browser.subscription(self.service.endpoint(self.name))

    def subscribe(self) -> int:
        """How many devices there are then."""
        sent = {"subscription": self.subscription, "clientId": self.name}
        status, answer = call("POST", "/api/notifications/subscribe", sent)
        assert (status, answer["success"]) == (200, True)
        count: int = answer["subscriptionCount"]
        return count

    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(self.browser.open(body)) for body in self.service.bodies(self.name)]
