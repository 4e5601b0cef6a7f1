"""The port `Table` over SQLite, with a feed of changes that triggers write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from instarecipe.domain.errors import Conflict
from instarecipe.embedded.database import Database
from instarecipe.ports import ROW_LIMIT, TRANSACTION_LIMIT, Change, Clock, Delete, Entry, Key, Put, Row

INDEXES = ("created", "status", "updated", "due")
COLUMNS = "pk, sk, version, body, expires, created, status, updated, due"
TOKEN_MS = 600_000


TOLD = ("o#", "tokens#")
"""Items, and what an owner's tokens are."""


@dataclass(frozen=True)
class SqliteTable:
    """`on_change` is called after each commit with the rows of `TOLD` in it, from the thread that wrote."""

    database: Database
    clock: Clock
    on_change: list[Callable[[Sequence[Key]], None]] = field(default_factory=list)

    def get(self, keys: Sequence[Key]) -> list[Row | None]:
        if not keys:
            return []
        wanted = ", ".join(["(?, ?)"] * len(keys))
        with self.database.read() as connection:
            found = connection.execute(
                # Not `(pk, sk) IN (VALUES …)`, for which SQLite reads the whole table.
                f"WITH wanted (pk, sk) AS (VALUES {wanted})"  # noqa: S608 placeholders only
                f" SELECT {COLUMNS} FROM wanted CROSS JOIN rows USING (pk, sk)",
                [part for key in keys for part in key],
            ).fetchall()
        rows = {row.key: row for row in map(_row, found)}
        return [rows.get(key) for key in keys]

    def query(
        self, index: str, pk: str, *, low: str = "", high: str = "", limit: int, descending: bool = False
    ) -> list[Entry]:
        column, where, values = _range(index, pk, low, high)
        order = "DESC" if descending else "ASC"
        with self.database.read() as connection:
            found = connection.execute(
                f"SELECT pk, sk, {column} FROM rows WHERE {where} ORDER BY {column} {order} LIMIT ?",  # noqa: S608
                [*values, limit],
            ).fetchall()
        skip = len(pk) + 1 if index == "due" else 0
        return [Entry(Key(pk, sk), sort[skip:]) for pk, sk, sort in found]

    def transact(self, writes: Sequence[Put | Delete], token: str) -> None:
        if len(writes) > TRANSACTION_LIMIT:
            raise ValueError(f"{len(writes)} writes in one transaction, at most {TRANSACTION_LIMIT}")
        with self.database.write() as connection:
            if connection.execute("SELECT 1 FROM transactions WHERE token = ?", [token]).fetchone():
                return
            connection.execute("INSERT INTO transactions VALUES (?, ?)", [token, self.clock()])
            for write in writes:
                if isinstance(write, Put):
                    _put(connection, write)
                else:
                    _delete(connection, write)
        keys = (write.row.key if isinstance(write, Put) else write.key for write in writes)
        if changed := [key for key in keys if key.pk.startswith(TOLD)]:
            for listener in self.on_change:
                listener(changed)

    # -- changes, for the embedded engine's own pumps ------------------------------------------------

    def changes(self, after: int, limit: int) -> list[Change]:
        with self.database.read() as connection:
            found = connection.execute(
                "SELECT position, pk, sk, old, new FROM changes WHERE position > ? ORDER BY position LIMIT ?",
                [after, limit],
            ).fetchall()
        return [
            Change(position, Key(pk, sk), _image(Key(pk, sk), old), _image(Key(pk, sk), new))
            for position, pk, sk, old, new in found
        ]

    def position(self, reader: str) -> int:
        with self.database.read() as connection:
            found = connection.execute("SELECT position FROM readers WHERE name = ?", [reader]).fetchone()
        return int(found[0]) if found else 0

    def advance(self, reader: str, position: int) -> None:
        """Remembers how far a reader has come, and forgets the changes that every reader has seen.

        After a power cut some are read again, as a stream may repeat them; two of five flushes are saved.
        """
        with self.database.write(flush=False) as connection:
            connection.execute("INSERT OR REPLACE INTO readers VALUES (?, ?)", [reader, position])
            connection.execute("DELETE FROM changes WHERE position <= (SELECT min(position) FROM readers)")

    def expire(self) -> int:
        """Removes rows and tokens whose time is over, as DynamoDB does by itself."""
        with self.database.write() as connection:
            connection.execute("DELETE FROM transactions WHERE at < ?", [self.clock() - TOKEN_MS])
            done = connection.execute("DELETE FROM rows WHERE expires < ?", [self.clock() // 1000])
            return done.rowcount


def _range(index: str, pk: str, low: str, high: str) -> tuple[str, str, list[str]]:
    if index and index not in INDEXES:
        raise ValueError(f"no index {index!r}")
    column = index or "sk"
    if index == "due":
        where, values = ["due > ?", "due < ?"], [f"{pk}|{low}", f"{pk}|{high}" if high else f"{pk}}}"]
        return column, " AND ".join(where), values
    where, values = ["pk = ?", f"{column} > ?"], [pk, low]
    if high:
        where.append(f"{column} < ?")
        values.append(high)
    return column, " AND ".join(where), values


def _row(found: sqlite3.Row | tuple[object, ...]) -> Row:
    pk, sk, version, body, expires, *indexed = found
    indexes = {name: value for name, value in zip(INDEXES, indexed, strict=True) if value is not None}
    return Row(Key(pk, sk), version, body, indexes, expires)  # type: ignore[arg-type]


def _put(connection: sqlite3.Connection, put: Put) -> None:
    row = put.row
    if len(row.body.encode()) > ROW_LIMIT:
        raise ValueError(f"row {row.key} is larger than {ROW_LIMIT} bytes")
    indexed = [row.indexes.get(name) for name in INDEXES]
    if put.expected is None:
        sql = f"INSERT OR IGNORE INTO rows ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        done = connection.execute(sql, [*row.key, row.version, row.body, row.expires, *indexed])
    else:
        done = connection.execute(
            "UPDATE rows SET version = ?, body = ?, expires = ?,"
            " created = ?, status = ?, updated = ?, due = ? WHERE pk = ? AND sk = ? AND version = ?",
            [row.version, row.body, row.expires, *indexed, *row.key, put.expected],
        )
    if done.rowcount != 1:
        raise Conflict(f"{row.key} is not at version {put.expected}")


def _delete(connection: sqlite3.Connection, delete: Delete) -> None:
    done = connection.execute(
        "DELETE FROM rows WHERE pk = ? AND sk = ? AND version = ?", [*delete.key, delete.expected]
    )
    if done.rowcount != 1:
        raise Conflict(f"{delete.key} is not at version {delete.expected}")


def _image(key: Key, stored: str | None) -> Row | None:
    if stored is None:
        return None
    image = json.loads(stored)
    rest = (image.get(name) for name in ("expires", *INDEXES))  # older versions did not keep them
    return _row((*key, image["version"], image["body"], *rest))
