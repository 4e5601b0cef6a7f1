"""The text of a page without what stands around it: menus, banners, adverts, comments, other recipes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from instarecipe.extraction.blocks import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_AROUND_TAGS = frozenset({"nav", "footer", "button", "dialog", "input", "textarea", "menu"})
_ASIDE_ROLES = frozenset(
    {"navigation", "complementary", "contentinfo", "dialog", "alertdialog", "search", "banner"}
)
_KEPT_TAGS = frozenset({"html", "body", "main", "article"})
_ASIDE_WORDS = re.compile(
    r"(?:^|[-_])(?:cookies?|consent|gdpr|cmp|onetrust|newsletter|subscribe|sidebar|comments?|comment-list|respond|"
    r"related|recommended|share|sharing|social|breadcrumbs?|advert(?:isement)?|adslot|promo|popup|modal|navbar|"
    r"site-header|site-footer|footer|skip-link|screen-reader-text|sr-only|visually-hidden|pagination|"
    r"jump-to-recipe|paywall|login|signup)(?:$|[-_])",
    re.IGNORECASE,
)
_NO_ASIDE = re.compile(
    r"^(?:has|no|is|with|not)[-_]|recipe|rezept|recette|ricett|recept|ingredi", re.IGNORECASE
)
"""States of the page, and parts of what we look for: `recipe__sidebar` holds the ingredients."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENOUGH = 200
"""Characters that an `<article>` must have before the rest of the page is left out."""


def readable(tree: HtmlElement) -> str:
    """The main text, blocks as lines; an empty string when the page only stands around nothing."""
    unseen = around(tree) | asides(tree)
    for candidates in (tree.iter("article"), tree.iter("main"), _with_role(tree, "main")):
        texts = [text_of(element, unseen=unseen) for element in candidates if element not in unseen]
        best = max(texts, key=len, default="")
        if len(best) >= _ENOUGH:
            return best
    body = tree.find("body")
    return text_of(tree if body is None else body, unseen=unseen)


def around(tree: HtmlElement) -> frozenset[HtmlElement]:
    """The elements that do not belong to what the page is about, whatever their classes are called."""
    inside = _with_main(tree)
    return frozenset(
        element
        for element in tree.iter()
        if element.tag not in _KEPT_TAGS
        and element not in inside
        and (element.tag in _AROUND_TAGS or _is_hidden(element.attrib) or _is_menu(element))
    )


def asides(tree: HtmlElement) -> frozenset[HtmlElement]:
    """The elements which say by their role or the names of their classes that they are none of it."""
    inside = _with_main(tree)
    return frozenset(
        element
        for element in tree.iter()
        if element.tag not in _KEPT_TAGS
        and element not in inside
        and (element.tag == "aside" or _is_aside(element.attrib))
    )


def _with_main(tree: HtmlElement) -> set[HtmlElement]:
    """What the main part stands in: a menu whose end a page forgot holds all that follows."""
    main = next(tree.iter("main"), None)
    return set() if main is None else set(main.iterancestors())


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(attributes.get("style", "")))
    )


def _is_aside(attributes: Mapping[str, str]) -> bool:
    if not attributes:
        return False
    return attributes.get("role") in _ASIDE_ROLES or _names_aside(
        attributes.get("class", ""), attributes.get("id", "")
    )


@lru_cache(maxsize=4_096)
def _names_aside(classes: str, identifier: str) -> bool:
    names = [*classes.split(), identifier]
    return any(_ASIDE_WORDS.search(name) and not _NO_ASIDE.search(name) for name in names)


def _is_menu(element: HtmlElement) -> bool:
    """A list of four or more links with nothing beside them, and no numbers as ingredients have."""
    links = len(list(element.iter("a"))) if element.tag in ("ul", "ol") else 0
    if links < 4:
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    text = "".join(element.itertext())
    return linked >= 0.9 * len("".join(text.split())) and sum(map(str.isdigit, text)) < links


def _with_role(tree: HtmlElement, role: str) -> Iterator[HtmlElement]:
    return (element for element in tree.iter() if element.get("role") == role)
