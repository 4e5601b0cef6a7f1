"""A page's text as its readers see it: in the pieces that stand in lines of their own, or all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instarecipe.extraction.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

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
_UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "audio", "video",
    "select",
})  # fmt: skip


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
