"""Bytes to text to tree, for pages that lie about their charset, are cut off, or are made to hurt a parser.

libxml2 stops at 256 nested elements; scripts are therefore found in the text, not in the tree.
"""

from __future__ import annotations

import codecs
import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from instarecipe.extraction.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from instarecipe.ports import Fetched

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_CODECS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-2022-jp": "iso2022_jp",
    "iso-8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "latin1": "cp1252",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "us-ascii": "cp1252",
    "utf-16": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-31j": "cp932",
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259)},
}
"""Names of https://encoding.spec.whatwg.org and Python's; no others: some codecs of Python are quadratic."""

_REFRESH = re.compile(
    r"""<meta\b[^>]{0,100}http-equiv=["']?refresh\b[^>]{0,50}content=["']?\s*\d+\s*;\s*url=["']?([^"'>\s]+)""",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<script\b([^<>]{0,2000})>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
MOST_ELEMENTS = 15_000
"""What comes behind so many elements is not read: of 1 100 recipe pages the largest has 6 200."""


def decode(fetched: Fetched) -> str:
    """The page's text. What decodes as UTF-8 is UTF-8, whatever header and meta tag say: they lie often."""
    body = fetched.body
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    declared = _declared(fetched.headers, body)
    if declared not in ("iso2022_jp", "utf-16-le", "utf-16-be"):
        try:
            # Not final: a page cut at the size limit may end within a character.
            return codecs.getincrementaldecoder("utf-8")().decode(body)
        except UnicodeDecodeError:
            pass
    if declared in (None, "utf-8"):
        return _mostly_utf8(body)
    return body.decode(declared, "replace")


def _declared(headers: Mapping[str, str], body: bytes) -> str | None:
    for place in (headers.get("content-type", "").encode(errors="replace"), body[:4096]):
        found = _DECLARED.search(place)
        if found:
            codec = _CODECS.get(found[1].decode("ascii", "replace").lower())
            if codec:
                return codec
    return None


def _mostly_utf8(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if 2 * text.count("\ufffd") < beyond_ascii else body.decode("cp1252", "replace")


def refresh(html: str) -> str | None:
    """Where a page sends the browser by itself: link shorteners do, instead of an HTTP redirect."""
    found = _REFRESH.search(html, 0, 20_000)
    return unescape(found[1]) if found and found[1].startswith("http") else None


def scripts(html: str) -> Iterator[tuple[str, str]]:
    """Attributes and content of each script element, in order."""
    position = 0
    while opening := _SCRIPT.search(html, position):
        closing = _SCRIPT_END.search(html, opening.end())
        if closing is None:
            return
        yield opening[1], html[opening.end() : closing.start()]
        position = closing.end()


def document(html: str) -> HtmlElement | None:
    """The tree, as far as libxml2 follows and `MOST_ELEMENTS`; None when there is nothing to see in it."""
    from lxml import etree  # 43 ms that only a page needs, not the list of samples
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    source = html.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    last = next(islice(tree.iter(), MOST_ELEMENTS, None), None)
    if last is not None:
        _cut_behind(last)
    return tree


def _cut_behind(last: HtmlElement) -> None:
    """Removes what the document says behind the beginning of an element."""
    del last[:]
    for element in [last, *last.iterancestors()]:
        element.tail = None
        parent = element.getparent()
        if parent is not None:
            del parent[parent.index(element) + 1 :]


def meta(tree: HtmlElement) -> dict[str, str]:
    """`<meta property|name content>` in lower case, the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        content = element.get("content")
        if name and content and name not in found:
            found[name] = content
    return found


def title_of(tree: HtmlElement) -> str:
    """The document's `<title>`."""
    element = tree.find(".//title")
    return clean(element.text_content()) if element is not None else ""


def language_of(tree: HtmlElement) -> str | None:
    """Two letters: `<html lang>`, else the meta tags' word."""
    named = meta(tree)
    for value in (tree.get("lang"), tree.get("xml:lang"), named.get("og:locale"), named.get("language")):
        code = (value or "").strip().lower()[:2]
        if code.isascii() and len(code) == 2 and code.isalpha():
            return code
    return None
