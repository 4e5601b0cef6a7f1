"""The contestants: worker processes to start, stop and kill, and Redis for those that need it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.peers.front import Front
from bench.peers.ours import Manager, manager
from bench.peers.work import WORKERS, Work
from tests.journeys.host import ROOT

PATIENCE = 60
"""Seconds for a process to be ready, or to end."""


@dataclass
class Contestant:
    """`peer` has the contract and talks to `module`'s workers; None for ours, whose worker is its front too.
    `redis` is a process id.
    """

    name: str
    folder: Path
    module: str
    arguments: tuple[str, ...] = ()
    stops_by: signal.Signals = signal.SIGTERM
    peer: Any = None
    redis: int | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def work(self) -> Work:
        return Work(self.folder)

    @property
    def front(self) -> Any:
        """A `Front`, or what stands for the one in our engine's process."""
        if self.peer:
            told = self.peer.contract
            return Front(told.submit, told.status, told.listed, told.redrive)
        assert self.process is not None  # noqa: S101 it was started
        ours = manager(self.folder, self.process.pid)
        ours.connect()
        return ours.front()

    def start(self, workers: int = WORKERS) -> None:
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        command = [sys.executable, "-m", "bench.peers.worker", self.module, str(self.folder), *self.arguments]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([*command, str(workers)], cwd=ROOT, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while not ready.exists():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self.name} did not start:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.01)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stops_by)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """All of its worker processes at once, as a power cut would."""
        assert self.process is not None  # noqa: S101 it was started
        for pid in _tree(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def sync(self, policy: str) -> None:
        """How Redis writes to the disk from now on: `always` or `everysec`."""
        from redis import Redis

        Redis(unix_socket_path=str(self.folder / "redis.sock")).config_set("appendfsync", policy)

    def megabytes(self) -> float:
        """Of its worker processes and Redis."""
        assert self.process is not None  # noqa: S101 it was started
        redis = [[self.redis]] if self.redis else []
        return sum(_kilobytes(pids) for pids in [_tree(self.process.pid), *redis]) / 1024


@contextmanager
def contestants(folder: Path) -> Iterator[Sequence[Contestant]]:
    """None of them started; Redis runs, one for each that needs it."""
    from bench.peers.celery_peer import CeleryPeer
    from bench.peers.huey_peer import HueyPeer

    Manager.register("front")
    folders = [folder / name for name in ("ours", "huey-sqlite", "huey-redis", "celery")]
    for each in folders:
        each.mkdir()
    ours, sqlite, redis, celery = folders
    with running_redis(redis) as first, running_redis(celery) as second:
        everybody = (
            Contestant("InstaRecipe", ours, "ours"),
            _huey("huey on SQLite", sqlite, "sqlite", HueyPeer(sqlite, "sqlite")),
            _huey("huey on Redis", redis, "redis", HueyPeer(redis, "redis"), first),
            Contestant("Celery on Redis", celery, "celery_peer", peer=CeleryPeer(celery), redis=second),
        )
        try:
            yield everybody
        finally:
            for one in everybody:
                one.stop()


def _huey(name: str, folder: Path, storage: str, peer: Any, redis: int | None = None) -> Contestant:
    """Ended as its documentation says: on SIGTERM it would not finish what is under way."""
    return Contestant(name, folder, "huey_peer", (storage,), signal.SIGINT, peer, redis)


@contextmanager
def running_redis(folder: Path) -> Iterator[int]:
    """The process id of a server on `redis.sock`, each write of which is on the disk when it is answered."""
    socket = folder / "redis.sock"
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "dir": str(folder),
        "save": "",
        "appendonly": "yes",
        "appendfsync": "always",
    }
    command = ["redis-server", *(word for name, value in settings.items() for word in (f"--{name}", value))]
    with (folder / "redis.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        end = time.monotonic() + PATIENCE
        while not socket.exists():
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"Redis did not start:\n{(folder / 'redis.log').read_text()}")
            time.sleep(0.01)
        yield server.pid
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _tree(pid: int) -> list[int]:
    """A process and all that it started; itself first, so that it cannot start anew what is killed."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _tree(int(child)))]


def _kilobytes(pids: Sequence[int]) -> int:
    """Of processes of one program, with what they share counted once: of its files the most that one maps."""
    every = [_memory(pid) for pid in pids]
    return sum(one["Pss_Anon"] for one in every) + max(one["Rss"] - one["Anonymous"] for one in every)


def _memory(pid: int) -> dict[str, int]:
    """Kilobytes by Linux's names for them."""
    _, *lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines)}
