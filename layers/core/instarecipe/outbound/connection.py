"""HTTP over sockets under a deadline. What http.client sends and receives is timed call by call and counted,
so neither a byte now and then nor a header without an end lasts longer, or takes more memory, than it may.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from socket import socket
from ssl import SSLContext, SSLSocket
from typing import TYPE_CHECKING, Final, cast

from instarecipe.ports import Deadline

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEADER_BYTES: Final = 65_536


def left(deadline: Deadline) -> float:
    """Seconds, more than 0. Raises `TimeoutError`."""
    if seconds := deadline.remaining():
        return seconds
    raise TimeoutError


@contextmanager
def closed_on_error(sock: socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sock.close()
        raise


def secured(plain: socket, context: SSLContext, host: str, deadline: Deadline) -> SSLSocket:
    """The handshake, with `host` as SNI and as the name that the certificate must carry."""
    with closed_on_error(plain):
        sock = context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    with closed_on_error(sock):
        sock.settimeout(left(deadline))
        sock.do_handshake()
    return sock


class TimedSocket:
    """As much of a socket as http.client uses. Closing the real one is left to whoever opened it.

    `allowance` counts down the bytes that may still be received; first it is for the headers.
    """

    def __init__(self, sock: socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self.allowance = HEADER_BYTES + io.DEFAULT_BUFFER_SIZE  # which is read ahead

    def sendall(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            self._sock.settimeout(left(self._deadline))
            rest = rest[self._sock.send(rest) :]

    def receive_into(self, buffer: WriteableBuffer) -> int:
        self._sock.settimeout(left(self._deadline))
        received = self._sock.recv_into(buffer)
        self.allowance -= received
        if self.allowance < 0:
            raise HTTPException("more bytes than a header, or chunks around so much content, may need")
        return received

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Received(self))

    def close(self) -> None:
        """For http.client, which is done with it earlier than with the file made of it."""


class _Received(io.RawIOBase):
    def __init__(self, sock: TimedSocket) -> None:
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        return self._sock.receive_into(buffer)


def ask(
    sock: TimedSocket, method: str, target: str, headers: Mapping[str, str], body: bytes | None = None
) -> HTTPResponse:
    """One request as it is given, up to the end of the answer's headers; http.client adds nothing."""
    connection = HTTPConnection("")
    connection.sock = cast("socket", sock)
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    return connection.getresponse()
