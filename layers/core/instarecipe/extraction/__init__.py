"""A link becomes text: every way to what a post says, in order, until one of them tells all.

What the client sent · the page (Instagram's JSON and meta tags, or schema.org) · Instagram's embed page ·
what yt-dlp knows · last, a page's readable text. The readers are loaded with the first post, not before.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from instarecipe.ports import Deadline, Extracted, Fetch, Progress, Source


class ReadVideo(Protocol):
    """What yt-dlp knows of a post: caption, subtitles, thumbnail. Raises `Failure`."""

    def __call__(self, url: str, *, deadline: Deadline) -> Extracted: ...


class Extraction(NamedTuple):
    """`ports.Extract`. `instagram_cookies` is the value of a Cookie header, sent to Instagram alone.

    `Extracted.via` is one of given, instagram, instagram-meta, instagram-embed, instagram-page,
    site (recipe-scrapers), schema.org, meta, page, or what `video` says.
    """

    fetch: Fetch
    video: ReadVideo | None = None
    instagram_cookies: str = ""

    def __call__(self, source: Source, *, deadline: Deadline, progress: Progress) -> Extracted:
        """Raises what `fetch` raises, and

        `Permanent`: no_text, not_a_page, not_found, private, site_refused, login_required (a page's);
        `Transient`: login_wall, login_required (Instagram's), cookies_refused, rate_limited, site_error,
        extractor_broken.
        """
        from instarecipe.extraction.visit import Visit, extract

        visit = Visit(
            source.canonical_url, self.fetch, self.video, self.instagram_cookies, deadline, progress
        )
        return extract(source, visit)
