"""Pages of items, newest first: by cursor at any depth, by offset as far as a person turns pages."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from instarecipe.answers import item_answer
from instarecipe.domain.errors import Refused
from instarecipe.domain.item import Status
from instarecipe.domain.moments import from_iso, iso
from instarecipe.http import whole_number
from instarecipe.items import Items

MOST_OFFSET = 10_000


@dataclass(frozen=True)
class Listing:
    items: Items

    def __call__(self, owner: str, query: Mapping[str, str]) -> dict[str, Any]:
        """The answer of `GET /api/queue?status=&limit=&offset=&cursor=`. Raises `Refused` 400."""
        status = _status(query.get("status"))
        page = self.items.page(
            owner,
            status,
            limit=whole_number(query.get("limit"), 20, 1, 100, name="limit"),
            offset=_offset(query.get("offset")),
            position=position_of(query["cursor"], status or "all") if query.get("cursor") else None,
        )
        answer = {
            "items": [item_answer(item) for item in page.items],
            "total": page.total,
            "hasMore": page.next_position is not None,
        }
        if page.next_position is not None:
            answer["nextCursor"] = cursor_of(page.next_position, status or "all")
        return answer


def _status(text: str | None) -> Status | None:
    if not text:
        return None
    try:
        return Status(text)
    except ValueError:
        known = ", ".join(Status)
        raise Refused(400, "bad_parameter", f"“status” must be one of {known}.", parameter="status") from None


def _offset(text: str | None) -> int:
    if text and text.isascii() and text.isdigit() and int(text[:12]) > MOST_OFFSET:
        raise Refused(
            400,
            "bad_parameter",
            f"“offset” ends at {MOST_OFFSET}. Use “cursor” with the last answer's “nextCursor”.",
            parameter="offset",
        )
    return whole_number(text, 0, 0, MOST_OFFSET, name="offset")


def cursor_of(position: str, list_: str) -> str:
    """Opaque; good for the very list that it was made for."""
    return base64.urlsafe_b64encode(f"{list_} {position}".encode()).decode().rstrip("=")


def position_of(cursor: str, list_: str) -> str:
    """Raises `Refused` 400 for what `cursor_of` did not make for this list."""
    try:
        made = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        of, _, position = made.partition(" ")
        *filtered, created, _ = position.split("#")
        good = of == list_ and filtered == ([list_] if list_ in set(Status) else [])
        good = good and position.isprintable() and iso(from_iso(created)) == created
    except ValueError:  # not base64, no text, no time
        position, good = "", False
    if not good:
        raise Refused(
            400, "bad_cursor", "This “cursor” does not belong to this list. Start again without it."
        )
    return position
