"""Elements that are called "ingredients" or "instructions" in their class, their id or the like.

What a page's author called its parts tells a reader nothing, and us what no heading does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from instarecipe.extraction.blocks import Block, blocks
from instarecipe.extraction.bodies import opens_one_of
from instarecipe.extraction.headings import headings
from instarecipe.extraction.rows import rows

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMES = ("class", "id", "data-testid", "data-test", "aria-label")
_LONGEST_NAME = 200
_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])")
_MOST = 200
"""Elements of one kind that are looked at."""
_KEPT_TAGS = frozenset({"html", "body", "main"})


def lines_of_ingredients(tree: HtmlElement) -> list[Block]:
    """The lines of the elements that are called ingredients, without those that hold a method too."""
    return _lines(tree, headings().ingredients, _called(tree, _names_ingredients, _names_method))


def lines_of_method(tree: HtmlElement) -> list[Block]:
    """The lines of the elements that are called method, without those that hold ingredients too."""
    return _lines(tree, headings().method, _called(tree, _names_method, _names_ingredients))


def _lines(tree: HtmlElement, phrases: frozenset[str], elements: Iterable[HtmlElement]) -> list[Block]:
    """What the elements say, once: many a page says it again for phones; their headings are left out."""
    boxed, found, said = rows(tree), list[Block](), set[tuple[str, ...]]()
    for element in islice(elements, _MOST):
        lines = [block for block in blocks(element, rows=boxed) if not opens_one_of(block, phrases)]
        texts = tuple(block.text for block in lines)
        if texts not in said:
            found += lines
            said.add(texts)
    return found


def _called(
    tree: HtmlElement, own: Callable[[str], bool], other: Callable[[str], bool]
) -> Iterator[HtmlElement]:
    """The outermost elements that have the one name and hold none with the other."""
    from lxml import etree

    with_other = _holding(tree, other)
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element in with_other or element.tag in _KEPT_TAGS or not any(map(own, _names(element))):
            continue
        yield element
        walk.skip_subtree()


def _holding(tree: HtmlElement, is_called: Callable[[str], bool]) -> set[HtmlElement]:
    found: set[HtmlElement] = set()
    for element in tree.iter():
        if any(map(is_called, _names(element))):
            found.add(element)
            found.update(takewhile(lambda above: above not in found, element.iterancestors()))
    return found


def _names(element: HtmlElement) -> Iterator[str]:
    return (name for attribute in _NAMES if (name := element.get(attribute)))


@lru_cache(maxsize=4_096)
def _names_ingredients(name: str) -> bool:
    return _has_word_of(name, headings().ingredients)


@lru_cache(maxsize=4_096)
def _names_method(name: str) -> bool:
    return _has_word_of(name, headings().method)


def _has_word_of(name: str, phrases: frozenset[str]) -> bool:
    words = (word.casefold() for word in _WORD.findall(name[:_LONGEST_NAME]))
    return any(word in phrases or f"{word}s" in phrases for word in words)
