"""The web server: API requests become the events that API Gateway makes; pages and pictures besides."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from instarecipe.domain.errors import Refused
from instarecipe.embedded.sockets import LocalSockets
from instarecipe.http import problem
from instarecipe.ports import Media
from instarecipe.routes import match
from local import shell
from local.events import Context, http_event
from local.guard import OnlyOurPages
from local.live import LiveStream
from local.sockets import LiveSocket

Handler = Callable[[Any, Any], Any]

PAGES = ("/", "/share", "/recipe/{id}", "/stats", "/signin", "/connect", "/admin")
BODY_LIMIT = 10_000_000
"""API Gateway's own."""
ANSWER_SECONDS = 29.0
READ = ("GET", "HEAD")
PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif")


def create_app(
    handlers: dict[str, Handler],
    media: Media,
    sockets: LocalSockets,
    stream: LiveStream,
    *,
    public_url: str,
    open_to_all: bool,
) -> Starlette:
    """`handlers` by name: enqueue, api, sockets. `open_to_all` means that nobody has to sign in."""
    api = Api(handlers, stream)
    packed = [Middleware(GZipMiddleware)]
    routes: list[BaseRoute] = [
        WebSocketRoute("/live", LiveSocket(handlers["sockets"], sockets)),
        Route("/media/{name:path}", Pictures(media), methods=READ),
        Route("/api/{path:path}", api, methods=None),
        *[Route(page, _page(public_url), methods=READ, middleware=packed) for page in PAGES],
        Route("/{path:path}", _asset(public_url), methods=READ, middleware=packed),
    ]
    guard = [Middleware(OnlyOurPages)] if open_to_all else []

    async def nothing(request: Request, _refused: Exception) -> Response:
        """What no pattern of a route matches, such as a line break."""
        return _lost(request, public_url)

    return Starlette(routes=routes, middleware=guard, exception_handlers={404: nothing, 405: _only_read})


class Api:
    """Calls the function that `routes` names. An ASGI endpoint for every method."""

    def __init__(self, handlers: dict[str, Handler], stream: LiveStream) -> None:
        self._handlers = handlers
        self._stream = stream

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        found = match(request.method, request.url.path)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return  # nobody is there to read an answer
        if body is None:
            response = to_response(
                problem(Refused(413, "too_large", "That is too much. Send at most 1.5 MB."))
            )
        elif found.function == "stream":
            await self._stream.serve(_event(request, body), scope, receive, send)
            return
        else:
            handler = self._handlers[found.function]
            answer = await run_in_threadpool(handler, _event(request, body), Context(ANSWER_SECONDS))
            response = to_response(answer)
        await response(scope, receive, send)


class Pictures:
    """Stored pictures under names that nobody can guess; never what cooks sent along."""

    def __init__(self, media: Media) -> None:
        self._media = media

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        name = scope["path_params"]["name"]
        try:
            blob = await run_in_threadpool(self._media.get, name) if name.startswith("pictures/") else None
        except (ValueError, OSError):  # no name of a picture, or one that no file system takes
            blob = None
        if blob is None or blob.content_type not in PICTURE_TYPES:
            response = to_response(problem(Refused(404, "not_found", "There is no such picture.")))
        else:
            headers = {
                "cache-control": "private, max-age=31536000, immutable",
                "content-security-policy": "default-src 'none'; sandbox",
                "x-content-type-options": "nosniff",
            }
            response = Response(blob.content, media_type=blob.content_type, headers=headers)
        await response(scope, receive, send)


def _lost(request: Request, public_url: str) -> Response:
    """Who typed the address gets a page, a program the error that it can read."""
    if "text/html" in request.headers.get("accept", ""):
        return FileResponse(shell.WEB / shell.LOST, 404, _page_headers(public_url))
    return to_response(problem(Refused(404, "not_found", "There is nothing at this address.")))


async def _only_read(_request: Request, _refused: Exception) -> Response:
    told = Refused(405, "method_not_allowed", "This address can only be read.")
    return to_response(problem(told, {"allow": ", ".join(READ)}))


def to_response(answer: dict[str, Any]) -> Response:
    body = answer.get("body", "")
    content = base64.b64decode(body) if answer.get("isBase64Encoded") else body
    response = Response(content, answer["statusCode"], answer.get("headers"))
    for cookie in answer.get("cookies", ()):
        response.headers.append("set-cookie", cookie)
    return response


async def _body(request: Request) -> bytes | None:
    """None when it is larger than API Gateway takes."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_LIMIT:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _event(request: Request, body: bytes) -> dict[str, Any]:
    return http_event(
        request.method,
        request.url.path,
        request.url.query,
        request.headers.items(),
        body,
        request.client.host if request.client else "",
        match(request.method, request.url.path),
    )


def _page_headers(public_url: str) -> dict[str, str]:
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": f"'self' {public_url.replace('http', 'ws', 1)}",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "instarecipe",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "no-cache",
    }


def _page(public_url: str) -> Callable[[Request], Any]:
    async def page(request: Request) -> Response:
        headers = _page_headers(public_url)
        site = request.headers.get("sec-fetch-site", "")
        if request.url.path == "/share" and site in ("none", "same-origin", "same-site", "cross-site"):
            # The page cannot see who led to it, and saves unasked only what did not come from elsewhere.
            headers["server-timing"] = f'site;desc="{site}"'
        if request.query_params.get("from") == "page":  # the bookmarklet's window hears from its opener
            headers["cross-origin-opener-policy"] = "unsafe-none"
        return FileResponse(shell.WEB / "index.html", headers=headers)

    return page


def _asset(public_url: str) -> Callable[[Request], Any]:
    """A file of `web/`, looked up among those that were there at the start: no path leaves the folder."""
    files = shell.files()
    headers = _page_headers(public_url)

    async def asset(request: Request) -> Response:
        path = files.get(request.url.path)
        if path is None or path.name == shell.LOST:
            return _lost(request, public_url)
        if request.url.path == shell.WORKER:
            return Response(shell.worker(headers=headers), media_type="text/javascript", headers=headers)
        return FileResponse(path, headers=headers)

    return asset
