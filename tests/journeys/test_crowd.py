"""More pages watch than the process may open files: the others are still served, and work goes on."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack

from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import PATIENCE, Cook
from tests.journeys.host import Host
from tests.journeys.sites import recipe_page

FILES = 256
CROWD = 400


def watching(host: Host, crowd: ExitStack) -> str:
    """The beginning of the answer; the stream stays open as long as the crowd."""
    watcher = crowd.enter_context(socket.create_connection(("127.0.0.1", host.port), timeout=PATIENCE))
    watcher.sendall(f"GET /api/queue/stream HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\n\r\n".encode())
    return watcher.recv(12).decode()


def test_a_crowd_of_watchers_keeps_nobody_from_sharing(start_host: StartHost, site: Site) -> None:
    site.routes["/crowd"] = recipe_page("Crowded couscous", ["200 g couscous"])
    host = start_host(within=("sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh"))
    cook = Cook(host.url)

    with ExitStack() as crowd:
        answers = [watching(host, crowd) for _ in range(CROWD)]
        item = cook.wait(cook.share(site.url("/crowd"))["id"])
        refused = cook.call("GET", "/api/queue/stream")

    assert answers[0] == "HTTP/1.1 200"
    assert answers[-1] == "HTTP/1.1 503"
    assert item["status"] == "success", item
    assert refused.json()["error"] == "crowded"
    assert "open files" not in host.log()

    with ExitStack() as alone:
        while watching(host, alone) != "HTTP/1.1 200":  # the crowd is leaving
            pass


def test_connections_that_say_nothing_fill_no_log(start_host: StartHost) -> None:
    host = start_host(within=("sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh"))
    with ExitStack() as crowd:
        for _ in range(CROWD):
            crowd.enter_context(socket.create_connection(("127.0.0.1", host.port), timeout=PATIENCE))
        while "out of system resource" not in host.log():
            time.sleep(0.1)

    while Cook(host.url).call("GET", "/api/queue").status_code != 200:  # the crowd is leaving
        pass
    assert host.log().count("out of system resource") == 1
