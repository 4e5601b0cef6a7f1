"""Pages for tests of extraction, and a net that answers from a dict."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from typing import Any

from instarecipe.domain.errors import Failure, Permanent
from instarecipe.ports import Deadline, Fetched

Route = str | Fetched | Failure
"""HTML, a whole answer, or what fetching raises."""


class Net:
    """`ports.Fetch` over `routes`; `asked` are the addresses that were fetched, `sent` their headers."""

    def __init__(self, routes: Mapping[str, Route] | None = None) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.asked: list[str] = []
        self.sent: dict[str, Mapping[str, str]] = {}

    def __call__(
        self,
        url: str,
        *,
        deadline: Deadline,
        limit: int = 5_000_000,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
        truncate: bool = False,
    ) -> Fetched:
        self.asked.append(url)
        self.sent[url] = headers or {}
        route = self.routes.get(url) or answer(url, status=404)
        if isinstance(route, Failure):
            raise route
        fetched = answer(url, route) if isinstance(route, str) else route
        if len(fetched.body) > limit:
            raise Permanent("too_large", "This page is too large.")
        return fetched


def answer(url: str, content: str | bytes = "", status: int = 200, **headers: str) -> Fetched:
    """An answer as the guard gives it; `content_type="…"` and other headers by keyword."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = content.encode() if isinstance(content, str) else content
    return Fetched(url, status, {"content-type": "text/html; charset=utf-8"} | named, body)


def plenty_of_time() -> Deadline:
    return Deadline(30, lambda: 0.0)


def ticking(seconds: float) -> Deadline:
    """A deadline that each look at the clock brings one second nearer."""
    return Deadline(seconds, itertools.count().__next__)


def page(body: str = "", *, head: str = "", lang: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def json_ld(*values: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def meta(**named: str) -> str:
    """`og_title="…"` as `<meta property="og:title" content="…">`."""
    tags = (
        f'<meta property="{name.replace("_", ":", 1)}" content="{_attribute(content)}">'
        for name, content in named.items()
    )
    return "".join(tags)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


USER = {"pk": "7", "username": "lena.cooks", "full_name": "Lena Cooks"}


def media(caption: str | None, code: str = "AbC123", **more: Any) -> dict[str, Any]:
    """Instagram's media object."""
    return {
        "__typename": "XIGPolarisVideoMedia",
        "code": code,
        "media_type": 2,
        "caption": {"text": caption} if caption is not None else None,
        "user": USER,
        "display_uri": "https://scontent.example/small.jpg",
        **more,
    }


def comment(text: str, user: Mapping[str, Any] = USER) -> dict[str, Any]:
    return {"node": {"pk": "1", "text": text, "created_at": 1, "user": user}}


def instagram(data: Any, head: str = "") -> str:
    """A post page whose Relay cache holds `data`, as a logged-out visitor gets it."""
    cached = ["adp_Query", {"__bbox": {"complete": True, "result": {"data": data}}}]
    stream = {"__bbox": {"require": [["RelayPrefetchedStreamCache", "next", [], cached]]}}
    payload = {"require": [["ScheduledServerJS", "handle", None, [stream]]]}
    script = f'<script type="application/json" data-sjs>{json.dumps(payload)}</script>'
    return page(head=f'<meta property="og:site_name" content="Instagram">{head}{script}')


def post(caption: str | None, code: str = "AbC123", comments: list[Any] | None = None, **more: Any) -> str:
    return instagram(
        {
            "xig_polaris_media": {
                "if_not_gated_logged_out": media(caption, code, **more),
                "comments_connection": {"edges": comments or []},
            }
        }
    )
