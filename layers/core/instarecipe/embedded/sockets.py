"""The port `Sockets` within one process: the host registers each open WebSocket with a way to send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Open:
    """Both are called from any thread; `send` answers False when the socket cannot take more."""

    send: Callable[[str], bool]
    close: Callable[[], None]


@dataclass(frozen=True)
class LocalSockets:
    open: dict[str, Open] = field(default_factory=dict)

    def send(self, connection_id: str, message: str) -> bool:
        socket = self.open.get(connection_id)
        return socket is not None and socket.send(message)

    def close(self, connection_id: str) -> None:
        socket = self.open.pop(connection_id, None)
        if socket:
            socket.close()
