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
            position=_position(query["cursor"], status) if query.get("cursor") else None,
        )
        answer = {
            "items": [item_answer(item) for item in page.items],
            "total": page.total,
            "hasMore": page.next_position is not None,
        }
        if page.next_position is not None:
            answer["nextCursor"] = _cursor(page.next_position, status)
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


def _cursor(position: str, status: Status | None) -> str:
    return base64.urlsafe_b64encode(f"{status or ''} {position}".encode()).decode().rstrip("=")


def _position(cursor: str, status: Status | None) -> str:
    """The place in the index of this very filter."""
    prefix = f"{status}#" if status else ""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        filtered, _, position = base64.urlsafe_b64decode(padded).decode().partition(" ")
        created, _, id_ = position.removeprefix(prefix).partition("#")
        known = f"{prefix}{iso(from_iso(created))}#{id_}"
    except ValueError:  # not base64, no text, or no time
        filtered, position, known = "", "", "?"
    if filtered != (status or "") or position != known or not position.isprintable():
        raise Refused(
            400, "bad_cursor", "This “cursor” does not belong to this list. Start again without it."
        )
    return position
