"""Where nobody has to sign in, only our own pages and programs of this machine may call.

A page on another site can send requests to loopback addresses, or give its own name our address (DNS
rebinding): the first shows in Origin and Sec-Fetch-Site, the second in Host.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from instarecipe.domain.errors import Refused
from instarecipe.http import problem
from instarecipe.settings import LOOPBACK

HOST = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:]+\])(?::(?P<port>[0-9]{1,5}))?", re.ASCII | re.IGNORECASE)
OUR_SITE = ("same-origin", "none")
"""`none`: typed, or a bookmark. Another program on another port of this machine is `same-site`."""


class OnlyOurPages:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not self._ours(scope, Headers(scope=scope)):
            await _refuse(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _ours(self, scope: Scope, headers: Headers) -> bool:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or _name(hosts[0]) not in LOOPBACK or len(origins) > 1:
            return False
        if origins:  # "null" is what sandboxed frames and local files send
            return origins[0] in (f"http://{hosts[0]}", f"https://{hosts[0]}")
        return headers.get("sec-fetch-site", "none") in OUR_SITE or _follows_a_link(scope, headers)


def _follows_a_link(scope: Scope, headers: Headers) -> bool:
    """Somebody clicked on it elsewhere: what it shows, that other page cannot see."""
    return scope.get("method") == "GET" and (
        (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    )


def _name(host: str) -> str | None:
    """Without its port. None for any other spelling: what can be read in two ways is not ours."""
    found = HOST.fullmatch(host)
    if found is None or not 0 < int(found["port"] or 80) < 65_536:
        return None
    return found["name"].strip("[]").lower()


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4403})
        return
    refused = problem(Refused(403, "wrong_origin", "This request came from another web page."))
    body = refused["body"].encode()
    headers = [(name.encode(), value.encode()) for name, value in refused["headers"].items()]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
