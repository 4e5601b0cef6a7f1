"""One link, one spelling: by string work alone, what makes two shared links the same item.

The canonical link is also what is fetched. The sites of `sites.py` become https; any other page keeps its
scheme, its host and the order of its parameters, since only its owner knows whether these matter.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple, NoReturn
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

from instarecipe.domain.errors import Refused
from instarecipe.domain.sites import (
    AMP,
    GOOGLE,
    HOMES,
    PINTEREST,
    RULES,
    SPELLINGS,
    TRACKING,
    TRACKING_PREFIXES,
    WRAPPERS,
    Kind,
)

LINK_LIMIT = 2_048
"""Characters of a link, as given and in its canonical form."""
_PASTED = "pasted:"
UNSEEN = r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
"""What shows nothing, but turns the words around it (bidirectional marks) or hides among them."""


class Link(NamedTuple):
    """`url` is as given; `redirecting` says that only the site knows which post is meant."""

    url: str
    canonical_url: str
    kind: Kind
    redirecting: bool


def canonical(url: str) -> Link:
    """The link in its canonical form: the same for all its spellings, and its own canonical form.

    The scheme may be missing. Links that only lead on, such as `l.instagram.com/?u=…`, are unwrapped.
    Raises `Refused(400, "bad_link")` whose `reason` is one of the keys of `_SENTENCES`.
    """
    given = re.sub(rf"^(?:\s|{UNSEEN})+|(?:\s|{UNSEEN})+$", "", url)  # chats put marks around a link
    parts = _split(given)
    while inner := _wrapped(parts):
        parts = _split(inner)
    kind, home = _home(parts.netloc)
    canonical_url, redirecting = _post(kind, home, parts) or (_page(kind, home, parts), False)
    if len(canonical_url) > LINK_LIMIT:
        _refuse("length")
    return Link(given, canonical_url, kind, redirecting)


def find_links(text: str) -> list[str]:
    """The links that stand in a text of any language, as written there, each once.

    Without a scheme only what has a path counts: `example.com/pie` is a link, `example.com` a mention.
    """
    found = (_trimmed(match[0]) for match in re.finditer(_LINK, text, re.IGNORECASE))
    return list(dict.fromkeys(link for link in found if link.partition("://")[2] or "://" not in link))


def pasted(text: str) -> str:
    """What stands for the link of a pasted recipe: equal where texts differ in white space only."""
    normal = " ".join(text.split())
    return _PASTED + hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:32]


def source_of(canonical_url: str) -> str:
    """The address that its recipe names as its source, "" for a pasted text."""
    return "" if canonical_url.startswith(_PASTED) else canonical_url


# -- a link and its parts ------------------------------------------------------------------------------

_SENTENCES = {
    "empty": "There is no link here. Paste the link of a post or of a recipe page.",
    "length": "This link is too long. Open the post and copy its link again.",
    "characters": "This link has a space or an unreadable sign in it. Open the post and copy its link again.",
    "scheme": "Only links to web pages work. They start with http:// or https://.",
    "userinfo": "This link has a user name or a password in it. Take that out and send it again.",
    "name": "This does not look like a link. A link looks like https://example.com/best-pancakes.",
    "port": "The number after the colon in this link cannot be right. Open the post and copy its link again.",
}
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/?\[\]-]"


def _refuse(reason: str) -> NoReturn:
    raise Refused(400, "bad_link", _SENTENCES[reason], reason=reason)


def _split(url: str) -> SplitResult:
    """The parts, each in its normal form (RFC 3986, section 6.2); `netloc` is the host and a port of note."""
    if not url:
        _refuse("empty")
    if len(url) > LINK_LIMIT:
        _refuse("length")
    if re.search(rf"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]|{UNSEEN}", url):
        _refuse("characters")
    try:
        parts = urlsplit(_with_scheme(url))
    except ValueError:  # a broken IPv6 address, or a host that hides a slash
        _refuse("name")
    if "@" in parts.netloc:
        _refuse("userinfo")
    host = _ipv6(parts.hostname or "") if "[" in parts.netloc else _host(parts.hostname or "")
    path = _without_dots(_escaped(parts.path))
    return SplitResult(
        parts.scheme, host + _port(parts), path, _escaped(parts.query), _escaped(parts.fragment)
    )


def _with_scheme(url: str) -> str:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d+(?:[/?#]|$))", url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        _refuse("scheme")
    if scheme:
        return url
    bare = url.removeprefix("//")
    if "." not in re.split("[/?#:]", bare, maxsplit=1)[0]:
        _refuse("name")
    return f"https://{bare}"


def _host(host: str) -> str:
    """Lower case, without the dot of the root, Unicode as Punycode.

    Not by the standard library's `idna` codec: it is of 2003 and turns ß into ss, which is another domain.
    """
    if not host.isascii():
        import unicodedata  # rare, and the phone waits for the import of this module

        host = unicodedata.normalize("NFKC", host).lower().replace("。", ".")
    host = ".".join(_label(label) for label in host.removesuffix(".").split("."))
    if len(host) > 253:
        _refuse("name")
    return host


def _label(label: str) -> str:
    if not re.fullmatch(r"(?:[a-z0-9_-]|[^\x00-\x7f]){1,63}", label):
        _refuse("name")
    if not label.isascii():
        label = "xn--" + label.encode("punycode").decode("ascii")
    if len(label) > 63:
        _refuse("name")
    return label


def _ipv6(host: str) -> str:
    import ipaddress  # as rare

    try:
        address = ipaddress.IPv6Address(host)
    except ValueError:
        _refuse("name")
    if address.scope_id is not None:
        _refuse("name")
    return f"[{address.compressed}]"


def _port(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        _refuse("port")
    if port == 0:
        _refuse("port")
    return "" if port in (None, 443 if parts.scheme == "https" else 80) else f":{port}"


def _escaped(part: str) -> str:
    """Unreserved characters as they are, all others that need it as `%XX` in upper case."""

    def normal(match: re.Match[str]) -> str:
        found = match[0]
        if len(found) == 1:
            return quote(found, safe="")
        character = chr(int(found[1:], 16))
        return character if character in _UNRESERVED else found.upper()

    return re.sub(_ESCAPE, normal, part)


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4: `/a/./b/../c` is `/a/c`."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


# -- sites and pages -----------------------------------------------------------------------------------


def _home(host: str) -> tuple[Kind, str]:
    """Which site a host belongs to, and the one host that stands for all its spellings."""
    bare = re.sub(SPELLINGS, "", host)
    if re.fullmatch(PINTEREST, bare):
        return "pinterest", "www.pinterest.com"
    return HOMES.get(host) or HOMES.get(bare) or ("page", host)


def _wrapped(parts: SplitResult) -> str | None:
    """The link that this one only leads to. What it leads to is part of it, so unwrapping comes to an end."""
    home = "www.google.com" if re.fullmatch(GOOGLE, parts.netloc) else _home(parts.netloc)[1]
    if amp := re.fullmatch(AMP, home + parts.path):
        return f"http{'s' if amp[1] else ''}://{amp[2]}" + (f"?{parts.query}" if parts.query else "")
    names = WRAPPERS.get((home + parts.path).rstrip("/"), ())
    query = _parameters(parts) if names else {}
    for target in (query.get(name, "") for name in names):
        if re.match(r"https?://", target, re.IGNORECASE):
            return target
        if re.match(r"/[^/]", target):
            return f"https://{home}{target}"
    return None


def _post(kind: Kind, home: str, parts: SplitResult) -> tuple[str, bool] | None:
    """The canonical link of one post and whether it redirects; None for all else."""
    path = home + re.sub("/+", "/", parts.path).rstrip("/")
    for rule in RULES[kind]:
        query = _parameters(parts) if rule.wanted else {}
        wanted = "&".join(f"{name}={query.get(name, '')}" for name in rule.wanted)
        if match := re.fullmatch(rule.pattern, f"{path}?{wanted}" if wanted else path, re.ASCII):
            return match.expand(rule.canonical), rule.redirecting
    return None


def _parameters(parts: SplitResult) -> dict[str, str]:
    return dict(parse_qsl(parts.query))


def _page(kind: Kind, home: str, parts: SplitResult) -> str:
    """Any page: without tracking, fragment and trailing slash (servers redirect to the form they like)."""
    scheme = parts.scheme if kind == "page" else "https"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair))
    # "#!" is how pages of the 2010s named what they show; any other fragment is a place within the page.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = parts.path.rstrip("/") or "/"
    return f"{scheme}://{home}{path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


# -- links in prose ------------------------------------------------------------------------------------

# What ends a link: white space, quotes, markup, and the punctuation, arrows and emoji of all scripts.
_STOP = (
    r"\s\x00-\x1f\x7f-\x9f<>\"`{}|\\^\u00a1\u00ab\u00b7\u00bb\u00bf\u0589\u060c\u061b\u061f\u06d4\u0964\u0965"
    r"\u2000-\u206f\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\u3000-\u303f\ufe00-\ufe6f\ufeff\uff00-\uffef\ud800-\udfff"
    r"\U0001f000-\U0001faff"
)
_BARE = r"(?<![A-Za-z0-9@._/-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?(?=/)"
_LINK = rf"(?:https?://|{_BARE})(?:(?!\]\()[^{_STOP}])*"
_PAIRS = {")": "(", "]": "["}


def _trimmed(link: str) -> str:
    """Without the punctuation of the sentence around it, and without a bracket that was opened before it."""
    host = re.split("[/?#]", link.lower().split("://")[-1], maxsplit=1)[0]
    if _home(host)[0] != "page":  # their posts are plain ASCII: what follows is prose without a space
        link = re.split(r"[^!-~]", link, maxsplit=1)[0]
    excess = {closing: link.count(closing) - link.count(opening) for closing, opening in _PAIRS.items()}
    end = len(link)
    while end and (link[end - 1] in ".,;:!?'*~" or excess.get(link[end - 1], 0) > 0):
        end -= 1
        if link[end] in excess:
            excess[link[end]] -= 1
    return link[:end]
