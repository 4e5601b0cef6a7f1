"""How the model's server is spoken to: one connection per call, its time and its bytes limited as a whole.

The library times each read, so an answer of a byte now and then would last for ever; and it keeps
connections, asks proxies and unpacks without a limit. None of that here: the address is the operator's own.
"""

from __future__ import annotations

import time
from contextlib import closing
from functools import cache
from http.client import HTTPException, IncompleteRead
from socket import create_connection, socket
from ssl import SSLContext, create_default_context
from typing import Final

import httpx2

from instarecipe.outbound.connection import TimedSocket, ask, left, secured
from instarecipe.ports import Deadline

ANSWER_LIMIT: Final = 1_000_000
"""Bytes; what is longer is cut there. 16 000 tokens, the most that common models write, are about 0.1 MB."""
HEADERS: Final = {"Accept-Encoding": "identity", "Connection": "close", "User-Agent": "InstaRecipe"}


class BoundedTransport(httpx2.BaseTransport):
    """A request's read timeout is the time for all of it."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = Deadline(request.extensions["timeout"]["read"], time.monotonic)
        try:
            with closing(_connected(request.url, deadline)) as connected:
                return _exchanged(TimedSocket(connected, deadline), request)
        except TimeoutError as error:
            raise httpx2.ReadTimeout("no whole answer in time", request=request) from error
        except (OSError, UnicodeError, HTTPException) as error:
            raise httpx2.NetworkError(str(error), request=request) from error


def _connected(url: httpx2.URL, deadline: Deadline) -> socket:
    secure = url.scheme == "https"
    plain = create_connection((url.host, url.port or (443 if secure else 80)), timeout=left(deadline))
    return secured(plain, _tls(), url.host, deadline) if secure else plain


def _exchanged(sock: TimedSocket, request: httpx2.Request) -> httpx2.Response:
    response = ask(sock, request.method, request.url.raw_path.decode(), dict(request.headers), request.read())
    sock.allowance = 2 * ANSWER_LIMIT
    content = response.read(ANSWER_LIMIT)
    if response.length and len(content) < ANSWER_LIMIT:
        raise IncompleteRead(content, response.length)
    headers = [(name, value) for name, value in response.getheaders() if name.lower() != "content-encoding"]
    return httpx2.Response(response.status, headers=headers, content=content, request=request)


@cache
def _tls() -> SSLContext:
    """Made once: it reads all the certificate authorities of the system."""
    return create_default_context()
