"""The queue's messages: only a hint that an item may need work; the table is the truth."""

from __future__ import annotations

import json
from typing import NamedTuple

from instarecipe.domain.item import Item
from instarecipe.ports import Queue


class Hint(NamedTuple):
    owner: str
    item_id: str
    generation: int


def send_hint(queue: Queue, item: Item, *, delay: int = 0) -> None:
    """`delay` in whole seconds, at most 900. Raises `Unavailable`."""
    body = {"owner": item.owner, "itemId": item.id, "generation": item.generation}
    queue.send(json.dumps(body), delay=delay, group=item.owner)


def read_hint(body: str) -> Hint | None:
    """None when nobody can read it; fields from other versions of this program are ignored."""
    try:
        sent = json.loads(body)
        return Hint(str(sent["owner"]), str(sent["itemId"]), int(sent["generation"]))
    except (ValueError, KeyError, TypeError):
        return None
