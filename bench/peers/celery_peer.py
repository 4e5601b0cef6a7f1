"""The contract on Celery over Redis.

Late acknowledgement, as its documentation says: what a killed worker held is delivered again when its
visibility timeout is over.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import worker_ready
from redis import Redis

from bench.peers.contract import Contract
from bench.peers.work import ATTEMPTS, DELAY, Work

VISIBILITY = 10
"""Seconds; an hour if not set. Not below the longest delay, else delayed tries are made twice."""
ITEMS = "items"


class CeleryPeer:
    """`bare` is the same work as Celery's own documentation has it, without the contract."""

    def __init__(self, folder: Path) -> None:
        self.app: Any = Celery("peer", broker=f"redis+socket://{folder / 'redis.sock'}")
        self.app.conf.update(
            task_acks_late=True,
            task_reject_on_worker_lost=True,
            task_ignore_result=True,
            worker_prefetch_multiplier=1,
            broker_connection_retry_on_startup=True,
            visibility_timeout=VISIBILITY,
            broker_transport_options={
                "visibility_timeout": VISIBILITY,
                "unacked_restore_interval": 1,
                "unacked_restore_throttle": 1,
            },
        )
        self._redis: Any = Redis(unix_socket_path=str(folder / "redis.sock"))
        work = Work(folder)
        self.contract = Contract(self, self, work)

        def run(id_: str) -> None:
            task = self.app.current_task
            self.contract.run(id_, last_try=task.request.retries == task.max_retries)

        def bare(url: str) -> None:
            work.do(url)

        again = {"autoretry_for": (Exception,), "max_retries": ATTEMPTS - 1, "default_retry_delay": DELAY}
        self.send = self.app.task(name="run", **again)(run).delay
        self.bare = self.app.task(name="bare", **again)(bare).delay

    def add(self, id_: str, item: dict[str, Any]) -> bool:
        return bool(self._redis.hsetnx(ITEMS, id_, json.dumps(item)))

    def put(self, id_: str, item: dict[str, Any]) -> None:
        self._redis.hset(ITEMS, id_, json.dumps(item))

    def get(self, id_: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._redis.hget(ITEMS, id_))
        return found

    def all(self) -> dict[str, dict[str, Any]]:
        return {id_.decode(): json.loads(stored) for id_, stored in self._redis.hgetall(ITEMS).items()}


def main(where: str, workers: str) -> None:
    folder = Path(where)
    peer = CeleryPeer(folder)
    ready = partial(_ready, folder)
    worker_ready.connect(ready)
    peer.app.worker_main(["worker", f"--concurrency={workers}", "--loglevel=WARNING"])


def _ready(folder: Path, **_: Any) -> None:
    (folder / "ready").touch()
