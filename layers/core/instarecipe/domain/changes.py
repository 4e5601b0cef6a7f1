"""What a change of an item means to others: pure, from the old and the new state."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from instarecipe.domain.item import Status

if TYPE_CHECKING:
    from instarecipe.domain.item import Item

LATE_PUSH_MS = 3_600_000
"""A push that comes later than this would only surprise."""


class Announcement(StrEnum):
    UPDATED = "queue-update"
    REMOVED = "queue-removed"


def announcement(old: Item | None, new: Item | None) -> Announcement | None:
    """What those who watch must hear; None when nothing that they can see has changed."""
    if new is None:
        return Announcement.REMOVED if old else None
    if old and _visible(old) == _visible(new):
        return None
    return Announcement.UPDATED


def deserves_push(old: Item | None, new: Item | None, *, now: int) -> bool:
    """One push for each terminal change; a heal pushes only when its outcome differs, an old one never."""
    if new is None or not new.status.terminal or (old and old.status.terminal):
        return False
    if now - new.updated_at > LATE_PUSH_MS:
        return False
    return new.asked or new.status is not Status.UNHEALTHY


def _visible(item: Item) -> tuple[object, ...]:
    return (
        item.status,
        item.phases,
        item.generation,
        item.next_attempt_at,
        item.title,
        item.thumbnail,
        item.recipe_url,
        item.tandoor_url,
        item.error,
        item.error_code,
        item.advice,
        item.warnings,
    )
