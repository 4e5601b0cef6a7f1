"""A web site on 127.0.0.1 that does as its routes say, down to single bytes on the wire.

with Site({"/": page("<h1>Soup</h1>"), "/slow": drip}) as site:
    ... site.url("/") ...
assert site.count("/") == 1
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from ssl import SSLContext
from types import TracebackType
from typing import Any, NamedTuple, Self

Answer = tuple[int, Mapping[str, str], bytes]
"""Status, headers, body. Content-Length is added where neither it nor Transfer-Encoding is given."""


class Received(NamedTuple):
    """`path` is with the query, `headers` have lower-case names."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """The connection, for routes that write every byte themselves."""

    def __init__(self, sock: socket, closing: threading.Event) -> None:
        self._sock = sock
        self._closing = closing

    def send(self, content: bytes) -> None:
        """Raises `OSError` when the client, or the site, is gone: a route may send without an end."""
        if self._closing.is_set():
            raise ConnectionAbortedError
        self._sock.sendall(content)

    def pause(self, seconds: float) -> None:
        if self._closing.wait(seconds):
            raise ConnectionAbortedError

    def hung_up(self, seconds: float) -> bool:
        """Whether the client, which has nothing more to say, closes the connection within that time."""
        self._sock.settimeout(seconds)
        try:
            return self._sock.recv(1) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False


Route = Answer | Callable[[Received, Wire], None]


def page(html: str, status: int = 200) -> Answer:
    return status, {"Content-Type": "text/html; charset=utf-8"}, html.encode()


def redirect(location: str, status: int = 302) -> Answer:
    return status, {"Location": location}, b""


class Site:
    """`routes` may be changed at any time; a path that has none is looked for without its query, then 404."""

    def __init__(self, routes: Mapping[str, Route] | None = None, *, tls: SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.requests: list[Received] = []
        self.connections = 0
        self.closing = threading.Event()
        self._server = _Server(self, tls)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.scheme = "https" if tls else "http"

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def count(self, path: str) -> int:
        return sum(request.path == path for request in self.requests)

    def answer(self, path: str) -> Route:
        return self.routes.get(path) or self.routes.get(path.partition("?")[0]) or page("Not found", 404)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a client may keep its connection open
    request_queue_size = 128  # with five, one that comes while all are busy waits a second or three

    def __init__(self, site: Site, tls: SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.tls = tls

    def finish_request(self, request: Any, client_address: Any) -> None:
        """In the connection's own thread: a failing handshake or a client that leaves harms no other."""
        self.site.connections += 1
        try:
            if self.tls:
                with self.tls.wrap_socket(request, server_side=True) as secured:
                    super().finish_request(secured, client_address)
            else:
                super().finish_request(request, client_address)
        except OSError:
            return


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _serve(self) -> None:
        site = self.server.site
        length = int(self.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Received(self.command, self.path, headers, self.rfile.read(length))
        site.requests.append(request)
        route = site.answer(self.path)
        if callable(route):
            self.close_connection = True
            route(request, Wire(self.connection, site.closing))
        else:
            self._send(*route)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  (named by http.server)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if not {"content-length", "transfer-encoding"} & {name.lower() for name in headers}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests read `Site.requests`."""
