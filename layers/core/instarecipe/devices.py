"""A cook's devices, as the page turns notifications on and off and tries them out."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from instarecipe.addresses import check_url
from instarecipe.auth import Caller, unauthorized
from instarecipe.domain.errors import Permanent, Refused
from instarecipe.domain.moments import iso
from instarecipe.ports import Clock
from instarecipe.push import Message, Outcome
from instarecipe.push_keys import check_keys
from instarecipe.registry import Registry
from instarecipe.subscriptions import Address, Subscription, Subscriptions

BODY_LIMIT = 10_000
ENDPOINT_LIMIT = 2_048
CLIENT_ID_LIMIT = 100
TEST_SECONDS = 60
AGAIN = "Turn notifications off and on again."
UNDELIVERED = {
    Outcome.GONE: (410, "device_gone", "This device no longer takes our messages.", AGAIN),
    Outcome.REFUSED: (503, "push_refused", "This device's push service did not accept our message.", AGAIN),
    Outcome.LOST: (
        503,
        "push_unreachable",
        "This device's push service does not answer just now.",
        "Please try again in a minute.",
    ),
}


@dataclass(frozen=True)
class Devices:
    """Bodies are JSON as the page sends it. `public_key` is empty where push is not configured.

    `allow_hosts` are the (host, port) pairs whose endpoints may be private and plain http.
    """

    registry: Registry
    subscriptions: Subscriptions
    push: Callable[[Subscription, Message], Outcome]
    clock: Clock
    public_key: str
    allow_hosts: Collection[tuple[str, int]]

    def vapid_key(self) -> dict[str, Any]:
        """What a browser needs to subscribe. Raises `Refused` 503 where push is not configured."""
        if not self.public_key:
            raise Refused(
                503,
                "push_not_configured",
                "Notifications are not set up on this server.",
                advice="Whoever runs it can set VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY.",
            )
        return {"publicKey": self.public_key}

    def subscribe(self, caller: Caller, body: bytes) -> dict[str, Any]:
        """`{subscription, clientId}`. Raises `Refused` 400, 401, 409, 413 or 503."""
        self.vapid_key()
        sent, token = _read(body), caller.came_with
        address = self._address(sent.get("subscription"))
        count = self.subscriptions.add(caller.owner, _client_id(sent), address, token)
        # Looked at after that write: whoever ends a token looks for its devices after it is gone.
        if token and not self.registry.alive(token):
            self.subscriptions.end(caller.owner, token)
            raise unauthorized()
        return {"success": True, "subscriptionCount": count}

    def unsubscribe(self, owner: str, body: bytes, client_id: str | None) -> dict[str, Any]:
        """By `client_id`, or by what the body says. A device that is not there is fine."""
        sent = {"clientId": client_id} if client_id else _read(body)
        count = self.subscriptions.remove(owner, _client_id(sent))
        return {"success": True, "subscriptionCount": count}

    def test(self, owner: str, body: bytes) -> dict[str, Any]:
        """`{clientId}`: one message to that device. Raises `Refused`, also when it was not delivered."""
        self.vapid_key()
        device = self.subscriptions.find(owner, _client_id(_read(body)))
        if device is None:
            raise Refused(
                404,
                "unknown_device",
                "This device gets no notifications yet.",
                advice="Turn notifications on first.",
            )
        told = {"test": True, "title": "Notifications work", "timestamp": iso(self.clock())}
        try:
            outcome = self.push(device, Message(json.dumps(told).encode(), "test", TEST_SECONDS, "high"))
        except Permanent as missing:  # the private key, which only who runs this server can set
            raise Refused(503, missing.code, missing.sentence, advice=missing.advice) from missing
        if outcome is Outcome.GONE:
            self.subscriptions.forget(device)
        if outcome in UNDELIVERED:
            status, code, sentence, advice = UNDELIVERED[outcome]
            raise Refused(status, code, sentence, advice=advice)
        return {"success": True}

    def _address(self, subscription: object) -> Address:
        """Of a browser's `PushSubscription`, as `JSON.stringify` writes it."""
        match subscription:
            case {"endpoint": str(endpoint), "keys": {"p256dh": str(p256dh), "auth": str(auth)}}:
                address = Address(self._endpoint(endpoint), p256dh.rstrip("="), auth.rstrip("="))
            case _:
                raise _bad_subscription()
        try:
            check_keys(address)
        except ValueError:
            raise _bad_subscription() from None
        return address

    def _endpoint(self, endpoint: str) -> str:
        """In the one spelling that names a device. The guard looks at it again with every message."""
        if len(endpoint) > ENDPOINT_LIMIT:
            raise _bad_subscription()
        try:
            target = check_url(endpoint, self.allow_hosts)
        except Permanent as blocked:
            raise _blocked(blocked.details["reason"]) from None
        if target.scheme != "https" and (target.host, target.port) not in self.allow_hosts:
            raise _blocked("scheme")
        return target.url


def _read(body: bytes) -> Mapping[str, Any]:
    if len(body) > BODY_LIMIT:
        raise Refused(413, "too_large", "That is too much for a device.", limit=BODY_LIMIT)
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise Refused(400, "bad_json", 'The body must be JSON such as {"clientId": "…"}.')
    return sent


def _client_id(sent: Mapping[str, Any]) -> str:
    client_id = sent.get("clientId")
    if not isinstance(client_id, str) or not 0 < len(client_id) <= CLIENT_ID_LIMIT:
        raise Refused(
            400, "bad_field", f"“clientId” must be text of 1 to {CLIENT_ID_LIMIT} letters.", field="clientId"
        )
    return client_id


def _bad_subscription() -> Refused:
    return Refused(
        400,
        "bad_subscription",
        "This is not the subscription of a browser.",
        field="subscription",
        advice=AGAIN,
    )


def _blocked(reason: str) -> Refused:
    return Refused(
        400,
        "address_blocked",
        "This browser's push service is at an address that we may not call.",
        field="subscription",
        reason=reason,
        advice="Try it with another browser.",
    )
