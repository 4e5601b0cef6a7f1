"""Any web page: the recipe that it holds as structured data, else the text that a reader sees."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from instarecipe.extraction import sites
from instarecipe.extraction.cards import cards
from instarecipe.extraction.completed import completed
from instarecipe.extraction.document import document, language_of, meta, title_of
from instarecipe.extraction.graph import Graph, Node, json_ld, marked_up
from instarecipe.extraction.readable import readable
from instarecipe.extraction.refusals import check_wall, no_text
from instarecipe.extraction.schema import as_text, grouped, recipe
from instarecipe.extraction.sections import sections
from instarecipe.extraction.text import limited, line
from instarecipe.extraction.titles import Titles
from instarecipe.extraction.values import absolute
from instarecipe.ports import Extracted

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from instarecipe.domain.recipe import Recipe

_READINGS = 30
"""Recipes looked at in one page."""
_LETTERS = 20
"""A text with fewer letters says nothing."""


def read_page(html: str, url: str) -> Extracted:
    """The page's recipe (`via` is `site` or `schema.org`) or its readable text (`via` is `page`).

    `url` is where the page was found. Raises `Permanent`: no_text when there is nothing to read,
    site_refused and login_required when the page is a wall.
    """
    tree = document(html)
    if tree is None:
        raise no_text()
    _kept = list(tree.iter())  # so that lxml makes the object of each element once, not for each walk
    named = meta(tree)
    found, via = _recipe(html, tree, url)
    image = absolute(_base(tree, url), named.get("og:image") or named.get("twitter:image") or "")
    titles = Titles(tree, named, url)
    title = titles.best()
    if found:
        name = found.title if via == "site" else titles.of_data(found.title)
        found = replace(found, title=name or title or "", image=found.image or image, source_url=url)
        text = as_text(found) if found.steps else f"{as_text(found)}\n\n{readable(tree)}"
        return Extracted(
            limited(text),
            via=via,
            title=found.title,
            author=found.author,
            image=found.image,
            recipe=found,
            language=found.language,
        )
    text = limited(readable(tree))
    check_wall(title_of(tree), text, url)
    if sum(map(str.isalpha, text[:1_000])) < _LETTERS:
        raise no_text()
    return Extracted(
        text,
        via="page",
        title=title,
        author=line(named.get("author", "")) or None,
        image=image,
        language=language_of(tree),
    )


def _recipe(html: str, tree: HtmlElement, url: str) -> tuple[Recipe | None, str]:
    """The best reading of the page's recipe, completed by the others, and who made it."""
    base, language = _base(tree, url), language_of(tree)
    graph = Graph(json_ld(html))
    addresses = _plain_addresses([url, _canonical(tree, url)])

    def read(node: Node) -> Recipe:
        return recipe(node, graph, url=base, language=language)

    def rank(reading: tuple[Node, Recipe]) -> tuple[bool, bool, bool]:
        node, found = reading
        own = not addresses.isdisjoint(_plain_addresses(_addresses(node)))
        return bool(found.ingredients and found.steps), own, len(found.ingredients) > 2

    nodes = [*graph.recipes(), *marked_up(tree), *cards(tree, html)][:_READINGS]
    ranked = sorted(((node, read(node)) for node in nodes), key=rank, reverse=True)
    ours = _together([found for _, found in ranked])
    ours = completed(ours, read(sections(tree)))
    known = sites.node(html, url)
    theirs = recipe(known, graph, url=base, language=language, curated=True) if known else None
    if theirs and theirs.title and theirs.ingredients:
        return (_with_own_words(theirs, ours) if ours else theirs), "site"
    return (ours, "schema.org") if ours and ours.ingredients else (None, "")


def _together(readings: list[Recipe]) -> Recipe | None:
    """The first, with what it lacks from others of the same name."""
    if not readings:
        return None
    found, *others = readings
    for other in others:
        if not other.title or not found.title or _key(other.title) == _key(found.title):
            found = grouped(_filled(found, other), other)
    return found


def _filled(found: Recipe, other: Recipe) -> Recipe:
    lacking = (field.name for field in fields(found) if getattr(found, field.name) in (None, (), ""))
    return replace(found, **{name: getattr(other, name) for name in lacking})


def _with_own_words(theirs: Recipe, ours: Recipe) -> Recipe:
    """The library's reading, with ours where it knows more: groups, and the page's own word for servings."""
    found = grouped(_filled(theirs, ours), ours)
    if ours.servings == found.servings:
        found = replace(found, servings_text=ours.servings_text)
    told = {_key(step.text) for step in found.steps}
    own = {_key(step.text) for step in ours.steps}
    if own <= told <= own | {_key(step.group or "") for step in ours.steps}:
        found = replace(found, steps=ours.steps)
    return found


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _addresses(node: Node) -> list[str]:
    """Where a recipe says that it stands."""
    page = node.get("mainentityofpage")
    values = [node.get("url"), node.get("@id"), page, page.get("@id") if isinstance(page, dict) else None]
    flat = [entry for value in values for entry in (value if isinstance(value, list) else [value])]
    return [entry for entry in flat if isinstance(entry, str)]


def _plain_addresses(addresses: list[str]) -> set[str]:
    return {urldefrag(address)[0].rstrip("/") for address in addresses if address.startswith("http")}


def _canonical(tree: HtmlElement, url: str) -> str:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return absolute(url, link.get("href") or "") or ""
    return ""


def _base(tree: HtmlElement, url: str) -> str:
    element = tree.find(".//base")
    return (absolute(url, element.get("href") or "") if element is not None else None) or url
