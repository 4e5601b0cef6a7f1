"""Items that are stored already, brought to their status by the steps that lead there."""

from __future__ import annotations

import json
from collections.abc import Sequence

from instarecipe.domain import item as life
from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.item import Item, Policy, Status
from instarecipe.items import Items, item_key, updated_position
from instarecipe.ports import TRANSACTION_LIMIT, Put

OWNER = "household"
POLICY = Policy(attempts=1)


def store(items: Items, status: Status = Status.PENDING, *, owner: str = OWNER, url: str = "") -> Item:
    """Each step is a write of its own; a success has results."""
    id_ = items.new_id()
    link = url or f"https://recipes.example/{id_}"
    new = life.new(id_, owner, link, link, given=None, now=items.clock())
    item = items.save(None, new, markers=[items.new_marker(new, link)])
    if status is Status.PENDING:
        return item
    item = items.save(item, life.claim(item, attempt_id=items.new_id(), now=items.clock(), policy=POLICY))
    if status is Status.SUCCESS:
        done = life.succeeded(item, now=items.clock(), title="Soup", recipe_url=f"https://r.example/{id_}")
        return items.save(item, done, results={"text": "Soup!", "recipe": {"title": "Soup"}})
    if status is Status.ERROR:
        return items.save(item, _failed(item, Permanent("no_text", "There is no text."), items.clock()))
    if status is Status.UNHEALTHY:
        return items.save(item, _failed(item, Transient("busy", "They are busy."), items.clock()))
    return item


def _failed(item: Item, failure: Permanent | Transient, now: int) -> Item:
    return life.failed(item, failure, now=now, policy=POLICY, chance=0.5)


def store_many(items: Items, updated_at: Sequence[int]) -> list[str]:
    """Pending items by the hundreds, written as rows: one for each time of update, without their counts."""
    example = items.table.get([item_key(OWNER, store(items).id)])[0]
    assert example
    puts = []
    for at in updated_at:
        id_ = items.new_id()
        body = json.dumps({**json.loads(example.body), "id": id_, "updated_at": at})
        indexes = {"updated": updated_position(at, id_)}
        puts.append(Put(example._replace(key=item_key(OWNER, id_), body=body, indexes=indexes), None))
    for start in range(0, len(puts), TRANSACTION_LIMIT):
        items.table.transact(puts[start : start + TRANSACTION_LIMIT], items.new_id())
    return [put.row.key.sk.removeprefix("i#") for put in puts]
