"""A deployed stack does what the local host does: HTTP, Server-Sent Events and WebSocket, with a token."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from ops.redrive import redrive
from tests.aws.conftest import Deployed
from tests.doubles.web import Site, page
from tests.journeys.cook import ENDS, PATIENCE, Cook
from tests.journeys.host import ROOT
from tests.journeys.sites import CAPTION

ORZO = "http://samples.invalid/reel/LemonOrzo"
CHATTER = "http://samples.invalid/p/Market"


def pasted(cook: Cook) -> str:
    """A recipe of its own each time, so that a stack can be tested again and again."""
    text = CAPTION.replace("One-pot lemon orzo", f"Orzo {uuid4()}")
    answer = cook.call("POST", "/api/queue", json={"text": text})
    assert answer.status_code == 201, answer.text
    id_: str = answer.json()["id"]
    return id_


def test_nobody_comes_in_without_a_token(cook: Cook) -> None:
    for stranger in (Cook(cook.url), Cook(cook.url, "ir_wrong")):
        assert stranger.call("GET", "/api/queue").status_code == 401


def test_everybody_may_ask_how_it_is(cook: Cook) -> None:
    health = Cook(cook.url).call("GET", "/api/health").json()
    assert (health["engine"], health["auth"], health["processing"]) == ("aws", "token", True)


def test_an_unknown_address_is_told_in_the_api_s_own_words(cook: Cook) -> None:
    assert cook.call("GET", "/api/nothing").json()["error"] == "not_found"
    assert cook.call("PUT", "/api/queue").status_code == 405


def test_a_sample_becomes_a_recipe(cook: Cook) -> None:
    shared = cook.share(ORZO, force=True)
    item = cook.wait(shared["id"])
    assert item["status"] == "success", item
    assert item["results"]["recipe"]["ingredients"]
    assert [phase["status"] for phase in item["phases"]] == ["completed"] * 3


def test_pasted_text_becomes_a_recipe_and_a_file(cook: Cook) -> None:
    id_ = pasted(cook)
    assert cook.wait(id_)["status"] == "success"
    file = cook.call("GET", f"/api/queue/{id_}/recipe?format=markdown")
    assert file.status_code == 200
    assert "orzo" in file.text


def test_what_failed_is_mended_by_pasting_its_text(cook: Cook) -> None:
    failed = cook.wait(cook.share(CHATTER, force=True)["id"])
    if failed["status"] == "success":  # by an earlier run
        cook.call("DELETE", f"/api/queue/{failed['id']}")
        failed = cook.wait(cook.share(CHATTER)["id"])
    assert (failed["status"], failed["errorCode"]) == ("error", "not_a_recipe")

    text = CAPTION.replace("One-pot lemon orzo", f"Market orzo {uuid4()}")
    assert cook.call("POST", f"/api/queue/{failed['id']}/retry", json={"text": text}).status_code == 200

    mended = cook.until(failed["id"], lambda item: item["generation"] > failed["generation"] and _ended(item))
    assert mended["status"] == "success", mended


def test_lists_are_by_status_and_page_by_page(cook: Cook) -> None:
    cook.wait(pasted(cook))
    cook.wait(pasted(cook))
    first = cook.call("GET", "/api/queue?status=success&limit=1").json()
    second = cook.call("GET", f"/api/queue?status=success&limit=1&cursor={first['nextCursor']}").json()
    assert first["hasMore"]
    assert first["items"][0]["id"] != second["items"][0]["id"]


def test_a_known_link_is_one_item(cook: Cook) -> None:
    first, again = cook.share(ORZO), cook.share(f"{ORZO}?utm_source=ig")
    assert again["id"] == first["id"]
    assert again["duplicate"] is True


def test_lists_read_their_own_writes_and_deleted_is_gone(cook: Cook) -> None:
    id_ = pasted(cook)
    assert cook.call("GET", "/api/queue?limit=1").json()["items"][0]["id"] == id_
    cook.wait(id_)
    before = cook.counts()["total"]
    assert cook.call("DELETE", f"/api/queue/{id_}").status_code == 204
    assert cook.call("GET", f"/api/queue/{id_}").status_code == 404
    assert cook.counts()["total"] == before - 1


def test_server_sent_events_go_on_where_they_stopped(cook: Cook) -> None:
    id_ = pasted(cook)
    seen: list[int] = []
    last = ""
    end = time.monotonic() + PATIENCE
    while not seen or cook.item(id_)["version"] > seen[-1]:
        assert time.monotonic() < end
        headers = {"authorization": f"Bearer {cook.token}", **({"last-event-id": last} if last else {})}
        answer = httpx.get(f"{cook.url}/api/queue/stream?itemId={id_}", headers=headers, timeout=30)
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.text.splitlines():
            if line.startswith("id:"):
                last = line.partition(":")[2].strip()
            if line.startswith("data:") and '"itemId"' in line:
                seen.append(json.loads(line.partition(":")[2])["version"])
        cook.wait(id_)
    assert seen == sorted(set(seen))


def test_a_websocket_tells_each_change_and_its_ticket_opens_it_once(cook: Cook, there: Deployed) -> None:
    ticket = cook.call("POST", "/api/live-ticket").json()["ticket"]
    with connect(f"{there.sockets}?ticket={ticket}") as connection:
        id_ = pasted(cook)
        connection.send(json.dumps({"action": "subscribe", "itemId": id_}))
        seen: list[dict[str, Any]] = []
        while not seen or seen[-1].get("status") != "success":
            message = json.loads(connection.recv(timeout=PATIENCE))
            if message.get("itemId") == id_:
                seen.append(message)
        versions = [message["version"] for message in seen]
        assert versions == sorted(versions)
    with pytest.raises(InvalidStatus), connect(f"{there.sockets}?ticket={ticket}"):
        pass


def test_a_dead_letter_is_redriven(cook: Cook, there: Deployed) -> None:
    """Nobody can read it, so it dies; sent again it dies again, and holds up nobody."""
    sqs = there.stack.client("sqs")
    mark = f"unreadable {uuid4()}"
    sqs.send_message(QueueUrl=there.stack.outputs["QueueUrl"], MessageBody=mark)
    assert _waiting(there) == 1
    assert redrive(there.stack) == 1
    assert _waiting(there) == 1
    sqs.purge_queue(QueueUrl=there.stack.outputs["DeadLettersUrl"])


def test_an_item_that_died_is_redriven_and_done(
    cook: Cook, there: Deployed, environment: dict[str, str], site: Site
) -> None:
    path = f"/soup-{uuid4()}"
    site.routes[path] = (503, {}, b"")
    failed = cook.wait(cook.share(site.url(path))["id"])
    assert failed["status"] == "unhealthy", failed
    _waiting(there)

    site.routes[path] = page(f"<title>Soup</title><p>{CAPTION}</p>")
    done = subprocess.run(
        [sys.executable, "-m", "ops.redrive", "--stack", there.stack.name],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "1 sent again\n"
    again = cook.until(failed["id"], lambda item: item["version"] > failed["version"] and _ended(item))
    assert (again["status"], again["generation"]) == ("success", failed["generation"]), again


def _ended(item: dict[str, Any]) -> bool:
    return item["status"] in ENDS


def _waiting(there: Deployed) -> int:
    """How many dead letters there are, once there is one."""
    end = time.monotonic() + PATIENCE
    while True:
        found = there.stack.client("sqs").get_queue_attributes(
            QueueUrl=there.stack.outputs["DeadLettersUrl"], AttributeNames=["ApproximateNumberOfMessages"]
        )
        count = int(found["Attributes"]["ApproximateNumberOfMessages"])
        if count:
            return count
        assert time.monotonic() < end
        time.sleep(0.5)
