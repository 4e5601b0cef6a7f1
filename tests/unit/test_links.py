"""Which links are the same item, which are none, and where they stand in what a cook shares."""

from __future__ import annotations

import string
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from instarecipe.domain.errors import Refused
from instarecipe.domain.links import LINK_LIMIT, Link, canonical, find_links, pasted
from instarecipe.domain.sites import WRAPPERS

POST = "https://www.instagram.com/p/C8q_x-1AbCd/"
TIKTOK = "https://www.tiktok.com/@cook.anna/video/7312345678901234567"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
CLIP = "https://www.facebook.com/watch/?v=1234567890"
PIN = "https://www.pinterest.com/pin/123456789012345678/"
PAGE = "https://example.com/best-pancakes"

SPELLINGS = {
    POST: [
        "https://www.instagram.com/p/C8q_x-1AbCd/",
        "https://www.instagram.com/p/C8q_x-1AbCd",
        "http://www.instagram.com/p/C8q_x-1AbCd/",
        "https://instagram.com/p/C8q_x-1AbCd/",
        "https://m.instagram.com/p/C8q_x-1AbCd/",
        "HTTPS://WWW.Instagram.COM/P/C8q_x-1AbCd/",
        "https://www.instagram.com./p/C8q_x-1AbCd/",
        "https://www.instagram.com:443/p/C8q_x-1AbCd/",
        "https://www.instagram.com/p/C8q%5Fx%2D1AbCd/",
        "https://www.instagram.com/p/C8q_x-1AbCd/#comments",
        "https://www.instagram.com//reel/C8q_x-1AbCd//",
        "https://www.instagram.com/p/C8q_x-1AbCd/?igsh=MXY0bmo1&utm_source=ig_web_copy_link",
        "https://www.instagram.com/p/C8q_x-1AbCd/?img_index=3",
        "https://www.instagram.com/p/C8q_x-1AbCd/embed/captioned/",
        "https://www.instagram.com/reel/C8q_x-1AbCd/?igshid=abc",
        "https://www.instagram.com/reels/C8q_x-1AbCd/",
        "https://www.instagram.com/tv/C8q_x-1AbCd/",
        "https://www.instagram.com/cook.anna/p/C8q_x-1AbCd/",
        "https://www.instagram.com/cook_anna/reel/C8q_x-1AbCd/",
        "instagram.com/reel/C8q_x-1AbCd",
        "//instagram.com/reel/C8q_x-1AbCd",
        "  www.instagram.com/reel/C8q_x-1AbCd\n",
        "http://instagr.am/p/C8q_x-1AbCd/",
        "https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Freel%2FC8q_x-1AbCd%2F&e=AT0",
        "https://www.instagram.com/accounts/login/?next=/p/C8q_x-1AbCd/",
    ],
    TIKTOK: [
        "https://www.tiktok.com/@cook.anna/video/7312345678901234567?is_from_webapp=1&sender_device=pc",
        "https://m.tiktok.com/@cook.anna/video/7312345678901234567",
        "tiktok.com/@cook.anna/video/7312345678901234567/",
        "https://www.tiktok.com/@cook.anna/photo/7312345678901234567",
        "https://www.tiktok.com/@cook.anna/video/7312345678901234567?lang=de-DE#x",
    ],
    "https://www.tiktok.com/@_/video/7312345678901234567": [
        "https://m.tiktok.com/v/7312345678901234567.html",
        "https://www.tiktok.com/embed/v2/7312345678901234567",
        "https://www.tiktok.com/player/v1/7312345678901234567",
        "https://www.tiktokv.com/share/video/7312345678901234567/",
    ],
    VIDEO: [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "http://youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=42s",
        "https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=PL123&index=2",
        "https://music.youtube.com/watch?v=dQw4w9WgXcQ&si=abc",
        "https://youtu.be/dQw4w9WgXcQ?si=abc123",
        "youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
        "https://www.youtube.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/live/dQw4w9WgXcQ?feature=share",
        "https://www.youtube.com/v/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
        "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dshare",
        "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&gl=DE",
    ],
    CLIP: [
        "https://www.facebook.com/watch/?v=1234567890",
        "https://www.facebook.com/watch?ref=saved&v=1234567890",
        "https://m.facebook.com/watch/?v=1234567890&mibextid=abc",
        "https://web.facebook.com/watch/live/?v=1234567890",
        "https://de-de.facebook.com/anna.cooks/videos/1234567890/",
        "https://www.facebook.com/anna.cooks/videos/best-pancakes/1234567890/?__tn__=R",
        "https://mbasic.facebook.com/video.php?v=1234567890",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1234567890&h=AT0",
    ],
    "https://www.facebook.com/reel/1234567890/": [
        "https://www.facebook.com/reel/1234567890",
        "https://m.facebook.com/reel/1234567890/?mibextid=abc&s=yWDuG2&fs=e",
    ],
    "https://www.facebook.com/permalink.php?story_fbid=pfbid02ab&id=1000": [
        "https://www.facebook.com/permalink.php?story_fbid=pfbid02ab&id=1000",
        "https://m.facebook.com/story.php?id=1000&story_fbid=pfbid02ab&__cft__[0]=x",
    ],
    "https://www.facebook.com/anna.cooks/posts/pfbid02ab": [
        "https://www.facebook.com/anna.cooks/posts/pfbid02ab?__cft__[0]=x",
        "https://touch.facebook.com/anna.cooks/posts/pfbid02ab/",
    ],
    "https://www.facebook.com/anna.cooks/posts/123456": [
        "https://facebook.com/anna.cooks/posts/best-pancakes/123456/",
    ],
    "https://www.facebook.com/groups/baking/posts/123456/": [
        "https://www.facebook.com/groups/baking/posts/123456/",
        "https://m.facebook.com/groups/baking/permalink/123456/?refid=18",
        "https://www.facebook.com/groups/baking/?multi_permalinks=123456&hoisted_section_header_type=x",
    ],
    "https://www.facebook.com/photo/?fbid=123456": [
        "https://www.facebook.com/photo.php?fbid=123456&set=a.1",
        "https://www.facebook.com/photo/?set=a.1&fbid=123456",
    ],
    PIN: [
        "https://www.pinterest.com/pin/123456789012345678/",
        "https://pinterest.com/pin/123456789012345678",
        "https://de.pinterest.com/pin/123456789012345678/",
        "https://www.pinterest.de/pin/123456789012345678/",
        "https://www.pinterest.co.uk/pin/123456789012345678/?nic_v3=1",
        "https://pinterest.com.au/pin/123456789012345678/sent/?invite_code=x",
        "https://www.pinterest.com/pin/best--fluffy-pancakes--123456789012345678/",
    ],
    PAGE: [
        "https://example.com/best-pancakes",
        "https://example.com/best-pancakes/",
        "HTTPS://EXAMPLE.com/best-pancakes",
        "https://example.com:443/best-pancakes",
        "https://example.com./best-pancakes",
        "example.com/best-pancakes",
        "https://example.com/best-pancakes#recipe",
        "https://example.com/best-pancakes?",
        "https://example.com/best-pancakes/?utm_source=newsletter&UTM_Medium=email",
        "https://example.com/best-pancakes?fbclid=1&gclid=2&mc_cid=3&srsltid=4",
        "https://example.com/best%2Dpancakes",
        "https://example.com/%62est-pancakes",
        "https://example.com/./news/../best-pancakes",
        "https://example.com/news/%2E%2e/best-pancakes",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.com%2Fbest-pancakes&usg=x",
        "https://www.google.de/url?q=https://example.com/best-pancakes&sa=U",
        "https://www.google.com/amp/s/example.com/best-pancakes/",
        "https://example-com.cdn.ampproject.org/c/s/example.com/best-pancakes?amp_js_v=0.1&usqp=mq331",
        "https://l.instagram.com/?u=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.com%252Fbest-pancakes",
        "https://www.pinterest.com/offsite/?token=1&url=https%3A%2F%2Fexample.com%2Fbest-pancakes%3Fepik%3D2",
    ],
    "http://127.0.0.1:8123/soup": [
        "http://127.0.0.1:8123/soup/?utm_campaign=x",
        "HTTP://127.0.0.1:8123/soup",
    ],
    "http://samples.invalid/waffles": [
        "http://samples.invalid/waffles",
        "http://samples.invalid:80/waffles/",
    ],
    "http://[::1]:8123/soup": ["http://[0:0:0:0:0:0:0:1]:8123/soup"],
    "https://xn--kse-qla.de/sp%C3%A4tzle": [
        "https://käse.de/spätzle",
        "https://KÄSE.de/sp%c3%a4tzle",
        "https://xn--kse-qla.de/spätzle/",
        "https://ｋäｓｅ。de/spätzle",
    ],
    "https://xn--strae-oqa.de/": ["https://straße.de"],  # "ss" would be someone else's domain
    "https://example.com/pie?b=2&a=1": ["https://example.com/pie?b=2&utm_id=7&&a=1&"],
    "https://example.com/app#!/pie": ["https://example.com/app/#!/pie"],
    "https://example.com/100%25?q=%7C%3C": ["https://example.com/100%?q=|<"],
}


@pytest.mark.parametrize(
    ("spelling", "expected"), [(s, url) for url, all_ in SPELLINGS.items() for s in all_]
)
def test_every_spelling_has_one_canonical_form(spelling: str, expected: str) -> None:
    assert canonical(spelling).canonical_url == expected


@pytest.mark.parametrize(
    ("url", "canonical_url", "kind"),
    [
        (
            "https://instagram.com/share/BADxyz1?igsh=1",
            "https://www.instagram.com/share/BADxyz1/",
            "instagram",
        ),
        ("https://www.instagram.com/share/p/BA-1", "https://www.instagram.com/share/p/BA-1/", "instagram"),
        (
            "https://www.instagram.com/share/reel/BA_1/",
            "https://www.instagram.com/share/reel/BA_1/",
            "instagram",
        ),
        ("https://vm.tiktok.com/ZMabc123", "https://vm.tiktok.com/ZMabc123/", "tiktok"),
        ("http://vt.tiktok.com/ZSabc123/?k=1", "https://vt.tiktok.com/ZSabc123/", "tiktok"),
        ("https://tiktok.com/t/ZTabc123/", "https://www.tiktok.com/t/ZTabc123/", "tiktok"),
        ("https://fb.watch/aB-c_1/?mibextid=x", "https://fb.watch/aB-c_1/", "facebook"),
        ("https://m.facebook.com/share/r/AbC123/", "https://www.facebook.com/share/r/AbC123/", "facebook"),
        ("https://www.facebook.com/share/AbC123", "https://www.facebook.com/share/AbC123/", "facebook"),
        ("https://pin.it/4AbCdEf/", "https://pin.it/4AbCdEf", "pinterest"),
        ("http://bit.ly/3xYz", "https://bit.ly/3xYz", "page"),
    ],
)
def test_a_link_that_only_the_site_can_resolve_is_marked(url: str, canonical_url: str, kind: str) -> None:
    link = canonical(url)
    assert (link.canonical_url, link.kind, link.redirecting) == (canonical_url, kind, True)
    assert canonical(canonical_url).redirecting


@pytest.mark.parametrize(
    ("url", "canonical_url", "kind"),
    [
        ("https://m.instagram.com/cook.anna/?igsh=1", "https://www.instagram.com/cook.anna", "instagram"),
        (
            "https://www.instagram.com/stories/p/3141592653/",
            "https://www.instagram.com/stories/p/3141592653",
            "instagram",
        ),
        ("instagram.com/reels/audio/123/", "https://www.instagram.com/reels/audio/123", "instagram"),
        ("https://www.instagram.com", "https://www.instagram.com/", "instagram"),
        ("https://www.tiktok.com/@cook.anna", "https://www.tiktok.com/@cook.anna", "tiktok"),
        ("https://youtube.com/playlist?list=PL1", "https://www.youtube.com/playlist?list=PL1", "youtube"),
        (
            "https://www.youtube.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/embed/videoseries?list=PL1",
            "youtube",
        ),
        ("https://m.facebook.com/anna.cooks/", "https://www.facebook.com/anna.cooks", "facebook"),
        ("https://pinterest.at/anna/cakes/", "https://www.pinterest.com/anna/cakes", "pinterest"),
        ("https://help.instagram.com/p/123", "https://help.instagram.com/p/123", "page"),
        ("https://notinstagram.com/p/abc/", "https://notinstagram.com/p/abc", "page"),
        ("https://instagram.com.example.org/p/abc", "https://instagram.com.example.org/p/abc", "page"),
        ("http://www.instagram.com:9000/p/abc/", "http://www.instagram.com:9000/p/abc", "page"),
        ("https://www.google.com/search?q=cake", "https://www.google.com/search?q=cake", "page"),
        ("https://www.google.com/url?q=cake", "https://www.google.com/url?q=cake", "page"),
    ],
)
def test_what_is_no_single_post_stays_the_page_it_is(url: str, canonical_url: str, kind: str) -> None:
    link = canonical(url)
    assert (link.canonical_url, link.kind, link.redirecting) == (canonical_url, kind, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.instagram.com/p/abcDE/", "https://www.instagram.com/p/abcde/"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dqw4w9wgxcq"),
        ("http://example.com/pie", "https://example.com/pie"),
        ("https://example.com/pie", "https://www.example.com/pie"),
        ("https://example.com/Pie", "https://example.com/pie"),
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/app#!/pie", "https://example.com/app#!/cake"),
        ("https://example.com/", "https://example.com:8443/"),
    ],
)
def test_links_that_may_show_different_things_stay_apart(one: str, other: str) -> None:
    assert canonical(one).canonical_url != canonical(other).canonical_url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("pancakes", "name"),
        ("localhost:8000/pie", "name"),
        ("https://", "name"),
        ("https:///pie", "name"),
        ("https:example.com", "name"),
        ("https://.example.com/pie", "name"),
        ("https://exa%6Dple.com/", "name"),
        (r"https://example.com\@evil.example", "userinfo"),
        (r"https:\\example.com\pie", "name"),
        ("https://[::1/pie", "name"),
        ("https://[v1.pie]/", "name"),
        ("https://[fe80::1%25eth0]/pie", "name"),
        ("https://℀.example/", "name"),
        (f"https://{'a' * 64}.com/", "name"),
        (f"https://{'ä' * 60}.com/", "name"),
        (f"https://{'a.' * 130}com/", "name"),
        ("ftp://example.com/pie.txt", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("mailto:anna@example.com", "scheme"),
        ("data:text/html,x", "scheme"),
        ("file:///etc/hostname", "scheme"),
        ("https://anna:secret@example.com/pie", "userinfo"),
        ("https://example.com:99999/", "port"),
        ("https://example.com:0/", "port"),
        ("https://example.com:pie/", "port"),
        ("https://example.com/my pie", "characters"),
        ("https://example.com/pie\x00", "characters"),
        ("https://example.com/\ud800", "characters"),
        ("https://exam\nple.com/", "characters"),
        ("https://example.com/\u202efdp.eip", "characters"),
        ("https://exam\u202eple.com/", "characters"),
        ("https://example.com/?a=\u2066pie\u2069s", "characters"),
        ("https://inst\u200bagram.com/p/C8q_x-1AbCd/", "characters"),
        ("https://l.instagram.com/?u=https%3A%2F%2Fexample.com%2Fmy%20pie", "characters"),
        ("https://l.instagram.com/?u=https%3A%2F%2Fanna%40example.com", "userinfo"),
        ("https://example.com/" + "a" * LINK_LIMIT, "length"),
        ("https://example.com/" + "ä" * (LINK_LIMIT // 2), "length"),
    ],
)
def test_what_is_no_link_is_refused_with_a_sentence_and_a_reason(url: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        canonical(url)
    assert (refused.value.status, refused.value.code) == (400, "bad_link")
    assert refused.value.details == {"reason": reason}
    assert refused.value.message.endswith(".")


def test_the_longest_link_is_accepted() -> None:
    url = "https://example.com/".ljust(LINK_LIMIT, "a")
    assert canonical(url) == Link(url, url, "page", redirecting=False)


# -- properties ----------------------------------------------------------------------------------------

HOSTS = [
    "example.com",
    "www.example.com:8443",
    "127.0.0.1:80",
    "[::1]",
    "käse.de",
    "l.instagram.com",
    "fb.me",
]
SITES = [
    "instagram.com",
    "m.tiktok.com",
    "youtu.be",
    "youtube.com",
    "fb.watch",
    "facebook.com",
    "pinterest.de",
]
PIECES = [
    "p",
    "reel",
    "share",
    "watch",
    "@a",
    "video",
    "posts",
    "pin",
    "..",
    ".",
    "",
    "%2e",
    "%",
    "%41",
    "ä",
    "12345",
]
QUERIES = [
    "v=dQw4w9WgXcQ",
    "u=https://example.com/a",
    "utm_source=x",
    "q=%zz",
    "story_fbid=1",
    "id=2",
    "",
    "a=b",
]


@st.composite
def links(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["http://", "https://", "HTTPS://", "//", ""]))
    host = draw(st.sampled_from(HOSTS + SITES))
    pieces = st.one_of(st.sampled_from(PIECES), st.text(string.printable[:94] + "äß語", max_size=12))
    path = "/".join(draw(st.lists(pieces, max_size=5)))
    query = "&".join(draw(st.lists(st.sampled_from(QUERIES), max_size=3)))
    return f"{scheme}{host}/{path}" + draw(st.sampled_from(["", "?" + query, "?" + query + "#!x%", "#y"]))


def _or_refused(url: str) -> Link | None:
    try:
        return canonical(url)
    except Refused:
        return None


@given(st.one_of(links(), st.text(max_size=200), st.text(string.printable + "/:?#%&=.[]", max_size=100)))
def test_the_canonical_form_is_its_own_and_everything_else_is_refused(url: str) -> None:
    link = _or_refused(url)
    assume(link is not None)
    assert link is not None
    again = canonical(link.canonical_url)
    assert again == Link(link.canonical_url, link.canonical_url, link.kind, link.redirecting)
    assert link.canonical_url.isascii()
    assert find_links(f"({link.canonical_url} )") != []


@given(links(), st.sampled_from(sorted(WRAPPERS)), st.integers(1, 3))
def test_a_wrapped_link_is_the_link_that_it_wraps(url: str, wrapper: str, times: int) -> None:
    link = _or_refused(url)
    assume(link is not None)
    assert link is not None
    wrapped = link.canonical_url
    for _ in range(times):
        wrapped = f"https://{wrapper}?{WRAPPERS[wrapper][0]}={quote(wrapped, safe='')}"
    assume(len(wrapped) <= LINK_LIMIT)
    assert canonical(wrapped).canonical_url == link.canonical_url


# -- prose ---------------------------------------------------------------------------------------------

REEL = "https://www.instagram.com/reel/abc/?igsh=xyz"


@pytest.mark.parametrize("shared", ["\u200e{}", "\u2068{}\u2069", "\ufeff {}\u200b\n"])
def test_marks_that_a_chat_puts_around_a_link_are_no_part_of_it(shared: str) -> None:
    assert canonical(shared.format(PAGE)) == canonical(PAGE)


def test_a_joiner_that_words_need_stays_in_them() -> None:
    """Persian and Hindi are written with it."""
    assert canonical("https://example.com/می\u200cخواهم").canonical_url.endswith(
        "%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85"
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"Look at this! {REEL} :)", [REEL]),
        (f"{REEL}.", [REEL]),
        (f"Have you seen {REEL}?!", [REEL]),
        (f"({REEL})", [REEL]),
        (f"<{REEL}>, “{REEL}x” and '{REEL}y'", [REEL, REEL + "x", REEL + "y"]),
        (f"[the reel]({REEL})", [REEL]),
        (f"[{REEL}]({REEL})", [REEL]),
        (f"**{REEL}** and ~{REEL}~", [REEL]),
        (f"Schau mal: {REEL}, so lecker…", [REEL]),
        (f"¡Mira!¿{REEL}?", [REEL]),
        (f"看看这个{REEL}，好吃！", [REEL]),
        (f"看看{REEL}好吃", [REEL]),
        (f"レシピ「{REEL}」です。", [REEL]),
        (f"انظر {REEL}؟", [REEL]),
        (f"देखो {REEL}।", [REEL]),
        (f"👉{REEL}👈🏽", [REEL]),
        (f"\u2068{REEL}\u2069\u200b", [REEL]),
        (f"Zu Omas Rezept—{REEL}—geht es hier", [REEL]),
        ("see instagram.com/p/x, yum", ["instagram.com/p/x"]),
        ("Link:www.example.com/pie.", ["www.example.com/pie"]),
        ("看看instagram.com/p/x，", ["instagram.com/p/x"]),
        (
            "two: https://example.com/a and http://example.com/b;",
            ["https://example.com/a", "http://example.com/b"],
        ),
        ("HTTPS://EXAMPLE.COM/A", ["HTTPS://EXAMPLE.COM/A"]),
        ("https://en.wikipedia.org/wiki/Pie_(food)", ["https://en.wikipedia.org/wiki/Pie_(food)"]),
        ("(https://en.wikipedia.org/wiki/Pie_(food))", ["https://en.wikipedia.org/wiki/Pie_(food)"]),
        ("https://example.com/?a[]=1", ["https://example.com/?a[]=1"]),
        ("https://example.com/käsespätzle!", ["https://example.com/käsespätzle"]),
        (
            "https://web.archive.org/web/2020/https://a.org/b",
            ["https://web.archive.org/web/2020/https://a.org/b"],
        ),
        ("http://127.0.0.1:8123/soup", ["http://127.0.0.1:8123/soup"]),
        ("no link here, only 1/2 cup and/or a bit. Mix/stir", []),
        ("mail anna@example.com/x or see example.com", []),
        ("https:// and http://.", []),
        ("ftp://example.com/pie", []),
        ("", []),
    ],
)
def test_links_are_found_in_prose(text: str, links: list[str]) -> None:
    assert find_links(text) == links


@given(links(), st.text(max_size=30), st.text(max_size=30))
def test_a_link_between_spaces_is_found_whatever_stands_around_it(url: str, before: str, after: str) -> None:
    link = _or_refused(url)
    assume(link is not None)
    assert link is not None
    plain = link.canonical_url.rstrip(".,;:!?'*~()[]")
    assume(
        plain.count("(") >= plain.count(")") and plain.count("[") >= plain.count("]") and "](" not in plain
    )
    assert plain in find_links(f"{before} {plain} {after}")


@pytest.mark.parametrize(
    "piece", [")", "](", "a.", "a-", "https://", "http://a.b/)", "://", "www.", "。", "[", "a/"]
)
def test_a_long_text_of_anything_takes_no_long_time(piece: str) -> None:
    """A quadratic pattern would need hours for these."""
    text = piece * (1_500_000 // len(piece))
    assert all(link in text for link in find_links(text))
    assert find_links(f"{text} {REEL}")[-1] == REEL


# -- pasted recipes ------------------------------------------------------------------------------------


def test_a_pasted_recipe_is_named_by_its_words() -> None:
    name = pasted("Waffles\n\n2 eggs")
    assert name == "pasted:f47792ae7f8494acbb1beae50e1e8965"  # sha256sum of "Waffles 2 eggs"
    assert pasted("  Waffles 2\teggs \n") == name
    assert pasted("Waffles 3 eggs") != name


@given(st.text())
def test_every_text_has_a_name(text: str) -> None:
    assert len(pasted(text)) == len("pasted:") + 32
