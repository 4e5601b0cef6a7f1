"""One request in the dress of a browser: its TLS handshake, its HTTP/2 settings, its headers, by curl.

Some sites answer nobody else. curl opens no connection and asks no name server: it talks through a `Relay`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from http.client import HTTPException
from io import BytesIO
from socket import socket
from ssl import SSLCertVerificationError
from typing import Final, NamedTuple

from curl_cffi.const import CurlECode, CurlHttpVersion, CurlOpt
from curl_cffi.curl import Curl, CurlError
from curl_cffi.requests.impersonate import DEFAULT_CHROME

from instarecipe.outbound.connection import left
from instarecipe.outbound.relay import Relay
from instarecipe.ports import Deadline

_MEANING: Final[Mapping[int, type[Exception]]] = {
    CurlECode.OPERATION_TIMEDOUT: TimeoutError,
    CurlECode.PEER_FAILED_VERIFICATION: SSLCertVerificationError,
    CurlECode.SSL_CONNECT_ERROR: ConnectionError,
    CurlECode.COULDNT_CONNECT: ConnectionError,
    CurlECode.GOT_NOTHING: ConnectionError,
    CurlECode.SEND_ERROR: ConnectionError,
}


class Answer(NamedTuple):
    """`headers` as they came, `body` still encoded."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""


class _Enough(Exception):
    """The rest of the answer is not wanted."""


class _Received:
    """What curl hands over, piece by piece; its callbacks answer with how much they took."""

    def __init__(self, limit: int, wants_body: Callable[[Answer], bool]) -> None:
        self._limit = limit
        self._wants_body = wants_body
        self._lines: list[str] = []
        self._body = BytesIO()

    def header(self, line: bytes) -> int:
        if line.startswith(b"HTTP/"):  # the final answer comes after those that only say "go on"
            self._lines.clear()
        self._lines.append(line.decode("latin-1").strip())
        if not self._lines[-1] and self.answer.status >= 200 and not self._wants_body(self.answer):
            raise _Enough
        return len(line)

    def body(self, piece: bytes) -> int:
        self._body.write(piece[: self._limit + 1 - self._body.tell()])
        if self._body.tell() > self._limit:
            raise _Enough
        return len(piece)

    @property
    def answer(self) -> Answer:
        first, *others = self._lines
        pairs = [line.partition(":") for line in others if line]
        headers = [(name, value.strip()) for name, _, value in pairs]
        return Answer(int(first.split()[1]), headers, self._body.getvalue())


def ask(
    connected: socket,
    url: str,
    method: str,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    limit: int,
    wants_body: Callable[[Answer], bool],
    deadline: Deadline,
    authorities: str = "",
) -> Answer:
    """`headers` join the browser's, or stand in for them. Of the body at most `limit` + 1 bytes are read.

    `authorities` is a file of certificates, by default the system's. Raises `OSError`, `HTTPException`.
    """
    received = _Received(limit, wants_body)
    with Relay(connected) as path, closing(_prepared(Curl(authorities), url, method, headers, body)) as curl:
        curl.setopt(CurlOpt.UNIX_SOCKET_PATH, path)
        curl.setopt(CurlOpt.TIMEOUT_MS, int(1000 * left(deadline)) + 1)
        curl.setopt(CurlOpt.HEADERFUNCTION, received.header)
        curl.setopt(CurlOpt.WRITEFUNCTION, received.body)
        try:
            curl.perform()
        except _Enough:
            pass
        except CurlError as error:
            raise _MEANING.get(error.code, HTTPException)(str(error)) from error
    return received.answer


def _prepared(curl: Curl, url: str, method: str, headers: Mapping[str, str], body: bytes | None) -> Curl:
    """All but where to: what `url` says of host and port is for TLS and for the Host header alone."""
    curl.impersonate(DEFAULT_CHROME)
    curl.setopt(CurlOpt.URL, url.encode())
    curl.setopt(CurlOpt.PROTOCOLS_STR, b"http,https")
    curl.setopt(CurlOpt.FOLLOWLOCATION, 0)
    curl.setopt(CurlOpt.PATH_AS_IS, 1)
    curl.setopt(CurlOpt.PROXY, b"")  # whatever the environment says
    if url.startswith("http:"):
        curl.setopt(CurlOpt.HTTP_VERSION, CurlHttpVersion.V1_1)  # no browser offers h2c
    if method == "HEAD":
        curl.setopt(CurlOpt.NOBODY, 1)
    if method == "POST":
        curl.setopt(CurlOpt.POST, 1)
        curl.setopt(CurlOpt.POSTFIELDSIZE, len(body or b""))
        curl.setopt(CurlOpt.POSTFIELDS, body or b"")
    lines = [f"{name.title()}: {value}" for name, value in headers.items() if value]
    curl.setopt(CurlOpt.HTTPHEADER, [line.encode("latin-1") for line in [*lines, "Expect:"]])
    return curl
