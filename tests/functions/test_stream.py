"""Live updates through the handlers: sockets with their tickets, changes to whom they concern, SSE."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from functions.api.app import handler as api
from functions.stream.app import changes, events, sockets
from instarecipe.domain import item as life
from instarecipe.domain.errors import Unavailable
from instarecipe.domain.item import Item, Status
from instarecipe.embedded.sockets import LocalSockets, Open
from instarecipe.embedded.table import SqliteTable
from instarecipe.wiring import Wiring, install
from tests.doubles.events import Context, http, sample, socket
from tests.doubles.events import changes as stream_of
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import Clock

CONTEXT = Context()


@dataclass
class Browser:
    """An open WebSocket and what came through it. `alive` answers whether the socket takes more."""

    wiring: DoubledWiring
    id: str
    alive: bool = True
    received: list[dict[str, Any]] = field(default_factory=list)

    def take(self, message: str) -> bool:
        self.received.append(json.loads(message))
        return self.alive

    def connect(self, ticket: str | None = None, origin: str | None = None) -> int:
        opened = self.wiring.engine.sockets
        assert isinstance(opened, LocalSockets)
        opened.open[self.id] = Open(self.take, lambda: None)
        if ticket is None:
            ticket = json.loads(api(http("POST", "/api/live-ticket"), CONTEXT)["body"])["ticket"]
        event = socket("connect", self.id, ticket=ticket, origin=origin)
        return int(sockets(event, CONTEXT)["statusCode"])

    def say(self, message: object) -> None:
        body = message if isinstance(message, str) else json.dumps(message)
        assert sockets(socket("message", self.id, body), CONTEXT) == {"statusCode": 200}

    def leave(self) -> None:
        assert sockets(socket("disconnect", self.id), CONTEXT) == {"statusCode": 200}

    def seen(self) -> list[tuple[str, int]]:
        """And forgets them."""
        found = [
            (told["itemId"], told["version"]) for told in self.received if told["type"] == "queue-update"
        ]
        self.received.clear()
        return found


@pytest.fixture
def browser(wiring: DoubledWiring) -> Browser:
    return Browser(wiring, "c1")


def feed(wiring: DoubledWiring) -> Any:
    """What happened since the last time, told to those who watch."""
    table = wiring.engine.table
    assert isinstance(table, SqliteTable)
    changed = table.changes(table.position("stream"), 999)
    if changed:
        table.advance("stream", changed[-1].position)
    return changes(stream_of(changed), CONTEXT)


def moved(wiring: DoubledWiring, item: Item) -> Item:
    return wiring.items.save(item, life.progressed(item, (item.version * 10) % 90, now=wiring.clock()))


# -- tickets -------------------------------------------------------------------------------------------


def test_a_ticket_opens_one_socket_once(wiring: DoubledWiring, browser: Browser) -> None:
    event = http("POST", "/api/live-ticket", headers={"host": "127.0.0.1:5173"})
    answer = json.loads(api(event, CONTEXT)["body"])
    assert answer.keys() == {"url", "ticket", "expiresInSeconds"}
    assert (answer["url"], answer["expiresInSeconds"]) == ("ws://127.0.0.1:5173/live", 30)
    assert browser.connect(answer["ticket"]) == 200
    assert Browser(wiring, "c2").connect(answer["ticket"]) == 401
    assert browser.received == []


def test_a_ticket_lasts_half_a_minute(browser: Browser, clock: Clock) -> None:
    ticket = json.loads(api(http("POST", "/api/live-ticket"), CONTEXT)["body"])["ticket"]
    clock.sleep(30)
    assert browser.connect(ticket) == 401


@pytest.mark.parametrize("ticket", ["", "x", "ä" * 2_000])
def test_without_a_ticket_nobody_connects(browser: Browser, ticket: str) -> None:
    assert browser.connect(ticket) == 401


def test_a_connect_without_any_query_is_refused(wiring: DoubledWiring) -> None:
    event = socket("connect", "c1")
    del event["queryStringParameters"]
    assert sockets(event, CONTEXT)["statusCode"] == 401


OURS = "http://127.0.0.1:5173"
NEIGHBOURS = [
    "https://evil.example",
    "http://127.0.0.1:5174",
    "https://127.0.0.1:5173",
    "null",
    "",
    "http://[",
]


@pytest.mark.parametrize("origin", NEIGHBOURS)
def test_another_page_opens_no_socket_even_with_a_ticket_and_does_not_use_it_up(
    browser: Browser, origin: str
) -> None:
    ticket = json.loads(api(http("POST", "/api/live-ticket"), CONTEXT)["body"])["ticket"]
    assert browser.connect(ticket, origin) == 403
    assert browser.connect(ticket, OURS) == 200


@pytest.mark.parametrize("origin", [None, "https://w7socket.execute-api.eu-central-1.amazonaws.com"])
def test_a_program_names_no_page_and_a_page_of_the_same_host_is_ours(
    browser: Browser, origin: str | None
) -> None:
    assert browser.connect(origin=origin) == 200


def test_where_our_address_is_not_known_the_ticket_has_to_do(wiring: DoubledWiring) -> None:
    nowhere = wiring.settings._replace(public_url="")
    install(Wiring(nowhere, wiring.engine, clock=wiring.clock))
    assert Browser(wiring, "c1").connect(origin="https://d1.cloudfront.example") == 200


# -- watching ------------------------------------------------------------------------------------------


def test_a_subscriber_gets_what_is_there_and_then_each_change(
    wiring: DoubledWiring, browser: Browser
) -> None:
    running, waiting = store(wiring.items, Status.IN_PROGRESS), store(wiring.items)
    store(wiring.items, Status.SUCCESS)
    feed(wiring)
    browser.connect()
    browser.say({"action": "subscribe"})
    assert browser.seen() == [(running.id, 2), (waiting.id, 1)]
    running = moved(wiring, running)
    new = store(wiring.items)
    assert feed(wiring) == {"batchItemFailures": []}
    assert browser.seen() == [(running.id, 3), (new.id, 1)]


def test_who_asked_for_one_item_hears_of_that_one_only(wiring: DoubledWiring, browser: Browser) -> None:
    mine, other = store(wiring.items, Status.IN_PROGRESS), store(wiring.items, Status.IN_PROGRESS)
    feed(wiring)
    browser.connect()
    browser.say({"action": "subscribe", "itemId": mine.id})
    assert browser.seen() == [(mine.id, 2)]
    moved(wiring, other)
    moved(wiring, mine)
    feed(wiring)
    assert browser.seen() == [(mine.id, 3)]


def test_a_subscription_can_be_changed(wiring: DoubledWiring, browser: Browser) -> None:
    mine, other = store(wiring.items, Status.IN_PROGRESS), store(wiring.items, Status.IN_PROGRESS)
    feed(wiring)
    browser.connect()
    browser.say({"action": "subscribe", "itemId": mine.id})
    browser.say({"action": "subscribe", "itemId": None})
    browser.received.clear()
    moved(wiring, other)
    feed(wiring)
    assert browser.seen() == [(other.id, 3)]


def test_who_has_not_subscribed_hears_nothing(wiring: DoubledWiring, browser: Browser) -> None:
    browser.connect()
    store(wiring.items, Status.IN_PROGRESS)
    feed(wiring)
    assert browser.received == []


def test_a_success_comes_with_its_recipe_and_without_the_text(
    wiring: DoubledWiring, browser: Browser
) -> None:
    browser.connect()
    browser.say({"action": "subscribe"})
    item = store(wiring.items, Status.SUCCESS)
    feed(wiring)
    told = browser.received[-1]
    assert (told["itemId"], told["status"]) == (item.id, "success")
    assert told["results"] == {"recipe": {"title": "Soup"}, "recipeUrl": item.recipe_url}


def test_a_deleted_item_is_told(wiring: DoubledWiring, browser: Browser) -> None:
    item = store(wiring.items, Status.SUCCESS)
    feed(wiring)
    browser.connect()
    browser.say({"action": "subscribe"})
    wiring.manage.delete(OWNER, item.id)
    feed(wiring)
    assert browser.received == [{"type": "queue-removed", "itemId": item.id}]


def test_neighbours_hear_nothing(wiring: DoubledWiring, browser: Browser) -> None:
    browser.connect()
    browser.say({"action": "subscribe"})
    item = store(wiring.items, owner="neighbour")
    feed(wiring)
    assert browser.received == []
    browser.say({"action": "subscribe", "itemId": item.id})
    assert [told["error"] for told in browser.received] == ["not_found"]


def test_book_keeping_is_not_told(wiring: DoubledWiring, browser: Browser) -> None:
    item = store(wiring.items)
    feed(wiring)
    browser.connect()
    browser.say({"action": "subscribe"})
    browser.received.clear()
    wiring.items.save(item, life.hinted_again(item, now=wiring.clock()))
    feed(wiring)
    assert browser.received == []


def test_a_ping_is_answered(browser: Browser) -> None:
    browser.connect()
    browser.say({"action": "ping"})
    assert browser.received == [{"type": "pong"}]


@pytest.mark.parametrize(
    "message",
    [
        "",
        "x",
        "[]",
        "null",
        '"ping"',
        "7",
        {},
        {"action": "dance"},
        {"action": ["ping"]},
        {"action": "subscribe", "itemId": 7},
        {"action": "subscribe", "itemId": ["a"]},
        "[" * 100_000,
    ],
)
def test_whatever_else_is_said_gets_help(browser: Browser, message: object) -> None:
    browser.connect()
    browser.say(message)
    [told] = browser.received
    assert (told["type"], told["error"]) == ("error", "bad_action")
    assert "subscribe" in told["message"]


@pytest.mark.parametrize("id_", ["nobody", "\ud800", "x" * 100_000, "ä"])
def test_an_item_that_nobody_knows_is_not_found(browser: Browser, id_: str) -> None:
    browser.connect()
    browser.say({"action": "subscribe", "itemId": id_})
    assert [told["error"] for told in browser.received] == ["not_found"]


def test_a_message_from_a_connection_that_nobody_knows_is_answered(browser: Browser) -> None:
    browser.connect()
    browser.leave()
    browser.say({"action": "subscribe"})
    assert [told["error"] for told in browser.received] == ["unknown_connection"]
    browser.leave()


def test_who_left_hears_nothing(wiring: DoubledWiring, browser: Browser) -> None:
    browser.connect()
    browser.say({"action": "subscribe"})
    browser.leave()
    store(wiring.items)
    feed(wiring)
    assert browser.received == []
    assert wiring.connections.sockets(OWNER) == []


def test_a_dead_socket_is_forgotten_and_the_others_hear_all(wiring: DoubledWiring, browser: Browser) -> None:
    dead = Browser(wiring, "c0", alive=False)
    for one in (dead, browser):
        one.connect()
        one.say({"action": "subscribe"})
    item = store(wiring.items)
    feed(wiring)
    assert browser.seen() == [(item.id, 1)]
    assert [one.connection_id for one in wiring.connections.sockets(OWNER)] == ["c1"]


def test_a_socket_that_is_busy_stops_nobody(wiring: DoubledWiring, browser: Browser) -> None:
    browser.connect()
    browser.say({"action": "subscribe"})
    busy = Browser(wiring, "c0")
    busy.connect()
    busy.say({"action": "subscribe"})

    def refuse(message: str) -> bool:
        raise Unavailable("slow down")

    wiring.engine.sockets.open["c0"] = Open(refuse, lambda: None)  # type: ignore[attr-defined]
    item = store(wiring.items)
    assert feed(wiring) == {"batchItemFailures": []}
    assert browser.seen() == [(item.id, 1)]
    assert len(wiring.connections.sockets(OWNER)) == 2


# -- the stream of changes -----------------------------------------------------------------------------


def test_a_recorded_change_is_read(wiring: DoubledWiring, browser: Browser) -> None:
    browser.connect()
    browser.say({"action": "subscribe"})
    assert changes(sample("dynamodb_stream"), CONTEXT) == {"batchItemFailures": []}
    [told] = browser.received
    assert (told["status"], told["version"]) == ("in_progress", 2)
    assert told["timestamp"] == "2026-03-01T12:00:01.000Z"


def test_a_record_that_cannot_be_read_holds_back_what_follows(
    wiring: DoubledWiring, browser: Browser
) -> None:
    browser.connect()
    browser.say({"action": "subscribe"})
    store(wiring.items, Status.IN_PROGRESS)
    table = wiring.engine.table
    assert isinstance(table, SqliteTable)
    event = stream_of(table.changes(0, 9))
    event["Records"][1]["dynamodb"]["NewImage"]["body"] = {"S": "not JSON"}
    failed = changes(event, CONTEXT)["batchItemFailures"]
    assert failed == [{"itemIdentifier": event["Records"][1]["dynamodb"]["SequenceNumber"]}]
    assert [version for _, version in browser.seen()] == [1]


def test_a_row_of_another_kind_is_nobodys_news(wiring: DoubledWiring, browser: Browser) -> None:
    event = sample("dynamodb_stream")
    for name in ("OldImage", "NewImage"):
        event["Records"][0]["dynamodb"][name] |= {"pk": {"S": "c#household"}, "sk": {"S": "3"}}
    assert changes(event, CONTEXT) == {"batchItemFailures": []}


# -- server-sent events --------------------------------------------------------------------------------


def test_events_are_answered_at_once(wiring: DoubledWiring) -> None:
    item = store(wiring.items)
    answer = events(http("GET", "/api/queue/stream"), CONTEXT)
    assert (answer["statusCode"], answer["headers"]["content-type"]) == (
        200,
        "text/event-stream; charset=utf-8",
    )
    assert answer["headers"]["cache-control"] == "no-store"
    assert answer["body"].startswith("retry: 2000\nid: ")
    assert f'"itemId":"{item.id}"' in answer["body"]


def test_events_of_one_item_go_on_where_a_client_was(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.IN_PROGRESS)
    path = {"query": {"itemId": item.id}, "headers": {"last-event-id": "2"}}
    assert "event: ping" in events(http("GET", "/api/queue/stream", **path), CONTEXT)["body"]
    moved(wiring, item)
    assert "id: 3\nevent: queue-update" in events(http("GET", "/api/queue/stream", **path), CONTEXT)["body"]


def test_events_of_an_unknown_item_are_not_found(wiring: DoubledWiring) -> None:
    answer = events(http("GET", "/api/queue/stream", query={"itemId": "nobody"}), CONTEXT)
    assert (answer["statusCode"], json.loads(answer["body"])["error"]) == (404, "not_found")
