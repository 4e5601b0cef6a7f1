"""What huey and Celery do not bring along, written once over a store of the peer's own.

An item is one value under a name made of its link, so that admitting it is one write, refused for a link that
is known. Each phase's result is stored with the write that begins the next. Not here: a lease that keeps a
slow worker from writing, counts, a second try at a create whose answer was lost.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

from bench.peers.work import PHASES, Work


class Store(Protocol):
    def add(self, id_: str, item: dict[str, Any]) -> bool:
        """False when it is there already."""

    def put(self, id_: str, item: dict[str, Any]) -> None: ...

    def get(self, id_: str) -> dict[str, Any]: ...

    def all(self) -> dict[str, dict[str, Any]]: ...


class Queue(Protocol):
    def send(self, id_: str) -> None: ...


class Contract:
    def __init__(self, store: Store, queue: Queue, work: Work) -> None:
        self._store = store
        self._queue = queue
        self._work = work

    # -- for the cook --------------------------------------------------------------------------------

    def submit(self, url: str) -> tuple[str, bool]:
        """The item's id, and whether it is new."""
        id_ = str(uuid5(NAMESPACE_URL, url))
        new = self._store.add(id_, {"url": url, "status": "pending", "results": []})
        if new:
            self._queue.send(id_)
        return id_, new

    def status(self, id_: str) -> str:
        """That of the running phase, if one is running."""
        item = self._store.get(id_)
        running = item["status"] == "in_progress"
        return PHASES[len(item["results"])] if running else str(item["status"])

    def listed(self, status: str) -> list[str]:
        """Neither of the two stores can ask by status."""
        return [id_ for id_, item in self._store.all().items() if item["status"] == status]

    def redrive(self) -> int:
        dead = self.listed("unhealthy")
        for id_ in dead:
            self._store.put(id_, {**self._store.get(id_), "status": "pending"})
            self._queue.send(id_)
        return len(dead)

    # -- for the worker ------------------------------------------------------------------------------

    def run(self, id_: str, *, last_try: bool) -> None:
        """Raises what a phase raised, as long as it is to be tried again."""
        item = self._store.get(id_)
        if item["status"] in ("success", "unhealthy"):
            return  # a message that came twice
        for phase in self._work.phases[len(item["results"]) :]:
            item["status"] = "in_progress"
            self._store.put(id_, item)
            try:
                item["results"].append(phase(item["url"], item["results"]))
            except Exception:
                item["status"] = "unhealthy" if last_try else "pending"
                self._store.put(id_, item)
                if last_try:
                    return
                raise
        self._store.put(id_, {**item, "status": "success"})

    def recover(self, waiting: Collection[str]) -> None:
        """Sends again what is open and in no queue. Only where no other worker is alive."""
        for id_, item in self._store.all().items():
            if item["status"] in ("pending", "in_progress") and id_ not in waiting:
                self._queue.send(id_)
