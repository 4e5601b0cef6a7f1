"""The contract on huey, over SQLite or Redis.

huey takes a message out of its queue before the work begins ("does not guarantee at-least-once delivery",
says its documentation), so that what a killed worker held is looked for at the next start.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from huey import RedisHuey, SqliteHuey

from bench.peers.contract import Contract
from bench.peers.work import ATTEMPTS, DELAY, Work


class HueyPeer:
    """`bare` is the same work as huey's own documentation has it, without the contract."""

    def __init__(self, folder: Path, storage: str) -> None:
        self.huey: Any = (
            SqliteHuey("peer", filename=str(folder / "huey.db"), fsync=True, results=False)
            if storage == "sqlite"
            else RedisHuey("peer", url=f"unix://{folder / 'redis.sock'}", results=False)
        )
        work = Work(folder)
        self.contract = Contract(self, self, work)
        again = {"retries": ATTEMPTS - 1, "retry_delay": DELAY}
        self.send = self.huey.task(name="run", context=True, **again)(self._run)
        self.bare = self.huey.task(name="bare", **again)(work.do)

    def add(self, id_: str, item: dict[str, Any]) -> bool:
        return bool(self.huey.put_if_empty(id_, item))

    def put(self, id_: str, item: dict[str, Any]) -> None:
        self.huey.put(id_, item)

    def get(self, id_: str) -> dict[str, Any]:
        found: dict[str, Any] = self.huey.get(id_, peek=True)
        return found

    def all(self) -> dict[str, dict[str, Any]]:
        read = self.huey.serializer.deserialize
        return {id_: read(stored) for id_, stored in self.huey.all_results().items()}

    def recover(self) -> None:
        waiting = [*self.huey.pending(), *self.huey.scheduled()]
        self.contract.recover({task.args[0] for task in waiting})

    def _run(self, id_: str, task: Any) -> None:
        self.contract.run(id_, last_try=not task.retries)


def main(where: str, storage: str, workers: str) -> None:
    folder = Path(where)
    logging.basicConfig(level=logging.WARNING)
    peer = HueyPeer(folder, storage)
    peer.recover()
    (folder / "ready").touch()
    # As in its documentation's example of a short polling interval; Redis is not polled.
    peer.huey.create_consumer(workers=int(workers), backoff=1.1, max_delay=1.0).run()
