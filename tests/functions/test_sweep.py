"""Each minute, through the handler: what was lost is sent again, what waited long enough heals."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from functions.process.app import handler as process
from functions.sweep.app import handler
from instarecipe.domain import item as life
from instarecipe.domain.errors import Transient, Unavailable
from instarecipe.domain.item import HOUR, Item, Status
from instarecipe.hints import Hint, read_hint
from instarecipe.items import item_key
from instarecipe.ports import Put
from instarecipe.submission import Submission
from instarecipe.wiring import install
from tests.doubles.events import Context, messages, sample
from tests.doubles.phases import DoubledWiring, FakeTarget
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import NOON, Clock

MINUTE = 60


def sweep(remaining: int = 60_000) -> int:
    return int(handler(sample("schedule"), Context(remaining))["swept"])


def hints(wiring: DoubledWiring) -> list[Hint]:
    """What workers would get now; taken out of the queue."""
    found = []
    while received := wiring.engine.queue.receive(10):
        for message in received:
            hint = read_hint(message.body)
            assert hint
            found.append(hint)
            wiring.engine.queue.delete(message.receipt)
    return found


def current(wiring: DoubledWiring, item: Item) -> Item:
    found = wiring.items.get(item.owner, item.id)
    assert found
    return found


def work(wiring: DoubledWiring) -> None:
    """One message, as Lambda's event source does it."""
    for message in wiring.engine.queue.receive(1):
        if not process(messages([message]), Context())["batchItemFailures"]:
            wiring.engine.queue.delete(message.receipt)


# -- lost hints ----------------------------------------------------------------------------------------


def test_nothing_is_due_at_first(wiring: DoubledWiring) -> None:
    for status in Status:
        store(wiring.items, status)
    assert sweep() == 0
    assert hints(wiring) == []


def test_a_lost_hint_is_sent_again_after_a_minute(wiring: DoubledWiring, clock: Clock) -> None:
    item = store(wiring.items)
    clock.sleep(MINUTE - 0.001)
    assert sweep() == 0
    clock.sleep(0.001)
    assert sweep() == 1
    assert hints(wiring) == [Hint(OWNER, item.id, 1)]


def test_hints_are_sent_less_and_less_often(wiring: DoubledWiring, clock: Clock) -> None:
    store(wiring.items)
    sent = []
    for minute in range(24 * 60):
        clock.sleep(MINUTE)
        if sweep():
            sent.append(minute + 1)
    assert [after - before for before, after in pairwise(sent)] == [
        10,
        20,
        40,
        80,
        160,
        320,
        360,
        360,
    ]


def test_a_lost_worker_is_followed_by_another(wiring: DoubledWiring, clock: Clock) -> None:
    item = store(wiring.items, Status.IN_PROGRESS)
    clock.sleep(44.999)
    assert sweep() == 0
    clock.sleep(0.001)
    assert sweep() == 1
    work(wiring)
    assert current(wiring, item).status is Status.SUCCESS


def test_a_link_whose_hint_was_never_sent_is_worked_on_within_a_period(
    wiring: DoubledWiring, clock: Clock
) -> None:
    """The process died between the transaction and the message."""
    item = wiring.admit(OWNER, Submission("https://recipes.example/soup"))[0]
    assert len(hints(wiring)) == 1
    clock.sleep(MINUTE)
    sweep()
    work(wiring)
    assert current(wiring, item).status is Status.SUCCESS


def test_a_doubled_hint_does_no_harm(wiring: DoubledWiring, clock: Clock) -> None:
    item = wiring.admit(OWNER, Submission("https://recipes.example/soup"))[0]
    clock.sleep(MINUTE)
    sweep()
    for _ in range(3):
        work(wiring)
    assert (current(wiring, item).attempts, len(wiring.extract.sources)) == (1, 1)


def test_a_row_that_only_a_newer_version_reads_waits_for_that_one(
    wiring: DoubledWiring, clock: Clock
) -> None:
    """The operator rolls back, later on forward again. All others go on meanwhile."""
    waiting, other = store(wiring.items), store(wiring.items)
    [row] = wiring.engine.table.get([item_key(OWNER, waiting.id)])
    assert row
    newer = Put.over(row, row.key, json.dumps({**json.loads(row.body), "status": "paused"}), row.indexes)
    wiring.engine.table.transact([newer], "the newer version")
    clock.sleep(MINUTE)
    assert sweep() == 1
    assert hints(wiring) == [Hint(OWNER, other.id, 1)]
    forward = Put.over(newer.row, row.key, row.body, row.indexes)
    wiring.engine.table.transact([forward], "the newer version, once more")
    assert sweep() == 1
    assert hints(wiring) == [Hint(OWNER, waiting.id, 1)]


# -- healing -------------------------------------------------------------------------------------------


def fails(_: Any) -> Any:
    raise Transient("site_unreachable", "The site does not answer.")


def test_what_may_pass_heals_after_one_four_and_twelve_hours_and_is_an_error_then(
    wiring: DoubledWiring, clock: Clock
) -> None:
    wiring.extract.finds = fails
    item = wiring.admit(OWNER, Submission("https://recipes.example/soup"))[0]
    ended = []
    for _ in range(40):
        for _ in range(2):
            work(wiring)
        now = current(wiring, item)
        if now.status.terminal:
            ended.append((now.status, now.heals, (clock() - NOON) // HOUR))
        if now.due_at is None:
            break
        clock.now = max(clock.now, now.due_at)
        sweep()
    assert ended == [
        (Status.UNHEALTHY, 0, 0),
        (Status.UNHEALTHY, 1, 1),
        (Status.UNHEALTHY, 2, 5),
        (Status.ERROR, 3, 17),
    ]
    assert current(wiring, item).generation == 4
    assert len(wiring.extract.sources) == 12


def test_a_heal_that_works_is_a_success(wiring: DoubledWiring, clock: Clock) -> None:
    item = store(wiring.items, Status.UNHEALTHY)
    clock.sleep(3_600)
    assert sweep() == 1
    healing = current(wiring, item)
    assert (healing.status, healing.generation, healing.heals, healing.asked) == (Status.PENDING, 2, 1, False)
    work(wiring)
    done = current(wiring, item)
    assert (done.status, done.heals) == (Status.SUCCESS, 0)


def test_a_cooks_retry_starts_the_heals_anew(wiring: DoubledWiring, clock: Clock) -> None:
    item = store(wiring.items, Status.UNHEALTHY)
    clock.sleep(3_600)
    sweep()
    wiring.admit.retry(OWNER, item.id, Submission(text="4 tomatoes"))
    assert (current(wiring, item).heals, current(wiring, item).asked) == (0, True)


# -- limits and trouble --------------------------------------------------------------------------------


def test_with_processing_off_everything_waits(wiring: DoubledWiring, clock: Clock) -> None:
    off = DoubledWiring(
        wiring.settings._replace(queue_processing_enabled=False),
        wiring.engine,
        clock=clock,
        new_id=wiring.new_id,
        extract=wiring.extract,
        parse=wiring.parse,
    )
    install(off)
    items = [
        store(wiring.items),
        store(wiring.items, Status.UNHEALTHY),
        store(wiring.items, Status.IN_PROGRESS),
    ]
    clock.sleep(2 * 86_400)
    assert sweep() == 0
    assert hints(wiring) == []
    assert [current(wiring, item) for item in items] == items
    install(wiring)
    assert sweep() == 3


def test_a_sweep_stops_before_its_time_is_over(wiring: DoubledWiring, clock: Clock) -> None:
    for _ in range(3):
        store(wiring.items)
    clock.sleep(MINUTE)
    assert sweep(remaining=4_999) == 0
    assert sweep(remaining=5_000) == 3


def test_every_item_is_found_whatever_its_shard(wiring: DoubledWiring, clock: Clock) -> None:
    stored = {store(wiring.items).id for _ in range(40)}
    clock.sleep(MINUTE)
    assert sweep() == 40
    assert {hint.item_id for hint in hints(wiring)} == stored


def test_a_message_that_cannot_be_sent_stops_no_other(wiring: DoubledWiring, clock: Clock) -> None:
    stored = [store(wiring.items), store(wiring.items, Status.UNHEALTHY), store(wiring.items)]

    class Picky:
        """Takes all messages but those of the first item."""

        def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
            if json.loads(body)["itemId"] == stored[0].id:
                raise Unavailable("slow down")
            wiring.engine.queue.send(body, delay=delay, group=group)

    picky: Any = Picky()
    wiring.sweep = replace(wiring.sweep, queue=picky)
    clock.sleep(3_600)
    assert sweep() == 2
    assert {hint.item_id for hint in hints(wiring)} == {stored[1].id, stored[2].id}
    assert current(wiring, stored[0]).due_at == stored[0].due_at


def test_trouble_with_sockets_keeps_no_hint_back(wiring: DoubledWiring, clock: Clock) -> None:
    item = store(wiring.items)
    clock.sleep(MINUTE)
    troubled: Any = SimpleNamespace(sweep=broken)
    wiring.revocation = troubled
    with pytest.raises(RuntimeError):
        sweep()
    assert hints(wiring) == [Hint(OWNER, item.id, 1)]


def test_trouble_with_an_item_keeps_no_socket_open(wiring: DoubledWiring, clock: Clock) -> None:
    closed: list[bool] = []
    sockets: Any = SimpleNamespace(sweep=lambda: closed.append(True))
    troubled: Any = broken
    wiring.revocation, wiring.sweep = sockets, troubled
    with pytest.raises(RuntimeError):
        sweep()
    assert closed == [True]


def broken(*_: object) -> Any:
    raise RuntimeError("a bug")


def test_a_heal_whose_hint_is_lost_goes_on_with_the_next_sweep(wiring: DoubledWiring, clock: Clock) -> None:
    item = store(wiring.items, Status.UNHEALTHY)

    class Down:
        def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
            raise Unavailable("no queue")

    down: Any = Down()
    works, wiring.sweep = wiring.sweep, replace(wiring.sweep, queue=down)
    clock.sleep(3_600)
    sweep()
    wiring.sweep = works
    clock.sleep(MINUTE)
    assert sweep() == 1
    assert hints(wiring) == [Hint(OWNER, item.id, 2)]
    assert current(wiring, item).heals == 1


def test_an_item_that_moved_on_in_between_is_left_alone(wiring: DoubledWiring, clock: Clock) -> None:
    item = store(wiring.items)
    clock.sleep(MINUTE)

    class Overtaken:
        def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
            running = life.claim(item, attempt_id="a", now=clock(), policy=wiring.policy)
            wiring.items.save(item, running)

    overtaken: Any = Overtaken()
    wiring.sweep = replace(wiring.sweep, queue=overtaken)
    assert sweep() == 0
    assert current(wiring, item).status is Status.IN_PROGRESS


def test_a_server_that_is_not_set_up_completely_sweeps_all_the_same(
    wiring: DoubledWiring, clock: Clock
) -> None:
    settings = wiring.settings._replace(tandoor_base_url="http://t.example", tandoor_token="")
    other = DoubledWiring(
        settings, wiring.engine, clock=clock, new_id=wiring.new_id, extract=wiring.extract, parse=wiring.parse
    )
    install(other)
    store(other.items)
    clock.sleep(MINUTE)
    assert sweep() == 1
    assert other.health.report()["target"]["mayWrite"] is False


def test_the_target_is_asked_how_it_is_now_and_then(wiring: DoubledWiring, clock: Clock) -> None:
    other = DoubledWiring(
        wiring.settings._replace(tandoor_base_url="http://t.example", tandoor_token="x"),
        wiring.engine,
        clock=clock,
        new_id=wiring.new_id,
        extract=wiring.extract,
        parse=wiring.parse,
        target=FakeTarget(),
    )
    install(other)
    assert other.health.report()["target"] == {"name": "tandoor", "sentence": "Not checked yet."}
    sweep()
    asked = other.health.report()["target"]
    assert (asked["reachable"], asked["mayWrite"]) == (True, True)
    assert asked["checkedAt"] == "2026-03-01T12:00:00.000Z"
    clock.sleep(299)
    sweep()
    assert other.health.report()["target"] == asked
    clock.sleep(2)
    sweep()
    assert other.health.report()["target"]["checkedAt"] == "2026-03-01T12:05:01.000Z"
