"""yt-dlp's way to the web: a request handler that hands each request to the outbound guard.

The guard pins the address, judges every redirect, counts the bytes and keeps the deadline.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from http.cookiejar import Cookie
from io import BytesIO
from types import SimpleNamespace
from typing import Any, Protocol
from urllib.request import Request as CookieRequest

from yt_dlp.networking import Request, Response
from yt_dlp.networking.exceptions import HTTPError, TransportError, UnsupportedRequest
from yt_dlp.networking.impersonate import ImpersonateRequestHandler, ImpersonateTarget

from instarecipe.domain.errors import Failure
from instarecipe.ports import Deadline, Fetched

REQUESTS = 20
"""For one post. YouTube needs three, Instagram at most five."""
LIMIT = 8_000_000
"""Bytes of one answer; YouTube's and Facebook's pages have one to three million."""


class Browse(Protocol):
    """`Fetcher`: `ports.Fetch`, and on demand in a browser's dress."""

    def __call__(
        self,
        url: str,
        *,
        deadline: Deadline,
        limit: int = ...,
        headers: Mapping[str, str] | None = None,
        method: str = ...,
        body: bytes | None = None,
        truncate: bool = ...,
        browser: bool = ...,
    ) -> Fetched: ...


class Guard:
    """The guard for one visit to one post. `refusal` is the last that it refused."""

    def __init__(self, fetch: Browse, deadline: Deadline) -> None:
        self.refusal: Failure | None = None
        self._fetch = fetch
        self._deadline = deadline
        self._requests = 0

    def send(self, request: Request, headers: Mapping[str, str], *, browser: bool) -> Fetched:
        """Raises yt-dlp's `TransportError`."""
        self._requests += 1
        if self._requests > REQUESTS:
            raise TransportError("too many requests for one post")
        try:
            return self._fetch(
                request.url,
                deadline=self._deadline,
                limit=LIMIT,
                headers=headers,
                method=request.method,
                body=request.data,
                truncate=True,
                browser=browser,
            )
        except Failure as failure:
            self.refusal = failure
            raise TransportError(cause=failure) from failure


class GuardedRH(ImpersonateRequestHandler):  # type: ignore[misc]  # yt-dlp has no types
    """The name must end in RH. Proxies, time-outs and TLS are the guard's affair."""

    _SUPPORTED_URL_SCHEMES = ("http", "https")
    _SUPPORTED_PROXY_SCHEMES = None
    _SUPPORTED_FEATURES = None
    _SUPPORTED_IMPERSONATE_TARGET_MAP = {ImpersonateTarget("chrome"): None}  # noqa: RUF012  (yt-dlp's own way)

    def __init__(self, *, guard: Guard, **options: Any) -> None:
        super().__init__(**options)
        self._guard = guard

    def _check_extensions(self, extensions: dict[str, Any]) -> None:
        super()._check_extensions(extensions)
        for known in ("impersonate", "cookiejar", "timeout", "legacy_ssl", "keep_header_casing"):
            extensions.pop(known, None)

    def _validate(self, request: Request) -> None:
        super()._validate(request)
        if request.method not in ("GET", "HEAD", "POST") or not isinstance(request.data, bytes | None):
            raise UnsupportedRequest("neither read nor posted")

    def _send(self, request: Request) -> Response:
        jar = self._get_cookiejar(request)
        headers = self._get_impersonate_headers(request)
        if cookies := jar.get_cookie_header(request.url):
            headers = {"Cookie": cookies, **headers}
        browser = self._get_request_target(request) is not None
        fetched = self._guard.send(request, headers, browser=browser)
        _keep_cookies(jar, fetched)
        shown = {name: value for name, value in fetched.headers.items() if name != "set-cookie"}
        response = Response(BytesIO(fetched.body), fetched.url, shown, fetched.status)
        if not 200 <= fetched.status < 300:
            raise HTTPError(response)
        return response


def cookies_for(domain: str, header: str) -> list[Cookie]:
    """What a browser would send to `domain`, and to what is below it, as `header`."""
    pairs = [pair.strip().partition("=") for pair in header.split(";") if "=" in pair]
    return [
        Cookie(
            version=0,
            name=name,
            value=value,
            port=None,
            port_specified=False,
            domain=f".{domain}",
            domain_specified=True,
            domain_initial_dot=True,
            path="/",
            path_specified=True,
            secure=True,
            expires=None,
            discard=True,
            comment=None,
            comment_url=None,
            rest={},
        )
        for name, _, value in pairs
    ]


def _keep_cookies(jar: Any, fetched: Fetched) -> None:
    answer = Message()
    for line in fetched.headers.get("set-cookie", "").split("\n"):
        answer["Set-Cookie"] = line
    asked = CookieRequest(fetched.url)  # noqa: S310  (nothing is opened)
    jar.extract_cookies(SimpleNamespace(info=lambda: answer), asked)
