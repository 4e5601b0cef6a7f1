"""Who listens: tickets that open one WebSocket, and the WebSockets that are open.

    k#{sha256}          k              a ticket
    sockets#{owner}     {connection}   an open WebSocket, as a change looks for it
    w#{connection}      w              the same one, as its own messages look for it

A WebSocket ends with the token or session that asked for its ticket: with its time on read, with its
revocation by `revocation.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from instarecipe.domain.errors import Conflict, Refused, Unavailable
from instarecipe.expiring import ExpiringRows, Stored, expiring_row
from instarecipe.ports import TRANSACTION_LIMIT, Clock, Key, Put, Table
from instarecipe.registry import Token, hash_of

TICKET_MS = 30_000
SOCKET_MS = 2 * 3_600_000
"""API Gateway ends every WebSocket after two hours."""
SOCKETS_PER_OWNER = 1_000
AT_ONCE = TRANSACTION_LIMIT // 2
TRIES = 4


@dataclass(frozen=True, slots=True)
class Grant:
    """What a ticket stands for. `tokens` are the hashes of what it ends with: none where nobody signs in."""

    owner: str
    tokens: tuple[str, ...] = ()
    ends_at: int | None = None


@dataclass(frozen=True, slots=True)
class Socket:
    """`item_id` is set when it watches one item only; `tokens` and `ends_at` are its grant's."""

    connection_id: str
    owner: str
    item_id: str | None = None
    subscribed: bool = False
    tokens: tuple[str, ...] = ()
    ends_at: int | None = None


@dataclass(frozen=True)
class Connections:
    """`new_secret` answers with 256 random bits in URL-safe text."""

    table: Table
    clock: Clock
    new_id: Callable[[], str]
    new_secret: Callable[[], str]

    def issue_ticket(self, grant: Grant) -> str:
        secret = self.new_secret()
        row = expiring_row(_ticket(secret), asdict(grant), self.clock() + TICKET_MS)
        self.table.transact([Put(row, None)], self.new_id())
        return secret

    def use_ticket(self, secret: str) -> Grant | None:
        """Once: whoever uses a ticket removes it."""
        found = self._rows.read(_ticket(secret))
        if found is None or not self._rows.delete(_ticket(secret)):
            return None
        return Grant(**{**found, "tokens": tuple(found["tokens"])})

    def connect(self, connection_id: str, grant: Grant) -> None:
        self._keep(Socket(connection_id, grant.owner, tokens=grant.tokens, ends_at=grant.ends_at))

    def subscribe(self, socket: Socket, item_id: str | None) -> Socket:
        """Raises `Refused` 401 when it was closed meanwhile: it does not come back to life."""
        watching = replace(socket, item_id=item_id, subscribed=True)
        for _ in range(TRIES):
            before = self.table.get(_keys(socket))
            if None in before:
                raise unknown_connection()
            with suppress(Conflict):  # its messages may come two at once
                self._keep(watching, [row.version for row in before if row])
                return watching
        raise Unavailable("the socket changes too fast")

    def socket(self, connection_id: str) -> Socket | None:
        found = self._rows.read(Key(f"w#{connection_id}", "w"))
        socket = _socket(found) if found else None
        return socket if socket and self._may_listen(socket) else None

    def sockets(self, owner: str) -> list[Socket]:
        """Those that may be told something."""
        return [socket for socket in self.open(owner) if self._may_listen(socket)]

    def open(self, owner: str) -> list[Socket]:
        """Also those whose token has expired."""
        return [_socket(stored) for stored in self._rows.listed(f"sockets#{owner}", SOCKETS_PER_OWNER)]

    def disconnect(self, connection_id: str) -> None:
        found = self._rows.read(Key(f"w#{connection_id}", "w"))
        if found:
            self.forget(_socket(found))

    def forget(self, *sockets: Socket) -> None:
        """What changes just then stays, and is found out again."""
        for start in range(0, len(sockets), AT_ONCE):
            some = sockets[start : start + AT_ONCE]
            self._rows.delete(*(key for socket in some for key in _keys(socket)))

    def _may_listen(self, socket: Socket) -> bool:
        return socket.ends_at is None or socket.ends_at > self.clock()

    def _keep(self, socket: Socket, versions: Sequence[int] = ()) -> None:
        """`versions` are those that its two rows have now."""
        until = self.clock() + SOCKET_MS
        puts = [
            Put(expiring_row(key, asdict(socket), until, version=(version or 0) + 1), version)
            for key, version in zip(_keys(socket), versions or (None, None), strict=True)
        ]
        self.table.transact(puts, self.new_id())

    @property
    def _rows(self) -> ExpiringRows:
        return ExpiringRows(self.table, self.clock, self.new_id)


def grant_of(owner: str, token: Token | None) -> Grant:
    """`token` is what the caller showed."""
    if token is None:
        return Grant(owner)
    return Grant(owner, tuple(filter(None, (token.hash, token.parent))), token.expires_at)


def unknown_connection() -> Refused:
    return Refused(401, "unknown_connection", "Please connect again.")


def _ticket(secret: str) -> Key:
    return Key(f"k#{hash_of(secret)}", "k")


def _keys(socket: Socket) -> list[Key]:
    return [Key(f"sockets#{socket.owner}", socket.connection_id), Key(f"w#{socket.connection_id}", "w")]


def _socket(stored: Stored) -> Socket:
    return Socket(**{**stored, "tokens": tuple(stored["tokens"])})
