"""Posts by yt-dlp: its own extractors read pages of ours, and each of its requests goes through the guard."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from yt_dlp.cookies import YoutubeDLCookieJar
from yt_dlp.networking import Request
from yt_dlp.networking.exceptions import TransportError

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.extraction import Extraction
from instarecipe.extraction.video import Video
from instarecipe.extraction.ytdlp_requests import REQUESTS, Guard, cookies_for
from instarecipe.fetch import Fetcher
from instarecipe.ports import Deadline, Extracted, Source
from tests.doubles import videos
from tests.doubles.internet import PUBLIC, Internet
from tests.doubles.log_lines import log_lines
from tests.doubles.pages import USER, comment
from tests.doubles.proxy import ConnectProxy
from tests.doubles.tls import throwaway_tls
from tests.doubles.videos import FACEBOOK, INSTAGRAM, TIKTOK, YOUTUBE
from tests.doubles.web import Received, Route, Site, Wire, page, redirect

CAPTION = "Lemon pasta\n\n200 g spaghetti\n1 lemon\n2 tbsp butter\n30 g parmesan\n\nBoil, toss, serve."
TEASER = "My famous lemon pasta! 🍋"


def soon(seconds: float = 120) -> Deadline:
    return Deadline(seconds, time.monotonic)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def fetcher(site: Site, **more: Any) -> Fetcher:
    return Fetcher(connect_to=dict.fromkeys(videos.HOSTS, site.address), **more)


def read(site: Site, url: str, routes: Mapping[str, Route], cookies: str = "") -> Extracted:
    site.routes = dict(routes)
    return Video(fetcher(site), cookies)(url, deadline=soon())


def refused(site: Site, url: str, routes: Mapping[str, Route], seconds: float = 20) -> Failure:
    site.routes = dict(routes)
    with pytest.raises(Failure) as caught:
        Video(fetcher(site))(url, deadline=soon(seconds))
    return caught.value


# -- what is read ----------------------------------------------------------------------------------------


def test_a_reel_of_instagram(site: Site) -> None:
    extracted = read(site, INSTAGRAM, videos.instagram(videos.post(CAPTION)))
    assert (extracted.text, extracted.via, extracted.author) == (CAPTION, "video", "Lena Cooks")
    assert extracted.title is None  # "Video by lena.cooks"


def test_the_author_s_own_comments_are_part_of_the_caption(site: Site) -> None:
    recipe = "200 g spaghetti, 1 lemon, 2 tbsp butter, 30 g parmesan"
    comments = [
        comment("Looks so good, I will cook this tomorrow!", {"pk": "8", "username": "fan"}),
        comment(recipe),
        comment("@fan thank you so much, tell me how you like it"),
        comment("❤️", USER),
    ]
    extracted = read(site, INSTAGRAM, videos.instagram(videos.post(TEASER), comments=comments))
    assert extracted.text == f"{TEASER}\n\n{recipe}"


def test_a_carousel_has_one_caption_and_its_first_picture(site: Site) -> None:
    slides = [videos.slide("https://scontent.example/1.jpg"), videos.slide("https://scontent.example/2.jpg")]
    extracted = read(site, INSTAGRAM, videos.instagram(videos.post(CAPTION, carousel_media=slides)))
    assert (extracted.text, extracted.image) == (CAPTION, "https://scontent.example/1.jpg?large")


def test_a_post_of_one_picture_is_no_error(site: Site) -> None:
    picture = videos.slide("https://scontent.example/1.jpg") | {"video_versions": None}
    extracted = read(site, INSTAGRAM, videos.instagram(videos.post(CAPTION) | picture))
    assert (extracted.text, extracted.image) == (CAPTION, "https://scontent.example/1.jpg?large")


def test_a_video_of_tiktok(site: Site) -> None:
    extracted = read(site, TIKTOK, videos.tiktok(CAPTION))
    assert (extracted.text, extracted.via, extracted.author) == (CAPTION, "video", "Lena Cooks")
    assert (extracted.title, extracted.image) == (None, "https://p16.example/cover.webp")


def test_a_video_of_youtube(site: Site) -> None:
    extracted = read(site, YOUTUBE, videos.youtube(CAPTION, tracks=[videos.caption_track("en")]))
    assert (extracted.text, extracted.via) == (CAPTION, "video")
    assert (extracted.title, extracted.author) == ("Lemon pasta", "Lena Cooks")
    assert extracted.image == "https://i.ytimg.com/vi/x/hq.jpg"
    assert not any("timedtext" in request.path for request in site.requests)


@pytest.mark.parametrize("url", [FACEBOOK, "https://www.facebook.com/reel/123456789/"])
def test_a_video_of_facebook(site: Site, url: str) -> None:
    extracted = read(site, url, videos.facebook(CAPTION))
    assert (extracted.text, extracted.author, extracted.title) == (CAPTION, "Lena Cooks", None)
    assert extracted.image == "https://scontent.example/still.jpg"


# -- what is said ----------------------------------------------------------------------------------------


def said(site: Site, *tracks: dict[str, Any]) -> Extracted:
    """A teaser on YouTube, with caption tracks of which each tells its own address."""

    def timedtext(request: Received, wire: Wire) -> None:
        _, _, body = videos.json3(request.path.partition("?")[2])
        wire.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))

    routes = videos.youtube(TEASER, tracks=list(tracks))
    return read(site, YOUTUBE, routes | {"/api/timedtext": timedtext})


def test_what_is_said_stands_below_a_caption_without_a_recipe(site: Site) -> None:
    extracted = said(site, videos.caption_track("en", automatic=True))
    assert extracted.text == f"{TEASER}\n\nv=x&lang=en&kind=asr&fmt=json3"
    assert (extracted.via, extracted.language) == ("subtitles", "en")


def test_subtitles_written_in_the_video_s_language_come_before_automatic_ones(site: Site) -> None:
    spoken = videos.caption_track("de", automatic=True)
    extracted = said(site, videos.caption_track("en"), videos.caption_track("de"), spoken)
    assert extracted.text == f"{TEASER}\n\nv=x&lang=de&fmt=json3"


def test_automatic_captions_in_the_video_s_language_come_before_a_translation(site: Site) -> None:
    extracted = said(site, videos.caption_track("en"), videos.caption_track("de", automatic=True))
    assert extracted.text == f"{TEASER}\n\nv=x&lang=de&kind=asr&fmt=json3"


def test_tiktok_s_subtitles_are_fetched_through_the_guard(site: Site) -> None:
    told = {"Url": "https://www.tiktok.com/subs.vtt", "Format": "webvtt", "LanguageCodeName": "eng-US"}
    vtt = "WEBVTT\n\n00:00.000 --> 00:02.000\nTwo hundred grams of spaghetti.\n"
    routes = videos.tiktok(TEASER, subtitles=[told]) | {"/subs.vtt": (200, {}, vtt.encode())}
    assert read(site, TIKTOK, routes).text == f"{TEASER}\n\nTwo hundred grams of spaghetti."


@pytest.mark.parametrize(
    "address", ["https://10.0.0.7/subs.vtt", "https://www.tiktok.com/gone.vtt", "file:///a"]
)
def test_subtitles_that_cannot_be_had_are_left_out(site: Site, address: str) -> None:
    told = {"Url": address, "Format": "webvtt", "LanguageCodeName": "en"}
    extracted = read(site, TIKTOK, videos.tiktok(TEASER, subtitles=[told]))
    assert (extracted.text, extracted.via) == (TEASER, "video")


# -- what is refused -------------------------------------------------------------------------------------


def ruling(title: str, description: str) -> videos.Routes:
    return videos.instagram(None, ruling={"status": "fail", "title": title, "description": description})


def unplayable(reason: str) -> videos.Routes:
    return videos.youtube("", videoDetails={"videoId": "AbCdEfGhIjK"}, playabilityStatus={
        "status": "ERROR", "reason": reason,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("url", "routes", "kind", "code"),
    [
        (INSTAGRAM, ruling("Restricted Video", "You must be 18"), Transient, "login_required"),
        (INSTAGRAM, ruling("Post isn't available", "The link may be broken"), Permanent, "not_found"),
        (INSTAGRAM, videos.instagram(None), Transient, "login_required"),
        (INSTAGRAM, videos.instagram(videos.post(None)), Permanent, "no_text"),
        (
            INSTAGRAM,
            videos.instagram(None)
            | {"/p/AbC123": redirect("/accounts/login/"), "/accounts/login/": page("")},
            Transient,
            "rate_limited",
        ),
        (INSTAGRAM, {"/": page("slow down", 429)}, Transient, "rate_limited"),
        (INSTAGRAM, {"/": page("go away", 403)}, Transient, "login_wall"),
        (INSTAGRAM, {"/": page("down", 502)}, Transient, "site_error"),
        (INSTAGRAM, {"/": page("a new page altogether")}, Transient, "extractor_broken"),
        (
            INSTAGRAM.replace("AbC123", "AbC123" + "x" * 28),
            videos.instagram(None),
            Permanent,
            "private",
        ),
        (TIKTOK, videos.tiktok("", status=10222), Permanent, "private"),
        (TIKTOK, videos.tiktok("", status=10204), Transient, "rate_limited"),
        (TIKTOK, videos.tiktok("", status=10231), Permanent, "not_found"),
        (TIKTOK, videos.tiktok(""), Permanent, "no_text"),
        (TIKTOK, {}, Permanent, "not_found"),
        (TIKTOK, {"/@lena/video/7123456789012345678": page("Please wait...")}, Transient, "extractor_broken"),
        (
            TIKTOK,
            {"/@lena/video/7123456789012345678": redirect("/login"), "/login": page("")},
            Transient,
            "login_required",
        ),
        (YOUTUBE, unplayable("Video unavailable"), Permanent, "not_found"),
        (YOUTUBE, unplayable("Private video"), Permanent, "private"),
        (YOUTUBE, unplayable("Sign in to confirm you're not a bot"), Transient, "rate_limited"),
        (YOUTUBE, unplayable("Sign in to confirm your age"), Transient, "login_required"),
        (YOUTUBE, videos.youtube(""), Permanent, "no_text"),
        (FACEBOOK, {"/watch/": page('<form id="login_form"></form>')}, Transient, "login_required"),
        (FACEBOOK, {"/watch/": page("a new page altogether")}, Transient, "extractor_broken"),
        ("https://www.youtube.com/feed/trending", {}, Permanent, "no_text"),
    ],
)
def test_each_refusal_has_its_class_and_an_advice(
    site: Site, url: str, routes: videos.Routes, kind: type[Failure], code: str
) -> None:
    failure = refused(site, url, routes)
    assert (type(failure), failure.code) == (kind, code)
    assert failure.sentence
    assert failure.advice


def test_a_video_for_other_countries_says_so(site: Site) -> None:
    message = {"subreason": {"simpleText": "The uploader has not made this video available in your country"}}
    status = {"status": "UNPLAYABLE", "errorScreen": {"playerErrorMessageRenderer": message}}
    details = {"videoId": "AbCdEfGhIjK"}
    routes = videos.youtube("", videoDetails=details, playabilityStatus=status)
    assert refused(site, YOUTUBE, routes).code == "geo_blocked"


def test_an_unknown_page_is_told_to_the_operator_and_counted(site: Site) -> None:
    with log_lines() as lines:
        refused(site, INSTAGRAM, {"/": page("a new page altogether")})
    assert any(line.startswith("extractor broken") and "'site': 'instagram'" in line for line in lines)
    assert any("ExtractorBroken" in line for line in lines)


def test_the_other_ways_to_a_post_go_on_when_this_one_fails(site: Site) -> None:
    """TikTok's page tells a part in its meta tags; yt-dlp fails on what it does not know."""
    part = '<meta property="og:description" content="Lemon pasta: 200 g spaghetti">'
    site.routes = {"/@lena/video/7123456789012345678": page(part)}
    fetch = fetcher(site)
    extracted = Extraction(fetch, Video(fetch))(
        Source(TIKTOK, TIKTOK), deadline=soon(), progress=lambda _: None
    )
    assert (extracted.text, extracted.via) == ("Lemon pasta: 200 g spaghetti", "meta")


def test_yt_dlp_completes_what_a_page_clips(site: Site) -> None:
    clipped = '<meta property="og:description" content="Lemon pasta 200 g">'
    routes = videos.youtube(CAPTION)
    _, headers, body = routes["/watch"]  # type: ignore[misc]  # an answer, not a function
    site.routes = routes | {"/watch": (200, headers, clipped.encode() + body)}
    fetch = fetcher(site)
    extracted = Extraction(fetch, Video(fetch))(
        Source(YOUTUBE, YOUTUBE), deadline=soon(), progress=lambda _: None
    )
    assert (extracted.text, extracted.via) == (CAPTION, "video")


# -- cookies ---------------------------------------------------------------------------------------------


def test_instagram_s_cookies_go_to_instagram(site: Site) -> None:
    item = {"items": [videos.post(CAPTION)]}
    routes = {"/api/v1/media/453729719/info/": videos.answered(item)}
    extracted = read(site, INSTAGRAM, routes, cookies="sessionid=s3cret; ds_user_id=7")
    assert extracted.text == CAPTION
    assert [request.headers["cookie"] for request in site.requests] == ["sessionid=s3cret; ds_user_id=7"]


def test_instagram_s_cookies_go_nowhere_else(site: Site) -> None:
    read(site, TIKTOK, videos.tiktok(CAPTION), cookies="sessionid=s3cret")
    assert all("s3cret" not in str(request) for request in site.requests)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://www.instagram.com/p/a/", "sessionid=s3cret; mid=a=b"),
        ("https://i.instagram.com/api/", "sessionid=s3cret; mid=a=b"),
        ("http://www.instagram.com/p/a/", None),
        ("https://notinstagram.com/", None),
        ("https://instagram.com.example/", None),
    ],
)
def test_cookies_are_for_one_domain_and_for_tls(url: str, sent: str | None) -> None:
    jar = YoutubeDLCookieJar()
    for cookie in cookies_for("instagram.com", " sessionid=s3cret;mid=a=b ; ; junk"):
        jar.set_cookie(cookie)
    assert jar.get_cookie_header(url) == sent


def test_cookies_that_are_not_valid_any_more_are_told_to_the_operator(site: Site) -> None:
    wall = {"/api/v1/media/453729719/info/": redirect("/accounts/login/"), "/accounts/login/": page("", 403)}
    routes = videos.instagram(videos.post(CAPTION)) | wall
    with log_lines() as lines:
        assert read(site, INSTAGRAM, routes, cookies="sessionid=s3cret").text == CAPTION
    assert any("does not accept INSTAGRAM_COOKIES" in line for line in lines)
    assert all("s3cret" not in line for line in lines)


def test_what_a_site_sets_is_kept_for_this_post(site: Site) -> None:
    read(site, INSTAGRAM, videos.instagram(videos.post(CAPTION)))
    asked = {request.path.partition("?")[0]: request for request in site.requests}
    assert asked["/api/graphql"].headers["cookie"] == "csrftoken=t0ken"
    assert asked["/api/graphql"].headers["x-csrftoken"] == "t0ken"


# -- through the guard -----------------------------------------------------------------------------------


def test_what_wants_a_browser_gets_one(site: Site) -> None:
    read(site, INSTAGRAM, videos.instagram(videos.post(CAPTION)))
    assert all('"Google Chrome"' in request.headers["sec-ch-ua"] for request in site.requests)


def test_each_hop_is_judged_anew(tmp_path: Path) -> None:
    """YouTube's page comes from a public address; then the name turns private, and nobody goes there."""
    server, client = throwaway_tls(tmp_path, "www.youtube.com")
    with Site(videos.youtube(CAPTION), tls=server) as site:
        internet = Internet({"www.youtube.com": [[PUBLIC], ["10.0.0.7"]]}, {PUBLIC: site, "10.0.0.7": site})
        fetch = Fetcher(resolve=internet.resolve, dial=internet.dial, tls=lambda: client)
        assert Video(fetch)(YOUTUBE, deadline=soon()).text == CAPTION
    assert internet.resolved == ["www.youtube.com"] * 2
    assert internet.dialled == [(PUBLIC, 443)]


@pytest.mark.parametrize("private", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.7", "64:ff9b::a00:7"])
@pytest.mark.parametrize("hop", [0, 1, 2, 5])
def test_a_name_that_turns_private_at_any_hop_is_not_dialled_there(
    tmp_path: Path, hop: int, private: str
) -> None:
    server, client = throwaway_tls(tmp_path, "www.youtube.com")
    away = {f"/{number}": redirect(f"/{number + 1}") for number in range(9)}
    with Site({"/watch": redirect("/0"), **away}, tls=server) as site:
        names = {"www.youtube.com": [*[[PUBLIC]] * hop, [PUBLIC, private]]}
        internet = Internet(names, {PUBLIC: site, private: site})
        fetch = Fetcher(resolve=internet.resolve, dial=internet.dial, tls=lambda: client)
        with pytest.raises(Permanent) as caught:
            Video(fetch)(YOUTUBE, deadline=soon())
    assert caught.value.code == "address_blocked"
    assert internet.dialled == [(PUBLIC, 443)] * hop


@pytest.mark.parametrize("url", [INSTAGRAM, TIKTOK, YOUTUBE, FACEBOOK])
def test_a_site_at_a_private_address_is_never_dialled(site: Site, url: str) -> None:
    names = {host: [["10.0.0.7"]] for host in videos.HOSTS}
    internet = Internet(names, {"10.0.0.7": site})
    with pytest.raises(Permanent) as caught:
        Video(Fetcher(resolve=internet.resolve, dial=internet.dial))(url, deadline=soon())
    assert caught.value.code == "address_blocked"
    assert (bool(internet.resolved), internet.dialled) == (True, [])


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest/", "http://localhost/", "file:///etc/passwd"]
)
@pytest.mark.parametrize(("url", "path"), [(TIKTOK, "/@lena/video/7123456789012345678"), (YOUTUBE, "/watch")])
def test_a_redirect_to_a_private_address_ends_it(site: Site, url: str, path: str, location: str) -> None:
    failure = refused(site, url, {path: redirect(location)})
    assert failure.code == "address_blocked"


def test_a_proxy_is_given_the_judged_address() -> None:
    with Site() as site, ConnectProxy(site, "HTTP/1.1 403 Forbidden") as proxy:
        names = {"www.tiktok.com": [[PUBLIC]], "127.0.0.1": [["127.0.0.1"]]}
        fetch = Fetcher(resolve=Internet(names, {}).resolve, proxy_url=f"http://{proxy.address}")
        with pytest.raises(Transient) as caught:
            Video(fetch)(TIKTOK, deadline=soon())
    assert caught.value.code == "site_unreachable"
    assert [head.split()[:2] for head in proxy.asked] == [["CONNECT", f"{PUBLIC}:443"]]


def test_a_site_that_drips_ends_at_the_deadline(site: Site) -> None:
    def drip(_: Received, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            wire.pause(0.02)
            wire.send(b"a")

    assert refused(site, TIKTOK, {"/@lena/video/7123456789012345678": drip}, seconds=0.5).code == "site_slow"


def test_an_endless_page_is_cut(site: Site) -> None:
    def endless(_: Received, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            wire.send(b"a" * 65_536)

    assert refused(site, YOUTUBE, {"/watch": endless}).code == "extractor_broken"


def test_yt_dlp_has_no_connection_of_its_own(site: Site) -> None:
    """Its default handlers are registered, and none of them is made."""
    dialled: list[tuple[str, int]] = []

    def dial(address: tuple[str, int], seconds: float) -> socket.socket:
        dialled.append(address)
        return socket.create_connection(address, seconds)

    site.routes = videos.youtube(TEASER, tracks=[videos.caption_track("en", automatic=True)])
    Video(fetcher(site, dial=dial))(YOUTUBE, deadline=soon())
    assert len(dialled) == len(site.requests) == 3


def test_requests_for_one_post_are_counted(site: Site) -> None:
    guard = Guard(fetcher(site), soon())
    for _ in range(REQUESTS):
        guard.send(Request(YOUTUBE), {}, browser=False)
    with pytest.raises(TransportError, match="too many requests"):
        guard.send(Request(YOUTUBE), {}, browser=False)
    assert len(site.requests) == REQUESTS
