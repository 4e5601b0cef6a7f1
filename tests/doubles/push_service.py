"""A push service on 127.0.0.1, stricter than the real ones: RFC 8030 for requests, RFC 8292 for who sends.

with PushService(clock, public_key) as service:
    service.script("phone", Say(503, headers={"Retry-After": "1"}))    # once, then it takes everything
    ... service.endpoint("phone") ...
assert service.faults == [] and service.count("phone") == 2
"""

from __future__ import annotations

import json
import re
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from tests.doubles.push_decrypt import to_bytes
from tests.doubles.web import Received, Route, Site, Wire

DAY = 24 * 3600
MOST_BYTES = 4_096
"""RFC 8030 §7.2: what every service must take."""
AUTHORIZATION = re.compile(r"vapid t=([\w-]+\.[\w-]+\.[\w-]+), ?k=([\w-]+)")
HEADERS = {
    "ttl": re.compile(r"\d+"),
    "content-encoding": re.compile("aes128gcm"),
    "urgency": re.compile("very-low|low|normal|high"),
    "topic": re.compile(r"[\w-]{1,32}"),
}


@dataclass(frozen=True)
class Say:
    """An answer. It comes after `delay` seconds, and not before `after` is set."""

    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    after: threading.Event | None = None


class Pushed(NamedTuple):
    """`body` is encrypted."""

    device: str
    headers: Mapping[str, str]
    body: bytes


class PushService(Site):
    """`clock` answers in milliseconds; `public_key` is the sender's, base64url.

    What is not as the RFCs want it is answered with 400 and kept in `faults`.
    """

    def __init__(self, clock: Callable[[], int], public_key: str) -> None:
        super().__init__()
        self.pushed: list[Pushed] = []
        self.faults: list[str] = []
        self._clock = clock
        self._public_key = public_key
        self._scripts: defaultdict[str, deque[Say]] = defaultdict(deque)
        self._arrived: dict[str, threading.Event] = {}

    def endpoint(self, device: str) -> str:
        return self.url(f"/push/{device}")

    def script(self, device: str, *answers: Say) -> None:
        self._scripts[device].extend(answers)

    def arrived(self, device: str) -> threading.Event:
        """Set as soon as a message for this device is here."""
        return self._arrived.setdefault(device, threading.Event())

    def bodies(self, device: str) -> list[bytes]:
        return [one.body for one in self.pushed if one.device == device]

    def count(self, device: str) -> int:
        return len(self.bodies(device))

    def answer(self, path: str) -> Route:
        return self._take

    def _take(self, request: Received, wire: Wire) -> None:
        device = request.path.removeprefix("/push/")
        self.pushed.append(Pushed(device, request.headers, request.body))
        self.arrived(device).set()
        script = self._scripts[device]
        faults = list(self._faults_of(request))
        self.faults += faults
        say = Say(400) if faults else script.popleft() if script else Say()
        wire.pause(say.delay)
        while say.after and not say.after.is_set():
            wire.pause(0.01)
        headers = {"Content-Length": "0", "Connection": "close", **say.headers}
        lines = [f"HTTP/1.1 {say.status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
        wire.send("\r\n".join([*lines, "", ""]).encode())

    def _faults_of(self, request: Received) -> Iterator[str]:
        if request.method != "POST":
            yield f"{request.method} instead of POST"
        for name, pattern in HEADERS.items():
            if not pattern.fullmatch(request.headers.get(name, "")):
                yield f"{name}: {request.headers.get(name)}"
        if not 0 < len(request.body) <= MOST_BYTES:
            yield f"{len(request.body)} bytes"
        yield from self._faults_of_sender(request.headers.get("authorization", ""))

    def _faults_of_sender(self, authorization: str) -> Iterator[str]:
        found = AUTHORIZATION.fullmatch(authorization)
        if not found:
            yield "authorization is not VAPID"
            return
        token, key = found.groups()
        if key != self._public_key:
            yield "not the key of the subscription"
        head, claims, signature = token.split(".")
        if not _signed(f"{head}.{claims}".encode(), to_bytes(signature), to_bytes(key)):
            yield "the signature is wrong"
        if json.loads(to_bytes(head)) != {"typ": "JWT", "alg": "ES256"}:
            yield "not an ES256 JWT"
        yield from self._faults_of_claims(json.loads(to_bytes(claims)))

    def _faults_of_claims(self, claims: Mapping[str, Any]) -> Iterator[str]:
        now = self._clock() / 1000
        if claims["aud"] != self.url(""):
            yield f"aud: {claims['aud']}"
        if not now < claims["exp"] <= now + DAY:
            yield f"exp: {claims['exp']} at {now}"
        if not claims["sub"].startswith(("mailto:", "https://")):
            yield f"sub: {claims['sub']}"


def _signed(content: bytes, signature: bytes, point: bytes) -> bool:
    """RFC 7515 A.3: the signature is r and s, 32 bytes each."""
    number = [int.from_bytes(half, "big") for half in (signature[:32], signature[32:])]
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    try:
        key.verify(encode_dss_signature(*number), content, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return len(signature) == 64
