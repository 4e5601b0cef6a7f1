"""Rows 46 to 52: what the services between the functions do on a bad day."""

from __future__ import annotations

import json

import pytest

from instarecipe.domain.errors import Transient
from instarecipe.domain.item import Status
from instarecipe.embedded.queue import VISIBILITY_MS
from instarecipe.hints import Hint, read_hint
from instarecipe.items import item_key
from instarecipe.ports import ROW_LIMIT, Put, Row
from instarecipe.submission import Submission
from tests.faults.conftest import Fired, MakeWorld
from tests.faults.extent import EXTENT
from tests.faults.strikes import How
from tests.faults.world import OWNERS, SECOND, World

LINK = "https://recipes.example/1"
TRIES = 4
"""Of one write, before its caller hears of the trouble."""
HALF_AN_HOUR = 1_800


def succeeded(world: World) -> bool:
    return {item.status for item in world.items()} == {Status.SUCCESS}


@pytest.mark.parametrize("how", [How.FAIL_BEFORE, How.FAIL_AFTER], ids=str)
def test_row_46_each_write_is_throttled_for_longer_than_it_is_repeated(
    make_world: MakeWorld, how: How
) -> None:
    calm = make_world()
    calm.share(LINK)
    calm.drain()
    writes = sum(task.calls.count("table.transact") for task in calm.ended if task.function == "process")
    assert writes > 8
    for number in range(1, writes + 1):
        world = make_world()
        throttled = world.strikes.add("process", r"table\.transact", how, nth=number, times=TRIES)
        world.share(LINK)
        world.drain()
        world.heal()
        assert throttled.fired
        assert succeeded(world), world.log()
        assert len(world.manager.recipes) == 1
        world.check()


def test_row_46_an_admission_that_is_throttled_is_refused_whole(world: World) -> None:
    throttled = world.strikes.add("enqueue", r"table\.transact", How.FAIL_BEFORE, times=TRIES)
    refused = world.share(LINK)
    assert (refused.status, throttled.fired, world.items()) == (503, TRIES, [])
    assert world.share(LINK).status == 201
    world.drain()
    world.check()


@pytest.mark.parametrize("character", ["x", "é", "🍅", "\\", "\x01"])
def test_row_47_a_post_larger_than_a_row(world: World, fired: Fired, character: str) -> None:
    line = f"400 g tomatoes {character * 3_000}\n"
    world.ports.posts.texts[LINK] = line * 200 + "\n400 g tomatoes\n\nCook the tomatoes for ten minutes."
    world.share(LINK)
    world.drain()
    item = world.items()[0]
    assert item.status.terminal
    assert item.attempts == 1
    with world.table.database.read() as connection:
        [largest] = connection.execute("SELECT max(length(CAST(body AS BLOB))) FROM rows").fetchone()
    fired()
    assert 100_000 < largest <= ROW_LIMIT
    world.check()


def test_row_48_a_message_is_a_pointer_whatever_was_sent(world: World, fired: Fired) -> None:
    world.processing = False
    text = "400 g tomatoes\n" * 60_000
    assert world.share(LINK, text=text).status == 201
    [body] = world.queue.bodies()
    fired(len(text) // 262_144)
    assert len(body) < 200
    world.processing = True
    world.drain()
    world.check()


def test_row_49_lambda_refuses_messages_for_half_an_hour(world: World, fired: Fired) -> None:
    """Each time it refuses one, the message counts as received and is hidden."""
    world.throttled = True
    for number in range(20):
        world.share(f"{LINK}{number}")
        world.run(HALF_AN_HOUR / 20)
    fired(world.queue.sent)
    assert world.ports.posts.read == []
    world.throttled = False
    world.drain(3 * VISIBILITY_MS)
    assert world.queue.dead_letters() == []
    assert succeeded(world)
    world.check()


def test_row_50_rows_and_messages_of_other_versions(world: World, fired: Fired) -> None:
    """An older row has fewer fields, a newer one more; so have messages."""
    world.processing = False
    ids = [world.share(f"{LINK}{number}").id for number in range(2)]
    older, newer = (_row(world, id_) for id_ in ids)
    stored = json.loads(older.body)
    for name in ("phases", "due_at", "warnings"):
        stored.pop(name, None)
    _replace(world, older, stored)
    _replace(world, newer, {**json.loads(newer.body), "colour": "red", "nested": {"deep": [1]}})
    for body in world.queue.bodies():
        world.queue.lose(body)
        world.queue.send(json.dumps({**json.loads(body), "schema": 9, "trace": {"id": "x"}}))
    fired(2 + len(ids))
    world.processing = True
    world.drain()
    assert succeeded(world)
    world.check()


def test_row_50_what_this_version_writes_an_older_one_reads(world: World, fired: Fired) -> None:
    """A hint is these three fields for ever."""
    world.processing = False
    item_id = world.share(LINK).id
    [body] = world.queue.bodies()
    fired()
    assert set(json.loads(body)) >= {"owner", "itemId", "generation"}
    assert read_hint(body) == Hint(OWNERS[0], item_id, 1)


def test_row_51_an_operator_redrives_everything_twice(make_world: MakeWorld, fired: Fired) -> None:
    world = make_world(attempts=1, workers=8)
    slow = Transient("site_slow", "It did not answer.")
    failing = world.strikes.add("process", "posts", How.FAIL_BEFORE, times=EXTENT.links, raises=slow)
    for number in range(EXTENT.links):
        world.calm.admit(OWNERS[0], Submission(f"{LINK}{number}"))
    world.drain()
    assert failing.fired == EXTENT.links
    assert len(world.queue.dead_letters()) == EXTENT.links
    fired(world.redrive())
    letters = world.queue.bodies()
    world.drain()
    assert succeeded(world)
    done = world.items()
    for body in letters:
        world.queue.send(body)
    world.drain()
    assert world.items() == done
    world.check()


@pytest.mark.parametrize("tries", [1, 2])
def test_row_52_secrets_that_cannot_be_read_at_a_cold_start(world: World, tries: int) -> None:
    """It fails at once and is tried again; a token that was not read is never taken for one not set."""
    away = world.strikes.add("process", r"ssm\.call", How.FAIL_BEFORE, times=tries)
    item_id = world.share(LINK).id
    begun = world.clock.now
    world.until(lambda: away.fired == tries)
    world.drain()
    item = world.item(item_id)
    assert item
    assert (item.status, item.error_code, item.attempts) == (Status.SUCCESS, None, tries + 1)
    assert item.updated_at - begun < 60 * SECOND
    assert not any("not_set_up" in line for line in world.logs.lines)
    world.check()


def _row(world: World, id_: str) -> Row:
    row = world.table.get([item_key(OWNERS[0], id_)])[0]
    assert row
    return row


def _replace(world: World, row: Row, stored: dict[str, object]) -> None:
    other = Row(row.key, row.version + 1, json.dumps(stored), row.indexes)
    world.table.transact([Put(other, row.version)], world.new_id())
