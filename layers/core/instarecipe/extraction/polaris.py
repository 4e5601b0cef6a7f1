"""The media object in the JSON of Instagram's pages, in the shapes of 2026 and in those of saved older pages.

xig_polaris_media.if_not_gated_logged_out                logged-out visitors
xdt_api__v1__media__shortcode__web_info.items[0]         pages that a logged-in browser sent along
xdt_shortcode_media, shortcode_media                     saved pages, the embed page
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from instarecipe.extraction.document import scripts
from instarecipe.extraction.text import clean

KEYS = (
    "xig_polaris_media",
    "xdt_api__v1__media__shortcode__web_info",
    "xdt_shortcode_media",
    "shortcode_media",
)
_COMMENTS = (
    "comments_connection",
    "xdt_api__v1__media__media_id__comments__connection",
    "edge_media_to_parent_comment",
    "edge_media_to_comment",
)
_CONTEXT = re.compile(r'"contextJSON"\s{0,9}:\s{0,9}(?=")')
_VALUES = 300_000
_OWN_COMMENTS = 5
_COMMENT = 40
"""Characters from which an author's comment says something."""


@dataclass(frozen=True, slots=True)
class Post:
    """`text` is the caption with the author's own first comments below it."""

    text: str
    author: str | None
    image: str | None


@dataclass(frozen=True, slots=True)
class Gated:
    """The post is there, but only for those who are logged in."""


def find(html: str, code: str | None) -> Post | Gated | None:
    """The post with the short code `code` (any, when None), None when the page's JSON has no such object."""
    gated = False
    for data in _json(html):
        comments = [value for key in _COMMENTS for value in _values(data, key)]
        for key in KEYS:
            for value in _values(data, key):
                media = _media(value)
                if media and _is_of(media, code):
                    return _post(media, comments)
                gated = gated or _at(value, "if_gated_logged_out") is not None
    return Gated() if gated else None


def _json(html: str) -> Iterator[Any]:
    for _, content in scripts(html):
        if not any(key in content for key in KEYS):
            continue
        start, end = content.find("{"), content.rfind("}")
        for text in (content[start : end + 1], _context(content)):
            try:
                yield json.loads(text)
            except (ValueError, RecursionError):
                continue


def _context(content: str) -> str:
    """The embed page holds its JSON as a string within JSON."""
    found = _CONTEXT.search(content)
    if not found:
        return ""
    try:
        inner, _ = json.JSONDecoder().raw_decode(content, found.end())
    except (ValueError, RecursionError):
        return ""
    return inner if isinstance(inner, str) else ""


def _values(data: Any, key: str) -> Iterator[Any]:
    """What stands under `key`, wherever it is, breadth first."""
    waiting, seen = deque([data]), 0
    while waiting and seen < _VALUES:
        value = waiting.popleft()
        seen += 1
        if isinstance(value, dict):
            if value.get(key) is not None:
                yield value[key]
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _at(value: Any, *path: str | int) -> Any:
    """`value[path[0]][path[1]]…`, None where the shape is another."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and len(value) > step:
            value = value[step]
        else:
            return None
    return value


def _text(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _media(value: Any) -> dict[str, Any] | None:
    for candidate in (_at(value, "if_not_gated_logged_out"), _at(value, "items", 0), value):
        if isinstance(candidate, dict) and candidate.keys() & {
            "code",
            "shortcode",
            "caption",
            "owner",
            "user",
        }:
            return candidate
    return None


def _is_of(media: dict[str, Any], code: str | None) -> bool:
    """A page that was sent along may still hold the post that the browser showed before."""
    own = media.get("code") or media.get("shortcode")
    return (
        code is None or not isinstance(own, str) or code == own or (len(code) > 28 and code.startswith(own))
    )


def _post(media: dict[str, Any], comments: list[Any]) -> Post:
    user = next((user for name in ("user", "owner") if isinstance(user := media.get(name), dict)), {})
    caption = _text(_at(media, "caption", "text")) or _text(_at(media, "caption"))
    caption = caption or _text(_at(media, "edge_media_to_caption", "edges", 0, "node", "text"))
    text = "\n\n".join(filter(None, [caption, *_own(comments, user)]))
    return Post(text, _text(user.get("full_name")) or _text(user.get("username")) or None, _image(media))


def _own(comments: list[Any], user: dict[str, Any]) -> list[str]:
    """The author's own first comments: many put the recipe there. Answers to others are none."""
    found: list[str] = []
    for connection in comments:
        edges = _at(connection, "edges")
        for edge in edges if isinstance(edges, list) else []:
            node = _at(edge, "node")
            writer = _at(node, "user") or _at(node, "owner")
            text = _text(_at(node, "text"))
            same = any(_at(writer, key) == user.get(key) is not None for key in ("pk", "id", "username"))
            if same and len(text) >= _COMMENT and not text.startswith("@") and text not in found:
                found.append(text)
    return found[:_OWN_COMMENTS]


def _image(media: dict[str, Any]) -> str | None:
    slides = _at(media, "carousel_media") or _at(media, "edge_sidecar_to_children", "edges")
    slide = _at(slides, 0)
    for source in (media, slide, _at(slide, "node")):
        candidates = _at(source, "image_versions2", "candidates")
        sized = [c for c in candidates if isinstance(c, dict)] if isinstance(candidates, list) else []
        best = max(sized, key=_width, default={})
        for address in (best.get("url"), _at(source, "display_uri"), _at(source, "display_url")):
            if isinstance(address, str) and address.startswith(("https://", "http://")):
                return address
    return None


def _width(candidate: dict[str, Any]) -> float:
    width = candidate.get("width")
    return width if isinstance(width, int | float) else 0
