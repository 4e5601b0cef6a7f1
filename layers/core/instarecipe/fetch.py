"""The outbound guard: every request to an address that a user named goes through here, and only through here.

A name is resolved once per hop, all its addresses are judged, and the connection goes to one of those judged.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPException, HTTPResponse, IncompleteRead
from io import BytesIO
from socket import EAI_AGAIN, EAI_FAIL, EAI_MEMORY, EAI_SYSTEM, create_connection, gaierror
from ssl import SSLCertVerificationError, SSLContext, create_default_context
from types import MappingProxyType
from typing import Final
from urllib.parse import urljoin

from instarecipe.addresses import ParsedTarget, check_url
from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.outbound.connection import TimedSocket, ask
from instarecipe.outbound.decoding import ACCEPT_ENCODING, PIECE, Undecodable, decoded
from instarecipe.outbound.dialling import Dial, Dialler, Proxy, Resolve, system_resolve
from instarecipe.ports import Deadline, Fetched

MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
DEFAULT_HEADERS: Final = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-language": "en",
    "accept-encoding": ACCEPT_ENCODING,
}
CREDENTIALS: Final = frozenset({"authorization", "cookie", "proxy-authorization"})
FRAMING: Final = frozenset({"host", "connection", "content-length", "transfer-encoding"})
"""Headers that only this module sets."""

_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_FOLD: Final = re.compile(r"\s*[\r\n]\s*")
_DNS_MAY_PASS: Final = frozenset({EAI_AGAIN, EAI_FAIL, EAI_MEMORY, EAI_SYSTEM})
_PASTE: Final = "paste the recipe's text instead."
_FAILURES: Final[Mapping[str, tuple[type[Permanent | Transient], str, str]]] = {
    "site_not_found": (Permanent, "There is no site {}.", "Check the link for typing errors."),
    "site_certificate": (Permanent, "{} cannot prove who it is.", f"Check the link, or {_PASTE}"),
    "site_unreachable": (Transient, "{} cannot be reached just now.", f"Try again later, or {_PASTE}"),
    "site_slow": (Transient, "{} took too long to answer.", f"Try again later, or {_PASTE}"),
    "site_broken": (Transient, "{} gave an answer that makes no sense.", f"Try again later, or {_PASTE}"),
    "too_large": (Permanent, "What {} sent is too large.", f"Share another link, or {_PASTE}"),
    "too_many_redirects": (Permanent, "{} leads from page to page without an end.", f"Open it and {_PASTE}"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one address. Header names are lower case."""

    method: str
    headers: Mapping[str, str]
    body: bytes | None

    def sent_to(self, target: ParsedTarget) -> dict[str, str]:
        """All headers, spelled and ordered as browsers do."""
        sent = {"Host": target.authority} | {name.title(): it for name, it in self.headers.items()}
        if self.method == "POST":
            sent["Content-Length"] = str(len(self.body or b""))
        return sent | {"Connection": "close"}

    def redirected(self, status: int, old: ParsedTarget, new: ParsedTarget) -> Request:
        """RFC 9110 §15.4, as browsers do it; credentials stay with the host that they are for."""
        request = self
        if (status == 303 and self.method != "HEAD") or (status in (301, 302) and self.method == "POST"):
            headers = {name: it for name, it in self.headers.items() if name != "content-type"}
            request = Request("GET", headers, None)
        if new[:3] not in (old[:3], ("https", old.host, 443)):
            headers = {name: it for name, it in request.headers.items() if name not in CREDENTIALS}
            request = replace(request, headers=headers)
        return request


class Fetcher:
    """`ports.Fetch`. All of it may be called from several threads.

    `allow_hosts`: (host, port) pairs that are let through although private or on another port; no proxy.
    `connect_to`: host → (host, port) that is spoken to instead, in plain HTTP and unjudged; for tests.
    `proxy_url`: an HTTP proxy that knows CONNECT; it is given the judged address, not the name.
    """

    def __init__(
        self,
        *,
        allow_hosts: Collection[tuple[str, int]] = frozenset(),
        connect_to: Mapping[str, tuple[str, int]] = MappingProxyType({}),
        proxy_url: str | None = None,
        resolve: Resolve = system_resolve,
        dial: Dial = create_connection,
        tls: Callable[[], SSLContext] = create_default_context,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow_hosts = allow_hosts
        proxy = Proxy.of(proxy_url) if proxy_url else None
        self._dialler = Dialler(allow_hosts, connect_to, proxy, resolve, dial, tls, monotonic)

    def __call__(
        self,
        url: str,
        *,
        deadline: Deadline,
        limit: int = 5_000_000,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
        truncate: bool = False,
        browser: bool = False,
    ) -> Fetched:
        """As in `ports.Fetch`; also `Permanent("site_not_found")` and `("site_certificate")`,
        `Transient("site_broken")`. `method` is GET, HEAD or POST.

        With `browser` it wears a browser's TLS and HTTP/2, and what `headers` leaves out is a browser's.
        """
        target = check_url(url, self._allow_hosts)
        request = _request(method, headers or {}, body, {} if browser else DEFAULT_HEADERS)
        exchange = self._exchange_dressed if browser else self._exchange
        for _ in range(MAX_REDIRECTS + 1):
            answer = exchange(target, request, deadline, limit, truncate)
            if not _is_redirect(answer):
                return answer
            old, target = target, check_url(_location(answer), self._allow_hosts)
            request = request.redirected(answer.status, old, target)
        raise _failure("too_many_redirects", target.host)

    def hop(
        self,
        url: str,
        *,
        deadline: Deadline,
        limit: int = 5_000_000,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
        truncate: bool = False,
    ) -> Fetched:
        """One request, for clients that follow redirects themselves; a redirect's own body is not read."""
        target = check_url(url, self._allow_hosts)
        request = _request(method, headers or {}, body, DEFAULT_HEADERS)
        return self._exchange(target, request, deadline, limit, truncate)

    def _exchange(
        self, target: ParsedTarget, request: Request, deadline: Deadline, limit: int, truncate: bool
    ) -> Fetched:
        with _failures(target.host), closing(self._dialler.connect(target, deadline)) as connected:
            sock = TimedSocket(connected, deadline)
            response = ask(sock, request.method, target.target, request.sent_to(target), request.body)
            sock.allowance = 2 * limit + 1_000_000  # chunks of a few bytes each are mostly frame
            answer = Fetched(target.url, response.status, _headers(response.getheaders()), b"")
            if _is_redirect(answer):
                return answer
            if not truncate and (response.length or 0) > limit:
                raise _failure("too_large", target.host)
            content = decoded(_pieces(response), answer.headers.get("content-encoding", ""))
            return answer._replace(body=_within(content, limit, truncate, target.host))

    def _exchange_dressed(
        self, target: ParsedTarget, request: Request, deadline: Deadline, limit: int, truncate: bool
    ) -> Fetched:
        from instarecipe.outbound.browser import Answer  # lives in one layer only
        from instarecipe.outbound.browser import ask as ask_dressed

        def head(answer: Answer) -> Fetched:
            return Fetched(target.url, answer.status, _headers(answer.headers), b"")

        url = f"http{'s' if self._dialler.is_secure(target) else ''}://{target.authority}{target.target}"
        with _failures(target.host), closing(self._dialler.reach(target, deadline)) as connected:
            answer = ask_dressed(
                connected,
                url,
                request.method,
                request.headers,
                request.body,
                limit=limit + PIECE,  # packing makes what is packed already a little longer
                wants_body=lambda answer: not _is_redirect(head(answer)),
                deadline=deadline,
            )
            found = head(answer)
            if not answer.body:
                return found
            content = decoded(iter([answer.body]), found.headers.get("content-encoding", ""))
            return found._replace(body=_within(content, limit, truncate, target.host))


def _request(
    method: str, headers: Mapping[str, str], body: bytes | None, defaults: Mapping[str, str]
) -> Request:
    if method not in ("GET", "HEAD", "POST"):
        raise ValueError(f"not a method of the guard: {method}")
    if body is not None and method != "POST":
        raise ValueError("only a POST has a body")
    if any(_ILLEGAL.search(name + value) for name, value in headers.items()):
        raise ValueError("a header holds a control character")
    own = {name.lower(): value for name, value in headers.items() if name.lower() not in FRAMING}
    return Request(method, {**defaults, **own}, body)


def _is_redirect(answer: Fetched) -> bool:
    return answer.status in REDIRECTS and bool(answer.headers.get("location"))


def _location(answer: Fetched) -> str:
    """Headers arrive as Latin-1, but a server that does not encode its addresses writes UTF-8."""
    location = answer.headers["location"]
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        return urljoin(answer.url, location)
    except ValueError:
        return location  # for check_url, which knows the word for it


def _headers(received: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One value per name: repeated and folded ones are joined, but of `location` the first counts.

    Cookies stand on a line each: a comma would be part of them (RFC 9110, section 5.3).
    """
    headers: dict[str, str] = {}
    for name, value in received:
        key, text = name.lower(), _FOLD.sub(" ", value)
        if key not in headers:
            headers[key] = text
        elif key != "location":
            headers[key] += f"\n{text}" if key == "set-cookie" else f", {text}"
    return headers


def _within(pieces: Iterator[bytes], limit: int, truncate: bool, host: str) -> bytes:
    enough = limit if truncate else limit + 1
    content = BytesIO()  # getvalue() copies nothing
    for piece in pieces:
        content.write(piece[: enough - content.tell()])
        if content.tell() >= enough:
            break
    if content.tell() > limit:
        raise _failure("too_large", host)
    return content.getvalue()


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    while piece := response.read1(PIECE):
        yield piece
    if response.length:
        raise IncompleteRead(b"", response.length)


@contextmanager
def _failures(host: str) -> Iterator[None]:
    """What sockets, TLS, resolvers, http.client and decoders raise, in the words of `ports.Fetch`."""
    try:
        yield
    except (OSError, HTTPException, Undecodable) as error:
        raise _failure(_code(error), host) from error


def _code(error: Exception) -> str:
    match error:
        case SSLCertVerificationError():
            return "site_certificate"
        case TimeoutError():
            return "site_slow"
        case gaierror():
            return "site_unreachable" if error.errno in _DNS_MAY_PASS else "site_not_found"
        case OSError():
            return "site_unreachable"
        case _:
            return "site_broken"


def _failure(code: str, host: str) -> Failure:
    kind, sentence, advice = _FAILURES[code]
    return kind(code, sentence.format(host), advice)
