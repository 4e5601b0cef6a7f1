"""A recipe that nobody waits for goes, whatever fails meanwhile; one that anybody shows never does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

import pytest

from instarecipe.domain.errors import Unavailable
from instarecipe.domain.item import Status
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.table import SqliteTable
from instarecipe.hints import Removal, read_hint, read_removal, send_removal
from instarecipe.locks import PATIENCE_MS
from instarecipe.ports import Key, Row
from tests.doubles.kitchen import Kitchen, deleted_and_lost
from tests.doubles.mortal import Life
from tests.doubles.phases import SOUP, FakeTarget, fail, once, refuse
from tests.doubles.stored import OWNER
from tests.doubles.virtual import NOON

NEIGHBOUR = "neighbour"
LINK = "https://recipes.example/soup"


@dataclass(frozen=True)
class Busy(SqliteQueue):
    """Takes no removal until it was asked often enough."""

    refusals: list[Unavailable] = field(default_factory=list)

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        if "remove" in body and self.refusals:
            raise self.refusals.pop()
        super().send(body, delay=delay, group=group)


def busy(kitchen: Kitchen, *, times: int) -> Kitchen:
    queue = kitchen.engine.queue
    assert isinstance(queue, SqliteQueue)
    refusals = [Unavailable("the queue is busy")] * times
    reluctant = Busy(queue.database, queue.clock, queue.new_id, queue.max_receives, refusals=refusals)
    return replace(kitchen, engine=kitchen.engine._replace(queue=reluctant))


def made_for_a_deleted_item(kitchen: Kitchen, target: FakeTarget) -> None:
    """Recipe 1; the message that says so waits in the queue."""
    id_ = kitchen.admit(url=LINK)
    target.interrupt = once("created", lambda: kitchen.delete(id_))
    kitchen.work()
    assert list(target.recipes) == ["1"]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_worker_that_removes_what_another_made_may_die_at_any_call(
    kitchen: Kitchen, target: FakeTarget, before: bool
) -> None:
    """And blocks the target for no longer than a removal takes."""
    whole = Life()
    made_for_a_deleted_item(kitchen, target)
    kitchen.work(whole)
    assert target.recipes == {}
    for number in range(1, len(whole.calls) + 1):
        target.numbers = count(1)
        made_for_a_deleted_item(kitchen, target)
        life = Life(dies_at=number, before=before)
        kitchen.work(life)
        assert life.dead
        kitchen.clock.sleep(30 - PATIENCE_MS / 1000)
        kitchen.wiring().locks.take("fake", item="other", attempt_id="b", lasts_ms=1)
        kitchen.rest()
        assert target.recipes == {}, life.calls[-1]


def test_a_removal_outlasts_an_outage_of_hours(kitchen: Kitchen, target: FakeTarget) -> None:
    """Nobody else knows of that recipe. The longer it lasts, the more seldom the manager is asked."""
    made_for_a_deleted_item(kitchen, target)
    asked: list[int] = []

    def interrupt(_: str) -> None:
        asked.append(kitchen.clock())
        if len(asked) < 20:
            fail()

    target.interrupt = interrupt
    kitchen.rest(hours=5)
    assert (len(asked), target.recipes) == (20, {})
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert pauses == sorted(pauses)
    assert 3 * 3_600_000 < sum(pauses) < 4 * 3_600_000


@pytest.mark.parametrize(("trouble", "hours"), [(refuse, 1), (fail, 26)], ids=["refused", "for a day"])
def test_a_removal_that_nobody_can_do_is_left_to_the_operator(
    kitchen: Kitchen, target: FakeTarget, trouble: Callable[[], None], hours: int
) -> None:
    """Who sends the dead letters again once the cause is mended."""
    queue = kitchen.engine.queue
    assert isinstance(queue, SqliteQueue)
    made_for_a_deleted_item(kitchen, target)
    target.interrupt = lambda _: trouble()
    kitchen.rest(hours)
    assert (len(queue.dead_letters()), queue.next_visible(), list(target.recipes)) == (1, None, ["1"])
    target.interrupt = lambda _: None
    queue.redrive()
    kitchen.rest()
    assert (queue.dead_letters(), target.recipes) == ([], {})


def test_nothing_is_removed_from_another_manager(kitchen: Kitchen, target: FakeTarget) -> None:
    """Whose recipe 1 is another one."""
    made_for_a_deleted_item(kitchen, target)
    target.name = "another"
    kitchen.rest()
    assert list(target.recipes) == ["1"]


@pytest.mark.parametrize("at", ["created", "complete"])
def test_while_the_queue_is_away_a_worker_removes_what_it_made_itself(
    kitchen: Kitchen, target: FakeTarget, at: str
) -> None:
    id_ = kitchen.admit()
    target.interrupt = once(at, lambda: kitchen.delete(id_))
    busy(kitchen, times=1).work()
    assert target.recipes == {}


def test_what_a_lost_answer_made_is_removed_while_the_queue_is_away(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    id_ = kitchen.admit()

    target.interrupt = once("created", lambda: deleted_and_lost(kitchen, id_))
    busy(kitchen, times=1).work()
    assert target.recipes == {}


@pytest.mark.parametrize(("rounds", "left"), [(5, []), (6, ["1"])], ids=["for a minute", "for longer"])
def test_while_queue_and_manager_are_away_a_worker_keeps_trying(
    kitchen: Kitchen, target: FakeTarget, caplog: pytest.LogCaptureFixture, rounds: int, left: list[str]
) -> None:
    """Nobody else knows of the recipe. What is left in the end stands in the log."""
    id_ = kitchen.admit()

    def interrupt(call: str) -> None:
        if call == "created":
            kitchen.delete(id_)
        if call == "delete":
            fail()

    target.interrupt = interrupt
    busy(kitchen, times=rounds).work()
    target.interrupt = lambda _: None
    kitchen.rest()
    assert list(target.recipes) == left
    errors = [line for line in caplog.records if line.levelname == "ERROR"]
    assert [line.__dict__["reference"] for line in errors] == left


# -- what they must not touch ------------------------------------------------------------------------------


@pytest.mark.parametrize("early", [True, False], ids=["before it wakes", "before its message is read"])
@pytest.mark.parametrize("at", ["created", "complete"])
def test_a_late_workers_recipe_that_was_a_success_stays_when_the_entry_is_tidied_away(
    kitchen: Kitchen, target: FakeTarget, at: str, early: bool
) -> None:
    id_ = kitchen.admit()

    def sleep() -> None:
        kitchen.clock.sleep(600)
        item = kitchen.drained(id_)
        assert (item.status, item.reference) == (Status.SUCCESS, "1")
        if early:
            kitchen.delete(id_)

    target.interrupt = once(at, sleep)
    kitchen.work()
    if not early:
        kitchen.delete(id_)
    kitchen.rest()
    assert list(target.recipes) == ["1"]


@pytest.mark.parametrize("owner", [OWNER, NEIGHBOUR])
def test_a_recipe_that_another_item_found_and_shows_stays(
    kitchen: Kitchen, target: FakeTarget, owner: str
) -> None:
    """Its own create was lost in the outage in which the removal waits. Its entry may be tidied away."""
    made_for_a_deleted_item(kitchen, target)
    target.interrupt = lambda _: fail()
    kitchen.rest(hours=0.6)
    id_ = kitchen.admit(owner, LINK)
    kitchen.work()
    target.interrupt = lambda call: fail() if call == "delete" else None
    item = kitchen.drained(id_, owner)
    assert (item.status, item.reference) == (Status.SUCCESS, "1")
    target.interrupt = lambda _: None
    kitchen.wiring().manage.delete(owner, id_)
    kitchen.rest(hours=2)
    assert list(target.recipes) == ["1"]


def test_what_bears_its_number_in_a_manager_that_was_set_up_anew_stays(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    made_for_a_deleted_item(kitchen, target)
    target.recipes["1"] = replace(SOUP, source_url="https://recipes.example/grandmothers-cake")
    kitchen.rest()
    assert list(target.recipes) == ["1"]


# -- what they must not forget -----------------------------------------------------------------------------


def test_a_recipe_whose_item_is_deleted_as_it_cannot_be_completed_goes(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    id_ = kitchen.admit()

    target.interrupt = once("complete", lambda: deleted_and_lost(kitchen, id_))
    kitchen.work()
    kitchen.rest()
    assert (target.created, target.recipes) == (1, {})


@dataclass(frozen=True)
class Away(SqliteTable):
    """Says once that no lock can be read, when it is told to."""

    refusals: list[Unavailable] = field(default_factory=list)

    def get(self, keys: Sequence[Key]) -> list[Row | None]:
        if self.refusals and keys[0].pk.startswith("l#"):
            raise self.refusals.pop()
        return super().get(keys)


def test_a_lost_answer_that_nobody_could_look_for_stands_in_the_log(
    kitchen: Kitchen, target: FakeTarget, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = kitchen.admit()
    table = kitchen.engine.table
    assert isinstance(table, SqliteTable)
    away = Away(table.database, table.clock)

    def lose() -> None:
        away.refusals.append(Unavailable("the table is busy"))
        deleted_and_lost(kitchen, id_)

    target.interrupt = once("created", lose)
    replace(kitchen, engine=kitchen.engine._replace(table=away)).work()
    assert away.refusals == []
    assert [line.message for line in caplog.records if line.levelname == "ERROR"] == [
        "could not look for a recipe nobody waits for"
    ]


# -- messages ----------------------------------------------------------------------------------------------


def test_a_removal_arrives_as_it_was_sent(kitchen: Kitchen) -> None:
    removal = Removal(OWNER, "i", LINK, "fake", "1", since=NOON)
    send_removal(kitchen.engine.queue, removal)
    [message] = kitchen.engine.queue.receive(1)
    assert (read_removal(message.body), read_hint(message.body)) == (removal, None)


@pytest.mark.parametrize("since", ["1e999", "NaN", "[]", "null", '"noon"', "1" * 5_000])
def test_a_removal_that_nobody_can_read_is_left_to_the_dead_letters(
    kitchen: Kitchen, target: FakeTarget, since: str
) -> None:
    target.recipes["1"] = SOUP
    made_for = f'{{"owner": "{OWNER}", "itemId": "i", "link": "{LINK}"}}'
    body = f'{{"remove": "1", "target": "fake", "madeFor": {made_for}, "since": {since}}}'
    kitchen.engine.queue.send(body)
    kitchen.rest()
    queue = kitchen.engine.queue
    assert isinstance(queue, SqliteQueue)
    assert (queue.dead_letters(), list(target.recipes)) == ([body], ["1"])
