"""Rows 28 to 35: the table's stream with poison in it, replayed or late; phones and pages that are gone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from functions.stream import app as stream
from instarecipe.connections import AT_ONCE, Grant
from instarecipe.domain.changes import LATE_PUSH_MS
from instarecipe.fetch import Fetcher
from instarecipe.notify import THREADS
from instarecipe.ports import Change, Key, Row
from instarecipe.push import Push
from instarecipe.push_keys import Vapid
from instarecipe.subscriptions import Address
from local.events import socket_event
from tests.doubles.internet import Internet
from tests.doubles.push_decrypt import Browser
from tests.doubles.push_service import PushService, Say
from tests.faults.conftest import Fired
from tests.faults.extent import EXTENT
from tests.faults.real import AMPLE, MOMENT
from tests.faults.schedule import Task
from tests.faults.streams import SHARDS
from tests.faults.world import DEVICES, MINUTE, OWNERS, SECOND, World

ADA = OWNERS[0]
PAGE = f"{ADA}-page"
LINK = "https://recipes.example/1"
MOST_AGE_MS = MINUTE
"""Row 28: IteratorAge."""
UI_MS = 2 * SECOND
"""Row 35."""


def share(world: World, count: int) -> list[str]:
    return [world.share(f"{LINK}{number}").id for number in range(count)]


def shown(world: World, page: str = PAGE) -> dict[str, dict[str, Any]]:
    """Of each item the newest version that a page was told, as it shows it."""
    newest: dict[str, dict[str, Any]] = {}
    for text in world.pages.told[page]:
        message = json.loads(text)
        if message.get("version", 0) > newest.get(message.get("itemId", ""), {"version": 0})["version"]:
            newest[message["itemId"]] = message
    return newest


def versions(world: World) -> dict[str, int]:
    return {item.id: item.version for item in world.items()}


# -- 28 to 30 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_bug", [False, True], ids=["unparseable", "a bug"])
def test_row_28_a_poison_record_in_a_batch_of_a_hundred(world: World, fired: Fired, is_bug: bool) -> None:
    """It is tried some times, alone in the end, and kept for the operator; all others are delivered."""
    readers = world.streams.values()
    for reader in readers:
        reader.paused = True
    item_ids = share(world, 12)
    poisoned = item_ids[5] if is_bug else "poison"
    if is_bug:
        world.pages.interrupt = lambda message: stumble(message, poisoned)
    else:
        key = Key(f"o#{ADA}", f"i#{poisoned}")
        for reader in readers:
            reader.add(Change(10**9, key, None, Row(key, 1, "{")))
    item_ids += [world.share(f"{LINK}x{number}").id for number in range(12)]
    world.run(10)
    assert all(reader.behind() > 200 for reader in readers)
    begun = world.clock.now
    for reader in readers:
        reader.resume()
    world.until(lambda: not any(reader.behind() for reader in readers))
    assert world.clock.now - begun < MOST_AGE_MS
    given_up = [change.key.sk for reader in readers for change in reader.given_up]
    fired(len(given_up))
    assert given_up == [f"i#{poisoned}"] * (1 if is_bug else 2)
    reached = {id_ for id_, message in shown(world).items() if message["status"] == "success"}
    assert reached == {*item_ids} - {poisoned}
    assert {id_ for _, id_, _ in world.ports.phones.got} == {*item_ids}
    world.drain()
    world.check()


def stumble(message: str, item_id: str) -> None:
    if item_id in message and '"success"' in message:
        raise ValueError("a bug")


@pytest.mark.parametrize("hours", [0, 3])
def test_row_29_the_stream_comes_again_from_its_beginning(world: World, fired: Fired, hours: int) -> None:
    world.ports.posts.wrong.add(f"{LINK}1")
    share(world, 4)
    world.drain()
    pushed, seen = world.ports.phones.got.copy(), shown(world)
    assert set(pushed.values()) == {1}
    assert len(pushed) == 4 * len(DEVICES)
    world.run(hours * 3_600)
    for reader in world.streams.values():
        reader.replay()
        fired(reader.behind())
    world.drain()
    assert (world.ports.phones.got, shown(world)) == (pushed, seen)
    world.check()


def test_row_30_nobody_reads_the_stream_for_an_hour(world: World, fired: Fired) -> None:
    for reader in world.streams.values():
        reader.paused = True
    early = world.share(LINK).id
    world.run(LATE_PUSH_MS / SECOND + 60)
    late = world.share(f"{LINK}/late").id
    world.run(10)
    world.processing = False
    waiting = world.share(f"{LINK}/waiting").id
    assert shown(world) == {}
    open_page(world, "again")
    open_page(world, "of one item", early)
    assert {id_: message["status"] for id_, message in shown(world, "again").items()} == {waiting: "pending"}
    assert shown(world, "of one item")[early]["status"] == "success"
    assert answered(world) == versions(world)
    fired(sum(reader.behind() for reader in world.streams.values()))
    world.processing = True
    world.drain()
    assert {id_: message["version"] for id_, message in shown(world).items()} == versions(world)
    assert {id_ for _, id_, _ in world.ports.phones.got} == {late, waiting}
    world.check()


# -- pages ---------------------------------------------------------------------------------------------


def answered(world: World) -> dict[str, int]:
    """The versions in the list of the links."""
    listed = world.ask(ADA, "GET", "/api/queue").body["items"]
    return {item["id"]: item["version"] for item in listed}


def open_page(world: World, connection_id: str, item_id: str | None = None) -> None:
    """As a browser does it, call by call, while everything else goes on."""
    ticket = world.ask(ADA, "POST", "/api/live-ticket").body["ticket"]
    wish = {"action": "subscribe", **({"itemId": item_id} if item_id else {})}
    for event in (
        socket_event("CONNECT", connection_id, query={"ticket": ticket}),
        socket_event("MESSAGE", connection_id, body=json.dumps(wish)),
    ):
        ended: list[Task] = []
        world.invoke("sockets", stream.sockets, event, ended.append)
        world.until(lambda: bool(ended))  # noqa: B023  (it is over before the next one begins)
        assert ended[0].answer["statusCode"] == 200


def test_row_34_ten_thousand_dead_connections(world: World, fired: Fired) -> None:
    """10 000 of them in `make faults`. Each is found out and forgotten, the living page is told everything.

    A thousand at most with each record, all at once and in few writes, so that a batch keeps its time.
    """
    dead = [f"dead-{number}" for number in range(EXTENT.links * 10)]
    for connection_id in dead:
        world.calm.connections.connect(connection_id, Grant(ADA))
        socket = world.calm.connections.socket(connection_id)
        assert socket
        world.calm.connections.subscribe(socket, None)
    world.pages.closed |= {*dead}
    world.strikes.latency = lambda what: 10 if what == "sockets.send" else 3
    share(world, 4)
    begun = world.clock.now
    world.drain()
    left = world.calm.connections.open(ADA)
    assert [socket.connection_id for socket in left] == [PAGE]
    tasks = [task for task in world.ended if task.function == "changes"]
    writes = sum(call == "table.transact" for task in tasks for call in task.calls)
    fired(len(dead))
    assert 0 < writes <= SHARDS * (len(dead) // AT_ONCE + len(tasks))
    assert not any(task.error for task in tasks)
    assert world.clock.now - begun <= MINUTE
    assert {id_: message["version"] for id_, message in shown(world).items()} == versions(world)
    world.check()


@pytest.mark.parametrize("step_ms", [7, 40, 130])
def test_row_35_a_page_is_opened_while_everything_changes(world: World, fired: Fired, step_ms: int) -> None:
    """What it missed is in the snapshot or in the list; by their versions it shows what is stored."""
    world.strikes.latency = lambda what: 60 if what in ("posts", "model", "target.create") else 3
    for number in range(12):
        world.begin(ADA, "POST", "/api/queue", {"url": f"{LINK}{number}"})
    lists: dict[str, dict[str, int]] = {}
    for number in range(6):
        page = f"page {number}"
        before = versions(world)
        open_page(world, page)
        lists[page] = answered(world)
        fired(before != versions(world))
        world.run(step_ms / SECOND)
    world.until(lambda: len(world.manager.recipes) == 12 and world.working == 0)
    world.run(UI_MS / SECOND)
    for page, listed in lists.items():
        heard = {id_: message["version"] for id_, message in shown(world, page).items()}
        ui = {id_: max(listed.get(id_, 0), heard.get(id_, 0)) for id_ in {*listed, *heard}}
        assert ui == versions(world), page
    world.drain()
    world.check()


# -- phones --------------------------------------------------------------------------------------------


class Shop:
    """A push service, and devices of ada's that really are sent their messages there."""

    def __init__(self, world: World, service: PushService, vapid: Vapid) -> None:
        self.world = world
        self.service = service
        self.slept: list[float] = []
        fetch = Fetcher(allow_hosts={service.address})
        world.real.push = Push(vapid, fetch.hop, world.clock, time.monotonic, self.slept.append, AMPLE)
        world.secrets.append(service.url("/push/"))
        for device in DEVICES:
            world.calm.subscriptions.remove(ADA, device)

    def add(self, *devices: str, service: PushService | None = None) -> None:
        for device in devices:
            told = Browser().subscription((service or self.service).endpoint(device))
            keys = told["keys"]
            address = Address(told["endpoint"], keys["p256dh"], keys["auth"])
            self.world.calm.subscriptions.add(ADA, device, address)

    def devices(self) -> set[str]:
        return {one.client_id for one in self.world.calm.subscriptions.of(ADA)}


@pytest.fixture
def vapid(vapid_environment: dict[str, str]) -> Vapid:
    return Vapid(*(vapid_environment[f"VAPID_{name}"] for name in ("PRIVATE_KEY", "PUBLIC_KEY", "SUBJECT")))


@pytest.fixture
def shop(world: World, vapid: Vapid) -> Iterator[Shop]:
    with PushService(world.clock, vapid.public_key) as service:
        yield Shop(world, service, vapid)
    assert service.faults == []


@pytest.mark.parametrize("status", [404, 410])
def test_row_31_a_device_has_ended_its_subscription(
    world: World, shop: Shop, fired: Fired, status: int
) -> None:
    """Two ends of one batch find it out; it is removed, and stays when it has subscribed anew."""
    shop.add("gone", "tablet", "laptop")
    shop.service.script("gone", Say(status), Say(status))
    world.streams["notify"].paused = True
    share(world, 2)
    world.run(10)
    world.drain()
    world.share(f"{LINK}/later")
    world.drain()
    counts = [shop.service.count(device) for device in ("gone", "tablet", "laptop")]
    assert counts == [2, 3, 3]
    fired(counts[0])
    assert shop.devices() == {"tablet", "laptop"}
    shop.add("gone")
    for reader in world.streams.values():
        reader.replay()
    world.share(f"{LINK}/again")
    world.drain()
    assert shop.devices() == {"gone", "tablet", "laptop"}
    assert [shop.service.count(device) for device in ("gone", "tablet", "laptop")] == [3, 4, 4]
    world.check()


@pytest.mark.parametrize(
    ("say", "tries"),
    [
        (Say(429, {"Retry-After": "3600"}), 1),
        (Say(429, {"Retry-After": "2"}), 2),
        (Say(500), 2),
        (Say(503), 2),
    ],
    ids=["429 for an hour", "429 for two seconds", "500", "503"],
)
def test_row_32_a_push_service_is_busy(world: World, shop: Shop, fired: Fired, say: Say, tries: int) -> None:
    """A short wait is kept once; the batch is done with, and the other devices have their message."""
    shop.add("busy", "tablet")
    shop.service.script("busy", *[say] * 10)
    world.share(LINK)
    world.drain()
    fired(shop.service.count("busy"))
    assert (shop.service.count("busy"), shop.service.count("tablet")) == (tries, 1)
    assert sum(shop.slept) <= 5
    assert shop.devices() == {"busy", "tablet"}
    assert not any(task.error for task in world.ended)
    world.check()


def test_row_32_a_push_service_does_not_answer(world: World, shop: Shop, vapid: Vapid, fired: Fired) -> None:
    """It has as many threads as are free, each of them once; the others are served meanwhile."""
    never = Event()
    with PushService(world.clock, vapid.public_key) as quick:
        fetch = Fetcher(allow_hosts={shop.service.address, quick.address})
        patient, hasty = (
            Push(vapid, fetch.hop, world.clock, time.monotonic, shop.slept.append, seconds)
            for seconds in (AMPLE, MOMENT)
        )
        world.real.push = lambda to, message: (patient if to.client_id == "quick" else hasty)(to, message)
        silent = [f"silent-{number}" for number in range(30)]
        shop.add(*silent)
        shop.add("quick", service=quick)
        for device in silent:
            shop.service.script(device, Say(after=never), Say(after=never))
        share(world, 2)
        world.drain()
        never.set()
        assert quick.count("quick") == 2
        assert quick.faults == []
    words = [line.split()[1] for line in world.logs.lines if line.startswith("push ")]
    lost, dropped = words.count("lost"), words.count("dropped")
    fired(lost)
    batches = sum(task.function == "notify" for task in world.ended)
    assert 1 <= lost <= THREADS * batches
    assert lost + dropped == 2 * len(silent)
    assert not any(task.error for task in world.ended)
    world.check()


INTERNAL = (
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.7/push",
    "https://[::1]/push",
    "https://localhost/push",
    "https://push.internal/push",
)


def test_row_33_a_device_whose_push_service_is_inside(world: World, vapid: Vapid, fired: Fired) -> None:
    """It is refused when it subscribes; one that is there all the same, or whose name turns, when sent."""
    keys = Browser().subscription("https://push.example/x")["keys"]
    turned = "https://rebound.example/push"
    for endpoint in INTERNAL:
        subscription = {"endpoint": endpoint, "keys": keys}
        body = {"subscription": subscription, "clientId": "inside"}
        refused = world.ask(ADA, "POST", "/api/notifications/subscribe", body)
        assert (refused.status, refused.body["error"]) == (400, "address_blocked")
        fired()
    internet = Internet({"rebound.example": [["10.0.0.7"]]}, {})
    fetch = Fetcher(resolve=internet.resolve, dial=internet.dial)
    world.real.push = Push(vapid, fetch.hop, world.clock, time.monotonic, lambda _: None)
    for device in DEVICES:
        world.calm.subscriptions.remove(ADA, device)
    for endpoint in (*INTERNAL, turned):
        address = Address(endpoint, keys["p256dh"], keys["auth"])
        world.calm.subscriptions.add(ADA, endpoint, address)
    world.share(LINK)
    world.drain()
    refusals = [line for line in world.logs.lines if line.startswith("push refused")]
    assert len(refusals) == len(INTERNAL) + 1
    assert all("'answer': 'address_blocked'" in line for line in refusals)
    assert (internet.dialled, internet.resolved) == ([], ["rebound.example"])
    world.check()
