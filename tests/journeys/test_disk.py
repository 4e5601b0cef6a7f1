"""A disk that is full and a database that somebody else holds: the host says so, and goes on afterwards."""

from __future__ import annotations

import resource
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import Host
from tests.journeys.sites import recipe_page

PATIENCE = 300


@contextmanager
def held_database(host: Host) -> Iterator[None]:
    """As a backup or a curious operator holds it."""
    with sqlite3.connect(host.data / "instarecipe.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


@contextmanager
def full_disk(host: Host) -> Iterator[None]:
    """No file of the host may grow any more, which is a write that fails."""
    assert host.process
    assert sys.platform == "linux"
    pid = host.process.pid
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, most))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


def accepted(cook: Cook, url: str) -> str:
    """As a phone that is told to come again a little later."""
    end = time.monotonic() + PATIENCE
    while True:
        answer = cook.call("POST", "/api/queue", json={"url": url})
        if answer.status_code in (200, 201):
            return str(answer.json()["id"])
        assert time.monotonic() < end, answer.text
        time.sleep(0.2)


def test_a_database_that_is_locked_for_a_while(start_host: StartHost, site: Site) -> None:
    site.routes["/locked"] = recipe_page("Locked lasagne", ["1 onion"])
    host = start_host()
    cook = Cook(host.url)
    with held_database(host):
        refused = cook.call("POST", "/api/queue", json={"url": site.url("/locked")})
        assert refused.status_code == 503
        assert refused.json()["error"] == "unavailable"
        assert int(refused.headers["retry-after"]) >= 1
        assert cook.call("GET", "/api/queue").status_code == 200
    id_ = accepted(cook, site.url("/locked"))
    assert cook.wait(id_)["status"] == "success"
    assert cook.counts()["total"] == 1


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")
def test_a_disk_that_is_full_for_a_while(start_host: StartHost, site: Site) -> None:
    for name in ("before", "after"):
        site.routes[f"/{name}"] = recipe_page(f"Pie {name}", ["1 onion"])
    host = start_host()
    cook = Cook(host.url)
    before = cook.share(site.url("/before"))["id"]
    assert cook.wait(before)["status"] == "success"
    with full_disk(host):
        refused = cook.call("POST", "/api/queue", json={"url": site.url("/after")})
        assert refused.status_code == 503
        pasted = cook.call("POST", "/api/queue", json={"text": "Soup\n\n1 onion\n\nCook it."})
        assert (pasted.status_code, pasted.json()["error"]) == (503, "no_room")
        assert cook.item(before)["status"] == "success"
    after = accepted(cook, site.url("/after"))
    assert cook.wait(after)["status"] == "success"
    assert cook.counts()["total"] == 2


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")
def test_a_disk_that_fills_up_while_an_item_is_worked_on(start_host: StartHost, site: Site) -> None:
    """Its worker cannot store what it found; the item is done once there is room, and once only."""
    site.routes["/filling"] = recipe_page("Filling flan", ["1 onion"])
    host = start_host()
    cook = Cook(host.url)
    id_ = cook.share(site.url("/filling"))["id"]
    with full_disk(host):
        time.sleep(0.5)
    host.stop()
    host.start()
    assert cook.wait(id_)["status"] == "success"
    assert len(cook.call("GET", "/api/recipes").json()["recipes"]) == 1
