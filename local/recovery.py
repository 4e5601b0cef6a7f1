"""After a crash: whoever held a lease, a lock or a message is dead, since this process alone has the data."""

from __future__ import annotations

from instarecipe.domain import item as life
from instarecipe.domain.item import Status
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.hints import send_hint
from instarecipe.observability import log
from instarecipe.wiring import Wiring

MOST = 1_000_000
FAR = 253_402_300_798_000
"""The last second that an ISO date can show."""


def recover(wiring: Wiring) -> None:
    """Frees every lease and target lock and makes every message visible, so that work goes on at once.

    A message that waited for a delayed attempt comes too early now and is dropped: another takes its place.
    The first sweep hints at freed items too: the message of one may be among the dead letters by now.
    With other settings the recipe manager and the model may be well again: the first sweep asks them anew.
    """
    queue, now = wiring.engine.queue, wiring.clock()
    if isinstance(queue, SqliteQueue):
        queue.free()
    wiring.locks.free(wiring.target.lock)
    wiring.health.forget()
    for item in wiring.items.due(FAR, limit=MOST):
        if item.status is Status.IN_PROGRESS:
            wiring.items.save(item, life.freed(item, now=now))
            log.info("goes on after a restart", extra={"itemId": item.id})
        elif now < (item.next_attempt_at or 0) <= now + life.LONGEST_DELAY * life.SECOND:
            send_hint(queue, item, delay=-(-((item.next_attempt_at or 0) - now) // life.SECOND))
