"""Who is asking: a token in the Authorization header, a browser's session cookie, or nobody to ask.

With `AUTH_MODE=off` everybody is the one owner; the local host then listens on loopback only.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from instarecipe.domain.errors import Refused
from instarecipe.http import Request
from instarecipe.observability import log
from instarecipe.ports import Clock
from instarecipe.registry import Registry, Token

MINUTE_MS = 60_000
HOUSEHOLD = "household"
CANARY = "canary"
SCOPES = ("share", "read", "write", "admin")
COOKIE = "__Host-instarecipe"


class Caller(NamedTuple):
    """`token` is what it showed; None where nobody has to sign in."""

    owner: str
    scopes: frozenset[str]
    token: Token | None = None

    @property
    def came_with(self) -> str:
        """The hash of the token with whose end all ends that the caller opens; empty without one."""
        return (self.token.parent or self.token.hash) if self.token else ""

    def may(self, scope: str) -> bool:
        return scope in self.scopes or "admin" in self.scopes or (scope == "share" and "write" in self.scopes)


class Strangers:
    """Tells the log of secrets that nobody knows: of the first at once, then how many more in each minute.

    Of this process alone, which is enough to see an attack, and writes little under one.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._untold = self._quiet_until = 0

    def __call__(self, request: str) -> None:
        """`request` is the route that it was shown at."""
        self._untold += 1
        if self._clock() >= self._quiet_until:
            log.info("unknown token", extra={"route": request, "times": self._untold})
            self._untold, self._quiet_until = 0, self._clock() + MINUTE_MS


class Auth(NamedTuple):
    """`origins` are the addresses of our own pages, for the check of writes by cookie."""

    registry: Registry
    mode: str
    origins: frozenset[str]
    strangers: Strangers

    def of(self, request: Request, scope: str) -> Caller:
        """Raises `Refused` 401 or 403."""
        if self.mode == "off":
            return Caller(HOUSEHOLD, frozenset(SCOPES))
        secret = _bearer(request)
        if secret is None and COOKIE in request.cookies:
            self._check_origin(request)
            secret = request.cookies[COOKIE]
        token = self.registry.token(secret) if secret else None
        if token is None:
            if secret:
                self.strangers(request.route)
            raise unauthorized()
        caller = Caller(token.owner, frozenset(token.scopes), token)
        if not caller.may(scope):
            raise Refused(403, "forbidden", "This token may not do that.", scope=scope)
        return caller

    def check_page(self, request: Request) -> None:
        """A ticket opens a WebSocket, and a token a session, for our own pages and programs, which name none.

        Raises `Refused` 403. Without an address of ours to compare with, ticket and token have to do.
        """
        origin, host = request.headers.get("origin"), request.headers.get("host", "")
        known = {*self.origins, f"http://{host}", f"https://{host}"}
        if origin is not None and any(self.origins) and _place(origin) not in known:
            raise _foreign()

    def _check_origin(self, request: Request) -> None:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return
        # A machine may have more names than its settings know; a cookie is good for one of them only.
        ours = {*self.origins, f"https://{request.headers.get('host', '')}"}
        if _place(request.headers.get("origin", "")) not in ours:
            raise _foreign()


def everybody(registry: Registry) -> list[str]:
    """Whose items there may be: the household's, the canary's, those of whoever was ever given a token."""
    return sorted({HOUSEHOLD, CANARY, *registry.owners()})


def unauthorized() -> Refused:
    return Refused(401, "unauthorized", "Please sign in, or send a valid token.")


def _place(origin: str) -> str:
    """Scheme and host, as our own addresses are written; "" for none."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _foreign() -> Refused:
    return Refused(403, "wrong_origin", "This request came from another web page.")


def _bearer(request: Request) -> str | None:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" and secret.strip() else None
