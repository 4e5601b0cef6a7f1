"""The table's changes become push messages, from the link that was shared to what the phone decrypts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from functions.notify import app as notify
from functions.process import app as process
from instarecipe.domain.changes import LATE_PUSH_MS
from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.item import HEALS_AFTER, Item
from instarecipe.embedded.table import SqliteTable
from instarecipe.items import item_of
from instarecipe.ports import Change, Extracted, Source
from instarecipe.settings import Settings
from instarecipe.submission import Submission
from instarecipe.wiring import Wiring
from local.events import Context, queue_event, stream_event
from tests.doubles.phases import FakeExtract
from tests.doubles.phone import Phone
from tests.doubles.push_service import PushService, Say
from tests.doubles.virtual import Clock

LINK = "https://www.instagram.com/p/Soup1/"


@pytest.fixture
def settings(settings: Settings, push_service: PushService, vapid_environment: dict[str, str]) -> Settings:
    return settings._replace(
        queue_retry_attempts=1,
        fetch_allow_hosts=frozenset({push_service.address}),
        **{name.lower(): value for name, value in vapid_environment.items()},  # type: ignore[arg-type]  # all text
    )


@pytest.fixture
def phone(wiring: Wiring, push_service: PushService) -> Phone:
    phone = Phone("phone", push_service)
    phone.subscribe()
    return phone


def share(wiring: Wiring, link: str = LINK) -> Item:
    """Admitted and worked on, to whatever end."""
    item, _ = wiring.admit("household", Submission(link))
    work(wiring)
    return current(wiring, item)


def work(wiring: Wiring) -> None:
    for message in wiring.engine.queue.receive(10):
        process.handler(queue_event([message]), Context(300))
        wiring.engine.queue.delete(message.receipt)


def current(wiring: Wiring, item: Item) -> Item:
    found = wiring.items.get(item.owner, item.id)
    assert found is not None
    return found


def changes(wiring: Wiring) -> list[Change]:
    """All since the beginning."""
    table = wiring.engine.table
    assert isinstance(table, SqliteTable)
    return table.changes(0, 10_000)


def feed(events: Sequence[Change]) -> dict[str, Any]:
    return notify.handler(stream_event(events), Context(60))


def test_the_phone_is_told_when_the_recipe_is_there(wiring: Wiring, phone: Phone) -> None:
    item = share(wiring)
    assert feed(changes(wiring)) == {"batchItemFailures": []}
    [message] = phone.messages()
    assert message == {
        "itemId": item.id,
        "status": "success",
        "version": item.version,
        "timestamp": message["timestamp"],
        "title": "Tomato soup",
    }


def test_the_phone_is_told_what_went_wrong(wiring: Wiring, phone: Phone, extract: FakeExtract) -> None:
    extract.finds = failing(Permanent("no_text", "There is no text.", "Paste the caption."))
    share(wiring)
    feed(changes(wiring))
    [message] = phone.messages()
    assert (message["status"], message["error"]) == ("error", "There is no text.")
    assert (message["advice"], message["title"]) == ("Paste the caption.", "www.instagram.com")


def failing(failure: Exception) -> Any:
    def finds(_: Source) -> Extracted:
        raise failure

    return finds


def test_every_device_is_told_once(wiring: Wiring, phone: Phone, push_service: PushService) -> None:
    tablet = Phone("tablet", push_service)
    tablet.subscribe()
    share(wiring)
    feed(changes(wiring))
    assert (len(phone.messages()), len(tablet.messages())) == (1, 1)


def test_a_feed_that_starts_over_tells_nothing_twice(wiring: Wiring, phone: Phone) -> None:
    share(wiring)
    share(wiring, "https://www.instagram.com/p/Soup2/")
    for _ in range(3):
        feed(changes(wiring))
    assert len(phone.messages()) == 2


def test_a_feed_that_stutters_tells_nothing_twice(wiring: Wiring, phone: Phone) -> None:
    share(wiring)
    feed([change for change in changes(wiring) for _ in range(2)])
    assert len(phone.messages()) == 1


def test_a_push_that_failed_is_not_repeated_by_the_feed(wiring: Wiring, phone: Phone) -> None:
    phone.service.script("phone", Say(403))
    share(wiring)
    feed(changes(wiring))
    feed(changes(wiring))
    assert phone.service.count("phone") == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten_and_the_others_are_told(
    wiring: Wiring, phone: Phone, push_service: PushService, status: int
) -> None:
    others = [Phone(name, push_service) for name in ("tablet", "laptop")]
    for other in others:
        other.subscribe()
    phone.service.script("phone", Say(status))
    for link in ("Soup1", "Soup2"):
        share(wiring, f"https://www.instagram.com/p/{link}/")
        feed(changes(wiring))
    assert push_service.count("phone") == 1
    assert [len(other.messages()) for other in others] == [2, 2]
    assert {one.client_id for one in wiring.subscriptions.of("household")} == {"tablet", "laptop"}


@pytest.mark.parametrize("says", [[429, 201], [503, 201], [503, 503], [500, 500], [403]])
def test_a_service_in_trouble_costs_at_most_one_more_try_and_no_subscription(
    wiring: Wiring, phone: Phone, push_service: PushService, says: list[int]
) -> None:
    tablet = Phone("tablet", push_service)
    tablet.subscribe()
    push_service.script("phone", *map(Say, says))
    share(wiring)
    assert feed(changes(wiring)) == {"batchItemFailures": []}
    assert (push_service.count("phone"), len(tablet.messages())) == (len(says), 1)
    assert len(wiring.subscriptions.of("household")) == 2


def test_a_heal_is_told_only_when_it_ends_otherwise(
    wiring: Wiring, phone: Phone, extract: FakeExtract, clock: Clock
) -> None:
    working = extract.finds
    extract.finds = failing(Transient("site_unreachable", "The site does not answer.", "Try again later."))
    share(wiring)
    feed(changes(wiring))
    first, second, _ = HEALS_AFTER
    heal(wiring, clock, after=first)
    extract.finds = working
    heal(wiring, clock, after=second)
    seen = [item_of(change.new) for change in changes(wiring) if change.new]
    ends = [one for one in seen if one and one.status.terminal]
    assert [one.status for one in ends] == ["unhealthy", "unhealthy", "success"]
    assert [message["status"] for message in phone.messages()] == ["unhealthy", "success"]


def heal(wiring: Wiring, clock: Clock, *, after: int) -> None:
    clock.now += after + 1_000
    wiring.sweep(Context(55).get_remaining_time_in_millis)
    work(wiring)
    feed(changes(wiring))


def test_what_is_an_hour_old_is_told_to_nobody(wiring: Wiring, phone: Phone, clock: Clock) -> None:
    share(wiring)
    clock.now += LATE_PUSH_MS + 1_000
    fresh = share(wiring, "https://www.instagram.com/p/Soup2/")
    feed(changes(wiring))
    assert [message["itemId"] for message in phone.messages()] == [fresh.id]


def test_a_record_that_nobody_can_read_stops_the_feed_there_and_nothing_before_it(
    wiring: Wiring, phone: Phone
) -> None:
    share(wiring)
    before = len(changes(wiring))
    share(wiring, "https://www.instagram.com/p/Soup2/")
    event = stream_event(changes(wiring))
    poison = event["Records"][before]
    poison["dynamodb"]["NewImage"]["body"] = {"S": "{"}
    failures = notify.handler(event, Context(60))
    number = poison["dynamodb"]["SequenceNumber"]
    assert failures == {"batchItemFailures": [{"itemIdentifier": number}]}
    assert len(phone.messages()) == 1
    del event["Records"][before]
    assert notify.handler(event, Context(60)) == {"batchItemFailures": []}
    assert len(phone.messages()) == 2


def test_without_keys_nothing_is_sent(wiring: Wiring, phone: Phone) -> None:
    wiring.settings = wiring.settings._replace(vapid_public_key="")
    share(wiring)
    assert feed(changes(wiring)) == {"batchItemFailures": []}
    assert phone.messages() == []
