"""I1 to I8 (docs/architecture.md), looked up in what a drained world has stored, sent and said."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from instarecipe.domain.item import Item, Status
from instarecipe.hints import read_hint
from instarecipe.items import item_of
from instarecipe.ports import Key

if TYPE_CHECKING:
    from tests.faults.world import World


def violations(world: World) -> list[str]:
    """A sentence for each."""
    items = world.items()
    return [
        *_each_link_has_one_end(world, items),
        *_each_recipe_is_there_once(world, items),
        *_no_message_without_an_item(world),
        *_the_model_is_not_asked_again(world),
        *_pushes_come_once(world),
        *_counts_are_right(world),
        *_no_secret_is_logged(world),
        *(f"I8: {one}" for one in world.unrest()),
    ]


def _each_link_has_one_end(world: World, items: list[Item]) -> Iterator[str]:
    there = {item.id: item for item in items}
    for accepted in world.accepted:
        item = there.get(accepted.id)
        if item is None and accepted.id not in world.deleted:
            yield f"I1: {accepted} is lost"
        if item and not item.status.terminal:
            yield f"I1: {item.id} is {item.status}"
    links = Counter((item.owner, item.canonical_url) for item in items)
    yield from (f"I1: {count} items of {link}" for link, count in links.items() if count > 1)
    yield from (f"I1: a marker names {id_}, which is gone" for id_ in _markers(world) if id_ not in there)
    for item in items:
        owning = world.calm.items.owning(item.owner, item.canonical_url)
        if owning is None or (owning.id != item.id and owning.post != item.canonical_url):
            yield f"I1: the link of {item.id} leads to {owning and owning.id}"


def _markers(world: World) -> set[str]:
    with world.table.database.read() as connection:
        rows = connection.execute("SELECT body FROM rows WHERE pk LIKE 'm#%'").fetchall()
    return {json.loads(body)["id"] for (body,) in rows}


def _each_recipe_is_there_once(world: World, items: list[Item]) -> Iterator[str]:
    """What was saved stays when its item is deleted; besides, each item has as many as its end says."""
    if world.cookbook:
        yield from _cookbook(world, items)
        return
    left, begun = _left_by_the_deleted(world), _reached_upload(world)
    own: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if _is_duplicate(item):
            continue
        made = world.kitchen.made_from(item.post)
        if item.status is Status.SUCCESS and item.reference not in made:
            yield f"I2: {item.id} made {item.reference}, there are {made}"
        if item.status is Status.SUCCESS or item.id in begun:
            own[item.post].append(item)
    for item in _tidied_away(world):
        if item.reference not in world.kitchen.made_from(item.post):
            yield f"I2: {item.reference} of {item.id}, deleted after its success, is gone"
    for link in world.kitchen.sources():
        made = world.kitchen.made_from(link)
        if len(made) > bool(own[link]) + left[link]:
            yield f"I2: of {link} there are {made}, for {[f'{item.id} {item.status}' for item in own[link]]}"


def _tidied_away(world: World) -> Iterator[Item]:
    """The items that were deleted while they showed their recipe, as they were then."""
    for change in world.history:
        gone = item_of(change.old) if change.old and change.new is None else None
        if gone and gone.status is Status.SUCCESS and not _is_duplicate(gone):
            yield gone


def _is_duplicate(item: Item) -> bool:
    return any(warning.startswith("duplicate_of:") for warning in item.warnings)


def _left_by_the_deleted(world: World) -> Counter[str]:
    """By link, how many may be there of items that are gone: of those deleted after their success, and of
    those deleted between the intent and its outcome while nobody was left who would clear up."""
    succeeded = world.ever(Status.SUCCESS)
    found: Counter[str] = Counter()
    for change in world.history:
        gone = item_of(change.old) if change.old and change.new is None else None
        if gone is None:
            continue
        begun = bool(gone.intent_at or gone.reference)
        if gone.id in succeeded or (begun and world.holders.deletions[gone.id].may_leave_a_recipe):
            found[gone.post] += 1
    return found


def _reached_upload(world: World) -> set[str]:
    """The ids of the items of which any generation did."""
    found: set[str] = set()
    for change in world.history:
        if change.new and change.key.sk.startswith("i#"):
            stored = json.loads(change.new.body)
            if stored.get("intent_at") or stored.get("reference"):
                found.add(change.key.sk.removeprefix("i#"))
    return found


def _cookbook(world: World, items: list[Item]) -> Iterator[str]:
    begun = _reached_upload(world)
    for item in items:
        row = world.table.get([Key(f"b#{item.owner}", item.id)])[0]
        if item.status is Status.SUCCESS and row is None:
            yield f"I2: the cookbook has no {item.id}"
        if item.status is not Status.SUCCESS and row and item.id not in begun:
            yield f"I2: the cookbook has {item.id}, which failed"


def _no_message_without_an_item(world: World) -> Iterator[str]:
    for body in world.bodies():
        hint = read_hint(body)
        if hint and world.item(hint.item_id) is None:
            yield f"I3: {body} is left"


def _the_model_is_not_asked_again(world: World) -> Iterator[str]:
    for key, asked in world.asked.items():
        if asked > 1 + world.excused[key]:
            yield f"I4: the model was asked {asked} times for {key}, {world.excused[key]} excused"


def _pushes_come_once(world: World) -> Iterator[str]:
    yield from (f"I5: {count} pushes {who}" for who, count in world.ports.phones.got.items() if count > 1)


def _counts_are_right(world: World) -> Iterator[str]:
    for owner in world.tokens:
        drift = world.calm.recount(owner, repair=False)
        if drift:
            yield f"I6: the counts of {owner} are wrong by {drift}"


def _no_secret_is_logged(world: World) -> Iterator[str]:
    for line in world.logs.lines:
        yield from (f"I7: {line[:300]}" for secret in world.secrets if secret in line)
