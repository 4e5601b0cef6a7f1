"""yt-dlp as a library, of which only the extractors are used: it connects through the guard alone, starts no
program, and reads no settings, plug-ins, caches or .netrc of the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import islice
from typing import Any

from yt_dlp import YoutubeDL
from yt_dlp.extractor.common import InfoExtractor
from yt_dlp.globals import plugin_dirs

from instarecipe.domain.errors import Failure
from instarecipe.domain.sites import Kind
from instarecipe.extraction import refusals
from instarecipe.extraction.ytdlp_requests import Browse, Guard, GuardedRH, cookies_for
from instarecipe.observability import log
from instarecipe.ports import Deadline

LEADS = 3
"""How often one extractor may hand over to another."""
PARTS = 20
"""Slides of a carousel that are looked at; Instagram allows as many."""

_OPTIONS: Mapping[str, Any] = {
    "skip_download": True,
    "ignore_no_formats_error": True,  # else a post of pictures is an error
    "writesubtitles": True,  # TikTok's extractor looks for them only then
    "extractor_retries": 0,  # the item has attempts of its own
    "geo_bypass": False,  # no forged X-Forwarded-For
    "cachedir": False,
    "proxy": "",  # the guard has its own
    "js_runtimes": {},  # for the addresses of videos, which nobody asks for
    "remote_components": (),
    "color": "no_color",
    "extractor_args": {
        "youtube": {
            "player_skip": ["configs", "js", "initial_data"],
            "skip": ["hls", "dash", "translated_subs"],
            "fetch_pot": ["never"],
        }
    },
}


class Session:
    """One visit to one post. `warnings` are yt-dlp's, `cookies` is a Cookie header's value for Instagram."""

    def __init__(self, fetch: Browse, deadline: Deadline, cookies: str = "") -> None:
        self.warnings: list[str] = []
        self._guard = Guard(fetch, deadline)
        self._cookies = cookies

    @property
    def refusal(self) -> Failure | None:
        """The last that the guard refused."""
        return self._guard.refusal

    def read(self, url: str, kind: Kind) -> Mapping[str, Any]:
        """yt-dlp's "info dict" of the post, neither completed nor sorted.

        Raises `Permanent("no_text")` when no extractor knows such a link, and whatever an extractor raises.
        """
        plugin_dirs.value = []
        with _Client(self._guard, {**_OPTIONS, "logger": _Log(self.warnings)}) as client:
            for cookie in cookies_for("instagram.com", self._cookies):
                client.cookiejar.set_cookie(cookie)
            extractors = _extractors(kind)
            for extractor in extractors:
                client.add_info_extractor(extractor)
            for _ in range(LEADS):
                found = _suitable(extractors, url).extract(url) or {}
                if found.get("_type") not in ("url", "url_transparent"):
                    return {**found, "entries": list(islice(found.get("entries") or (), PARTS))}
                url = found["url"]
        raise refusals.no_text()


class _Client(YoutubeDL):  # type: ignore[misc]  # yt-dlp has no types
    def __init__(self, guard: Guard, options: Mapping[str, Any]) -> None:
        self._guard = guard
        super().__init__(dict(options), auto_init=False)

    def build_request_director(self, handlers: Any, preferences: Any = None) -> Any:
        """One handler, whatever yt-dlp has registered."""
        return super().build_request_director([partial(GuardedRH, guard=self._guard)], preferences)


class _Log:
    """What yt-dlp tells: of use are its warnings, in which it hides why a post has no video."""

    def __init__(self, warnings: list[str]) -> None:
        self._warnings = warnings

    def debug(self, message: str) -> None:
        """Nobody reads this."""

    info = error = debug

    def warning(self, message: str) -> None:
        self._warnings.append(message)
        if "cookies are no longer valid" in message:
            log.warning("Instagram does not accept INSTAGRAM_COOKIES any more")


def _extractors(kind: Kind) -> list[InfoExtractor]:
    """Those of one site: YouTube's alone take as long to import as all others together."""
    match kind:
        case "instagram":
            from yt_dlp.extractor.instagram import InstagramIE

            return [InstagramIE()]
        case "tiktok":
            from yt_dlp.extractor.tiktok import TikTokIE, TikTokVMIE

            return [TikTokIE(), TikTokVMIE()]
        case "youtube":
            from yt_dlp.extractor.youtube import YoutubeIE

            return [YoutubeIE()]
        case "facebook":
            from yt_dlp.extractor.facebook import FacebookIE, FacebookReelIE

            return [FacebookIE(), FacebookReelIE()]
        case _:
            return []


def _suitable(extractors: list[InfoExtractor], url: str) -> InfoExtractor:
    for extractor in extractors:
        if extractor.suitable(url):
            return extractor
    raise refusals.no_text()
