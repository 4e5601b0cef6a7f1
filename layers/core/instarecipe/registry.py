"""Who may come in. Secrets are 256 random bits, of which only the hash is stored.

    t#{sha256}          t              a token or a browser session, found by its secret: it counts
    tokens#{owner}      {id}           the same one, as its owner lists it; in the index `due` when it ends
    owners              {owner}        whoever was ever given a token

A token that is ended lets nobody in from that write on. Its second row stays until all that was opened with
it is closed, so that the sweep finishes what a crash left (see `revocation.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.domain.moments import iso
from instarecipe.expiring import ExpiringRows, Stored, expiring_row
from instarecipe.ports import Clock, Delete, Key, Put, Row, Table

TOKENS_PER_OWNER = 100
SESSIONS_PER_OWNER = 100
LISTED = 2 * (TOKENS_PER_OWNER + SESSIONS_PER_OWNER)
"""More than there may be, since two that are made at once may overshoot."""
DUE = "tokens"
OWNERS = 100_000
ENDED_PER_RUN = 100
TRIES = 4
USE_NOTED_MS = 5 * 60_000
"""How coarsely the last use of a token is kept: a write for each request would cost more than it tells."""
OWNER_FORM = "at most 64 letters, digits and hyphens"


def is_owner(name: str) -> bool:
    """Whether a new owner may be called so; the name becomes a part of every key."""
    return len(name) <= 64 and name.isascii() and name.replace("-", "").isalnum()


class Token(NamedTuple):
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


class Registry(NamedTuple):
    """`new_secret` answers with 256 random bits in URL-safe text."""

    table: Table
    clock: Clock
    new_id: Callable[[], str]
    new_secret: Callable[[], str]

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
        self._note_owner(owner)
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
            hash=hash_of(secret),
            parent=parent,
        )
        rows = [_counting_row(token), _listed_row(token, token.expires_at)]
        self.table.transact([Put(row, None) for row in rows], self.new_id())
        return secret, token

    def token(self, secret: str) -> Token | None:
        """None also for a session whose token is gone. Notes the use, at most once in five minutes."""
        row = self.table.get([_by_secret(hash_of(secret))])[0]
        found = self._rows.alive(row)
        if row is None or found is None or (found["parent"] and not self.alive(found["parent"])):
            return None
        token = _token(found)
        if token.used_at is None or self.clock() - token.used_at >= USE_NOTED_MS:
            self._note_use(row, token)
        return token

    def alive(self, hash_: str) -> bool:
        """Whether a token with this hash lets somebody in."""
        return self._rows.read(_by_secret(hash_)) is not None

    def tokens(self, owner: str) -> list[Token]:
        """Those that let somebody in, sessions among them."""
        listed = [_by_secret(stored["hash"]) for stored in self._rows.listed(_list_of(owner), LISTED)]
        return [_token(stored) for stored in self._rows.read_all(listed)]

    def owners(self) -> list[str]:
        return [entry.key.sk for entry in self.table.query("", "owners", limit=OWNERS)]

    def end(self, token: Token) -> None:
        """From now on it lets nobody in, and it is among `ended` until it is forgotten."""
        for _ in range(TRIES):  # its use may be noted at the same moment
            counting, listed = self.table.get([_by_secret(token.hash), _listed(token)])
            if counting is None or listed is None:
                return
            ending = _listed_row(token, self.clock(), version=listed.version + 1)
            with suppress(Conflict):
                self.table.transact(
                    [Delete(counting.key, counting.version), Put(ending, listed.version)], self.new_id()
                )
                return
        raise Unavailable("the token is used too often just now")

    def ended(self) -> list[Token]:
        """Revoked and expired ones that are not forgotten yet."""
        until = iso(self.clock() + 1)
        found = self.table.query("due", DUE, high=until, limit=ENDED_PER_RUN)
        rows = self.table.get([entry.key for entry in found]) if found else []
        return [_token(json.loads(row.body)) for row in rows if row]

    def forget(self, token: Token) -> None:
        self._rows.delete(_by_secret(token.hash), _listed(token))

    @property
    def _rows(self) -> ExpiringRows:
        return ExpiringRows(self.table, self.clock, self.new_id)

    def _note_owner(self, owner: str) -> None:
        row = Row(Key("owners", owner), 1, "{}")
        if self.table.get([row.key])[0] is None:
            with suppress(Conflict):  # just noted by somebody else
                self.table.transact([Put(row, None)], self.new_id())

    def _note_use(self, row: Row, token: Token) -> None:
        """A lost write is harmless: it was revoked, somebody else noted a use, or the next one is noted."""
        used = _counting_row(token._replace(used_at=self.clock()), version=row.version + 1)
        with suppress(Conflict, Unavailable):
            self.table.transact([Put(used, row.version)], self.new_id())


def hash_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _counting_row(token: Token, version: int = 1) -> Row:
    return expiring_row(_by_secret(token.hash), token._asdict(), token.expires_at, version=version)


def _listed_row(token: Token, ends_at: int | None, version: int = 1) -> Row:
    indexes = {} if ends_at is None else {"due": f"{DUE}|{iso(ends_at)}#{token.id}"}
    return expiring_row(_listed(token), token._asdict(), None, version=version, indexes=indexes)


def _by_secret(hash_: str) -> Key:
    return Key(f"t#{hash_}", "t")


def _listed(token: Token) -> Key:
    return Key(_list_of(token.owner), token.id)


def _list_of(owner: str) -> str:
    return f"tokens#{owner}"


def _token(stored: Stored) -> Token:
    named = {name: value for name, value in stored.items() if name != "until"}
    return Token(**{**named, "scopes": tuple(stored["scopes"])})
