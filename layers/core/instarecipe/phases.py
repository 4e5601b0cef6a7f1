"""The three phases as work on an attempt: each reads what was stored, does one thing, stores what it found.

results row: text, via, author, image, language, structured?, picture?   after extraction
             recipe, usage?                                              after parsing
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from instarecipe import pictures
from instarecipe.admit import read_given
from instarecipe.attempt import Attempt, link_busy
from instarecipe.domain import item as life
from instarecipe.domain import recipe as recipes
from instarecipe.domain.errors import Conflict, Permanent, Transient
from instarecipe.domain.item import Item, Status
from instarecipe.domain.links import source_of
from instarecipe.domain.pictures import SERVED
from instarecipe.items import Items
from instarecipe.limits import kept_address, kept_recipe, kept_text, kept_warnings, kept_words
from instarecipe.ports import Blob, Deadline, Delete, Extract, Extracted, Media, Parse, Put, Source, Usage
from instarecipe.uploading.deliver import Deliver

DUPLICATE_WAIT, DUPLICATE_LONGEST = 30, 600
"""Seconds; as long as the other waits itself, for each look asks the site once more."""


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
        if other and other.id == item.id:
            other = None
        if other and self._is_done_by(other, attempt):
            return
        picture, warnings = self._picture(attempt, extracted, deadline)
        attempt.checkpoint(
            {**_stored(extracted), "picture": picture},
            markers=self._markers(item, extracted.found_url, other),
            title=kept_words(extracted.title) or item.title,
            found_url=extracted.found_url or item.found_url,
            thumbnail=f"{SERVED}{picture}" if picture else None,
            warnings=kept_warnings(warnings),
            **(life.inherited(item, other) if other else {}),
        )

    def _source(self, item: Item) -> Source:
        blob = self.media.get(item.given) if item.given else None
        text, html = read_given(blob) if blob else (None, None)
        return Source(item.url, item.canonical_url, text, html)

    def _is_done_by(self, other: Item, attempt: Attempt) -> bool:
        """Whether another item made, or is making, the recipe of the same post."""
        if other.status is Status.SUCCESS:
            results, thumbnail = self._taken_over(other, attempt.item)
            attempt.succeed(
                results,
                title=other.title,
                thumbnail=thumbnail,
                recipe_url=other.recipe_url,
                tandoor_url=other.tandoor_url,
                warnings=(f"duplicate_of:{other.id}",),
            )
            return True
        if other.status in (Status.PENDING, Status.IN_PROGRESS):
            rest = ((other.next_attempt_at or 0) - attempt.clock()) / 1000
            raise Transient(
                "duplicate",
                "Another link to the same post is on its way.",
                retry_after=max(DUPLICATE_WAIT, min(rest, DUPLICATE_LONGEST)),
                burns=False,
            )
        return False

    def _taken_over(self, other: Item, item: Item) -> tuple[Mapping[str, Any], str | None]:
        """The other's results and thumbnail, with a picture of its own: the other may be deleted."""
        results = self.items.results(other)
        picture = self._new_picture(item)
        if not results.get("picture") or not pictures.copy(self.media, results["picture"], picture):
            return results, other.thumbnail
        thumbnail = f"{SERVED}{picture}"
        recipe = {**results["recipe"], "image": thumbnail}
        return {**results, "picture": picture, "recipe": recipe}, thumbnail

    def _markers(self, item: Item, found_url: str | None, other: Item | None) -> list[Put | Delete]:
        """Claims the post for this item, from a failed one if need be, instead of one it led to before."""
        try:
            claimed = self.items.claim_marker(item, found_url or item.canonical_url, other=other)
        except Conflict:
            raise link_busy() from None
        if found_url is None or item.found_url in (None, found_url, item.canonical_url):
            return [*claimed]
        return [*claimed, *self.items.release_marker(item, item.found_url)]

    def _picture(
        self, attempt: Attempt, extracted: Extracted, deadline: Deadline
    ) -> tuple[str | None, tuple[str, ...]]:
        """The stored picture's name. One that cannot be had is a warning, never a failure."""
        if not extracted.image:
            return None, extracted.warnings
        name = self._new_picture(attempt.item)
        blob = self.picture(extracted.image, deadline)
        attempt.picture = blob and pictures.store(self.media, name, blob)
        if attempt.picture is None:
            return None, (*extracted.warnings, "picture_missing")
        return name, extracted.warnings

    def _new_picture(self, item: Item) -> str:
        return f"pictures/{item.owner}/{item.id}/{self.new_id()}"


@dataclass(frozen=True)
class Parsing:
    parse: Parse

    def __call__(self, attempt: Attempt, deadline: Deadline) -> None:
        item = attempt.item
        parsed = self.parse(
            _extracted(attempt.results),
            source_url=source_of(item.post),
            force=item.forced,
            last_try=item.attempts >= attempt.policy.attempts,
            deadline=deadline,
            progress=attempt.progress,
        )
        recipe = kept_recipe(replace(parsed.recipe, image=item.thumbnail or parsed.recipe.image))
        if recipe is None:
            raise Permanent(
                "too_large",
                "This recipe is longer than we can keep.",
                "Paste only the part that you want to cook.",
            )
        attempt.checkpoint(
            {"recipe": recipe, "usage": _shown(parsed.usage)},
            title=kept_words(parsed.recipe.title) or item.title,
            warnings=kept_warnings((*item.warnings, *parsed.warnings)),
        )


@dataclass(frozen=True)
class Uploading:
    media: Media
    deliver: Deliver

    def __call__(self, attempt: Attempt, deadline: Deadline) -> None:
        name = attempt.results.get("picture")
        picture = attempt.picture or (self.media.get(name) if name else None)
        self.deliver(attempt, recipes.from_json(attempt.results["recipe"]), picture, deadline)


def _stored(extracted: Extracted) -> dict[str, Any]:
    """A recipe that the page holds itself but that is too large is left to its text."""
    return {
        "text": kept_text(extracted.text),
        "via": extracted.via,
        "title": kept_words(extracted.title),
        "author": kept_words(extracted.author),
        "image": kept_address(extracted.image),
        "language": kept_words(extracted.language),
        "structured": kept_recipe(extracted.recipe),
    }


def _shown(usage: Usage | None) -> dict[str, Any] | None:
    if usage is None:
        return None
    shown = {
        "model": usage.model,
        "calls": usage.calls,
        "inputTokens": usage.input_tokens,
        "outputTokens": usage.output_tokens,
    }
    return shown if usage.cost_usd is None else {**shown, "costUsd": usage.cost_usd}


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
