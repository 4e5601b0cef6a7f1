"""One SQLite file for everything: write-ahead log, every commit on disk before it is answered.

One writer at a time in this process (a lock here, so that nobody spins on SQLite's own), any number of
readers. The folder is locked for one process. What an older version made stays as it is: the same statements
work on it, and only the tree of its rows is deeper.
"""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, LifoQueue

from instarecipe.domain.errors import NoRoom, Unavailable

FILE = "instarecipe.sqlite3"

_IMAGE = ", ".join(
    f"'{column}', {{0}}.{column}"
    for column in ("version", "body", "expires", "created", "status", "updated", "due")
)
_NEW, _OLD = (f"json_object({_IMAGE.format(row)})" for row in ("NEW", "OLD"))

# `rows` has a rowid: without one, whole rows stand on every level of its tree, a handful to a page.
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS rows (
    pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, expires INTEGER,
    created TEXT, status TEXT, updated TEXT, due TEXT,
    PRIMARY KEY (pk, sk)
);
CREATE INDEX IF NOT EXISTS by_created ON rows (pk, created, sk) WHERE created IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_status ON rows (pk, status, sk) WHERE status IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_updated ON rows (pk, updated, sk) WHERE updated IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_due ON rows (due, pk, sk) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_expires ON rows (expires) WHERE expires IS NOT NULL;

CREATE TABLE IF NOT EXISTS transactions (token TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS changes (
    position INTEGER PRIMARY KEY AUTOINCREMENT, pk TEXT NOT NULL, sk TEXT NOT NULL, old TEXT, new TEXT
);
CREATE TABLE IF NOT EXISTS readers (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS inserted AFTER INSERT ON rows WHEN NEW.pk LIKE 'o#%' BEGIN
    INSERT INTO changes (pk, sk, new) VALUES (NEW.pk, NEW.sk, {_NEW});
END;
CREATE TRIGGER IF NOT EXISTS updated AFTER UPDATE ON rows WHEN NEW.pk LIKE 'o#%' BEGIN
    INSERT INTO changes (pk, sk, old, new) VALUES (NEW.pk, NEW.sk, {_OLD}, {_NEW});
END;
CREATE TRIGGER IF NOT EXISTS deleted AFTER DELETE ON rows WHEN OLD.pk LIKE 'o#%' BEGIN
    INSERT INTO changes (pk, sk, old) VALUES (OLD.pk, OLD.sk, {_OLD});
END;

CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, share TEXT NOT NULL, sent_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL, receive_count INTEGER NOT NULL, receipt TEXT, dead INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_share ON messages (share, visible_at) WHERE dead = 0;
CREATE INDEX IF NOT EXISTS by_visible ON messages (visible_at) WHERE dead = 0;
CREATE INDEX IF NOT EXISTS by_receives ON messages (receive_count) WHERE dead = 0;
CREATE INDEX IF NOT EXISTS by_receipt ON messages (receipt) WHERE receipt IS NOT NULL;
CREATE TABLE IF NOT EXISTS turns (share TEXT PRIMARY KEY, turn INTEGER NOT NULL) WITHOUT ROWID;
"""  # noqa: S608 names of columns only


class Locked(RuntimeError):
    """Another process works on this folder."""


class Database:
    """Raises `Locked` when the folder is in use, `Unavailable` when SQLite cannot do what was asked.

    An operator's command opens it beside a host, not `alone`.
    """

    def __init__(self, folder: Path, *, alone: bool = True) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._file = folder / FILE
        self._lock = (folder / "lock").open("a")
        try:
            if alone:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise Locked(f"{folder} is in use by another InstaRecipe") from None
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._writing = threading.Lock()
        self._closed = False
        with self._connection() as connection:
            connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")  # one flush to the disk instead of many

    def close(self) -> None:
        """Whoever still reads or writes closes what they used as they end."""
        self._closed = True
        self._close_idle()
        self._lock.close()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection:
            yield connection

    @contextmanager
    def write(self, *, flush: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end, or nothing of it when an exception leaves the block.

        Without `flush` it does not wait for the disk: `kill -9` loses nothing of it, a power cut may.
        """
        with self._writing, self._connection() as connection:
            connection.execute(f"PRAGMA synchronous = {'FULL' if flush else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle_one() or self._open()
            try:
                yield connection
            finally:
                self._idle.put(connection)
                if self._closed:
                    self._close_idle()
        except sqlite3.DatabaseError as error:
            is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
            raise (NoRoom if is_full else Unavailable)(f"{self._file}: {error}") from error

    def _close_idle(self) -> None:
        while connection := self._idle_one():
            connection.close()

    def _idle_one(self) -> sqlite3.Connection | None:
        with suppress(Empty):
            return self._idle.get_nowait()
        return None

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._file, isolation_level=None, check_same_thread=False, timeout=5, cached_statements=64
        )
        connection.execute("PRAGMA journal_mode = WAL")
        return connection
