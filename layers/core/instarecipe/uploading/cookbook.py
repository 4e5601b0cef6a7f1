"""The built-in cookbook: a row per recipe, named after its item, so that creating is atomic by itself.

b#{owner}   {item id}   {"recipe": …, "createdAt": …}, in the index `created`
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from instarecipe.domain.errors import Conflict, Permanent
from instarecipe.domain.moments import iso
from instarecipe.domain.recipe import Recipe, to_json
from instarecipe.ports import Blob, Clock, Deadline, Delete, Delivered, Key, Put, Row, Table, TargetHealth


@dataclass(frozen=True)
class Cookbook:
    """`public_url` is where our own pages are."""

    table: Table
    public_url: str
    clock: Clock
    new_id: Callable[[], str]
    name: str = "cookbook"
    lock: str | None = None

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        return key if self._row(key) else None

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        self._put(key, recipe, None)
        return key

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        """The picture needs no copy: the recipe names the one that extraction stored."""
        row = self._row(reference)
        if row is None:
            raise Permanent("recipe_gone", "This recipe was deleted from the cookbook.")
        if update:
            self._put(reference, recipe, row)
        return Delivered(reference, f"{self.public_url}/recipe/{reference.rpartition('/')[2]}")

    def delete(self, reference: str, *, deadline: Deadline, made_from: str | None = None) -> None:
        row = self._row(reference)
        if row:
            self.table.transact([Delete(row.key, row.version)], self.new_id())

    def health(self, deadline: Deadline) -> TargetHealth:
        return TargetHealth(reachable=True, version="", may_write=True, sentence="")

    def _put(self, key: str, recipe: Recipe, before: Row | None) -> None:
        """A conflict means that the same item's recipe was written by somebody just now: it is there."""
        created_at = json.loads(before.body)["createdAt"] if before else iso(self.clock())
        body = json.dumps({"recipe": to_json(recipe), "createdAt": created_at}, ensure_ascii=False)
        at = cookbook_key(key)
        put = Put.over(before, at, body, {"created": f"{created_at}#{at.sk}"})
        try:
            self.table.transact([put], self.new_id())
        except Conflict:
            return

    def _row(self, key: str) -> Row | None:
        return self.table.get([cookbook_key(key)])[0]


def cookbook_key(key: str) -> Key:
    """Of `{owner}/{item id}`."""
    owner, _, id_ = key.partition("/")
    return Key(f"b#{owner}", id_)


def cookbook_image(table: Table, owner: str, id_: str) -> str | None:
    """The picture's address, of the recipe that was made from this item."""
    row = table.get([cookbook_key(f"{owner}/{id_}")])[0]
    image: str | None = json.loads(row.body)["recipe"].get("image") if row else None
    return image
