"""Server-Sent Events from what is stored: a position in, the blocks since then out. No state in between.

With an item the position is its `version`. Without, it is the highest `updatedAt` sent, or the time at which
a fresh connection had all that is open. A resume reads from a little before it, because clocks of writers
differ; what comes twice carries the same `version`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from instarecipe import answers
from instarecipe.domain.errors import Refused
from instarecipe.domain.item import Item
from instarecipe.domain.moments import from_iso, iso
from instarecipe.items import Items, updated_position
from instarecipe.ports import Clock

OVERLAP_MS = 5_000
PAGE = 100
MOST = 1_000
ANSWER_LIMIT = 3_000_000
"""Characters from which on results are left out: an answer of a Lambda function ends at 6 MB."""


@dataclass(frozen=True)
class Live:
    """`retry_ms` is how long a client waits before it asks again."""

    items: Items
    clock: Clock
    retry_ms: int

    def events(self, owner: str, item_id: str | None, last_event_id: str | None) -> str:
        """Whole blocks: `connection`, then each `queue-update`, or a `ping` when there is nothing.

        Raises `Refused` 404 for an unknown item.
        """
        if item_id:
            blocks = self._of_item(owner, item_id, last_event_id)
        else:
            blocks = self._of_owner(owner, last_event_id)
        return "".join(blocks)

    def _of_item(self, owner: str, item_id: str, last_event_id: str | None) -> list[str]:
        found = self.items.with_results(owner, item_id)
        if found is None:
            raise Refused(404, "not_found", "There is no such link here.")
        item, results = found
        seen = _version(last_event_id)
        seen = item.version - 1 if seen is None else seen
        blocks = [self._connection(str(seen))]
        if item.version > seen:
            told = answers.update(item, results if answers.tells_results(item) else None)
            return [*blocks, _block("queue-update", told, str(item.version))]
        return [*blocks, self._ping()]

    def _of_owner(self, owner: str, last_event_id: str | None) -> list[str]:
        start = _moment(last_event_id)
        if start is None:
            return self._snapshot(owner)
        return self._updates(self._changed(owner, start), start, start)

    def _snapshot(self, owner: str) -> list[str]:
        """Each block's id brings the rest of it when it breaks off; who has all of it is up to date."""
        now = self.clock()
        items = sorted(self.items.open(owner, limit=MOST), key=lambda item: item.updated_at)
        return self._updates(items, items[0].updated_at - 1 if items else now, now)

    def _updates(self, items: Sequence[Item], start: int, end: int) -> list[str]:
        """From the position `start`; the last block leads to `end` at least."""
        blocks = [self._connection(iso(start))]
        position, size = start, 0
        for number, item in enumerate(items, 1):
            position = max(position, item.updated_at, end if number == len(items) else start)
            blocks.append(_block("queue-update", self._told(item, size), iso(position)))
            size += len(blocks[-1])
        return blocks if items else [*blocks, self._ping()]

    def _told(self, item: Item, size: int) -> dict[str, Any]:
        if not answers.tells_results(item):
            return answers.update(item, None)
        if size > ANSWER_LIMIT:
            return {**answers.update(item, None), "resultsOmitted": True}
        return answers.update(item, self.items.results(item))

    def _changed(self, owner: str, since: int) -> list[Item]:
        """By `updated_at`. Those in progress first: who ends meanwhile is found at its end, and told once.

        Some more than `MOST` where so many changed just before `since`: a resume must get beyond that.
        """
        after = max(0, since - OVERLAP_MS)
        found = {item.id: item for item in self.items.in_progress(owner) if item.updated_at >= after}
        seen, reached = 0, since
        position: str | None = updated_position(after)
        while position and (seen < MOST or reached <= since):
            page, position = self.items.changed(owner, position, limit=PAGE)
            found |= {item.id: item for item in page}
            seen, reached = seen + len(page), page[-1].updated_at if page else reached
        told = sorted(found.values(), key=lambda item: item.updated_at)
        return [item for item in told if item.updated_at <= reached] if position else told

    def _connection(self, position: str) -> str:
        told = {"timestamp": iso(self.clock()), "position": position}
        return f"retry: {self.retry_ms}\n{_block('connection', told, position)}"

    def _ping(self) -> str:
        return _block("ping", {"timestamp": iso(self.clock())}, None)


def _block(event: str, told: object, id_: str | None) -> str:
    head = f"id: {id_}\n" if id_ is not None else ""
    return f"{head}event: {event}\ndata: {json.dumps(told, separators=(',', ':'))}\n\n"


def _version(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _moment(text: str | None) -> int | None:
    try:
        return from_iso(text) if text else None
    except ValueError:
        return None
