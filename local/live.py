"""The two live channels of one process. Both call the functions that AWS calls, and add only the waiting."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from instarecipe.embedded.sockets import LocalSockets, Open
from local.events import Context, socket_event

Handler = Callable[[Any, Any], Any]

PING_SECONDS = 15.0
BACKLOG = 256
"""Messages that wait for a slow socket; beyond that it is closed, and will connect again."""


class News:
    """Wakes every open stream when something was stored. Made within the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: set[asyncio.Event] = set()
        self.stopping = False

    def tell(self) -> None:
        """From any thread."""
        self._loop.call_soon_threadsafe(self._wake)

    def stop(self) -> None:
        self.stopping = True
        self.tell()

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """False when nothing happened for so long."""
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return False
        event.clear()
        return True

    def listen(self) -> asyncio.Event:
        event = asyncio.Event()
        self._waiting.add(event)
        return event

    def leave(self, event: asyncio.Event) -> None:
        self._waiting.discard(event)


class LiveStream:
    """Server-Sent Events: the same function again and again, from the position that it reached."""

    def __init__(self, handler: Handler, news: News) -> None:
        self._handler = handler
        self._news = news

    async def open(self, event: dict[str, Any]) -> Response:
        listening = self._news.listen()  # before the first look, so that nothing falls in between
        answer = await self._call(event)
        if answer["statusCode"] != 200:
            self._news.leave(listening)
            return Response(answer["body"], answer["statusCode"], answer["headers"])
        headers = {**answer["headers"], "x-accel-buffering": "no"}
        return StreamingResponse(self._blocks(event, answer["body"], listening), headers=headers)

    async def _blocks(self, event: dict[str, Any], text: str, listening: asyncio.Event) -> AsyncIterator[str]:
        stream = _Connection()
        try:
            yield stream.first(text)
            while not self._news.stopping:
                if not await self._news.wait(listening, PING_SECONDS):
                    yield "event: ping\ndata: {}\n\n"
                    continue
                headers = {**event["headers"], "last-event-id": stream.position}
                answer = await self._call({**event, "headers": headers})
                if answer["statusCode"] != 200:
                    return
                fresh = stream.fresh(answer["body"])
                if fresh:
                    yield fresh
        finally:
            self._news.leave(listening)

    async def _call(self, event: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = await run_in_threadpool(self._handler, event, Context(10))
        return answer


class _Connection:
    """What one client has been sent: the position, and the newest version of each item."""

    def __init__(self) -> None:
        self.position = ""
        self._versions: dict[str, int] = {}

    def first(self, text: str) -> str:
        self.fresh(text)
        return text

    def fresh(self, text: str) -> str:
        """Those blocks that are updates which the client has not seen."""
        return "".join(
            block for block in text.split("\n\n") if self._is_fresh(block) for block in (block, "\n\n")
        )

    def _is_fresh(self, block: str) -> bool:
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "id" in fields:
            self.position = fields["id"]
        if fields.get("event") != "queue-update":
            return False
        told = json.loads(fields["data"])
        if told["version"] <= self._versions.get(told["itemId"], 0):
            return False
        self._versions[told["itemId"]] = told["version"]
        return True


class LiveSocket:
    """A WebSocket at `/live?ticket=…`. An ASGI endpoint."""

    def __init__(self, handler: Handler, sockets: LocalSockets) -> None:
        self._handler = handler
        self._sockets = sockets

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        socket = WebSocket(scope, receive, send)
        connection_id = uuid.uuid4().hex
        answer = await self._call(
            socket_event("CONNECT", connection_id, query={"ticket": socket.query_params.get("ticket", "")})
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
        except (WebSocketDisconnect, KeyError, RuntimeError):
            pass  # closed by either side, or bytes where text was expected
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
