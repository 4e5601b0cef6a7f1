"""What yt-dlp knows of a post: its caption, its picture, and what is said when the caption is no recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from instarecipe.domain import links
from instarecipe.domain.errors import Failure
from instarecipe.extraction import refusals, subtitles, video_refusals
from instarecipe.extraction.captions import holds_recipe
from instarecipe.extraction.text import clean
from instarecipe.observability import log
from instarecipe.ports import Deadline, Extracted

if TYPE_CHECKING:
    from instarecipe.domain.sites import Kind
    from instarecipe.extraction.ytdlp_requests import Browse

SUBTITLE_BYTES = 5_000_000
_LEAST_SECONDS = 2.0
"""What fetching the subtitles needs."""
_OWN_COMMENTS = 5
_COMMENT = 40
"""Characters from which an author's comment says something."""
_NAMES: Mapping[str, tuple[str, ...]] = {"tiktok": ("channel", "uploader")}
"""Where a site's extractor puts the author's full name; with the others it is the uploader."""


@dataclass(frozen=True)
class Video:
    """`extraction.ReadVideo`. `instagram_cookies` is the value of a Cookie header.

    `Extracted.via` is video, or subtitles when those stand below the caption.
    """

    fetch: Browse
    instagram_cookies: str = ""

    def __call__(self, url: str, *, deadline: Deadline) -> Extracted:
        """Raises what the guard raises, and `Permanent`: no_text, not_found, private, geo_blocked;
        `Transient`: login_required, login_wall, rate_limited, site_error, extractor_broken.
        """
        from instarecipe.extraction.ytdlp import Session  # yt-dlp takes half a second

        kind = links.canonical(url).kind
        session = Session(self.fetch, deadline, self.instagram_cookies)
        try:
            info = session.read(url, kind)
        except Exception as error:  # an extractor is a guess at somebody's page: it raises whatever happens
            raise video_refusals.of_error(error, url, kind, session.refusal) from error
        extracted = self._with_speech(_extracted(info, kind), info, deadline)
        if not extracted.text:
            told = video_refusals.of_words("\n".join(session.warnings), kind)
            raise told or session.refusal or refusals.no_text()
        return extracted

    def _with_speech(self, extracted: Extracted, info: Mapping[str, Any], deadline: Deadline) -> Extracted:
        if holds_recipe(extracted.text) or deadline.remaining() < _LEAST_SECONDS:
            return extracted
        track = subtitles.track(info)
        speech = subtitles.spoken(self._content(track, deadline)) if track else ""
        if not speech:
            return extracted
        return extracted._replace(text=f"{extracted.text}\n\n{speech}".strip(), via="subtitles")

    def _content(self, track: Mapping[str, Any], deadline: Deadline) -> str:
        """Empty when it cannot be had: a caption without speech is better than none."""
        if isinstance(inline := track.get("data"), str):
            return inline
        try:
            fetched = self.fetch(
                str(track.get("url")),
                deadline=deadline,
                limit=SUBTITLE_BYTES,
                browser=bool(track.get("impersonate")),
            )
        except Failure as failure:
            log.info("no subtitles", extra={"code": failure.code})
            return ""
        return fetched.body.decode("utf-8", "replace") if fetched.status == 200 else ""


def _extracted(info: Mapping[str, Any], kind: Kind) -> Extracted:
    """The post itself, else the first of its parts (slides, several videos) that says something."""
    parts = [info, *(part for part in info.get("entries", ()) if isinstance(part, Mapping))]
    told = next((part for part in parts if _text(part, "description")), info)
    comments = next((found for part in parts if (found := _own_comments(part))), [])
    names = (_text(told, key) for key in _NAMES.get(kind, ("uploader", "channel")))
    return Extracted(
        "\n\n".join(filter(None, [_text(told, "description"), *comments])),
        via="video",
        # Elsewhere a title is made of the caption, or of the author's name.
        title=(_text(told, "title") or None) if kind == "youtube" else None,
        author=next(filter(None, names), None),
        image=next(filter(None, map(_image, parts)), None),
        language=subtitles.language(told),
    )


def _text(info: Mapping[str, Any], key: str) -> str:
    value = info.get(key)
    return clean(value) if isinstance(value, str) else ""


def _own_comments(info: Mapping[str, Any]) -> list[str]:
    """The author's own first comments: many put the recipe there. Answers to others are none."""
    found: list[str] = []
    for comment in info.get("comments") or ():
        text = _text(comment, "text")
        own = comment.get("author_id") == info.get("uploader_id") is not None
        if own and len(text) >= _COMMENT and not text.startswith("@") and text not in found:
            found.append(text)
    return found[:_OWN_COMMENTS]


def _image(info: Mapping[str, Any]) -> str | None:
    """yt-dlp lists the best last, but for those that it prefers less."""
    listed = [one for one in info.get("thumbnails") or () if isinstance(one, Mapping)]
    ranked = sorted(listed, key=lambda one: one.get("preference") or 0)
    for address in (info.get("thumbnail"), *(one.get("url") for one in reversed(ranked))):
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            return address
    return None
