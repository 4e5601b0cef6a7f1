"""I1 to I8 (docs/architecture.md), looked up in what a drained world has stored, sent and said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from instarecipe.domain.item import Item, PhaseName, Status
from instarecipe.hints import read_hint
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
    owners = {(owner, id_) for owner, id_ in _markers(world)}
    yield from (f"I1: a marker names {id_}, which is gone" for _, id_ in owners if id_ not in there)
    yield from (f"I1: nothing leads to {item.id}" for item in items if (item.owner, item.id) not in owners)


def _markers(world: World) -> Iterator[tuple[str, str]]:
    with world.table.database.read() as connection:
        rows = connection.execute("SELECT pk, body FROM rows WHERE pk LIKE 'm#%'").fetchall()
    for pk, body in rows:
        yield pk.split("#")[1], json.loads(body)["id"]


def _each_recipe_is_there_once(world: World, items: list[Item]) -> Iterator[str]:
    if world.cookbook:
        yield from _cookbook(world, items)
        return
    named: set[str] = set()
    for item in items:
        link = item.found_url or item.canonical_url
        made = world.manager.made_from(link)
        duplicate = any(warning.startswith("duplicate_of:") for warning in item.warnings)
        if item.status is Status.SUCCESS and not duplicate:
            named.add(item.reference or "")
            if made != [item.reference]:
                yield f"I2: {item.id} made {item.reference}, there are {made}"
        elif item.status is not Status.SUCCESS and not _reached_upload(world, item) and made:
            yield f"I2: {item.id} failed before uploading, there are {made}"
        elif len(made) > 1:
            yield f"I2: {item.id} is {item.status} and left {made}"
    succeeded = world.ever(Status.SUCCESS)
    links = {item.found_url or item.canonical_url for item in items}
    for change in world.history:
        if change.new is None and change.key.sk.removeprefix("i#") not in succeeded:
            gone = json.loads(change.old.body) if change.old else {}
            read = str(gone.get("found_url") or gone.get("canonical_url"))
            if read not in links and world.manager.made_from(read):
                yield f"I2: {change.key.sk} was deleted before its end, {read} has a recipe"


def _reached_upload(world: World, item: Item) -> bool:
    """Whether any of its generations did."""
    return any(
        json.loads(change.new.body).get("intent_at") or json.loads(change.new.body).get("reference")
        for change in world.history
        if change.new and change.key.sk == f"i#{item.id}"
    )


def _cookbook(world: World, items: list[Item]) -> Iterator[str]:
    for item in items:
        row = world.table.get([Key(f"b#{item.owner}", item.id)])[0]
        if item.status is Status.SUCCESS and row is None:
            yield f"I2: the cookbook has no {item.id}"
        if item.status is not Status.SUCCESS and row and not _reached_upload(world, item):
            yield f"I2: the cookbook has {item.id}, which failed"


def _no_message_without_an_item(world: World) -> Iterator[str]:
    for body in world.queue.bodies():
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


def phase_of(item: Item) -> PhaseName | None:
    """Which one runs, or would run next."""
    return item.phase.name if item.phase else None
