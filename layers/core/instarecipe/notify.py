"""Changes of items become push messages: each terminal change once, for every device of its owner."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from instarecipe.domain.changes import deserves_push
from instarecipe.domain.errors import Unavailable
from instarecipe.domain.hosts import readable
from instarecipe.domain.item import Item
from instarecipe.domain.moments import iso
from instarecipe.observability import about, log
from instarecipe.ports import Clock, Deadline
from instarecipe.push import Message, Outcome
from instarecipe.subscriptions import Subscription, Subscriptions

THREADS = 8
BEGIN_SECONDS = 30.0
"""How long pushes of a batch are begun; with those under way it stays well below the function's minute."""
TTL = 12 * 3600
"""Seconds: a phone that was off overnight still hears of it."""
TITLE_LIMIT, SENTENCE_LIMIT, IMAGE_LIMIT = 400, 700, 600
"""Bytes of JSON; all together, and twice the sentence, stay below 3 kB."""


class Owed(NamedTuple):
    item_id: str
    to: Subscription
    message: Message


@dataclass(frozen=True)
class Notify:
    """`push` is `push.Push`; without `enabled` nothing is owed to anybody."""

    subscriptions: Subscriptions
    push: Callable[[Subscription, Message], Outcome]
    clock: Clock
    monotonic: Callable[[], float]
    enabled: bool

    def owed(self, old: Item | None, new: Item | None) -> list[Owed]:
        """The pushes that a change asks for. It answers with them once: send them, whatever happens."""
        if not self.enabled or new is None or not deserves_push(old, new, now=self.clock()):
            return []
        devices = self.subscriptions.of(new.owner)
        if not devices or not self.subscriptions.begin_push(new):
            return []
        message = push_message(new)
        return [Owed(new.id, device, message) for device in devices]

    def send(self, owed: Iterable[Owed]) -> None:
        """All at once. A service that does not answer costs its own devices their message, nobody else."""
        services: defaultdict[str, deque[Owed]] = defaultdict(deque)
        for one in owed:
            services[urlsplit(one.to.address.endpoint).netloc].append(one)
        # In turns, so that a service gets its second thread when every other has its first.
        lanes = [waiting for turn in range(THREADS) for waiting in services.values() if turn < len(waiting)]
        deadline = Deadline(BEGIN_SECONDS, self.monotonic)
        with ThreadPoolExecutor(THREADS, "push") as pool:
            done = [pool.submit(self._drain, waiting, deadline) for waiting in lanes]
        for lane in done:
            lane.result()

    def _drain(self, waiting: deque[Owed], deadline: Deadline) -> None:
        """One after the other, while there is time and the service answers; the rest is dropped."""
        answers = True
        while one := _next(waiting):
            with about(itemId=one.item_id):
                if answers and deadline.remaining():
                    answers = self._deliver(one) is not Outcome.LOST
                else:
                    log.warning("push dropped", extra={"device": one.to.device})

    def _deliver(self, one: Owed) -> Outcome:
        outcome = self.push(one.to, one.message)
        if outcome is Outcome.GONE:
            try:
                self.subscriptions.forget(one.to)
            except Unavailable as error:  # the next push finds it out anew
                log.warning("device not forgotten", extra={"device": one.to.device, "cause": str(error)})
        return outcome


def push_message(item: Item) -> Message:
    """What a phone shows about an item at its end; at most 3 kB."""
    image = item.thumbnail or ""
    told = {
        "itemId": item.id,
        "status": item.status,
        "version": item.version,
        "timestamp": iso(item.updated_at),
        "title": _short(
            item.title or readable(urlsplit(item.canonical_url).hostname or "") or "Your recipe", TITLE_LIMIT
        ),
        "error": _short(item.error or "", SENTENCE_LIMIT),
        "errorCode": item.error_code,
        "advice": _short(item.advice or "", SENTENCE_LIMIT),
        "image": image if len(_dump(image)) <= IMAGE_LIMIT else "",
    }
    return Message(
        body=_dump({name: value for name, value in told.items() if value}),
        topic=urlsafe_b64encode(sha256(item.id.encode()).digest()[:18]).decode(),
        ttl=TTL,
        urgency="normal" if item.asked else "low",
    )


def _next(waiting: deque[Owed]) -> Owed | None:
    try:
        return waiting.popleft()
    except IndexError:  # another lane took the last one
        return None


def _short(text: str, limit: int) -> str:
    """As much of it as fits into `limit` bytes of JSON."""
    kept = text
    while len(_dump(kept)) > limit:
        kept = kept[: min(limit, len(kept) * 9 // 10)].rstrip("…") + "…"
    return kept


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
