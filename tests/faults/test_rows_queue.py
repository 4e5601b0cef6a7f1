"""Rows 1 to 7: hints that are lost, doubled, late, or without an item."""

from __future__ import annotations

from instarecipe.domain.item import Status
from tests.faults.conftest import Fired, MakeWorld
from tests.faults.strikes import How
from tests.faults.world import MINUTE, OWNERS, SECOND, Reply, World

LINK = "https://recipes.example/1"


def only(world: World) -> str:
    """The id of the one item."""
    [item] = world.items()
    return item.id


def test_row_01_crash_after_the_admission_before_the_hint(world: World) -> None:
    crash = world.strikes.add("enqueue", "queue.send", How.DIE_BEFORE)
    assert world.share(LINK).status == 502
    admitted = world.clock.now
    world.until(lambda: world.queue.sent == 1)
    assert world.clock.now - admitted < 2 * MINUTE + SECOND  # due after one, seen by the sweep of the next
    world.drain()
    assert crash.fired == 1
    assert world.items()[0].status is Status.SUCCESS
    world.check()


def test_row_02_a_hint_whose_answer_was_lost_is_doubled(world: World) -> None:
    """The doubled one is looked at and dropped: no worker reads, asks or saves twice."""
    lost = world.strikes.add("enqueue", "queue.send", How.FAIL_AFTER)
    item_id = world.share(LINK).id
    world.queue.send(world.queue.bodies()[0])
    world.drain()
    assert (lost.fired, world.asked[item_id, 1], len(world.ports.posts.read)) == (1, 1, 1)
    assert sum(task.function == "process" for task in world.ended) == 2
    world.check()


def test_row_03_an_admission_whose_answer_was_lost_is_sent_again(world: World) -> None:
    """First only the store's answer is lost, which nobody notices; then that of the whole function."""
    quiet = world.strikes.add("enqueue", "table.transact", How.FAIL_AFTER)
    first = world.share(LINK)
    assert (first.status, quiet.fired) == (201, 1)
    loud = world.strikes.add("enqueue", "table.transact", How.DIE_AFTER)
    assert world.share("https://recipes.example/2").status == 502
    again = world.share("https://recipes.example/2")
    assert (again.status, again.body["duplicate"], loud.fired) == (200, True, 1)
    world.drain()
    assert {item.id for item in world.items()} == {first.id, again.id}
    world.check()


def test_row_04_fifty_equal_submissions_at_once(world: World, fired: Fired) -> None:
    replies: list[Reply] = []
    for _ in range(50):
        world.begin(OWNERS[0], "POST", "/api/queue", {"url": LINK}, replies.append)
    world.until(lambda: len(replies) == 50)
    fired(len(replies) - 1)
    assert sorted(reply.status for reply in replies) == [200] * 49 + [201]
    assert {reply.id for reply in replies} == {only(world)}
    assert world.queue.sent == 1
    world.drain()
    world.check()


def test_row_05_one_message_for_two_consumers(world: World, fired: Fired) -> None:
    world.queue.doubles = 1.0
    item_id = world.share(LINK).id
    world.until(lambda: world.queue.doubled > 0)
    world.queue.doubles = 0.0
    fired(world.queue.doubled)
    world.drain()
    assert world.asked[item_id, 1] == 1
    assert world.items()[0].attempts == 1
    world.check()


def test_row_06_a_message_comes_again_after_three_days(world: World, fired: Fired) -> None:
    item_id = world.share(LINK).id
    hint = world.queue.bodies()[0]
    world.drain()
    done = world.item(item_id)
    world.run(3 * 86_400)
    world.queue.send(hint)
    fired()
    world.drain()
    assert world.item(item_id) == done
    assert world.asked[item_id, 1] == 1
    world.check()


def test_row_06_a_message_of_the_generation_before_comes_late(world: World, fired: Fired) -> None:
    """What the cook asked for anew is begun by its own message, not by one from before."""
    world.ports.posts.wrong.add(LINK)
    item_id = world.share(LINK).id
    old = world.queue.bodies()[0]
    world.drain()
    world.ports.posts.wrong.clear()
    world.processing = False
    assert world.retry(item_id).status == 200
    new = next(body for body in world.queue.bodies() if body != old)
    world.queue.lose(new)
    world.queue.send(old)
    fired()
    world.processing = True
    world.run(30)
    waiting = world.item(item_id)
    assert waiting
    assert (waiting.status, waiting.generation) == (Status.PENDING, 2)
    world.drain()
    assert world.items()[0].status is Status.SUCCESS
    world.check()


def test_row_07_a_message_of_a_deleted_item(make_world: MakeWorld, fired: Fired) -> None:
    world = make_world()
    world.processing = False
    item_id = world.share(LINK).id
    assert world.delete(item_id).status == 204
    world.processing = True
    world.queue.send(world.queue.bodies()[0])
    world.drain()
    orphans = world.logs.metric("Orphans")
    fired(len(orphans))
    assert len(orphans) == 2
    assert world.ports.posts.read == []
    world.check()


def test_row_02_a_hint_sent_in_the_moment_of_giving_up_is_no_redrive(world: World, fired: Fired) -> None:
    """The sweep sends before it writes: its hint may be some milliseconds younger than the item's end."""
    failing = world.strikes.add("process", "posts", How.FAIL_BEFORE, times=1_000)
    item_id = world.share(LINK).id
    hint = world.queue.bodies()[0]
    world.until(lambda: bool(world.ever(Status.UNHEALTHY)))
    world.queue.send(hint)
    fired()
    world.drain()
    item = world.item(item_id)
    assert item
    assert (item.status, item.attempts, failing.fired) == (Status.UNHEALTHY, 3, 3)
    assert len(world.queue.dead_letters()) == 2
    world.run(60)
    failing.times = 0
    world.redrive()
    world.drain()
    assert world.items()[0].status is Status.SUCCESS
    world.check()
