"""The port `Queue` over SQLite, with what SQS promises: visibility, receive counts, dead letters.

Whoever sends much waits longer: the shares (owners) take turns, as SQS fair queues do. Messages do not
wait for the disk: a power cut may lose or repeat the last ones, most of which are hints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from instarecipe.embedded.database import Database
from instarecipe.ports import Clock, Message

VISIBILITY_MS = 1_800_000


@dataclass(frozen=True)
class SqliteQueue:
    """`max_receives` is SQS's maxReceiveCount; `on_send` is called when a message may have become visible."""

    database: Database
    clock: Clock
    new_id: Callable[[], str]
    max_receives: int
    on_send: list[Callable[[], None]] = field(default_factory=list)

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        now = self.clock()
        with self.database.write(flush=False) as connection:
            connection.execute(
                "INSERT INTO messages (id, body, share, sent_at, visible_at, receive_count)"
                " VALUES (?, ?, ?, ?, ?, 0)",
                [self.new_id(), body, group, now, now + delay * 1000],
            )
            connection.execute("INSERT OR IGNORE INTO turns VALUES (?, 0)", [group])
        self._tell()

    def receive(self, limit: int) -> list[Message]:
        """At most one of each share at a time, the share that waited longest first."""
        now = self.clock()
        with self.database.read() as connection:
            if not connection.execute(
                "SELECT 1 FROM messages WHERE dead = 0 AND visible_at <= ? LIMIT 1", [now]
            ).fetchone():
                return []
        received: list[Message] = []
        with self.database.write(flush=False) as connection:
            connection.execute(
                "UPDATE messages SET dead = 1, receipt = NULL"
                " WHERE dead = 0 AND visible_at <= ? AND receive_count >= ?",
                [now, self.max_receives],
            )
            # One step into the index for each share, however many messages wait.
            chosen = connection.execute(
                "SELECT m.id, m.share, m.body, m.receive_count, m.sent_at FROM turns t JOIN messages m"
                " ON m.id = (SELECT id FROM messages WHERE dead = 0 AND share = t.share AND visible_at <= ?"
                " ORDER BY visible_at LIMIT 1)"
                " ORDER BY t.turn, m.visible_at LIMIT ?",
                [now, limit],
            ).fetchall()
            for id_, share, body, count, sent_at in chosen:
                receipt = self.new_id()
                connection.execute(
                    "UPDATE messages SET receipt = ?, receive_count = ?, visible_at = ? WHERE id = ?",
                    [receipt, count + 1, now + VISIBILITY_MS, id_],
                )
                connection.execute(
                    "INSERT OR REPLACE INTO turns SELECT ?, coalesce(max(turn), 0) + 1 FROM turns", [share]
                )
                received.append(Message(id_, receipt, body, count + 1, sent_at))
        return received

    def delete(self, receipt: str) -> None:
        with self.database.write(flush=False) as connection:
            shares = connection.execute("SELECT share FROM messages WHERE receipt = ?", [receipt]).fetchall()
            connection.execute("DELETE FROM messages WHERE receipt = ?", [receipt])
            connection.executemany(
                "DELETE FROM turns WHERE share = ?1"
                " AND NOT EXISTS (SELECT 1 FROM messages WHERE dead = 0 AND share = ?1)",
                shares,
            )

    def change_visibility(self, receipt: str, seconds: int) -> None:
        with self.database.write(flush=False) as connection:
            connection.execute(
                "UPDATE messages SET visible_at = ? WHERE receipt = ?",
                [self.clock() + seconds * 1000, receipt],
            )
        self._tell()

    # -- what the local host needs besides -----------------------------------------------------------

    def next_visible(self) -> int | None:
        """When the next message can be received, in milliseconds; None when there is none."""
        with self.database.read() as connection:
            found = connection.execute("SELECT min(visible_at) FROM messages WHERE dead = 0").fetchone()
        return None if found[0] is None else int(found[0])

    def free(self) -> None:
        """Makes every message visible: whoever received it is dead."""
        with self.database.write(flush=False) as connection:
            connection.execute(
                "UPDATE messages SET visible_at = ? WHERE receipt IS NOT NULL AND visible_at > ?",
                [self.clock(), self.clock()],
            )
            connection.execute("INSERT OR IGNORE INTO turns SELECT DISTINCT share, 0 FROM messages")

    def dead_letters(self) -> list[str]:
        with self.database.read() as connection:
            found = connection.execute("SELECT body FROM messages WHERE dead = 1 ORDER BY sent_at").fetchall()
        return [body for (body,) in found]

    def redrive(self) -> int:
        """Sends every dead letter again, as new messages with new ids and times."""
        with self.database.write() as connection:
            dead = connection.execute("SELECT id, body, share FROM messages WHERE dead = 1").fetchall()
            for id_, body, share in dead:
                connection.execute("DELETE FROM messages WHERE id = ?", [id_])
                connection.execute(
                    "INSERT INTO messages (id, body, share, sent_at, visible_at, receive_count)"
                    " VALUES (?, ?, ?, ?, ?, 0)",
                    [self.new_id(), body, share, self.clock(), self.clock()],
                )
                connection.execute("INSERT OR IGNORE INTO turns VALUES (?, 0)", [share])
        self._tell()
        return len(dead)

    def _tell(self) -> None:
        for listener in self.on_send:
            listener()
