"""A post page of Instagram: the JSON in it, else the captions in its meta tags, and what its walls look like.

Meta captions are clipped and come with likes, author and date in front, in the visitor's language and quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.extraction import polaris
from instarecipe.extraction.blocks import text_of
from instarecipe.extraction.captions import Reading, points_to
from instarecipe.extraction.document import document, meta, title_of
from instarecipe.extraction.refusals import LONG_WAIT, login_wall, no_text
from instarecipe.extraction.text import clean, plain
from instarecipe.extraction.values import absolute
from instarecipe.ports import Extracted, Fetched

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CODE = re.compile(r"(?<!/share)/(?:p|reels?|tv)/([A-Za-z0-9_-]{3,})")
_PRIVATE_CODE = 28
"""A short code longer than this belongs to a private account's post."""

_OPENING, _CLOSING = "\"“”„«»‹›「『'‘‚", "\"“”„«»‹›」』'’‘"
_META_LIMIT = 20_000
_HEAD = re.compile(rf"([^\n]{{1,300}}?)\s?[:：]\s{{0,3}}[{_OPENING}]\s?")
_HEAD_WITHOUT_QUOTES = re.compile(r"(\d[^\n:]{0,80}\s[-–]\s[^\n:]{1,80}):\s")
_END = re.compile(rf"\s?[{_CLOSING}]\s?\.?$")
_COUNTED = re.compile(r"^\W{0,3}\d[\d.,\s]*[KMkm万만]?")
_USER = re.compile(r"\s[-–]\s@?([A-Za-z0-9._]{1,30})\s")
_NAMED = re.compile(r"^(.{1,100}?)\s\S{1,6}\sInstagram$")

_SITE_NAME = re.compile(r"""<meta\b[^<>]{0,80}og:site_name["'][^<>]{0,20}content=["']Instagram["']""")
_CAPTION = 50
"""Characters of a heading that is a caption; the walls' own headings are shorter."""
_GONE = re.compile(
    r"sorry, this page isn.t available|page isn.t available|link you followed may be broken", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"this account is private|only available for registered users who follow", re.IGNORECASE
)
_WAIT = re.compile(r"please wait a few minutes|try again later|rate.?limit", re.IGNORECASE)


def recognises(html: str, url: str) -> bool:
    """Whether a page is one of Instagram's, by its address or wherever it was saved."""
    if re.match(r"https?://(?:[\w-]+\.)?instagram\.com/", url):
        return True
    return bool(_SITE_NAME.search(html)) or any(sign in html for sign in polaris.KEYS[:3])


def check(fetched: Fetched, asked: str, *, with_cookies: bool = False) -> None:
    """Raises when Instagram answered with its own kind of refusal."""
    landed = urlsplit(fetched.url).path
    is_login = landed.startswith(("/accounts/login", "/challenge")) or (landed == "/" != urlsplit(asked).path)
    if is_login or fetched.status in (401, 403):
        raise _cookies_refused() if with_cookies else login_wall(fetched.url)


def embed_url(url: str) -> str | None:
    """The page that other sites show in a frame; it often answers when the post page does not."""
    code = _CODE.search(urlsplit(url).path)
    return f"https://www.instagram.com/p/{code[1]}/embed/captioned/" if code else None


def read(html: str, url: str) -> Reading:
    """The post's caption. `full` when it comes from JSON, not from a meta tag.

    Raises `Permanent` private, not_found, no_text; `Transient` login_required, login_wall, extractor_broken.
    """
    found = _CODE.search(urlsplit(url).path)
    code = found[1] if found else None
    post = polaris.find(html, code)
    if isinstance(post, polaris.Post):
        if not post.text:
            raise no_text()
        extracted = Extracted(post.text, via="instagram", author=post.author, image=post.image)
        return Reading(extracted, full=True, points_to=points_to(post.text))
    if isinstance(post, polaris.Gated):
        raise _login_required()
    tree = document(html)
    if tree is None:
        raise _broken()
    caption = _from_meta(tree, code) or _from_embed(tree) or _from_heading(tree)
    if caption is None:
        raise _refusal(tree, url, code)
    return Reading(caption, full=False, points_to=points_to(caption.text))


def _from_meta(tree: HtmlElement, code: str | None) -> Extracted | None:
    named = meta(tree)
    told = _CODE.search(named.get("og:url", ""))
    if code and told and told[1] != code:
        return None  # sent along from a browser that had shown another post before
    captions: list[str] = []
    author = None
    for name in ("og:description", "description", "twitter:description", "og:title", "twitter:title"):
        head, caption = split_meta(named.get(name, ""))
        captions.append(caption)
        author = author or _author(head)
    text = max(captions, key=len)
    if not text:
        return None
    return Extracted(
        text,
        via="instagram-meta",
        author=author,
        image=absolute("", named.get("og:image") or named.get("twitter:image") or ""),
    )


def split_meta(content: str) -> tuple[str, str]:
    """`1,240 likes, 12 comments - user on March 21, 2026: "caption"` as head and caption, else empty strings.

    Likewise `NAME on Instagram: "caption"`, in any language and with any quotes.
    """
    content = plain(content[:_META_LIMIT])
    for form in (_HEAD, _HEAD_WITHOUT_QUOTES):
        found = form.match(content)
        if found and ("instagram" in found[1].lower() or _COUNTED.match(found[1])):
            caption = content[found.end() :]
            caption = clean(_END.sub("", caption) if form is _HEAD else caption)
            return found[1].strip(), "" if caption in ("…", "...") else caption
    return "", ""


def _author(head: str) -> str | None:
    found = _NAMED.match(head) or _USER.search(head)
    return clean(found[1]) if found else None


def _from_embed(tree: HtmlElement) -> Extracted | None:
    """`/embed/captioned/`: the caption stands in the page, with the author's name in front of it."""
    captions, pictures = _having(tree, "Caption"), _having(tree, "EmbeddedMediaImage")
    if not captions:
        return None
    users = _having(captions[0], "CaptionUsername")
    text = text_of(captions[0], unseen=frozenset([*users, *_having(captions[0], "CaptionComments")]))
    return (
        Extracted(
            text,
            via="instagram-embed",
            author=text_of(users[0]) or None if users else None,
            image=absolute("", pictures[0].get("src") or "") if pictures else None,
        )
        if text
        else None
    )


def _from_heading(tree: HtmlElement) -> Extracted | None:
    """A page as the browser shows it to those who are logged in has the caption as its main heading."""
    text = max((text_of(heading) for heading in tree.iter("h1")), key=len, default="")
    return Extracted(text, via="instagram-page") if len(text) >= _CAPTION else None


def _having(tree: HtmlElement, name: str) -> list[HtmlElement]:
    return [element for element in tree.iter() if name in (element.get("class") or "").split()]


def _refusal(tree: HtmlElement, url: str, code: str | None) -> Permanent | Transient:
    """Why a page of Instagram holds no caption."""
    seen = f"{title_of(tree)}\n{text_of(tree)}"[:5_000]
    if _GONE.search(seen):
        return Permanent("not_found", "This post is gone.", "Check the link, or paste the recipe's text.")
    if _PRIVATE.search(seen) or (code and len(code) > _PRIVATE_CODE):
        return Permanent(
            "private", "This account is private.", "Copy the caption in the app and paste it here."
        )
    if _WAIT.search(seen) or _is_login(tree):
        return login_wall(url)
    if _has_counts(tree):
        return no_text()
    return _broken()


def _is_login(tree: HtmlElement) -> bool:
    if any(element.get("name") == "password" for element in tree.iter("input")):
        return True
    return any("/accounts/login" in (form.get("action") or "") for form in tree.iter("form"))


def _has_counts(tree: HtmlElement) -> bool:
    """`12 likes, 3 comments - user on March 21, 2026`: a post is there, and it has no caption."""
    description = plain(meta(tree).get("og:description", ""))
    return bool(_COUNTED.match(description) and _USER.search(f"{description} "))


def _login_required() -> Transient:
    return Transient(
        "login_required",
        "Instagram shows this post only to those who are logged in.",
        "Paste the caption, or set Instagram cookies.",
    )


def _cookies_refused() -> Transient:
    return Transient(
        "cookies_refused",
        "Instagram no longer accepts the cookies that InstaRecipe was given.",
        "Paste the caption. Whoever runs InstaRecipe must renew INSTAGRAM_COOKIES.",
        retry_after=LONG_WAIT,
    )


def _broken() -> Transient:
    return Transient(
        "extractor_broken",
        "Instagram's page looks different from what InstaRecipe knows.",
        "Paste the caption. An update of InstaRecipe may help, too.",
    )
