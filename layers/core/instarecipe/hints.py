"""The queue's messages: hints that an item may need work (the table is the truth), and recipes to remove."""

from __future__ import annotations

import json
from typing import NamedTuple

from instarecipe.domain.item import LONGEST_DELAY, Item
from instarecipe.ports import Queue


class Hint(NamedTuple):
    owner: str
    item_id: str
    generation: int


class Removal(NamedTuple):
    """Of the recipe `reference` in `target`, which was made for this item and link, and is not theirs.

    No row knows of it: until it is removed this message must not be lost. `since` is in milliseconds.
    """

    owner: str
    item_id: str
    link: str
    target: str
    reference: str
    since: int


def send_hint(queue: Queue, item: Item, *, delay: int = 0) -> None:
    """`delay` in whole seconds, at most 900. Raises `Unavailable`."""
    body = {"owner": item.owner, "itemId": item.id, "generation": item.generation}
    queue.send(json.dumps(body), delay=delay, group=item.owner)


def read_hint(body: str) -> Hint | None:
    """None when nobody can read it; fields from other versions of this program are ignored."""
    try:
        sent = json.loads(body)
        return Hint(str(sent["owner"]), str(sent["itemId"]), int(sent["generation"]))
    except (ValueError, KeyError, TypeError, OverflowError):
        return None


def send_removal(queue: Queue, removal: Removal, *, delay: int = 0) -> None:
    """`delay` in whole seconds; of more than 900 it is 900. Raises `Unavailable`.

    An older version, which cannot read it, leaves it to the dead letters.
    """
    body = {
        "remove": removal.reference,
        "target": removal.target,
        "madeFor": {"owner": removal.owner, "itemId": removal.item_id, "link": removal.link},
        "since": removal.since,
    }
    queue.send(json.dumps(body), delay=min(delay, LONGEST_DELAY), group=removal.owner)


def read_removal(body: str) -> Removal | None:
    """None for what is none."""
    try:
        sent = json.loads(body)
        made_for = sent["madeFor"]
        return Removal(
            owner=str(made_for["owner"]),
            item_id=str(made_for["itemId"]),
            link=str(made_for["link"]),
            target=str(sent["target"]),
            reference=str(sent["remove"]),
            since=int(sent["since"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
