"""An HTTP proxy on 127.0.0.1 that knows CONNECT alone, and leads every tunnel to one site."""

from __future__ import annotations

import selectors
import socket
import threading
from socketserver import BaseRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Self

from tests.doubles.web import Site


class ConnectProxy:
    """`asked` holds the head of every request; `answer` is the status line of all of them."""

    def __init__(self, site: Site, answer: str = "HTTP/1.1 200 Connection established") -> None:
        self.asked: list[str] = []
        self._server = _Server(self, site, answer)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, proxy: ConnectProxy, site: Site, answer: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.proxy = proxy
        self.site = site
        self.answer = answer


class _Handler(BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.request.recv(1)
        self.server.proxy.asked.append(head.decode())
        self.request.sendall(f"{self.server.answer}\r\n\r\n".encode())
        if " 200 " in self.server.answer:
            with socket.create_connection(self.server.site.address) as site:
                _pump({self.request: site, site: self.request})


def _pump(peers: dict[socket.socket, socket.socket]) -> None:
    """Until one of the two ends."""
    with selectors.DefaultSelector() as ready:
        for sock, peer in peers.items():
            ready.register(sock, selectors.EVENT_READ, peer)
        while True:
            for key, _ in ready.select():
                content = key.fileobj.recv(65_536)  # type: ignore[union-attr]  # they are sockets
                if not content:
                    return
                key.data.sendall(content)
