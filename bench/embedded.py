"""The real local host on this machine: start, memory at rest, answers, live updates, our own work."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import connect

from bench.figures import Figure, Part
from tests.journeys.cook import ENDS
from tests.journeys.host import Host

LINKS = 200
BURST, SENDERS = 2_000, 8
CAPTION = (
    "Bench soup\n\nIngredients:\n- 1 onion\n- 500 ml stock\n\nMethod:\n1. Chop the onion {n}.\n2. Simmer."
)


def part() -> Part:
    with tempfile.TemporaryDirectory() as folder:
        host = Host(Path(folder) / "data")
        host.start()  # the first start makes bytecode and keys
        host.stop()
        begun = time.monotonic()
        host.start()
        started = time.monotonic() - begun
        try:
            time.sleep(1)
            memory = _megabytes(host)
            posted, live, own = _work(host.url)
        finally:
            host.stop()
        accepted = _accepted(Host(Path(folder) / "busy", {"QUEUE_PROCESSING_ENABLED": "false"}))
    note = f"{LINKS} pasted recipes, one after the other, after a first"
    return Part(
        [
            Figure("embedded: start to first answer", started, "s", 1.5),
            Figure("embedded: memory at rest", memory, "MB", 120),
            Figure("embedded: POST answered, p95", 1000 * _p95(posted), "ms", 20, note),
            Figure("embedded: POST to first live update, p95", 1000 * _p95(live), "ms", 100, note),
            Figure("embedded: our own time per item, median", 1000 * statistics.median(own), "ms", 25, note),
            Figure(
                "embedded: links accepted",
                accepted,
                "1/s",
                200,
                f"{BURST} links by {SENDERS} senders on {os.cpu_count()} cores, theirs included",
                at_least=True,
            ),
        ]
    )


def _accepted(host: Host) -> float:
    """Links a second that are answered with 201, each on the disk by then."""
    host.start()
    try:
        shares = [range(first, BURST, SENDERS) for first in range(SENDERS)]
        begun = time.monotonic()
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(partial(_send, host.port), shares))
        return BURST / (time.monotonic() - begun)
    finally:
        host.stop()


def _send(port: int, numbers: range) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    for number in numbers:
        body = json.dumps({"url": f"https://www.instagram.com/reel/Burst{number:06d}/"})
        connection.request("POST", "/api/queue", body)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            raise RuntimeError(f"a link was answered with {answer.status}")
    connection.close()


def _work(url: str) -> tuple[list[float], list[float], list[float]]:
    """Seconds: each POST, from POST to the first update, and from claim to success.

    A recipe that is not counted comes first: what the host imports for it belongs to no other.
    """
    seen: dict[str, float] = {}
    posted, begun, ids = [], [], []
    with httpx.Client(base_url=url) as client:
        _finished(client, _paste(client, "first"))
        ticket = client.post("/api/live-ticket").json()
        with connect(f"{ticket['url']}?ticket={ticket['ticket']}") as socket:
            socket.send(json.dumps({"action": "subscribe"}))
            reader = threading.Thread(target=_note, args=(socket, seen))
            reader.start()
            for number in range(LINKS):
                begun.append(time.monotonic())
                ids.append(_paste(client, number))
                posted.append(time.monotonic() - begun[-1])
                time.sleep(0.02)
            items = [_finished(client, id_) for id_ in ids]
    reader.join()
    return (
        posted,
        [seen[id_] - at for id_, at in zip(ids, begun, strict=True)],
        [_own(item) for item in items],
    )


def _paste(client: httpx.Client, number: object) -> str:
    """The new item's id."""
    return str(client.post("/api/queue", json={"text": CAPTION.format(n=number)}).json()["id"])


def _finished(client: httpx.Client, id_: str) -> dict[str, Any]:
    while (item := client.get(f"/api/queue/{id_}").json())["status"] not in ENDS:
        time.sleep(0.01)
    return dict(item)


def _note(socket: Any, seen: dict[str, float]) -> None:
    try:
        for message in socket:
            seen.setdefault(json.loads(message).get("itemId", ""), time.monotonic())
    except Exception:  # the socket is closed under the reader at the end
        return


def _own(item: dict[str, Any]) -> float:
    first, last = item["phases"][0]["startedAt"], item["phases"][-1]["completedAt"]
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds()


def _megabytes(host: Host) -> float:
    assert host.process is not None  # noqa: S101
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(host.process.pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    return int(shown.stdout) / 1024


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
