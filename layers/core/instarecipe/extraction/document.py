"""Bytes to text to tree, for pages that lie about their charset, are cut off, or are made to hurt a parser.

libxml2 stops at 256 nested elements; scripts are therefore found in the text, not in the tree.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
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

_PARAGRAPHS = frozenset({
    "article", "blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section",
    "table", "ul",
})  # fmt: skip
_BLOCKS = _PARAGRAPHS | {
    "address", "aside", "body", "caption", "center", "dd", "details", "dt", "figcaption", "figure", "footer",
    "form", "header", "hr", "li", "main", "nav", "summary", "tbody", "thead", "tr",
}  # fmt: skip
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = frozenset({"li", "tr", "dd"})
_BOLD = frozenset({"b", "strong"})
_INLINE = _BOLD | {"a", "em", "i", "label", "span"}
_WORD = 3
"""Letters in front of a number that an element of its own begins with: `H2O` and `m2` are one word."""
_SYLLABLE = 2
"""Letters of a word at least: some headings have an element for each letter."""
MOST_ELEMENTS = 15_000
"""What comes behind so many elements is not read: of 1 100 recipe pages the largest has 6 200."""
_UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "audio", "video",
    "select",
})  # fmt: skip


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


def text_of(element: HtmlElement, *, unseen: frozenset[HtmlElement] = frozenset()) -> str:
    """What a reader sees of an element, blocks as lines; `unseen` elements are left out."""
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in _UNSEEN or node in unseen:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                parts.append("\n\n" if tag in _PARAGRAPHS else "\n")
            if _is_apart(node):
                parts.append(" ")
            _add(parts, node.text)
        else:
            if separator := _separator(tag):
                parts.append(separator)
            if node is not element:
                _add(parts, node.tail)
    return clean("".join(parts))


@dataclass(frozen=True, slots=True)
class Block:
    """Text between two block boundaries; `level` is 1 to 6 in a heading, `item` tells a list's entry.

    Entries of one list have its number in common; 0 is no list. `strong`: all of it is printed bold.
    """

    text: str
    level: int | None
    item: bool
    list: int = 0
    strong: bool = False


def blocks(
    element: HtmlElement,
    *,
    unseen: frozenset[HtmlElement] = frozenset(),
    rows: frozenset[HtmlElement] = frozenset(),
) -> Iterator[Block]:
    """The element's text in the pieces that a reader sees as lines; each of `rows` is one of them."""
    from lxml import etree

    found = _Blocks(rows)
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        left_out = node.tag in _UNSEEN or node in unseen
        if event == "start":
            if left_out:
                walk.skip_subtree()
                continue
            yield from found.begin(node)
            if node in rows:
                found.say(" ".join(text_of(node, unseen=unseen).split()))
                walk.skip_subtree()
            else:
                if _is_apart(node):
                    found.parts.append(" ")
                found.say(node.text)
        else:
            yield from found.end(node, left_out=left_out)
            if node is not element:
                found.say(node.tail)
    yield from found.flush()


class _Blocks:
    """What is open while a tree is walked: the text so far, the blocks and the lists around it."""

    def __init__(self, rows: frozenset[HtmlElement]) -> None:
        self.parts: list[str] = []
        self._rows = rows
        self._bold = 0
        self._all_bold = True
        self._tags: list[str] = []
        self._lists: list[HtmlElement] = []
        self._numbers: dict[HtmlElement, int] = {}

    def say(self, text: str | None) -> None:
        if text and not self._bold and not text.isspace():
            self._all_bold = False
        _add(self.parts, text)

    def begin(self, node: HtmlElement) -> Iterator[Block]:
        self._bold += node.tag in _BOLD
        if node.tag in _BLOCKS or node in self._rows:
            yield from self.flush()
        if node.tag in _BLOCKS:
            self._tags.append(node.tag)
        if self._is_entry(node):
            self._lists.append(_list_of(node))

    def end(self, node: HtmlElement, *, left_out: bool) -> Iterator[Block]:
        if node.tag == "br" or node.tag in _BLOCKS or node in self._rows:
            yield from self.flush()
        if not left_out and node.tag in _BLOCKS and self._tags:
            self._tags.pop()
        if not left_out and self._is_entry(node) and self._lists:
            self._lists.pop()
        self._bold -= not left_out and node.tag in _BOLD
        if separator := _separator(node.tag).strip("\n"):
            self.parts.append(separator)

    def flush(self) -> Iterator[Block]:
        text, strong = clean("".join(self.parts)), self._all_bold
        self.parts.clear()
        self._all_bold = True
        if text:
            level = next((_LEVELS[tag] for tag in self._tags if tag in _LEVELS), None)
            number = self._numbers.setdefault(self._lists[-1], len(self._numbers) + 1) if self._lists else 0
            yield Block(text, level, item=bool(self._lists), list=number, strong=strong)

    def _is_entry(self, node: HtmlElement) -> bool:
        return node.tag in _ITEMS or node in self._rows


def _list_of(entry: HtmlElement) -> HtmlElement:
    parent = entry.getparent()
    return entry if parent is None else parent


def _separator(tag: str) -> str:
    if tag in _BLOCKS or tag == "br":
        return "\n\n" if tag in _PARAGRAPHS else "\n"
    return " " if tag in ("td", "th") else ""


def _is_apart(node: HtmlElement) -> bool:
    """Whether a word stands directly behind another such element, parted by style alone: unit, food."""
    text = node.text or ""
    if node.tag not in _INLINE or len(text) < _SYLLABLE or not text[0].isalnum():
        return False
    before = node.getprevious()
    return before is not None and before.tag in _INLINE and not before.tail


def _add(parts: list[str], text: str | None) -> None:
    """Line ends of the source are spaces to the reader; so is what parts `<b>flour</b><i>200 g</i>`."""
    if not text:
        return
    if text[0].isdigit() and parts and parts[-1][-_WORD:].isalpha() and len(parts[-1]) >= _WORD:
        parts.append(" ")
    parts.append(" ".join(text.split("\n")))


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
