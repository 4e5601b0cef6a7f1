"""Takes back recipes that nobody waits for: their worker came too late, or the cook had deleted the item.

The queue remembers them, so that neither a killed worker nor a recipe manager that is down leaves one behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from instarecipe.domain.errors import Failure, Permanent, Unavailable
from instarecipe.domain.item import Item
from instarecipe.hints import Removal, send_removal
from instarecipe.items import Items
from instarecipe.locks import Locks
from instarecipe.observability import log
from instarecipe.ports import Clock, Deadline, Queue, Target

SECONDS = 20
HOLD_MS = 25_000
"""For calls that may take `SECONDS`, from a moment after the lock was taken."""
PAUSES = (1.0, 2.0)
"""Seconds between the tries to send a message."""
FIRST_PAUSE = 30
"""Seconds until a removal that failed is tried again."""
PATIENCE_MS = 24 * 3_600_000
"""After that a removal is left to the dead letters, and to the operator."""


@dataclass(frozen=True)
class Removals:
    """`target` may raise what reading its secret does."""

    target: Callable[[], Target]
    locks: Locks
    items: Items
    queue: Queue
    clock: Clock
    monotonic: Callable[[], float]

    def send(self, item: Item, target: str, reference: str) -> None:
        """For a recipe that was made for this item. Never raises: what is lost then stands in the log.

        Call it without the target's lock: a queue that is away leaves the removal to the caller.
        """
        link = item.found_url or item.canonical_url
        removal = Removal(item.owner, item.id, link, target, reference, self.clock())
        try:
            if not self._is_sent(removal):
                self._remove(removal)
        except (Failure, Unavailable) as failure:
            log.error("a recipe nobody waits for stays", extra=_told(removal, failure))

    def _is_sent(self, removal: Removal) -> bool:
        for pause in (*PAUSES, 0):
            try:
                send_removal(self.queue, removal)
            except Unavailable as error:
                log.warning("removal not sent", extra=_told(removal, error))
                self.locks.sleep(pause)
            else:
                return True
        return False

    def __call__(self, removal: Removal) -> bool:
        """False: a human must look, since it is refused, or has failed for a day. Raises `Unavailable`."""
        try:
            self._remove(removal)
        except (Failure, Unavailable) as failure:
            age = self.clock() - removal.since
            if isinstance(failure, Permanent) or age > PATIENCE_MS:
                log.error("could not remove a recipe nobody waits for", extra=_told(removal, failure))
                return False
            log.warning("removal failed", extra=_told(removal, failure))
            send_removal(self.queue, removal, age=max(FIRST_PAUSE, age // 1000))
        return True

    def _remove(self, removal: Removal) -> None:
        target = self.target()
        if removal.target != target.name:
            raise Permanent("target_changed", f"It is in {removal.target}.", "Remove it there by hand.")
        with self.locks.held(
            target.lock,
            item=f"remove {removal.reference}",
            attempt_id=removal.item_id,
            lasts_ms=HOLD_MS,
        ):
            if self._is_nobodys(removal, shared=target.lock is None):
                target.delete(removal.reference, deadline=Deadline(SECONDS, self.monotonic))
                log.warning("removed a recipe nobody waits for", extra=_told(removal))

    def _is_nobodys(self, removal: Removal, *, shared: bool) -> bool:
        """Neither the item's nor of another link to its post, which may have taken it over.

        `shared`: without a lock it is named after its item, and whoever works on that now made the same one.
        """
        current = self.items.get(removal.owner, removal.item_id)
        if current and shared:
            return False
        heir = self.items.owning(removal.owner, removal.link)
        return not any(one and one.reference == removal.reference for one in (current, heir))


def _told(removal: Removal, cause: Exception | None = None) -> dict[str, str]:
    told = {"itemId": removal.item_id, "target": removal.target, "reference": removal.reference}
    return {**told, "cause": str(cause)} if cause else told
