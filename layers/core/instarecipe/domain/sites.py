"""What is known about the addresses of sites: data for `links.py`, where it is explained how it is used.

Seen in share sheets and browsers, and compared with what yt-dlp's extractors accept.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["instagram", "tiktok", "youtube", "facebook", "pinterest", "page"]


class Rule(NamedTuple):
    """`pattern` matches host, path and the `wanted` parameters: `www.facebook.com/photo?fbid=1`."""

    pattern: str
    canonical: str
    wanted: tuple[str, ...] = ()
    redirecting: bool = False


_VIDEO = r"([\w-]{11})(?![\w-]).*"
_POST = r"(\d+|pfbid\w+)"
_FACEBOOK = r"www\.facebook\.com"
_SHORTENERS = r"bit\.ly|t\.co|tinyurl\.com|goo\.gl|share\.google|search\.app|lnkd\.in"

RULES: dict[Kind, tuple[Rule, ...]] = {
    "instagram": (
        Rule(
            r"[^/]+/share/((?:p|reel|tv)/)?([\w-]+)",
            r"https://www.instagram.com/share/\1\2/",
            redirecting=True,
        ),
        Rule(
            r"[^/]+(?!/stories/)(?:/[\w.]+)?/(?i:p|reels?|tv)/(?!(?:audio|videos)(?:/|$))([\w-]+)(?:/.*)?",
            r"https://www.instagram.com/p/\1/",
        ),
    ),
    "tiktok": (
        Rule(r"(v[mt])\.tiktok\.com/([\w-]+)", r"https://\1.tiktok.com/\2/", redirecting=True),
        Rule(r"[^/]+/t/([\w-]+)", r"https://www.tiktok.com/t/\1/", redirecting=True),
        # A photo post answers under /video/ too, and yt-dlp knows only that form; @_ is its "any author".
        Rule(r"[^/]+/(@[\w.-]+)/(?:video|photo)/(\d+)(?:/.*)?", r"https://www.tiktok.com/\1/video/\2"),
        Rule(
            r"[^/]+/(?:@/video|v|embed(?:/v2)?|player/v1|share/video)/(\d+)(?:\.html)?",
            r"https://www.tiktok.com/@_/video/\1",
        ),
    ),
    "youtube": (
        Rule(
            rf"[^/?]+(?:/watch(?:_popup)?)?\?v={_VIDEO}",
            r"https://www.youtube.com/watch?v=\1",
            wanted=("v",),
        ),
        Rule(
            rf"[^/]+/(?:shorts|embed|live|watch|v|e)/(?!videoseries|live_stream){_VIDEO}",
            r"https://www.youtube.com/watch?v=\1",
        ),
        Rule(rf"youtu\.be/{_VIDEO}", r"https://www.youtube.com/watch?v=\1"),
    ),
    "facebook": (
        Rule(r"fb\.(watch|me)/([\w-]+)", r"https://fb.\1/\2/", redirecting=True),
        Rule(
            rf"{_FACEBOOK}/share/((?:\w+/)?[\w-]+)", r"https://www.facebook.com/share/\1/", redirecting=True
        ),
        Rule(
            rf"{_FACEBOOK}(?:/watch|/watch/live|/video\.php|/video/watch)?\?v=(\d+)",
            r"https://www.facebook.com/watch/?v=\1",
            wanted=("v",),
        ),
        Rule(rf"{_FACEBOOK}/[^/]+/videos/(?:[^/]+/)?(\d+)", r"https://www.facebook.com/watch/?v=\1"),
        Rule(rf"{_FACEBOOK}/reel/(\d+)(?:/.*)?", r"https://www.facebook.com/reel/\1/"),
        Rule(
            rf"{_FACEBOOK}/(?:permalink|story)\.php\?story_fbid={_POST}&id=(\d+)",
            r"https://www.facebook.com/permalink.php?story_fbid=\1&id=\2",
            wanted=("story_fbid", "id"),
        ),
        Rule(
            rf"{_FACEBOOK}/photo(?:\.php)?\?fbid=(\d+)",
            r"https://www.facebook.com/photo/?fbid=\1",
            wanted=("fbid",),
        ),
        Rule(
            rf"{_FACEBOOK}/groups/([^/]+)\?multi_permalinks=(\d+)",
            r"https://www.facebook.com/groups/\1/posts/\2/",
            wanted=("multi_permalinks",),
        ),
        Rule(
            rf"{_FACEBOOK}/groups/([^/]+)/(?:posts|permalink)/{_POST}",
            r"https://www.facebook.com/groups/\1/posts/\2/",
        ),
        Rule(rf"{_FACEBOOK}/([^/]+)/posts/(?:[^/]+/)?{_POST}", r"https://www.facebook.com/\1/posts/\2"),
    ),
    "pinterest": (
        Rule(r"pin\.it/([\w-]+)", r"https://pin.it/\1", redirecting=True),
        Rule(
            r"[^/]+/pin/(?!create(?:/|$))(?>[^/]*--)?([\w-]+)(?:/.*)?", r"https://www.pinterest.com/pin/\1/"
        ),
    ),
    "page": (Rule(rf"({_SHORTENERS})/(.+)", r"https://\1/\2", redirecting=True),),
}

HOMES: dict[str, tuple[Kind, str]] = {
    "instagram.com": ("instagram", "www.instagram.com"),
    "instagr.am": ("instagram", "www.instagram.com"),
    "tiktok.com": ("tiktok", "www.tiktok.com"),
    "tiktokv.com": ("tiktok", "www.tiktok.com"),
    "vm.tiktok.com": ("tiktok", "vm.tiktok.com"),
    "vt.tiktok.com": ("tiktok", "vt.tiktok.com"),
    "youtube.com": ("youtube", "www.youtube.com"),
    "youtube-nocookie.com": ("youtube", "www.youtube.com"),
    "youtu.be": ("youtube", "youtu.be"),
    "facebook.com": ("facebook", "www.facebook.com"),
    "fb.com": ("facebook", "www.facebook.com"),
    "fb.watch": ("facebook", "fb.watch"),
    "fb.me": ("facebook", "fb.me"),
    "pin.it": ("pinterest", "pin.it"),
}
SPELLINGS = r"^(?:www|m|mobile|touch|web|mbasic|music|[a-z]{2}(?:-[a-z]{2})?)\."
"""What may stand before the name of a site that we know, and means the same: `m.`, `de-de.`, …"""
_COUNTRY = r"\.(?:com|[a-z]{2}|com?\.[a-z]{2})"
PINTEREST = "pinterest" + _COUNTRY
GOOGLE = r"(?:www\.)?google" + _COUNTRY

WRAPPERS = {
    "l.instagram.com": ("u",),
    "www.instagram.com/accounts/login": ("next",),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "www.facebook.com/l.php": ("u",),
    "www.facebook.com/flx/warn": ("u",),
    "www.facebook.com/login": ("next",),
    "www.facebook.com/login.php": ("next",),
    "www.facebook.com/plugins/video.php": ("href",),
    "www.facebook.com/sharer/sharer.php": ("u",),
    "www.google.com/url": ("q", "url"),
    "www.pinterest.com/offsite": ("url",),
    "www.pinterest.com/pin/create/button": ("url",),
    "www.tiktok.com/link/v2": ("target",),
    "www.youtube.com/attribution_link": ("u",),
    "www.youtube.com/redirect": ("q",),
    "consent.youtube.com/m": ("continue",),
    "l.threads.com": ("u",),
    "l.threads.net": ("u",),
    "out.reddit.com": ("url",),
    "duckduckgo.com/l": ("uddg",),
    "vk.com/away.php": ("to",),
}
"""Pages that only lead on, by host and path: the parameters that may say where to."""
AMP = r"(?:www\.google\.com/amp|(?:[\w-]+\.)?cdn\.ampproject\.org/[a-z]+)/(s/)?([^/]+\.[^/]+.*)"
"""Google's copies of a page: `s/` stands for https, then comes the page's own host and path."""

TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_", "at_campaign", "at_medium", "guce_", "fb_action_", "amp_js_")
_TRACKING = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igsh igshid img_index si
mc_cid mc_eid mibextid rdid srsltid epik mkt_tok vero_id oly_enc_id oly_anon_id _ga _gl _hsenc _hsmi
__hstc __hssc __hsfp hsctatracking _openstat irclickid li_fat_id s_cid guccounter fb_ref fb_source
pk_campaign pk_kwd pk_source pk_medium ref_src ref_url usqp amp_gsa __twitter_impression
"""
TRACKING = frozenset(_TRACKING.split())
