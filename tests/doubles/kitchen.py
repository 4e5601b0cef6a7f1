"""Many short-lived workers over one engine and one target, as Lambda has them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from instarecipe.domain import item as life
from instarecipe.domain.item import Item, PhaseName
from instarecipe.ports import Engine, Target
from instarecipe.settings import Settings
from instarecipe.submission import Submission
from tests.doubles.mortal import Killed, Life, mortal
from tests.doubles.phases import DoubledWiring, FakeExtract, FakeParse, fail
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import Clock

MOST_STEPS = 60


def plenty() -> int:
    """Milliseconds that a function has left."""
    return 300_000


def deleted_and_lost(kitchen: Kitchen, id_: str) -> None:
    """The cook deletes the item, and the recipe manager's answer is lost."""
    kitchen.delete(id_)
    fail()


@dataclass
class Kitchen:
    """What outlives the workers."""

    settings: Settings
    engine: Engine
    clock: Clock
    new_id: Callable[[], str]
    target: Target
    extract: FakeExtract = field(default_factory=FakeExtract)

    def wiring(self, life_: Life | None = None) -> DoubledWiring:
        """A worker's own: as mortal as it is."""
        life_ = life_ or Life()
        engine = Engine(
            mortal(self.engine.table, life_),
            mortal(self.engine.queue, life_),
            mortal(self.engine.media, life_),
            self.engine.sockets,
        )
        return DoubledWiring(
            self.settings,
            engine,
            clock=self.clock,
            new_id=self.new_id,
            extract=mortal(self.extract, life_),
            parse=mortal(FakeParse(), life_),
            target=mortal(self.target, life_),
        )

    def item(self, id_: str, owner: str = OWNER) -> Item | None:
        return self.wiring().items.get(owner, id_)

    def admit(self, owner: str = OWNER, url: str = "") -> str:
        wiring = self.wiring()
        item = store(wiring.items, owner=owner, url=url)
        wiring.admit.hint(item)
        return item.id

    def restart(self, item: Item, phase: PhaseName, *, forced: bool = False) -> None:
        """As a cook's retry does it."""
        wiring = self.wiring()
        again = life.restarted(item, phase, now=self.clock(), forced=forced)
        wiring.admit.hint(wiring.items.save(item, again))

    def retry(self, item: Item, *, text: str | None = None) -> None:
        """As a cook's own does it."""
        self.wiring().admit.retry(OWNER, item.id, Submission(text=text))

    def delete(self, id_: str) -> None:
        self.wiring().manage.delete(OWNER, id_)

    def work(self, life_: Life | None = None) -> None:
        """One message by one worker, as SQS and Lambda would do it."""
        process = self.wiring(life_).process
        for message in self.engine.queue.receive(1):
            with suppress(Killed):
                visibility = process(message, plenty)
                if visibility is None:
                    self.engine.queue.delete(message.receipt)
                else:
                    self.engine.queue.change_visibility(message.receipt, visibility)

    def rest(self, hours: float = 1) -> None:
        """Works on whatever comes, for so long."""
        end = self.clock() + hours * 3_600_000
        while self.clock() < end:
            self.work()
            self.clock.sleep(20)

    def sweep(self) -> None:
        self.wiring().sweep(plenty)

    def drained(self, id_: str, owner: str = OWNER) -> Item:
        """Works and sweeps until the item is at its end."""
        for _ in range(MOST_STEPS):
            item = self.item(id_, owner)
            assert item
            if item.status.terminal:
                return item
            self.work()
            self.clock.sleep(20)
            self.sweep()
        raise AssertionError(f"{item} does not come to rest")
