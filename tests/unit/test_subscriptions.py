"""Devices as rows: one per device, at most 50 per owner, each owner's own; and the note that a push began."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from instarecipe.domain import item as life
from instarecipe.domain.changes import LATE_PUSH_MS
from instarecipe.domain.errors import Refused, Unavailable
from instarecipe.ports import Delete, Engine, Key, Put, Row, Table
from instarecipe.subscriptions import DEVICES_PER_OWNER, Address, Subscriptions
from tests.doubles.virtual import NOON, Clock, Ids


def address(name: str, key: str = "BKey") -> Address:
    return Address(f"https://push.example/{name}", key, "auth")


@pytest.fixture
def subscriptions(engine: Engine, ids: Ids) -> Subscriptions:
    return Subscriptions(engine.table, ids)


def endpoints(subscriptions: Subscriptions, owner: str = "o1") -> set[str]:
    return {one.address.endpoint for one in subscriptions.of(owner)}


def test_devices_are_counted_as_they_come_and_go(subscriptions: Subscriptions) -> None:
    assert [subscriptions.add("o1", name, address(name)) for name in ("phone", "tablet")] == [1, 2]
    assert subscriptions.remove("o1", "phone") == 1
    assert subscriptions.remove("o1", "phone") == 1
    assert endpoints(subscriptions) == {"https://push.example/tablet"}


def test_a_device_that_subscribes_again_has_one_row(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "tablet", address("tablet"))
    subscriptions.add("o1", "phone", address("old"))
    assert subscriptions.add("o1", "phone", address("new")) == 2
    assert endpoints(subscriptions) == {"https://push.example/tablet", "https://push.example/new"}


def test_an_endpoint_that_comes_under_another_name_has_one_row(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "phone", address("a"))
    assert subscriptions.add("o1", "phone after clearing", address("a")) == 1
    assert subscriptions.find("o1", "phone") is None
    assert subscriptions.find("o1", "phone after clearing") is not None


def test_new_keys_of_an_endpoint_replace_the_old_ones(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "phone", address("a", "BOld"))
    subscriptions.add("o1", "phone", address("a", "BNew"))
    assert [one.address.p256dh for one in subscriptions.of("o1")] == ["BNew"]


def test_one_name_and_another_ones_endpoint_become_one(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "phone", address("a"))
    subscriptions.add("o1", "tablet", address("b"))
    assert subscriptions.add("o1", "phone", address("b")) == 1
    assert endpoints(subscriptions) == {"https://push.example/b"}


def test_what_is_there_already_is_not_written_again(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "phone", address("a"))
    subscriptions.add("o1", "phone", address("a"))
    assert [one.version for one in subscriptions.of("o1")] == [1]


def test_owners_do_not_see_each_others_devices(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "phone", address("a"))
    assert subscriptions.add("o2", "phone", address("a")) == 1
    assert subscriptions.remove("o2", "phone") == 0
    assert endpoints(subscriptions) == {"https://push.example/a"}


def test_one_more_device_than_there_may_be_is_refused_but_a_known_one_is_not(
    subscriptions: Subscriptions,
) -> None:
    for number in range(DEVICES_PER_OWNER):
        subscriptions.add("o1", f"device {number}", address(str(number)))
    with pytest.raises(Refused) as refused:
        subscriptions.add("o1", "one more", address("more"))
    assert (refused.value.status, refused.value.code) == (409, "too_many_devices")
    assert subscriptions.add("o1", "device 7", address("new")) == DEVICES_PER_OWNER
    assert len(subscriptions.of("o1")) == DEVICES_PER_OWNER


def test_a_gone_device_is_forgotten_once(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "phone", address("a"))
    [phone] = subscriptions.of("o1")
    assert [subscriptions.forget(phone), subscriptions.forget(phone)] == [True, False]


def test_a_device_that_was_renewed_meanwhile_stays(subscriptions: Subscriptions) -> None:
    subscriptions.add("o1", "phone", address("a", "BOld"))
    [phone] = subscriptions.of("o1")
    subscriptions.add("o1", "phone", address("a", "BNew"))
    assert not subscriptions.forget(phone)
    assert len(subscriptions.of("o1")) == 1


class Overtaken:
    """A table where somebody else subscribes the same device just before each of the first `times` writes."""

    def __init__(self, table: Table, other: Subscriptions, times: int) -> None:
        self.get, self.query = table.get, table.query
        self._table, self._other, self._times = table, other, times

    def transact(self, writes: Sequence[Put | Delete], token: str) -> None:
        if self._times:
            self._times -= 1
            self._other.add("o1", "phone", address(f"other {self._times}"))
        self._table.transact(writes, token)


def test_who_is_overtaken_looks_again(subscriptions: Subscriptions, engine: Engine, ids: Ids) -> None:
    subscriptions.add("o1", "phone", address("first"))
    overtaken = Subscriptions(Overtaken(engine.table, subscriptions, 2), ids)
    assert overtaken.add("o1", "phone", address("mine")) == 1
    assert endpoints(subscriptions) == {"https://push.example/mine"}


def test_who_is_always_overtaken_gives_up(subscriptions: Subscriptions, engine: Engine, ids: Ids) -> None:
    subscriptions.add("o1", "phone", address("first"))
    overtaken = Subscriptions(Overtaken(engine.table, subscriptions, 99), ids)
    with pytest.raises(Unavailable):
        overtaken.add("o1", "phone", address("mine"))


def test_a_push_begins_once_per_version_of_an_item(subscriptions: Subscriptions) -> None:
    item = life.new("i1", "o1", "http://a.example/", "http://a.example/", given=None, now=NOON)
    later = item._replace(version=2)
    begun = [subscriptions.begin_push(one) for one in (item, item, later, later, item)]
    assert begun == [True, False, True, False, False]


def test_the_note_of_a_push_outlives_the_time_in_which_it_could_be_repeated(
    subscriptions: Subscriptions, engine: Engine, clock: Clock
) -> None:
    item = life.new("i1", "o1", "http://a.example/", "http://a.example/", given=None, now=NOON)
    subscriptions.begin_push(item)
    row: Row | None = engine.table.get([Key("n#o1#i1", "1")])[0]
    assert row is not None
    assert row.expires is not None
    assert row.expires * 1000 > item.updated_at + LATE_PUSH_MS
