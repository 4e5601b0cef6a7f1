"""`kill -9` at any moment: what was answered is there after a restart, and ends in success, once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from tests.doubles.web import Received, Site, Wire
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook, phase
from tests.journeys.sites import recipe_page
from tests.journeys.test_live import slow


def test_a_kill_during_extraction_loses_nothing(start_host: StartHost, site: Site) -> None:
    gate = threading.Event()
    site.routes["/crash-1"] = slow(gate, "Crash crumble")
    host = start_host()
    cook = Cook(host.url)
    id_ = cook.share(site.url("/crash-1"))["id"]
    cook.until(id_, lambda item: phase(item, "extraction")["status"] == "in_progress")

    host.kill()
    gate.set()
    host.start()

    item = cook.wait(id_)
    assert item["status"] == "success", item
    assert cook.counts()["total"] == 1


def test_what_was_accepted_survives_an_immediate_kill(start_host: StartHost, site: Site) -> None:
    site.routes["/crash-2"] = recipe_page("Kept kebab", ["1 onion"])
    host = start_host(QUEUE_PROCESSING_ENABLED="false")
    cook = Cook(host.url)
    ids = [cook.share(site.url(f"/crash-2?n={number}"))["id"] for number in range(20)]

    host.kill()
    host.environment = {**host.environment, "QUEUE_PROCESSING_ENABLED": "true"}
    host.start()

    assert {cook.wait(id_)["status"] for id_ in ids} == {"success"}


def _unhurried(title: str) -> Callable[[Received, Wire], None]:
    gate = threading.Event()
    open_gate = slow(gate, title)

    def route(received: Received, wire: Wire) -> None:
        wire.pause(0.2)
        gate.set()
        open_gate(received, wire)

    return route


def test_kills_in_a_row_while_many_are_worked_on(start_host: StartHost, site: Site) -> None:
    for number in range(40):
        site.routes[f"/crash-3-{number}"] = _unhurried(f"Dish {number}")
    host = start_host(QUEUE_RETRY_ATTEMPTS="5")
    cook = Cook(host.url)
    ids = [cook.share(site.url(f"/crash-3-{number}"))["id"] for number in range(40)]
    for kills in range(3):
        wanted = 4 * (kills + 1)
        cook.until(ids[0], lambda _: cook.counts()["success"] >= wanted)  # noqa: B023 called before the loop goes on
        host.kill()
        host.start()

    assert {cook.wait(id_)["status"] for id_ in ids} == {"success"}
    assert cook.counts()["success"] == cook.counts()["total"] == 40


def test_two_hosts_never_share_a_folder(start_host: StartHost) -> None:
    host = start_host()
    twin = type(host)(host.data, host.environment)

    with pytest.raises(RuntimeError, match="in use by another InstaRecipe"):
        twin.start()
