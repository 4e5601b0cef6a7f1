"""Each minute: sends lost hints again, frees what dead workers held, heals what may have recovered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from instarecipe.domain import item as life
from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.domain.item import Item
from instarecipe.hints import send_hint
from instarecipe.items import Items
from instarecipe.observability import about, log, measure
from instarecipe.ports import Clock, Queue

ITEMS_PER_RUN = 1_000
MARGIN_MS = 5_000


@dataclass(frozen=True)
class Sweep:
    """With `processing` off it leaves everything as it is: nothing is lost, all of it is due later."""

    items: Items
    queue: Queue
    clock: Clock
    processing: bool

    def __call__(self, remaining_ms: Callable[[], int]) -> int:
        """How many items it did something for."""
        done = 0
        if self.processing:
            for item in self.items.due(self.clock(), limit=ITEMS_PER_RUN):
                if remaining_ms() < MARGIN_MS:
                    break
                with about(itemId=item.id):
                    done += self._look(item)
        measure("SweptItems", done)
        return done

    def _look(self, item: Item) -> bool:
        """A lost race means that somebody else has looked already; trouble is left to the next run."""
        try:
            if life.heals_by_itself(item):
                self._heal(item)
            else:
                self._hint(item)
        except Conflict:
            return False
        except Unavailable as error:
            log.warning("not swept", extra={"cause": str(error)})
            return False
        return True

    def _heal(self, item: Item) -> None:
        healed = self.items.save(item, life.healed(item, now=self.clock()))
        log.info("heals", extra={"code": item.error_code, "heals": healed.heals})
        send_hint(self.queue, healed)

    def _hint(self, item: Item) -> None:
        """Sent first: a crash in between costs a doubled hint, which is dropped, and never a lost one.

        Not for what has moved on since the run began: of an item at its end it would look like a redrive.
        """
        if self.items.get(item.owner, item.id) != item:
            raise Conflict("somebody was quicker")
        send_hint(self.queue, item)
        self.items.save(item, life.hinted_again(item, now=self.clock()))
        log.info("hinted again", extra={"status": item.status, "resends": item.resends + 1})
