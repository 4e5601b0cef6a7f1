"""From a name to a connection: resolved once, every address judged, and only a judged one is dialled."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from socket import EAI_NONAME, SOCK_STREAM, gaierror, getaddrinfo, socket
from ssl import SSLContext
from threading import Thread
from typing import Final
from urllib.parse import unquote, urlsplit

from instarecipe.addresses import ParsedTarget, blocked
from instarecipe.outbound.connection import TimedSocket, ask, closed_on_error, left, secured
from instarecipe.outbound.special_purpose import is_global
from instarecipe.ports import Deadline

MAX_ADDRESSES: Final = 4
"""How many addresses of one name are tried."""
MAX_SHARE: Final = 5.0
"""Seconds that one address gets at most while there are others to try."""

Resolve = Callable[[str, int], Sequence[str]]
"""Name and port → IP addresses, the best first. Raises `socket.gaierror`."""
Dial = Callable[[tuple[str, int], float], socket]
"""(IP address, port) and seconds → a connected socket."""


def system_resolve(host: str, port: int) -> list[str]:
    """In the system's order of preference. As bytes: a str would go through the slow `idna` codec."""
    found = getaddrinfo(host.encode("ascii"), port, type=SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy that knows CONNECT."""

    host: str
    port: int
    headers: Mapping[str, str]

    @classmethod
    def of(cls, url: str) -> Proxy:
        """`http://[user:password@]host[:port]`. Raises `ValueError`."""
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError("the proxy must be http://[user:password@]host[:port]")
        user = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        credentials = {"Proxy-Authorization": f"Basic {b64encode(user.encode()).decode()}"}
        return cls(parts.hostname, parts.port or 80, credentials if user != ":" else {})


@dataclass(frozen=True)
class Dialler:
    """The arguments are those of `Fetcher`. Connections are the caller's to close."""

    allow_hosts: Collection[tuple[str, int]]
    connect_to: Mapping[str, tuple[str, int]]
    proxy: Proxy | None
    resolve: Resolve
    dial: Dial
    make_tls: Callable[[], SSLContext]
    monotonic: Callable[[], float]

    def connect(self, target: ParsedTarget, deadline: Deadline) -> socket:
        """Raises `Permanent("address_blocked")` and what sockets, TLS and resolvers raise."""
        sock = self.reach(target, deadline)
        return secured(sock, self._tls, target.host, deadline) if self.is_secure(target) else sock

    def is_secure(self, target: ParsedTarget) -> bool:
        """Whether TLS belongs on the connection."""
        return target.scheme == "https" and target.host not in self.connect_to

    def reach(self, target: ParsedTarget, deadline: Deadline) -> socket:
        """As `connect`, without TLS yet."""
        if instead := self.connect_to.get(target.host):
            return self.dial(instead, left(deadline))
        allowed = (target.host, target.port) in self.allow_hosts
        addresses = [target.host] if target.is_address else self._look_up(target.host, target.port, deadline)
        if not allowed and not all(map(is_global, addresses)):
            raise blocked("address")
        proxy = None if allowed else self.proxy
        return self._first_to_answer(addresses, target.port, proxy, deadline)

    @cached_property
    def _tls(self) -> SSLContext:
        return self.make_tls()

    def _look_up(self, host: str, port: int, deadline: Deadline) -> Sequence[str]:
        """getaddrinfo cannot be interrupted: when time is up it is left behind in its thread."""
        answer: Future[Sequence[str]] = Future()

        def ask_resolver() -> None:
            try:
                answer.set_result(self.resolve(host, port))
            except Exception as error:  # raised again where the answer is waited for
                answer.set_exception(error)

        Thread(target=ask_resolver, name="resolve", daemon=True).start()
        addresses = answer.result(left(deadline))
        if not addresses:
            raise gaierror(EAI_NONAME, "no address")
        return addresses

    def _first_to_answer(
        self, addresses: Sequence[str], port: int, proxy: Proxy | None, deadline: Deadline
    ) -> socket:
        """Each address but the last gets a share of the time that is left."""
        *others, last = addresses[:MAX_ADDRESSES]
        for tried, address in enumerate(others):
            share = min(MAX_SHARE, left(deadline) / (len(others) + 1 - tried))
            try:
                return self._reach(address, port, proxy, Deadline(share, self.monotonic))
            except (OSError, HTTPException):
                continue
        return self._reach(last, port, proxy, deadline)

    def _reach(self, address: str, port: int, proxy: Proxy | None, deadline: Deadline) -> socket:
        if proxy is None:
            return self.dial((address, port), left(deadline))
        sock = self.dial((self._proxy_address(proxy, deadline), proxy.port), left(deadline))
        with closed_on_error(sock):
            tunnel(sock, address, port, proxy.headers, deadline)
        return sock

    def _proxy_address(self, proxy: Proxy, deadline: Deadline) -> str:
        try:
            return self._look_up(proxy.host, proxy.port, deadline)[0]
        except gaierror as error:
            raise ConnectionError("the proxy has no address") from error


def tunnel(proxy: socket, address: str, port: int, headers: Mapping[str, str], deadline: Deadline) -> None:
    """Asks an HTTP proxy to pass on bytes to `address`. Raises `ConnectionError` when it does not."""
    authority = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    response = ask(TimedSocket(proxy, deadline), "CONNECT", authority, {"Host": authority, **headers})
    if not 200 <= response.status < 300:
        raise ConnectionError(f"the proxy answered {response.status}")
