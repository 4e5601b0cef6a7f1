"""What an open WebSocket says: it came with a ticket, wants to watch, asks whether we are there, leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass

from instarecipe.announce import Announce
from instarecipe.auth import Caller
from instarecipe.connections import TICKET_MS, Connections, grant_of, unknown_connection
from instarecipe.domain.errors import Refused
from instarecipe.ports import Sockets
from instarecipe.registry import Registry


@dataclass(frozen=True)
class Listen:
    """`url` is where a browser opens its WebSocket, with `{host}` where the host that it asked belongs."""

    registry: Registry
    connections: Connections
    announce: Announce
    sockets: Sockets
    url: str

    def ticket(self, caller: Caller, host: str) -> dict[str, str | int]:
        """The answer of `POST /api/live-ticket`; `host` as the request named it."""
        ticket = self.connections.issue_ticket(grant_of(caller.owner, caller.token))
        url = self.url.replace("{host}", host)
        return {"url": url, "ticket": ticket, "expiresInSeconds": TICKET_MS // 1000}

    def connect(self, connection_id: str, ticket: str) -> None:
        """Nothing is sent yet: API Gateway refuses that until the connection stands. Raises `Refused` 401."""
        grant = self.connections.use_ticket(ticket)
        if grant is None:
            raise _bad_ticket()
        self.connections.connect(connection_id, grant)
        # Looked at after that write: whoever ends a token looks for its sockets after it is gone.
        if not all(map(self.registry.alive, grant.tokens)):
            self.connections.disconnect(connection_id)
            raise _bad_ticket()

    def message(self, connection_id: str, text: str) -> None:
        """`{"action": "subscribe", "itemId"?}` or `{"action": "ping"}`; help for anything else."""
        try:
            self._act(connection_id, text)
        except Refused as refused:
            told = {"type": "error", "error": refused.code, "message": refused.message}
            self.sockets.send(connection_id, json.dumps(told))
            if refused.status == 401:  # what it came with has ended
                self.sockets.close(connection_id)

    def disconnect(self, connection_id: str) -> None:
        self.connections.disconnect(connection_id)

    def _act(self, connection_id: str, text: str) -> None:
        try:
            said = json.loads(text)
            action, item_id = said.get("action"), said.get("itemId")
        except (ValueError, AttributeError, RecursionError):
            action, item_id = None, None
        if action == "ping":
            self.sockets.send(connection_id, json.dumps({"type": "pong"}))
            return
        if action != "subscribe" or not isinstance(item_id, str | None):
            raise Refused(400, "bad_action", 'Send {"action": "subscribe"} or {"action": "ping"}.')
        socket = self.connections.socket(connection_id)
        if socket is None:
            raise unknown_connection()
        self.announce.subscribe(socket, item_id)


def _bad_ticket() -> Refused:
    return Refused(401, "bad_ticket", "This ticket is used or too old. Ask for a new one.")
