"""Takes back recipes that nobody waits for: their worker came too late, or the cook had deleted the item.

The queue remembers them, so that neither a killed worker nor a recipe manager that is down leaves one behind.
a#{target}#{reference}   a   somebody has seen this recipe as a success, though another worker made it
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from instarecipe.domain.errors import Failure, Permanent, Unavailable
from instarecipe.domain.item import Item
from instarecipe.domain.links import source_of
from instarecipe.hints import Removal, send_removal
from instarecipe.items import Items
from instarecipe.locks import Locks
from instarecipe.observability import log
from instarecipe.ports import Clock, Deadline, Key, Put, Queue, Row, Target

SECONDS = 20
HOLD_MS = 25_000
"""For calls to the target that may take `SECONDS`, from a moment after its lock was taken."""
PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 40.0)
"""Seconds after each try to send a removal, or where the queue is away to do it oneself."""
FIRST_PAUSE = 30
"""Seconds until a removal that failed is tried again."""
PATIENCE_MS = 24 * 3_600_000
"""After that a removal is left to the dead letters, and to the operator."""
EXPIRES_S = 15 * 24 * 3_600
"""A dead letter lasts for fourteen days."""


@dataclass(frozen=True)
class Removals:
    """`target` may raise what reading its secret does."""

    target: Callable[[], Target]
    locks: Locks
    items: Items
    queue: Queue
    clock: Clock
    monotonic: Callable[[], float]

    def send(self, item: Item, target: Target, reference: str) -> None:
        """For a recipe that was made for this item. Whoever shows it by now answers for it from here on.

        Never raises: what is lost then stands in the log.
        """
        removal = Removal(item.owner, item.id, item.post, target.name, reference, self.clock())
        with suppress(Unavailable):
            if self._is_somebodys(removal, target):
                return
        for pause in PAUSES:
            if self._is_sent(removal) or self._is_removed(removal, target):
                return
            self.locks.sleep(pause)
        log.error("a recipe nobody waits for stays", extra=_told(removal))

    def adoption(self, target: Target, reference: str) -> list[Put]:
        """To be stored with the success that shows a recipe which another worker made: from then on it stays.

        Its maker may wake later, when that item is deleted and nothing else tells that it was a success.
        """
        key = _adoption_key(target.name, reference)
        if self.items.table.get([key])[0]:
            return []
        return [Put(Row(key, 1, "{}", expires=self.clock() // 1000 + EXPIRES_S), None)]

    def __call__(self, removal: Removal) -> bool:
        """False: a human must look, since it is refused, or has failed for a day. Raises `Unavailable`."""
        try:
            self._remove(removal, self.target())
        except (Failure, Unavailable) as failure:
            age = max(0, self.clock() - removal.since)
            if isinstance(failure, Permanent) or age > PATIENCE_MS:
                log.error("could not remove a recipe nobody waits for", extra=_told(removal, failure))
                return False
            log.warning("removal failed", extra=_told(removal, failure))
            send_removal(self.queue, removal, delay=max(FIRST_PAUSE, age // 1000))  # as long as it waited
        return True

    def _is_sent(self, removal: Removal) -> bool:
        try:
            send_removal(self.queue, removal)
        except Unavailable as error:
            log.warning("removal not sent", extra=_told(removal, error))
            return False
        return True

    def _is_removed(self, removal: Removal, target: Target) -> bool:
        try:
            self._remove(removal, target)
        except (Failure, Unavailable) as failure:
            log.warning("removal failed", extra=_told(removal, failure))
            return False
        return True

    def _remove(self, removal: Removal, target: Target) -> None:
        if removal.target != target.name:
            raise Permanent("target_changed", f"It is in {removal.target}.", "Remove it there by hand.")
        with self.locks.held(
            target.lock,
            item=f"remove {removal.reference}",
            attempt_id=removal.item_id,
            lasts_ms=HOLD_MS,
        ):
            deadline = Deadline(SECONDS, self.monotonic)
            if self._is_somebodys(removal, target):
                return
            source = source_of(removal.link) or None
            target.delete(removal.reference, made_from=source, deadline=deadline)
            log.warning("nothing is left of a recipe nobody waits for", extra=_told(removal))

    def _is_somebodys(self, removal: Removal, target: Target) -> bool:
        """The item's, another link's to its post that took it over, or one that was a success meanwhile.

        Without a lock it is named after its item: whoever works on that now has made the same one.
        """
        if self.items.table.get([_adoption_key(removal.target, removal.reference)])[0]:
            return True
        current = self.items.get(removal.owner, removal.item_id)
        if current and target.lock is None:
            return True
        heir = self.items.owning(removal.owner, removal.link)
        return any(one and one.reference == removal.reference for one in (current, heir))


def _adoption_key(target: str, reference: str) -> Key:
    return Key(f"a#{target}#{reference}", "a")


def _told(removal: Removal, cause: Exception | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {"target": removal.target, "reference": removal.reference}
    if isinstance(cause, Failure) and cause.details:
        told["details"] = dict(cause.details)
    return {**told, "cause": str(cause)} if cause else told
