"""InstaRecipe's embedded engine with the same work, one process for all.

Everything that `make run` starts is there but the web server; the world outside is `Work`.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, replace
from multiprocessing.managers import BaseManager
from pathlib import Path
from typing import Any

from bench.peers.front import Front
from bench.peers.work import ATTEMPTS, Work
from bench.stage import settings_in
from functions.notify import app as notify
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe import wiring
from instarecipe.domain.errors import Transient
from instarecipe.domain.item import Status
from instarecipe.domain.recipe import Recipe
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.media import FileMedia
from instarecipe.embedded.orphans import Orphans
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.table import SqliteTable
from instarecipe.observability import set_up
from instarecipe.phases import Extraction, Parsing
from instarecipe.ports import Deadline, Engine, Extracted, Parsed, Progress, Source, Target
from instarecipe.settings import Settings
from instarecipe.submission import Submission
from local.pumps import Handler, Pumps
from local.recovery import recover
from tests.doubles.phases import FakeTarget

OWNER = "household"
CHANCE = 0.2
"""Of the jitter: three seconds before the second attempt, as the peers wait."""


class Manager(BaseManager):
    """Hands out the front of another process."""


def manager(folder: Path, pid: int) -> Any:
    """Of the process of that id."""
    return Manager(address=str(folder / f"{pid}.sock"), authkey=b"bench")


@dataclass(kw_only=True)
class Outside(FakeTarget):
    """A recipe manager that needs no lock: what it makes is made at once."""

    work: Work
    lock: str | None = None

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        self.work.upload(recipe.source_url, [])
        return super().create(key, recipe, deadline=deadline)


class PeerWiring(wiring.Wiring):
    """The real one but for the world outside."""

    def __init__(self, settings: Settings, engine: Engine, work: Work) -> None:
        super().__init__(settings, engine, chance=lambda: CHANCE)
        self._work = work
        self._outside = Outside(work=work)

    @property
    def extraction(self) -> Extraction:
        return Extraction(self.items, self.engine.media, self._extract, lambda *_: None, self.new_id)

    @property
    def parsing(self) -> Parsing:
        return Parsing(self._parse)

    @property
    def target(self) -> Target:
        return self._outside

    def _extract(self, source: Source, *, deadline: Deadline, progress: Progress) -> Extracted:
        try:
            return Extracted(self._work.extract(source.canonical_url, []), via="bench")
        except RuntimeError as error:
            raise Transient("bench", str(error)) from error

    def _parse(self, extracted: Extracted, *, source_url: str, **_: Any) -> Parsed:
        return Parsed(replace(self._work.read(source_url, extracted.text), source_url=source_url))


@dataclass(frozen=True)
class OurFront:
    built: wiring.Wiring
    queue: SqliteQueue

    def submit(self, url: str) -> tuple[str, bool]:
        item, known = self.built.admit(OWNER, Submission(url))
        return item.id, not known

    def status(self, id_: str) -> str:
        item = self.built.items.get(OWNER, id_)
        if item is None or item.phase is None:
            return "success" if item else "gone"
        return str(item.phase.name if item.status is Status.IN_PROGRESS else item.status)

    def listed(self, status: str) -> list[str]:
        page = self.built.listing(OWNER, {"status": status, "limit": "100"})
        return [item["id"] for item in page["items"]]


def main(where: str, workers: str) -> None:
    folder = Path(where)
    settings = settings_in(folder / "data", QUEUE_RETRY_ATTEMPTS=str(ATTEMPTS))
    engine = embedded_engine(settings, wiring.now, wiring.new_id)
    set_up("WARNING", in_lambda=False)
    built = PeerWiring(settings, engine, Work(folder))
    wiring.install(built)
    recover(built)
    pumps = _pumps(built, int(workers))
    pumps.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(not pumps.stop(2)))
    _serve(folder, OurFront(built, pumps.queue))


def _pumps(built: wiring.Wiring, workers: int) -> Pumps:
    """As `python -m local` starts them."""
    table, queue, media = built.engine.table, built.engine.queue, built.engine.media
    assert isinstance(table, SqliteTable)  # noqa: S101 the embedded engine, as built above
    assert isinstance(queue, SqliteQueue)  # noqa: S101
    assert isinstance(media, FileMedia)  # noqa: S101
    readers: dict[str, Handler] = {"stream": stream.changes, "notify": notify.handler}
    orphans = Orphans(media.folder, table.database, built.clock)
    return Pumps(table, queue, process.handler, readers, sweep.handler, orphans, workers)


def _serve(folder: Path, ours: OurFront) -> None:
    """Until somebody ends this process; `Manager` is the other side."""
    front = Front(ours.submit, ours.status, ours.listed, ours.queue.redrive)
    Manager.register("front", callable=lambda: front)
    server = manager(folder, os.getpid()).get_server()
    (folder / "ready").touch()
    server.serve_forever()
