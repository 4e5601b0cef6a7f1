"""What only the engine of one machine promises: fair shares, its feed of changes, one process per folder."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from instarecipe.domain.errors import NoRoom, Unavailable
from instarecipe.embedded.database import Database, Locked
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.media import FileMedia
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.table import SqliteTable
from instarecipe.ports import Blob, Change, Delete, Engine, Entry, Key, Put, Row
from instarecipe.settings import Settings
from local.pumps import Pumps
from tests.doubles.older import older_folder
from tests.doubles.virtual import Clock, Ids

ITEM = Key("o#household", "i#1")


@pytest.fixture
def table(engine: Engine) -> SqliteTable:
    assert isinstance(engine.table, SqliteTable)
    return engine.table


@pytest.fixture
def queue(engine: Engine) -> SqliteQueue:
    assert isinstance(engine.queue, SqliteQueue)
    return engine.queue


def put(table: SqliteTable, key: Key, version: int) -> None:
    row = Row(key, version, f'{{"v":{version}}}')
    table.transact([Put(row, version - 1 or None)], f"{key} {version}")


# -- the queue -----------------------------------------------------------------------------------------


def test_who_sends_little_waits_for_nobody(queue: SqliteQueue) -> None:
    for number in range(50):
        queue.send(f"many {number}", group="many")
    queue.send("one", group="few")
    first, second = [queue.receive(1)[0].body for _ in range(2)]
    assert "one" in (first, second)


def test_shares_take_turns(queue: SqliteQueue, clock: Clock) -> None:
    for share in ("a", "b", "c"):
        for _ in range(3):
            clock.sleep(1)
            queue.send(share, group=share)
    assert "".join(queue.receive(1)[0].body for _ in range(9)) == "abcabcabc"


def test_the_oldest_of_a_share_comes_first(queue: SqliteQueue, clock: Clock) -> None:
    for number in range(5):
        queue.send(str(number), group="a")
        clock.sleep(1)
    assert [queue.receive(1)[0].body for _ in range(5)] == ["0", "1", "2", "3", "4"]


def test_one_receive_takes_one_of_each_share(queue: SqliteQueue) -> None:
    for share in ("a", "a", "b", "c", "c"):
        queue.send(share, group=share)
    assert sorted(message.body for message in queue.receive(10)) == ["a", "b", "c"]


def test_a_restarted_host_makes_every_message_visible(queue: SqliteQueue) -> None:
    queue.send("held")
    queue.send("delayed", delay=60)
    [held] = queue.receive(1)
    queue.free()
    [again] = queue.receive(1)
    assert (again.id, again.receive_count) == (held.id, 2)


def test_a_redriven_letter_is_a_new_message(queue: SqliteQueue, clock: Clock) -> None:
    queue.send("poison", group="a")
    for _ in range(3):
        [message] = queue.receive(1)
        queue.change_visibility(message.receipt, 0)
    assert queue.receive(1) == []
    clock.sleep(3_600)
    assert queue.redrive() == 1
    [again] = queue.receive(1)
    assert (again.body, again.receive_count, again.sent_at) == ("poison", 1, clock())
    assert again.id != message.id
    assert queue.dead_letters() == []


def test_the_host_knows_when_to_look_again(queue: SqliteQueue, clock: Clock) -> None:
    assert queue.next_visible() is None
    queue.send("late", delay=60)
    assert queue.next_visible() == clock() + 60_000
    queue.send("now")
    assert queue.next_visible() == clock()


def test_a_listener_hears_of_messages(queue: SqliteQueue) -> None:
    heard: list[None] = []
    queue.on_send.append(lambda: heard.append(None))
    queue.send("a")
    queue.change_visibility(queue.receive(1)[0].receipt, 0)
    assert len(heard) == 2


# -- the feed of changes -------------------------------------------------------------------------------


def test_each_change_shows_the_old_and_the_new_row(table: SqliteTable) -> None:
    put(table, ITEM, 1)
    put(table, ITEM, 2)
    table.transact([Delete(ITEM, 2)], "gone")
    one, two = Row(ITEM, 1, '{"v":1}'), Row(ITEM, 2, '{"v":2}')
    first, second, third = table.changes(0, 9)
    assert [(change.old, change.new) for change in (first, second, third)] == [
        (None, one),
        (one, two),
        (two, None),
    ]
    assert first.position < second.position < third.position
    assert table.changes(first.position, 1) == [second]


def test_a_change_shows_all_of_a_row(table: SqliteTable) -> None:
    indexes = {"created": "c", "status": "s", "updated": "u", "due": "due#1|x"}
    for version, row in enumerate([Row(ITEM, 1, "{}", indexes, expires=2_000_000_000), Row(ITEM, 2, "{}")]):
        table.transact([Put(row, version or None)], f"t{version}")
        change = table.changes(0, 9)[-1]
        assert change.new == table.get([ITEM])[0] == row
    assert change.old == Row(ITEM, 1, "{}", indexes, expires=2_000_000_000)


def test_other_rows_are_nobodys_news(table: SqliteTable) -> None:
    put(table, Key("r#household#1", "r"), 1)
    put(table, Key("o", "i#1"), 1)
    assert table.changes(0, 9) == []


def test_a_refused_write_is_no_news(table: SqliteTable) -> None:
    heard: list[list[Key]] = []
    table.on_change.append(lambda keys: heard.append(list(keys)))
    put(table, ITEM, 1)
    put(table, Key("l#tandoor", "l"), 1)
    with pytest.raises(Exception, match="not at version"):
        table.transact([Put(Row(Key("o#household", "i#2"), 1, "{}"), None), Delete(ITEM, 9)], "refused")
    assert (len(table.changes(0, 9)), heard) == (1, [[ITEM]])


def test_changes_stay_until_every_reader_has_seen_them(table: SqliteTable) -> None:
    for reader in ("stream", "notify"):
        table.advance(reader, 0)
    for version in (1, 2, 3):
        put(table, ITEM, version)
    positions = [change.position for change in table.changes(0, 9)]
    table.advance("stream", positions[2])
    assert len(table.changes(0, 9)) == 3
    table.advance("notify", positions[0])
    assert [change.position for change in table.changes(0, 9)] == positions[1:]
    assert (table.position("stream"), table.position("notify")) == (positions[2], positions[0])


class SlowStart:
    """A table whose reader `slow` comes to its first look only after `fast` has been through."""

    def __init__(self, table: SqliteTable) -> None:
        self._table = table
        self._fast_is_through = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)

    def changes(self, after: int, limit: int) -> list[Change]:
        if threading.current_thread().name == "slow":
            self._fast_is_through.wait(120)
        return self._table.changes(after, limit)

    def advance(self, reader: str, position: int) -> None:
        self._table.advance(reader, position)
        if reader == "fast" and position:
            self._fast_is_through.set()


def test_a_reader_that_starts_late_misses_nothing(table: SqliteTable, queue: SqliteQueue) -> None:
    put(table, ITEM, 1)
    seen, done = [], threading.Event()

    def slow(event: Any, context: Any) -> Any:
        seen.append(event["Records"][0]["eventName"])
        done.set()
        return {"batchItemFailures": []}

    def idle(event: Any, context: Any) -> Any:
        return {"batchItemFailures": []}

    slow_start: Any = SlowStart(table)
    pumps = Pumps(slow_start, queue, idle, {"fast": idle, "slow": slow}, idle, int, workers=0)
    pumps.start()
    try:
        assert done.wait(120)
    finally:
        pumps.stop(5)
    assert seen == ["INSERT"]


def test_rows_wait_for_the_disk_but_neither_messages_nor_places_do(
    table: SqliteTable, queue: SqliteQueue
) -> None:
    def flushed(write: Callable[[], object]) -> bool:
        write()
        with table.database.read() as connection:
            [setting] = connection.execute("PRAGMA synchronous").fetchone()
        full, normal = 2, 1
        assert setting in (full, normal)
        return bool(setting == full)

    assert flushed(lambda: put(table, ITEM, 1))
    assert not flushed(lambda: table.advance("stream", 0))
    assert flushed(lambda: put(table, ITEM, 2))
    assert not flushed(lambda: queue.send("a"))
    assert flushed(table.expire)
    assert not flushed(lambda: queue.delete(queue.receive(1)[0].receipt))
    assert flushed(queue.redrive)


# -- the folder ----------------------------------------------------------------------------------------


def test_a_folder_belongs_to_one_process(engine: Engine, settings: Settings) -> None:
    with pytest.raises(Locked, match="in use"):
        Database(Path(settings.data_dir))


def test_who_still_reads_when_the_folder_is_closed_leaves_nothing_open(tmp_path: Path) -> None:
    database = Database(tmp_path)
    with database.read() as late:
        database.close()
        assert late.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        late.execute("SELECT 1")


def test_what_was_answered_is_there_after_a_restart(settings: Settings, clock: Clock, ids: Ids) -> None:
    for expected in (None, '{"v":1}'):
        engine = embedded_engine(settings, clock, ids)
        table = engine.table
        assert isinstance(table, SqliteTable)
        row = table.get([ITEM])[0]
        assert (row.body if row else None) == expected
        if row is None:
            put(table, ITEM, 1)
            engine.queue.send("a")
            engine.media.put("given/o/i/r", Blob(b"x", "text/plain"))
        else:
            assert [message.body for message in engine.queue.receive(1)] == ["a"]
            assert engine.media.get("given/o/i/r") == Blob(b"x", "text/plain")
        table.database.close()


def test_what_an_older_version_kept_is_there_and_goes_on(tmp_path: Path, clock: Clock) -> None:
    kept, moment = Key("o#household", "i#kept"), "2025-01-01T00:00:00.000Z#kept"
    row = Row(kept, 3, '{"kept":true}', {"created": moment})
    older_folder(tmp_path / "older")
    for version in (3, 4):
        table = SqliteTable(Database(tmp_path / "older"), clock)
        assert table.get([kept]) == [row._replace(version=version)]
        assert table.query("created", kept.pk, limit=9) == [Entry(kept, moment)]
        table.transact([Put(row._replace(version=version + 1), version)], f"to {version + 1}")
        assert [change.new.version for change in table.changes(0, 9) if change.new][-1] == version + 1
        table.database.close()


def test_a_full_disk_is_told_apart_from_a_busy_one(tmp_path: Path) -> None:
    """SQLite's limit of pages fails as a disk without room does, from the one connection that is used."""
    database = Database(tmp_path)
    with database.write() as connection:
        connection.execute("PRAGMA max_page_count = 1")  # as many as there are, at least
    with pytest.raises(NoRoom), database.write() as connection:
        connection.execute(
            "INSERT INTO rows (pk, sk, version, body) VALUES ('p', 's', 1, ?)", ["x" * 100_000]
        )
    with database.write() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
        connection.execute("INSERT INTO rows (pk, sk, version, body) VALUES ('p', 's', 1, '')")
    database.close()


def test_what_expires_is_removed_when_its_second_is_over(table: SqliteTable, clock: Clock) -> None:
    row = Row(Key("k#1", "k"), 1, "{}", expires=clock() // 1000)
    table.transact([Put(row, None)], "t")
    assert table.expire() == 0
    clock.sleep(1)
    assert table.expire() == 1
    assert table.get([row.key]) == [None]


def test_no_part_is_left_beside_a_stored_file(engine: Engine, settings: Settings) -> None:
    name = "pictures/o/i/p"
    engine.media.put(name, Blob(b"whole", "image/jpeg"))
    folder = Path(settings.data_dir) / "media" / "pictures" / "o" / "i"
    assert [path.name for path in folder.iterdir()] == ["p"]


def test_a_file_is_flushed_under_its_own_name(tmp_path: Path) -> None:
    """Before, the disk need not know of its renaming."""
    seen: list[Blob | None] = []
    media = FileMedia(tmp_path, flush=lambda _: seen.append(media.get("given/o/i/1")))
    media.put("given/o/i/1", Blob(b"whole", "text/plain"))
    assert seen == [Blob(b"whole", "text/plain")]


def test_a_disk_that_takes_no_file_is_a_store_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "media").touch()
    with pytest.raises(Unavailable, match="Not a directory"):
        FileMedia(tmp_path / "media").put("given/o/i/1", Blob(b"", "text/plain"))
