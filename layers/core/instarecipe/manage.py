"""What a cook does with items that are there: look, take the recipe along, delete, see how it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from instarecipe import pictures
from instarecipe.domain import counts
from instarecipe.domain.errors import Conflict, Refused, Unavailable
from instarecipe.domain.item import Item
from instarecipe.domain.pictures import own
from instarecipe.domain.recipe import from_json
from instarecipe.items import Items
from instarecipe.ports import Clock, Media
from instarecipe.recipe_files import RecipeFile, check_format, recipe_file
from instarecipe.uploading.cookbook import cookbook_image

TRIES = 8


@dataclass(frozen=True)
class Manage:
    """Each call raises `Refused` 404 for an id that is unknown, malformed or another owner's."""

    items: Items
    media: Media
    clock: Clock

    def item(self, owner: str, id_: str) -> tuple[Item, Mapping[str, Any]]:
        found = self.items.with_results(owner, id_)
        if found is None:
            raise Refused(404, "not_found", "There is no such link here.")
        return found

    def delete(self, owner: str, id_: str) -> None:
        """A worker that is at it stops at its next write. A recipe that was saved keeps its picture."""
        for _ in range(TRIES):
            item, results = self.item(owner, id_)
            try:
                self.items.delete(item)
            except Conflict:
                continue
            kept = own(owner, id_, cookbook_image(self.items.table, owner, id_))
            given = {item.given} if item.given else set()
            pictures.discard(self.media, given | (item_pictures(item, results) - kept))
            return
        raise Unavailable("the item changes too fast")

    def recipe_file(self, owner: str, id_: str, format_: str) -> RecipeFile:
        """Raises `Refused` 400 for an unknown format, 404 while there is no recipe."""
        check_format(format_)
        _, results = self.item(owner, id_)
        if "recipe" not in results:
            raise Refused(404, "no_recipe", "There is no recipe yet.")
        return recipe_file(from_json(results["recipe"]), format_)

    def stats(self, owner: str) -> dict[str, Any]:
        return counts.summary(self.items.counts(owner), now=self.clock())


def item_pictures(item: Item, results: Mapping[str, Any]) -> set[str]:
    """The names of all that were stored for an item and that it still shows."""
    shown = (results.get("picture"), item.thumbnail, results.get("recipe", {}).get("image"))
    return own(item.owner, item.id, *shown)
