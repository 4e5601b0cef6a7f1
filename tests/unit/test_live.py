"""Server-Sent Events, to the letter: what a connection begins with, what follows, what a resume repeats."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from instarecipe.domain import item as life
from instarecipe.domain.errors import Refused
from instarecipe.domain.item import Item, Status
from instarecipe.domain.moments import iso
from instarecipe.live import Live
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, POLICY, store, store_many
from tests.doubles.virtual import NOON, Clock


class Block(NamedTuple):
    event: str
    id: str | None
    retry: str | None
    told: dict[str, Any]


@pytest.fixture
def live(wiring: DoubledWiring) -> Live:
    return wiring.live


def blocks(text: str) -> list[Block]:
    """As the specification of EventSource reads them: a blank line ends a block, `data` is one line."""
    assert text.endswith("\n\n")
    found = []
    for block in text[:-2].split("\n\n"):
        pairs = [line.split(": ", 1) for line in block.split("\n")]
        fields = dict(pairs)
        assert len(fields) == len(pairs)
        assert fields.keys() <= {"event", "id", "retry", "data"}
        found.append(
            Block(fields["event"], fields.get("id"), fields.get("retry"), json.loads(fields["data"]))
        )
    return found


def read(live: Live, item_id: str | None = None, last: str | None = None) -> list[Block]:
    """The first block is the connection's."""
    connection, *rest = blocks(live.events(OWNER, item_id, last))
    assert (connection.event, connection.retry) == ("connection", "2000")
    assert connection.id
    assert all(block.retry is None for block in rest)
    assert rest
    return [connection, *rest]


def updates(found: list[Block]) -> list[tuple[str, int]]:
    return [(block.told["itemId"], block.told["version"]) for block in found if block.event == "queue-update"]


def moved(wiring: DoubledWiring, item: Item) -> Item:
    return wiring.items.save(item, life.progressed(item, 10, now=wiring.clock()))


# -- one item ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_a_fresh_connection_gets_the_asked_item_once(
    live: Live, wiring: DoubledWiring, status: Status
) -> None:
    item = store(wiring.items, status)
    connection, update = read(live, item.id)
    assert (connection.id, update.id) == (str(item.version - 1), str(item.version))
    assert update.event == "queue-update"
    assert update.told["itemId"] == item.id
    assert update.told["status"] == status
    assert update.told["timestamp"] == iso(item.updated_at)
    assert update.told["version"] == item.version


def test_an_update_of_a_success_carries_all_that_was_found(live: Live, wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.SUCCESS)
    assert read(live, item.id)[1].told["results"] == {
        "recipe": {"title": "Soup"},
        "extractedText": "Soup!",
        "recipeUrl": item.recipe_url,
    }


def test_an_update_of_an_error_says_why(live: Live, wiring: DoubledWiring) -> None:
    told = read(live, store(wiring.items, Status.ERROR).id)[1].told
    assert (told["error"], told["errorCode"]) == ("There is no text.", "no_text")


def test_a_resume_at_an_item_loses_and_repeats_nothing(live: Live, wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.IN_PROGRESS)
    last = read(live, item.id)[-1].id
    seen = []
    for changes in (1, 0, 3, 1):
        for _ in range(changes):
            item = moved(wiring, item)
        found = read(live, item.id, last)
        assert found[0].id == last
        assert [block.event for block in found[1:]] == (["queue-update"] if changes else ["ping"])
        seen += updates(found)
        last = found[-1].id or last
    assert seen == [(item.id, 3), (item.id, 6), (item.id, 7)]


def test_a_ping_moves_no_position(live: Live, wiring: DoubledWiring) -> None:
    item = store(wiring.items)
    ping = read(live, item.id, str(item.version))[1]
    assert (ping.event, ping.id, ping.told) == ("ping", None, {"timestamp": iso(NOON)})


@pytest.mark.parametrize("last", ["", "x", "-1", "1.5", "2026-03-01T12:00:00.000Z", "9" * 5_000, "²"])
def test_an_id_that_is_no_version_is_a_fresh_connection(live: Live, wiring: DoubledWiring, last: str) -> None:
    item = store(wiring.items)
    assert updates(read(live, item.id, last)) == [(item.id, 1)]


@pytest.mark.parametrize("id_", ["nobody", "é", "\ud800", "x" * 5_000, "../..", "a#b"])
def test_an_unknown_item_is_not_found(live: Live, id_: str) -> None:
    with pytest.raises(Refused) as refused:
        live.events(OWNER, id_, None)
    assert refused.value.status == 404


def test_another_owners_item_is_not_found(live: Live, wiring: DoubledWiring) -> None:
    other = store(wiring.items, owner="neighbour")
    with pytest.raises(Refused) as refused:
        live.events(OWNER, other.id, None)
    assert refused.value.status == 404


# -- all of an owner -----------------------------------------------------------------------------------


def test_a_connection_to_nothing_gets_a_ping(live: Live) -> None:
    connection, ping = read(live)
    assert connection.id == iso(NOON)
    assert ping.event == "ping"


@pytest.mark.parametrize("status", [Status.PENDING, Status.SUCCESS])
def test_what_changed_before_a_fresh_connection_is_not_told_by_its_resume(
    live: Live, wiring: DoubledWiring, clock: Clock, status: Status
) -> None:
    store(wiring.items, status)
    for _ in range(3):
        clock.sleep(3_600)
        store(wiring.items, Status.SUCCESS)
    clock.sleep(6)
    last = [block.id for block in read(live) if block.id][-1]
    assert [block.event for block in read(live, None, last)] == ["connection", "ping"]
    done = store(wiring.items, Status.SUCCESS)
    assert updates(read(live, None, last)) == [(done.id, done.version)]


def test_a_fresh_connection_gets_each_item_that_is_not_at_its_end(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    stored = []
    for status in Status:
        clock.sleep(10)
        stored.append(store(wiring.items, status))
    found = read(live)
    assert updates(found) == [(item.id, item.version) for item in stored if not item.status.terminal]


def test_ids_are_the_highest_time_of_update_that_was_sent(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    first = store(wiring.items)
    clock.sleep(10)
    second = store(wiring.items)
    clock.sleep(10)
    connection, *found = read(live, None, iso(NOON - 1))
    assert connection.id == iso(NOON - 1)
    assert [block.id for block in found] == [iso(first.updated_at), iso(second.updated_at)]
    assert [block.told["timestamp"] for block in found] == [block.id for block in found]


def test_a_fresh_connection_that_has_all_of_it_stands_at_its_own_time(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    first = store(wiring.items)
    clock.sleep(10)
    store(wiring.items)
    clock.sleep(10)
    connection, *found = read(live)
    assert [block.id for block in found] == [iso(first.updated_at), iso(clock())]
    assert connection.id == iso(first.updated_at - 1)


def test_a_broken_snapshot_is_taken_up_again(live: Live, wiring: DoubledWiring, clock: Clock) -> None:
    """Whatever block was the last to arrive, a resume brings the others."""
    stored = []
    for _ in range(4):
        stored.append(store(wiring.items).id)
        clock.sleep(3)
    arrived = read(live)
    for index, block in enumerate(arrived):
        known = {id_ for id_, _ in updates(arrived[: index + 1])}
        assert known | {id_ for id_, _ in updates(read(live, None, block.id))} == set(stored)


def test_a_resume_begins_five_seconds_early_and_repeats_the_same_versions(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    old = store(wiring.items)
    clock.sleep(5)
    recent = store(wiring.items)
    clock.sleep(2)
    newest = store(wiring.items, Status.IN_PROGRESS)
    last = read(live)[-1].id
    assert last == iso(newest.updated_at)
    clock.sleep(1)
    later = moved(wiring, newest)
    found = read(live, None, last)
    assert found[0].id == last
    assert updates(found) == [(recent.id, recent.version), (newest.id, later.version)]
    assert old.id not in dict(updates(found))


def test_a_resume_also_tells_how_items_ended(live: Live, wiring: DoubledWiring, clock: Clock) -> None:
    last = read(live)[0].id
    clock.sleep(60)
    done = store(wiring.items, Status.SUCCESS)
    update = read(live, None, last)[1]
    assert (update.told["itemId"], update.told["status"]) == (done.id, "success")
    assert update.told["results"]["extractedText"] == "Soup!"


def test_positions_never_go_back_while_old_changes_are_repeated(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    store(wiring.items)
    clock.sleep(3)
    store(wiring.items)
    found = read(live, None, iso(clock()))
    assert [block.id for block in found if block.id] == [iso(clock())] * 3


def test_a_quiet_resume_is_one_ping(live: Live, wiring: DoubledWiring, clock: Clock) -> None:
    store(wiring.items)
    last = read(live)[-1].id
    clock.sleep(60)
    store(wiring.items)
    last = read(live, None, last)[-1].id
    clock.sleep(60)
    moved_on = iso(clock())
    assert [block.event for block in read(live, None, moved_on)] == ["connection", "ping"]
    assert last


@pytest.mark.parametrize("last", ["", "x", "7", "2026-03-01", "9999-99-99T00:00:00.000Z"])
def test_an_id_that_is_no_time_is_a_fresh_connection(live: Live, wiring: DoubledWiring, last: str) -> None:
    store(wiring.items, Status.SUCCESS)
    pending = store(wiring.items)
    assert updates(read(live, None, last)) == [(pending.id, 1)]


def test_many_changes_come_in_several_answers_without_loss(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    """Even when more change within the seconds that a resume repeats than fit into an answer."""
    at_once = range(NOON, NOON + 1_200)
    later = range(NOON + 10_000, NOON + 2_010_000, 2_000)
    stored = store_many(wiring.items, [*at_once, *later])
    last: str | None = iso(NOON - 1)
    seen: set[str] = set()
    for _ in range(6):
        found = read(live, None, last)
        seen |= {id_ for id_, _ in updates(found)}
        last = [block.id for block in found if block.id][-1]
    assert seen >= set(stored)


def test_an_answer_stays_below_what_a_function_may_answer(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    """Results beyond that are left out: the client can ask for the item."""
    last = read(live)[0].id
    stored = set()
    for _ in range(70):
        item = store(wiring.items, Status.IN_PROGRESS)
        done = life.succeeded(item, now=clock(), recipe_url="http://r.example/1")
        stored.add(wiring.items.save(item, done, results={"text": "Soupe à l’œuf " * 7_000}).id)
    text = live.events(OWNER, None, last)
    assert len(json.dumps(text)) < 6_000_000
    told = [block.told for block in blocks(text)[1:]]
    assert {one["itemId"] for one in told} == stored
    assert told[0]["results"]["extractedText"]
    assert told[-1]["results"] == {"recipeUrl": "http://r.example/1"}
    assert [one.get("resultsOmitted", False) for one in told] == [
        "extractedText" not in one["results"] for one in told
    ]


def test_an_item_that_moves_while_it_is_read_hides_no_other(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    """The last of a page of changes is stored anew between the look at the index and the look at the row."""
    stored = []
    for _ in range(130):
        clock.sleep(10)
        stored.append(store(wiring.items))
    table = MovingTable(wiring, stored[99], lambda item: item._replace(version=2, updated_at=clock()))
    moving = Live(wiring.items._replace(table=table), clock, retry_ms=2_000)
    found = read(moving, None, iso(NOON))
    assert table.moved
    assert {item.id for item in stored} <= {id_ for id_, _ in updates(found)}


def test_who_ends_while_a_resume_reads_is_told_once_at_the_end(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    """Seen in progress at first, and then among those that have changed."""
    item = store(wiring.items, Status.IN_PROGRESS)
    table = MovingTable(wiring, item, lambda item: life.succeeded(item, now=clock()))
    found = read(Live(wiring.items._replace(table=table), clock, retry_ms=2_000), None, iso(NOON))
    assert updates(found) == [(item.id, item.version + 1)]
    assert found[1].told["status"] == "success"


def test_who_is_claimed_while_a_resume_reads_is_told_by_the_next(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    item, ended = store(wiring.items), store(wiring.items, Status.SUCCESS)
    table = MovingTable(wiring, item, lambda item: claimed(item, clock()), seen=False)
    found = read(Live(wiring.items._replace(table=table), clock, retry_ms=2_000), None, iso(NOON))
    assert updates(found) == [(ended.id, ended.version)]
    assert (item.id, item.version + 1) in updates(read(live, None, found[-1].id))


def test_a_full_answer_leaves_those_in_progress_to_their_turn(
    live: Live, wiring: DoubledWiring, clock: Clock
) -> None:
    store_many(wiring.items, range(NOON, NOON + 1_500_000, 1_000))
    clock.sleep(1_400)
    working = store(wiring.items, Status.IN_PROGRESS)
    first = read(live, None, iso(NOON))
    second = read(live, None, first[-1].id)
    assert working.id not in dict(updates(first))
    assert updates(second).count((working.id, working.version)) == 1


def claimed(item: Item, now: int) -> Item:
    return life.claim(item, attempt_id="a", now=now, policy=POLICY)


class MovingTable:
    """Stores an item's next state as soon as somebody has `seen` it in an index, or could have."""

    def __init__(
        self, wiring: DoubledWiring, item: Item, step: Callable[[Item], Item], *, seen: bool = True
    ) -> None:
        self._wiring = wiring
        self._item = item
        self._step = step
        self._seen = seen
        self.moved = False
        self.get = wiring.engine.table.get
        self.transact = wiring.engine.table.transact

    def query(self, index: str, pk: str, **range_: Any) -> Any:
        entries = self._wiring.engine.table.query(index, pk, **range_)
        if not self.moved and any(self._item.id in entry.sort for entry in entries) is self._seen:
            self.moved = True
            self._wiring.clock.sleep(1)  # type: ignore[attr-defined]
            self._wiring.items.save(self._item, self._step(self._item))
        return entries


def test_data_is_one_line_whatever_a_cook_sends(live: Live, wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.IN_PROGRESS)
    title = "Soup\r\n\nevent: x\u2028\u2029\x85"
    item = wiring.items.save(item, life.checkpoint(item, now=NOON, policy=POLICY, title=title))
    assert read(live, item.id)[1].told["title"] == title
    assert len(live.events(OWNER, item.id, None).splitlines()) == 9
