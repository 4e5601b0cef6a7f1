"""Rows of a list that a page builds of boxes: `<div><div>200 g</div><div>flour</div></div>`.

Their parts are blocks of their own; to the reader each row is one line.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from instarecipe.extraction.blocks import text_of
from instarecipe.extraction.stretches import is_measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

_FEWEST = 3
_LONGEST = 150
"""Characters of a row."""
_MOST = 600
"""Rows of a page that are looked at."""
_BOXES = frozenset({"div", "dd", "dt", "li", "p", "section", "td", "th", "tr", "ul", "dl"})
_ROWS = frozenset({"a", "dl", "div", "label", "li", "p", "tr", "section", "ul"})


def rows(tree: HtmlElement) -> frozenset[HtmlElement]:
    """The like-shaped neighbours of which at least every second one measures something."""
    found: set[HtmlElement] = set()
    looked_at = 0
    for like in _neighbours(tree):
        looked_at += len(like)
        if looked_at > _MOST:
            break
        if found.isdisjoint(like[0].iterancestors()) and 2 * sum(map(_measures, like)) >= len(like):
            found.update(element for element in like if not _is_list(element))
    return frozenset(found)


def _neighbours(tree: HtmlElement) -> Iterator[Sequence[HtmlElement]]:
    """Short elements of the same name and class, one behind the other, with boxes in them."""
    length = _lengths(tree)
    for parent in tree.iter():
        if len(parent) >= _FEWEST:
            for (tag, _), kin in groupby(parent, key=lambda child: (child.tag, child.get("class"))):
                like = [child for child in kin if 0 < length[child] <= _LONGEST] if tag in _ROWS else []
                if len(like) >= _FEWEST and any(_has_boxes(child, length) for child in like):
                    yield like


def _lengths(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Characters in each element, about; children come behind their parents in a document."""
    length: dict[HtmlElement, int] = {}
    for element in reversed(list(tree.iter())):
        own = len((element.text or "").strip())
        length[element] = own + sum(length[child] + len((child.tail or "").strip()) for child in element)
    return length


def _has_boxes(element: HtmlElement, length: Mapping[HtmlElement, int]) -> bool:
    """Whether it has several, or one and words beside it."""
    boxes = [node for node in element.iterdescendants() if node.tag in _BOXES]
    return len(boxes) > 1 or (len(boxes) == 1 and length[boxes[0]] < length[element])


def _measures(element: HtmlElement) -> bool:
    return is_measured(" ".join(text_of(element).split())) and not _is_list(element)


def _is_list(element: HtmlElement) -> bool:
    return sum(map(is_measured, text_of(element).split("\n"))) > 1
