"""What Instagram, TikTok, YouTube and Facebook answer to yt-dlp: routes of a `Site`, shapes of 2026."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.doubles import pages
from tests.doubles.web import Answer, Route, page

HOSTS = ("www.instagram.com", "www.tiktok.com", "www.youtube.com", "www.facebook.com", "m.facebook.com")
INSTAGRAM = "https://www.instagram.com/p/AbC123/"
TIKTOK = "https://www.tiktok.com/@lena/video/7123456789012345678"
YOUTUBE = "https://www.youtube.com/watch?v=AbCdEfGhIjK"
FACEBOOK = "https://www.facebook.com/watch/?v=123456789"

Routes = dict[str, Route]


def answered(content: Any, headers: Mapping[str, str] | None = None, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json", **(headers or {})}, json.dumps(content).encode()


def _script(content: Any, attributes: str = "") -> str:
    return f"<script {attributes}>{content if isinstance(content, str) else json.dumps(content)}</script>"


# -- Instagram -------------------------------------------------------------------------------------------


def instagram(media: Any, *, comments: list[Any] | None = None, ruling: Any = None) -> Routes:
    """`media` is Instagram's media object; `ruling` is what its API says of whether a post may be seen."""
    found = {"if_not_gated_logged_out": media, "comments_connection": {"edges": comments or []}}
    cookie = "csrftoken=t0ken; Domain=.instagram.com; Path=/; Secure; Expires=Wed, 09 Jun 2027 10:00:00 GMT"
    return {
        "/": page(_script('["LSD",[],{"token":"AbC"}]')),
        "/api/v1/web/get_ruling_for_content/": answered(ruling or {"status": "ok"}, {"Set-Cookie": cookie}),
        "/api/graphql": answered({"data": {"xig_polaris_media": found}}),
        "/p/AbC123": page("<title>Instagram</title>"),
    }


def slide(picture: str) -> dict[str, Any]:
    """A picture of a carousel, as `carousel_media` has it."""
    candidates = [{"url": f"{picture}?large", "width": 1080}, {"url": picture, "width": 320}]
    return {"pk": "1", "media_type": 1, "image_versions2": {"candidates": candidates}}


def post(caption: str | None, **more: Any) -> dict[str, Any]:
    return pages.media(caption, pk="123", **more)


# -- TikTok ----------------------------------------------------------------------------------------------


def tiktok(description: str, *, status: int = 0, subtitles: list[Mapping[str, str]] | None = None) -> Routes:
    item = {
        "id": "7123456789012345678",
        "desc": description,
        "author": {"uniqueId": "lena", "nickname": "Lena Cooks", "id": "9", "secUid": "MS4"},
        "video": {
            "cover": "https://p16.example/cover.webp",
            "dynamicCover": "https://p16.example/moving.webp",
            "subtitleInfos": subtitles or [],
        },
    }
    detail = {"statusCode": status, "itemInfo": {"itemStruct": item if not status else None}}
    scope = {"__DEFAULT_SCOPE__": {"webapp.video-detail": detail}}
    rehydrated = _script(scope, 'id="__UNIVERSAL_DATA_FOR_REHYDRATION__" type="application/json"')
    return {"/@lena/video/7123456789012345678": page(rehydrated)}


# -- YouTube ---------------------------------------------------------------------------------------------


def youtube(description: str, *, tracks: list[Any] | None = None, **player: Any) -> Routes:
    """`tracks` are YouTube's caption tracks; `player` replaces parts of the player's response."""
    captions = {"captionTracks": tracks or [], "translationLanguages": [_language("en"), _language("de")]}
    response = {
        "videoDetails": {
            "videoId": "AbCdEfGhIjK",
            "title": "Lemon pasta",
            "shortDescription": description,
            "thumbnail": {"thumbnails": [{"url": "https://i.ytimg.com/vi/x/hq.jpg", "width": 480}]},
        },
        "playabilityStatus": {"status": "OK"},
        "captions": {"playerCaptionsTracklistRenderer": captions},
        **player,
    }
    owner = {"title": {"simpleText": "Lena Cooks"}}
    content = [{"videoSecondaryInfoRenderer": {"owner": {"videoOwnerRenderer": owner}}}]
    results = {"twoColumnWatchNextResults": {"results": {"results": {"contents": content}}}}
    scripts = [
        _script(f"var ytInitialPlayerResponse = {json.dumps(response)};"),
        _script(f"var ytInitialData = {json.dumps({'contents': results})};"),
    ]
    return {"/watch": page("".join(scripts)), "/youtubei/v1/player": answered(response)}


def caption_track(language: str, *, automatic: bool = False) -> dict[str, Any]:
    kind = {"kind": "asr"} if automatic else {}
    return {
        "baseUrl": f"https://www.youtube.com/api/timedtext?v=x&lang={language}{'&kind=asr' * automatic}",
        "vssId": f"{'a' * automatic}.{language}",
        "languageCode": language,
        "isTranslatable": True,
        "name": {"simpleText": language},
        **kind,
    }


def json3(*cues: str) -> Answer:
    events: list[Any] = [{"tStartMs": 0, "wWinId": 1}]  # which only opens a window
    for cue in cues:
        events += [{"segs": [{"utf8": f"{word} "} for word in cue.split()]}, {"segs": [{"utf8": "\n"}]}]
    return answered({"wireMagic": "pb3", "events": events})


def _language(code: str) -> dict[str, Any]:
    return {"languageCode": code, "languageName": {"simpleText": code}}


# -- Facebook --------------------------------------------------------------------------------------------


def facebook(description: str) -> Routes:
    video = {
        "id": "123456789",
        "playable_url": "https://video.example/a.mp4",
        "thumbnailImage": {"uri": "https://scontent.example/still.jpg"},
        "owner": {"id": "9"},
        "name": "1.2K views · 31 reactions | Lemon pasta",
        "savable_description": {"text": description},
    }
    cached = ["adp_Root", {"__bbox": {"result": {"data": {"video": video}}}}]
    stream = {"__bbox": {"require": [["RelayPrefetchedStreamCache", "next", [], cached]]}}
    handled = {"require": [["ScheduledServerJS", "handle", None, [stream]]]}
    owner = _script('ownerName:"Lena Cooks"')
    return {"/watch/": page(owner + _script(handled, 'type="application/json" data-sjs'))}
