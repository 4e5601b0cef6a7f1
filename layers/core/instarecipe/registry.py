"""Who may come in and who listens. Secrets are 256 random bits, of which only the hash is stored.

    t#{sha256}          t              a token or a browser session, found by its secret
    tokens#{owner}      {id}           the same one, as its owner lists it
    k#{sha256}          k              a ticket that opens one WebSocket
    sockets#{owner}     {connection}   an open WebSocket, as a change looks for it
    w#{connection}      w              the same one, as its own messages look for it

What expires is checked on read, since engines remove it late.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.ports import Clock, Delete, Key, Put, Row, Table

TICKET_MS = 30_000
SOCKET_MS = 2 * 3_600_000
"""API Gateway ends every WebSocket after two hours."""
SOCKETS_PER_OWNER = 1_000
TOKENS_PER_OWNER = 100
TRIES = 4
USE_NOTED_MS = 5 * 60_000
"""How coarsely the last use of a token is kept: a write for each request would cost more than it tells."""


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is `token` (personal access token) or `session` (browser). Times in milliseconds.

    `parent` is the hash of the token that a session was opened with, and ends with. `used_at` is coarse.
    """

    id: str
    owner: str
    name: str
    scopes: tuple[str, ...]
    created_at: int
    expires_at: int | None = None
    kind: str = "token"
    hash: str = ""
    parent: str = ""
    used_at: int | None = None


@dataclass(frozen=True, slots=True)
class Socket:
    """`item_id` is set when it watches one item only."""

    connection_id: str
    owner: str
    item_id: str | None = None
    subscribed: bool = False


@dataclass(frozen=True)
class Registry:
    """`new_secret` answers with 256 random bits in URL-safe text."""

    table: Table
    clock: Clock
    new_id: Callable[[], str]
    new_secret: Callable[[], str]

    # -- tokens and sessions -------------------------------------------------------------------------

    def issue(
        self,
        owner: str,
        name: str,
        scopes: Sequence[str],
        *,
        lasts_ms: int | None,
        kind: str = "token",
        parent: str = "",
    ) -> tuple[str, Token]:
        """The secret, which nobody can show again, and what is known about it."""
        secret = f"ir_{self.new_secret()}"
        now = self.clock()
        token = Token(
            id=self.new_id(),
            owner=owner,
            name=name,
            scopes=tuple(scopes),
            created_at=now,
            expires_at=now + lasts_ms if lasts_ms else None,
            kind=kind,
            hash=_hash(secret),
            parent=parent,
        )
        rows = [self._row(key, asdict(token), token.expires_at) for key in _token_keys(token)]
        self.table.transact([Put(row, None) for row in rows], self.new_id())
        return secret, token

    def token(self, secret: str) -> Token | None:
        """None also for a session whose token is gone. Notes the use, at most once in five minutes."""
        row = self.table.get([_by_secret(_hash(secret))])[0]
        found = self._alive(row)
        if row is None or found is None or (found["parent"] and not self._read(_by_secret(found["parent"]))):
            return None
        token = _token(found)
        if token.used_at is None or self.clock() - token.used_at >= USE_NOTED_MS:
            self._note_use(row, token)
        return token

    def tokens(self, owner: str) -> list[Token]:
        listed = [stored["hash"] for stored in self._list(f"tokens#{owner}", TOKENS_PER_OWNER) if stored]
        rows = self.table.get([_by_secret(hash_) for hash_ in listed]) if listed else []
        return [_token(stored) for row in rows if (stored := self._alive(row))]

    def revoke(self, token: Token) -> None:
        for _ in range(TRIES):  # its use may be noted at the same moment
            if self._delete(*_token_keys(token)) or not self._read(_by_secret(token.hash)):
                return
        raise Unavailable("the token is used too often just now")

    # -- tickets -------------------------------------------------------------------------------------

    def issue_ticket(self, owner: str) -> str:
        secret = self.new_secret()
        row = self._row(Key(f"k#{_hash(secret)}", "k"), {"owner": owner}, self.clock() + TICKET_MS)
        self.table.transact([Put(row, None)], self.new_id())
        return secret

    def use_ticket(self, secret: str) -> str | None:
        """The owner, once: whoever uses a ticket removes it."""
        key = Key(f"k#{_hash(secret)}", "k")
        found = self._read(key)
        return found["owner"] if found and self._delete(key) else None

    # -- sockets -------------------------------------------------------------------------------------

    def connect(self, connection_id: str, owner: str) -> None:
        self._keep(Socket(connection_id, owner))

    def subscribe(self, socket: Socket, item_id: str | None) -> Socket:
        watching = Socket(socket.connection_id, socket.owner, item_id, subscribed=True)
        self._keep(watching)
        return watching

    def socket(self, connection_id: str) -> Socket | None:
        found = self._read(Key(f"w#{connection_id}", "w"))
        return Socket(**found) if found else None

    def sockets(self, owner: str) -> list[Socket]:
        rows = self._list(f"sockets#{owner}", SOCKETS_PER_OWNER)
        return [Socket(**stored) for stored in rows if stored]

    def disconnect(self, connection_id: str) -> None:
        socket = self.socket(connection_id)
        if socket:
            self._delete(*_socket_keys(socket))

    # -- rows ----------------------------------------------------------------------------------------

    def _keep(self, socket: Socket) -> None:
        """As it is now, whatever was there before."""
        keys = _socket_keys(socket)
        before = self.table.get(keys)
        puts = []
        for key, row in zip(keys, before, strict=True):
            version = row.version if row else 0
            new = self._row(key, asdict(socket), self.clock() + SOCKET_MS, version=version + 1)
            puts.append(Put(new, version or None))
        self.table.transact(puts, self.new_id())

    def _note_use(self, row: Row, token: Token) -> None:
        """A lost write is harmless: it was revoked, somebody else noted a use, or the next one is noted."""
        used = asdict(replace(token, used_at=self.clock()))
        new = self._row(row.key, used, token.expires_at, version=row.version + 1)
        with suppress(Conflict, Unavailable):
            self.table.transact([Put(new, row.version)], self.new_id())

    def _read(self, key: Key) -> dict[str, Any] | None:
        row = self.table.get([key])[0]
        return self._alive(row)

    def _list(self, pk: str, limit: int) -> list[dict[str, Any] | None]:
        keys = [entry.key for entry in self.table.query("", pk, limit=limit)]
        rows: list[Row | None] = []
        for start in range(0, len(keys), 100):
            rows += self.table.get(keys[start : start + 100])
        return [self._alive(row) for row in rows]

    def _alive(self, row: Row | None) -> dict[str, Any] | None:
        if row is None:
            return None
        stored: dict[str, Any] = json.loads(row.body)
        until = stored.pop("until", None)
        return None if until is not None and until <= self.clock() else stored

    def _row(self, key: Key, stored: dict[str, Any], until: int | None, version: int = 1) -> Row:
        expires = None if until is None else -(-until // 1000)
        return Row(key, version, json.dumps({**stored, "until": until}), expires=expires)

    def _delete(self, *keys: Key) -> bool:
        """True when it was this call that removed them."""
        rows = [row for row in self.table.get(keys) if row]
        if not rows:
            return False
        try:
            self.table.transact([Delete(row.key, row.version) for row in rows], self.new_id())
        except Conflict:
            return False
        return True


def _token_keys(token: Token) -> list[Key]:
    return [_by_secret(token.hash), Key(f"tokens#{token.owner}", token.id)]


def _by_secret(hash_: str) -> Key:
    return Key(f"t#{hash_}", "t")


def _socket_keys(socket: Socket) -> list[Key]:
    return [Key(f"sockets#{socket.owner}", socket.connection_id), Key(f"w#{socket.connection_id}", "w")]


def _token(stored: dict[str, Any]) -> Token:
    return Token(**{**stored, "scopes": tuple(stored["scopes"])})


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
