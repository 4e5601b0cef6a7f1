"""WebSockets of one process: the functions that AWS calls for each route, and a queue before each client."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from instarecipe.embedded.sockets import LocalSockets, Open
from local.events import Context, socket_event

Handler = Callable[[Any, Any], Any]

BACKLOG = 256
"""Messages that wait for a slow socket; beyond that it is closed, and will connect again."""


class LiveSocket:
    """A WebSocket at `/live?ticket=…`. An ASGI endpoint."""

    def __init__(self, handler: Handler, sockets: LocalSockets) -> None:
        self._handler = handler
        self._sockets = sockets

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        socket = WebSocket(scope, receive, send)
        connection_id = uuid.uuid4().hex
        query = {"ticket": socket.query_params.get("ticket", "")}
        answer = await self._call(
            socket_event("CONNECT", connection_id, query=query, headers=dict(socket.headers))
        )
        if answer["statusCode"] != 200:
            await socket.close(4401)
            return
        await socket.accept()
        outgoing: asyncio.Queue[str | None] = asyncio.Queue(BACKLOG)
        self._sockets.open[connection_id] = _open(outgoing)
        sender = asyncio.create_task(_send_all(socket, outgoing))
        try:
            while True:
                text = await socket.receive_text()
                await self._call(socket_event("MESSAGE", connection_id, body=text))
        except KeyError:  # bytes
            await socket.close(1003)
        except (WebSocketDisconnect, RuntimeError):
            pass  # closed by either side
        finally:
            sender.cancel()
            self._sockets.open.pop(connection_id, None)
            await self._call(socket_event("DISCONNECT", connection_id))

    async def _call(self, event: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = await run_in_threadpool(self._handler, event, Context(10))
        return answer


def _open(outgoing: asyncio.Queue[str | None]) -> Open:
    loop = asyncio.get_running_loop()

    def put(message: str | None) -> None:
        if outgoing.full():
            while not outgoing.empty():
                outgoing.get_nowait()
            message = None
        outgoing.put_nowait(message)

    def send(message: str) -> bool:
        loop.call_soon_threadsafe(put, message)
        return True

    def close() -> None:
        loop.call_soon_threadsafe(put, None)

    return Open(send, close)


async def _send_all(socket: WebSocket, outgoing: asyncio.Queue[str | None]) -> None:
    """Until the end mark, which closes the socket."""
    while (message := await outgoing.get()) is not None:
        await socket.send_text(message)
    await socket.close(1013)
