"""A token's end: what was opened with it is closed too, at once or by the sweep within a minute."""

from __future__ import annotations

from dataclasses import dataclass

from instarecipe.connections import Connections, Socket
from instarecipe.domain.errors import Unavailable
from instarecipe.observability import log
from instarecipe.ports import Sockets
from instarecipe.registry import Registry, Token
from instarecipe.subscriptions import Subscriptions


@dataclass(frozen=True)
class Revocation:
    registry: Registry
    connections: Connections
    sockets: Sockets
    subscriptions: Subscriptions

    def __call__(self, token: Token) -> None:
        """Nobody gets in with it any more. A socket that cannot be closed just now is left to the sweep."""
        self.registry.end(token)
        self._finish(token)

    def sweep(self) -> int:
        """Closes what expired or half revoked tokens left open. Answers how many tokens there were."""
        ended = self.registry.ended()
        for token in ended:
            self._finish(token)
        return len(ended)

    def _finish(self, token: Token) -> None:
        try:
            for socket in self.connections.open(token.owner):
                if token.hash in socket.tokens:
                    self._close(socket)
            for session in self.registry.tokens(token.owner):
                if session.parent == token.hash:
                    self.registry.forget(session)
            self.subscriptions.end(token.owner, token.hash)
            self.registry.forget(token)
        except Unavailable as error:
            log.warning("token not forgotten", extra={"id": token.id, "cause": str(error)})

    def _close(self, socket: Socket) -> None:
        """Forgotten last: who is forgotten cannot be found and closed any more."""
        self.sockets.close(socket.connection_id)
        self.connections.forget(socket)
