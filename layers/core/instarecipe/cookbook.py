"""What a cook does with the built-in cookbook: browse, search, read, delete, take all of it along."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from instarecipe import pictures
from instarecipe.domain.errors import Conflict, Refused
from instarecipe.domain.pictures import own
from instarecipe.domain.recipe import Recipe, from_json
from instarecipe.http import whole_number
from instarecipe.items import Items
from instarecipe.listing import cursor_of, position_of
from instarecipe.manage import item_pictures
from instarecipe.ports import Delete, Media, Row, Table
from instarecipe.recipe_files import RecipeFile, check_format, recipe_file
from instarecipe.uploading.cookbook import cookbook_key

PAGE = 100
ZIP_LIMIT = 4_000_000
"""Bytes of the recipes before they are packed: an answer of API Gateway ends at 6 MB."""


@dataclass(frozen=True)
class CookbookPages:
    """Each call with an id raises `Refused` 404 where there is no such recipe of this owner."""

    table: Table
    items: Items
    media: Media
    new_id: Callable[[], str]

    def browse(self, owner: str, query: Mapping[str, str]) -> dict[str, Any]:
        """`?search=&limit=&cursor=`, newest first. Each word must stand in the title, a food or a keyword."""
        limit = whole_number(query.get("limit"), 20, 1, 100, name="limit")
        words = query.get("search", "").casefold().split()
        position = position_of(query["cursor"], "recipes") if query.get("cursor") else ""
        found = []
        for sort, row in self._rows(owner, position):
            stored = json.loads(row.body)
            if all(word in _words(stored["recipe"]) for word in words):
                found.append((sort, _listed(row, stored)))
            if len(found) > limit:
                break
        answer: dict[str, Any] = {
            "recipes": [recipe for _, recipe in found[:limit]],
            "hasMore": len(found) > limit,
        }
        if len(found) > limit:
            answer["nextCursor"] = cursor_of(found[limit - 1][0], "recipes")
        return answer

    def read(self, owner: str, id_: str) -> dict[str, Any]:
        row = self._row(owner, id_)
        return {"id": id_, **json.loads(row.body)}

    def file(self, owner: str, id_: str, format_: str) -> RecipeFile:
        return recipe_file(_recipe(self._row(owner, id_)), check_format(format_))

    def delete(self, owner: str, id_: str) -> None:
        """Its picture stays as long as its item shows it."""
        while True:
            row = self._row(owner, id_)
            try:
                self.table.transact([Delete(row.key, row.version)], self.new_id())
            except Conflict:
                continue
            found = self.items.with_results(owner, id_)
            kept = item_pictures(*found) if found else set()
            return pictures.discard(self.media, own(owner, id_, _recipe(row).image) - kept)

    def archive(self, owner: str, format_: str) -> bytes:
        """A zip with a file per recipe. Raises `Refused` 400, or 413 when it would be too large."""
        check_format(format_)
        packed = io.BytesIO()
        size = 0
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (_, row) in enumerate(self._rows(owner, ""), 1):
                file = recipe_file(_recipe(row), format_)
                size += len(file.text.encode())
                if size > ZIP_LIMIT:
                    raise Refused(
                        413, "too_large", "These are too many recipes for one file. Take them one by one."
                    )
                archive.writestr(f"{number:04d} {file.name}", file.text)
        return packed.getvalue()

    def _rows(self, owner: str, position: str) -> Iterator[tuple[str, Row]]:
        while True:
            entries = self.table.query("created", f"b#{owner}", high=position, limit=PAGE, descending=True)
            rows = self.table.get([entry.key for entry in entries])
            yield from ((entry.sort, row) for entry, row in zip(entries, rows, strict=True) if row)
            if len(entries) < PAGE:
                return
            position = entries[-1].sort

    def _row(self, owner: str, id_: str) -> Row:
        row = self.table.get([cookbook_key(f"{owner}/{id_}")])[0]
        if row is None:
            raise Refused(404, "not_found", "There is no such recipe in the cookbook.")
        return row


def _recipe(row: Row) -> Recipe:
    return from_json(json.loads(row.body)["recipe"])


def _words(recipe: Mapping[str, Any]) -> str:
    foods = [line.get("food") or line.get("original", "") for line in recipe.get("ingredients", ())]
    return " ".join([recipe.get("title", ""), *foods, *recipe.get("keywords", ())]).casefold()


def _listed(row: Row, stored: Mapping[str, Any]) -> dict[str, Any]:
    shown = ("title", "image", "servings", "totalMinutes", "keywords", "sourceUrl")
    recipe = stored["recipe"]
    return {
        "id": row.key.sk,
        "createdAt": stored["createdAt"],
        **{name: recipe[name] for name in shown if name in recipe},
    }
