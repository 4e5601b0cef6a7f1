"""Live updates of a real process: Server-Sent Events and WebSocket, late, dropped and resumed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.doubles.web import Received, Site, Wire
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import Host
from tests.journeys.sites import recipe_page

Block = dict[str, str]


@contextmanager
def stream(cook: Cook, query: str = "", last_event_id: str = "") -> Iterator[Iterator[Block]]:
    headers = {"last-event-id": last_event_id} if last_event_id else {}
    with httpx.stream("GET", f"{cook.url}/api/queue/stream{query}", headers=headers, timeout=120) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _blocks(answer)


def _blocks(answer: httpx.Response) -> Iterator[Block]:
    block: Block = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            block[name] = value
        else:
            yield block
            block = {}


@contextmanager
def socket(cook: Cook) -> Iterator[ClientConnection]:
    ticket = cook.call("POST", "/api/live-ticket").json()
    with connect(f"{ticket['url']}?ticket={ticket['ticket']}", open_timeout=120) as connection:
        yield connection


def _until_end(connection: ClientConnection, id_: str) -> list[dict[str, Any]]:
    seen: list[dict[str, Any]] = []
    while not seen or seen[-1]["status"] not in ("success", "error", "unhealthy"):
        message = json.loads(connection.recv(timeout=120))
        if message.get("itemId") == id_:
            seen.append(message)
    return seen


def slow(gate: threading.Event, title: str) -> Any:
    """A page that comes when the test says so."""

    def route(_: Received, wire: Wire) -> None:
        gate.wait(120)
        status, headers, body = recipe_page(title, ["1 egg"])
        lines = [f"HTTP/1.1 {status} OK", *(f"{name}: {value}" for name, value in headers.items())]
        wire.send("\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body)

    return route


def test_the_first_block_says_where_the_stream_stands(cook: Cook) -> None:
    with stream(cook) as blocks:
        first = next(blocks)

    assert first["event"] == "connection"
    assert first["id"]
    assert int(first["retry"]) > 0


def test_a_stream_shows_each_step_once_and_in_order(cook: Cook, site: Site) -> None:
    gate = threading.Event()
    site.routes["/live-1"] = slow(gate, "Live lasagne")
    id_ = cook.share(site.url("/live-1"))["id"]

    seen = []
    with stream(cook, f"?itemId={id_}") as blocks:
        for block in blocks:
            gate.set()
            if block["event"] == "queue-update":
                seen.append(json.loads(block["data"]) | {"id": block["id"]})
                if seen[-1]["status"] == "success":
                    break

    versions = [update["version"] for update in seen]
    assert versions == sorted(set(versions))
    assert [int(update["id"]) for update in seen] == versions
    assert seen[0]["status"] in ("pending", "in_progress")
    assert seen[-1]["results"]["recipe"]["title"] == "Live lasagne"


def test_a_resumed_stream_loses_and_repeats_nothing(cook: Cook, site: Site) -> None:
    site.routes["/live-2"] = recipe_page("Resumed ragout", ["1 egg"])
    shared = cook.share(site.url("/live-2"))
    with stream(cook, f"?itemId={shared['id']}") as blocks:
        first = next(block for block in blocks if block["event"] == "queue-update")
    cook.wait(shared["id"])

    with stream(cook, f"?itemId={shared['id']}", first["id"]) as blocks:
        if int(first["id"]) < cook.item(shared["id"])["version"]:
            update = next(block for block in blocks if block["event"] == "queue-update")
            assert json.loads(update["data"])["status"] == "success"
            first = update

    with stream(cook, f"?itemId={shared['id']}", first["id"]) as blocks:
        assert [next(blocks)["event"], next(blocks)["event"]] == ["connection", "ping"]


def test_the_stream_of_everything_shows_a_new_item(cook: Cook, site: Site) -> None:
    site.routes["/live-3"] = recipe_page("Everything bagel", ["1 egg"])
    with stream(cook) as blocks:
        assert next(blocks)["event"] == "connection"
        id_ = cook.share(site.url("/live-3"))["id"]
        ends = (json.loads(block["data"]) for block in blocks if block["event"] == "queue-update")
        assert next(update for update in ends if update["itemId"] == id_ and update["status"] == "success")


def test_who_was_away_gets_what_was_missed(cook: Cook, site: Site) -> None:
    with stream(cook) as blocks:
        position = next(blocks)["id"]
    site.routes["/live-4"] = recipe_page("Missed muffins", ["1 egg"])
    id_ = cook.share(site.url("/live-4"))["id"]
    cook.wait(id_)

    with stream(cook, last_event_id=position) as blocks:
        updates = (json.loads(block["data"]) for block in blocks if block["event"] == "queue-update")
        assert next(update for update in updates if update["itemId"] == id_)["status"] == "success"


def test_a_websocket_gets_the_snapshot_then_every_change(cook: Cook, site: Site) -> None:
    gate = threading.Event()
    site.routes["/live-5"] = slow(gate, "Socket soufflé")
    id_ = cook.share(site.url("/live-5"))["id"]
    with socket(cook) as connection:
        connection.send(json.dumps({"action": "subscribe", "itemId": id_}))
        first = json.loads(connection.recv(timeout=120))
        gate.set()
        seen = [first, *_until_end(connection, id_)]

    assert first["status"] in ("pending", "in_progress")
    assert seen[-1]["status"] == "success"
    assert seen[-1]["results"]["recipe"]["title"] == "Socket soufflé"
    assert "extractedText" not in seen[-1]["results"]
    versions = [update["version"] for update in seen]
    assert versions == sorted(versions)


def test_a_websocket_answers_a_ping_and_helps_with_nonsense(cook: Cook) -> None:
    with socket(cook) as connection:
        connection.send(json.dumps({"action": "ping"}))
        assert json.loads(connection.recv(timeout=120)) == {"type": "pong"}
        for nonsense in ("{", "[]", '{"action": "dance"}', '{"action": "subscribe", "itemId": 7}'):
            connection.send(nonsense)
            assert json.loads(connection.recv(timeout=120))["error"] == "bad_action"
        connection.send(json.dumps({"action": "subscribe", "itemId": "unknown"}))
        assert json.loads(connection.recv(timeout=120))["error"] == "not_found"


@pytest.mark.parametrize(("message", "as_text", "code"), [(b"\xff{", True, 1007), (b"{}", False, 1003)])
def test_a_websocket_that_says_no_text_is_closed_quietly(
    shared_host: Host, cook: Cook, message: bytes, as_text: bool, code: int
) -> None:
    with socket(cook) as connection:
        connection.send(message, text=as_text)
        with pytest.raises(ConnectionClosed) as closed:
            connection.recv(timeout=120)

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    assert "Traceback" not in shared_host.log()


def test_a_ticket_opens_one_socket_only(cook: Cook) -> None:
    ticket = cook.call("POST", "/api/live-ticket").json()
    assert ticket["expiresInSeconds"] == 30
    address = f"{ticket['url']}?ticket={ticket['ticket']}"
    with connect(address):
        pass

    with pytest.raises(InvalidStatus), connect(address):
        pass


def test_a_deleted_item_disappears_from_other_devices(cook: Cook, site: Site) -> None:
    site.routes["/live-6"] = recipe_page("Deleted dal", ["1 egg"])
    id_ = cook.wait(cook.share(site.url("/live-6"))["id"])["id"]
    with socket(cook) as connection:
        connection.send(json.dumps({"action": "subscribe"}))
        connection.send(json.dumps({"action": "ping"}))
        while json.loads(connection.recv(timeout=120)).get("type") != "pong":
            pass
        assert cook.call("DELETE", f"/api/queue/{id_}").status_code == 204
        message = json.loads(connection.recv(timeout=120))

    assert message == {"type": "queue-removed", "itemId": id_}
    assert cook.call("GET", f"/api/queue/{id_}").status_code == 404


def test_sigterm_ends_within_five_seconds_with_streams_open(start_host: StartHost) -> None:
    host = start_host()
    cook = Cook(host.url)
    with ExitStack() as streams:
        for _ in range(50):
            next(streams.enter_context(stream(cook)))
        streams.enter_context(socket(cook))
        took = host.stop()

    assert took < 5
    assert host.process is not None
    assert host.process.returncode == 0, host.log()
