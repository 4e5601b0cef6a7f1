"""A change of an item, told to everybody who has a WebSocket open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from instarecipe import answers
from instarecipe.connections import Connections, Socket
from instarecipe.domain.changes import Announcement, announcement
from instarecipe.domain.errors import Refused, Unavailable
from instarecipe.domain.item import Item
from instarecipe.items import Items
from instarecipe.observability import log
from instarecipe.ports import Sockets

SNAPSHOT = 100
FEW, THREADS = 8, 16


@dataclass(frozen=True)
class Announce:
    items: Items
    connections: Connections
    sockets: Sockets

    def change(self, old: Item | None, new: Item | None) -> None:
        """Tells whoever watches. A dead socket is forgotten, a slow one delays nobody for long."""
        item = new or old
        what = announcement(old, new)
        if item is None or what is None:
            return
        listening = [
            socket
            for socket in self.connections.sockets(item.owner)
            if socket.subscribed and socket.item_id in (None, item.id)
        ]
        if listening:
            self._tell(listening, self._message(item, what))

    def subscribe(self, socket: Socket, item_id: str | None) -> None:
        """From now on every change; first what is there: the item, or all that are not at an end."""
        watching = self.connections.subscribe(socket, item_id)
        if item_id:
            item = self.items.get(socket.owner, item_id)
            if item is None:
                raise Refused(404, "not_found", "There is no such link here.")
            snapshot = [item]
        else:
            snapshot = self.items.open(socket.owner, limit=SNAPSHOT)
        for item in snapshot:
            self._tell([watching], self._message(item, Announcement.UPDATED))

    def _message(self, item: Item, what: Announcement) -> str:
        if what is Announcement.REMOVED:
            return json.dumps({"type": what, "itemId": item.id})
        results = self.items.results(item) if answers.tells_results(item) else None
        return json.dumps(answers.socket_update(item, results))

    def _tell(self, listening: Sequence[Socket], message: str) -> None:
        """All at once where they are many: a thousand of them may be dead, and a batch has a minute."""
        if len(listening) <= FEW:
            alive = [self._send(socket, message) for socket in listening]
        else:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(THREADS, "sockets") as pool:
                alive = list(pool.map(partial(self._send, message=message), listening))
        self.connections.forget(
            *(socket for socket, is_alive in zip(listening, alive, strict=True) if not is_alive)
        )

    def _send(self, socket: Socket, message: str) -> bool:
        """False when it is gone for good."""
        try:
            return self.sockets.send(socket.connection_id, message)
        except Unavailable as error:
            log.warning("socket did not take a message", extra={"cause": str(error)})
            return True
