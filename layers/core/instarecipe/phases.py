"""The three phases as work on an attempt: each reads what was stored, does one thing, stores what it found.

results row: text, via, author, image, language, structured?, picture?   after extraction
             recipe                                                      after parsing
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from instarecipe.admit import read_given
from instarecipe.attempt import Attempt
from instarecipe.domain import recipe as recipes
from instarecipe.domain.errors import Transient
from instarecipe.domain.item import Item, Status
from instarecipe.items import Items
from instarecipe.ports import Blob, Deadline, Extract, Extracted, Media, Parse, Put, Source
from instarecipe.uploading.deliver import Deliver

TEXT_LIMIT = 100_000
"""Characters of a post or page that are kept: with its recipe the results stay below a row's limit."""
DUPLICATE_WAIT = 30


@dataclass(frozen=True)
class Extraction:
    """`picture` fetches the dish's picture, or answers None."""

    items: Items
    media: Media
    extract: Extract
    picture: Callable[[str, Deadline], Blob | None]
    new_id: Callable[[], str]

    def __call__(self, attempt: Attempt, deadline: Deadline) -> None:
        item = attempt.item
        extracted = self.extract(self._source(item), deadline=deadline, progress=attempt.progress)
        link = extracted.found_url or item.canonical_url
        other = self.items.owning(item.owner, link)
        if other and other.id != item.id and self._is_done_by(other, attempt):
            return
        picture, warnings = self._picture(item, extracted, deadline)
        attempt.checkpoint(
            {**_stored(extracted), "picture": picture},
            markers=self._markers(item, link, other),
            title=extracted.title or item.title,
            found_url=extracted.found_url,
            thumbnail=f"/media/{picture}" if picture else None,
            warnings=warnings,
        )

    def _source(self, item: Item) -> Source:
        blob = self.media.get(item.given) if item.given else None
        text, html = read_given(blob) if blob else (None, None)
        return Source(item.url, item.canonical_url, text, html)

    def _is_done_by(self, other: Item, attempt: Attempt) -> bool:
        """Whether another item made, or is making, the recipe of the same post."""
        if other.status is Status.SUCCESS:
            attempt.succeed(
                self.items.results(other),
                title=other.title,
                thumbnail=other.thumbnail,
                recipe_url=other.recipe_url,
                tandoor_url=other.tandoor_url,
                warnings=(f"duplicate_of:{other.id}",),
            )
            return True
        if other.status in (Status.PENDING, Status.IN_PROGRESS):
            raise Transient(
                "duplicate",
                "Another link to the same post is on its way.",
                retry_after=DUPLICATE_WAIT,
                burns=False,
            )
        return False

    def _markers(self, item: Item, link: str, other: Item | None) -> list[Put]:
        """Claims the post for this item, from a failed one if need be."""
        marker = self.items.taken_marker(item, link)
        if marker is None:
            return []
        return [marker, self.items.touched(other)] if other else [marker]

    def _picture(
        self, item: Item, extracted: Extracted, deadline: Deadline
    ) -> tuple[str | None, tuple[str, ...]]:
        """The stored picture's name. One that cannot be had is a warning, never a failure."""
        if not extracted.image:
            return None, extracted.warnings
        blob = self.picture(extracted.image, deadline)
        if blob is None:
            return None, (*extracted.warnings, "picture_missing")
        name = f"pictures/{item.owner}/{item.id}/{self.new_id()}"
        self.media.put(name, blob)
        return name, extracted.warnings


@dataclass(frozen=True)
class Parsing:
    parse: Parse

    def __call__(self, attempt: Attempt, deadline: Deadline) -> None:
        item = attempt.item
        link = item.found_url or item.canonical_url
        parsed = self.parse(
            _extracted(attempt.results),
            source_url="" if link.startswith("pasted:") else link,
            force=item.forced,
            deadline=deadline,
            progress=attempt.progress,
        )
        recipe = replace(parsed.recipe, image=item.thumbnail or parsed.recipe.image)
        attempt.checkpoint(
            {"recipe": recipes.to_json(recipe)},
            title=recipe.title,
            warnings=tuple(dict.fromkeys((*item.warnings, *parsed.warnings))),
        )


@dataclass(frozen=True)
class Uploading:
    media: Media
    deliver: Deliver

    def __call__(self, attempt: Attempt, deadline: Deadline) -> None:
        name = attempt.results.get("picture")
        picture = self.media.get(name) if name else None
        self.deliver(attempt, recipes.from_json(attempt.results["recipe"]), picture, deadline)


def _stored(extracted: Extracted) -> dict[str, Any]:
    return {
        "text": extracted.text[:TEXT_LIMIT],
        "via": extracted.via,
        "title": extracted.title,
        "author": extracted.author,
        "image": extracted.image,
        "language": extracted.language,
        "structured": recipes.to_json(extracted.recipe) if extracted.recipe else None,
    }


def _extracted(results: Mapping[str, Any]) -> Extracted:
    structured = results.get("structured")
    return Extracted(
        text=results.get("text") or "",
        via=results.get("via") or "",
        title=results.get("title"),
        author=results.get("author"),
        image=results.get("image"),
        language=results.get("language"),
        recipe=recipes.from_json(structured) if structured else None,
    )
