"""Clean unicode out of whatever a page, a JSON value or a paste box holds.

What leaves extraction has no control characters, no lone surrogates and no markup; everything here is linear.
"""

from __future__ import annotations

import html
import re

LIMIT = 100_000
"""Bytes of UTF-8 that one item's text may have."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACE = re.compile("[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_EDGE = " \u200c\u200d"
"""Joiners mean something within a word or an emoji only."""
_BLANK_LINES = re.compile(r"\n{3,}")
_BLOCK_TAG = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|table|section|hr)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_MANGLED = re.compile("[ÂÃâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")

_FREE = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_WINDOWS = {ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in _FREE}
"""Where Windows-1252 differs from Latin-1: the character and its byte. Five bytes it leaves free."""


def clean(text: str) -> str:
    """Plain text with `\\n` as its only line end; spaces joined, at most one empty line in a row."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # most are
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    while _MANGLED.search(text) and (mended := _unmangled(text)) != text:
        text = mended  # shorter each time
    text = _tidy(text)
    # Without its control characters a text may turn out to be mangled after all.
    return clean(text) if _MANGLED.search(text) and _unmangled(text) != text else text


def _tidy(text: str) -> str:
    text = _CONTROL.sub("", _LINE_END.sub("\n", text))
    lines = (line.strip(_EDGE) for line in _SPACE.sub(" ", text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def plain(markup: str) -> str:
    """The text of a string that may hold HTML and (even twice) escaped entities, with blocks as lines."""
    for _ in range(2):
        if not _ENTITY.search(markup):
            break
        markup = html.unescape(markup)
    if "<" in markup:
        markup = _TAG.sub("", _BLOCK_TAG.sub("\n", markup))
    return clean(markup)


def line(markup: str, limit: int = 1_000) -> str:
    """`plain` on a single line, with the gaps closed that templates leave around punctuation."""
    text = plain(markup).replace("\n", " ")
    if "((" in text and "))" in text:
        text = text.replace("((", "(").replace("))", ")")
    text = _SPACE.sub(" ", text).replace(" ,", ",").replace("( ", "(").replace(" )", ")")
    return text[:limit].strip()


def limited(text: str, limit: int = LIMIT) -> str:
    """At most `limit` bytes of `text`, cut at a paragraph where there is one, else at a space."""
    encoded = text.encode()
    if len(encoded) <= limit:
        return text
    head = encoded[:limit].decode(errors="ignore")
    cut = max(head.rfind("\n"), head.rfind(" ") if "\n" not in head else -1)
    return (head[:cut] if cut > 0 else head).rstrip()


def _unmangled(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 ("crÃ¨me") put right; other text comes back as it is."""
    try:
        return text.translate(_WINDOWS).encode("latin-1").decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
