"""Where nobody has to sign in, only our own pages and programs of this machine may call.

A page on another site can send requests to loopback addresses, or give its own name our address (DNS
rebinding): the first shows in Origin and Sec-Fetch-Site, the second in Host.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from instarecipe.domain.errors import Refused
from instarecipe.http import problem
from instarecipe.settings import LOOPBACK


class OnlyOurPages:
    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app = app
        self._names = {*LOOPBACK, urlsplit(public_url).hostname}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not self._ours(Headers(scope=scope)):
            await _refuse(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _ours(self, headers: Headers) -> bool:
        host = headers.get("host", "")
        origin = headers.get("origin")
        if _name(host) not in self._names:
            return False
        # "null" is what sandboxed frames and local files send.
        return origin is None or origin.partition("://")[2] == host


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


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
