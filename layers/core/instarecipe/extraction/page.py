"""Any web page: the recipe that it holds as structured data, else the text that a reader sees."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from instarecipe.extraction import sites
from instarecipe.extraction.cards import cards
from instarecipe.extraction.document import document, language_of, meta, title_of
from instarecipe.extraction.graph import Graph, Node, json_ld, marked_up
from instarecipe.extraction.readable import readable
from instarecipe.extraction.refusals import check_wall, no_text
from instarecipe.extraction.schema import as_text, grouped, recipe
from instarecipe.extraction.sections import sections
from instarecipe.extraction.text import limited, line
from instarecipe.extraction.values import absolute
from instarecipe.ports import Extracted

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from instarecipe.domain.recipe import Ingredient, Recipe

_READINGS = 30
"""Recipes looked at in one page."""
_ONE_LINE = 120
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
    named = meta(tree)
    found, via = _recipe(html, tree, url)
    image = absolute(_base(tree, url), named.get("og:image") or named.get("twitter:image") or "")
    title = _title(tree, named)
    if found:
        found = replace(found, title=found.title or title or "", image=found.image or image, source_url=url)
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


def _title(tree: HtmlElement, named: dict[str, str]) -> str | None:
    """The heading, when the title that is meant for sharing says something like it, else that title."""
    shared = line(named.get("og:title", "")) or title_of(tree)
    headings = [line(heading.text_content()) for heading in tree.iter("h1")]
    words = _words(shared)
    alike = (heading for heading in headings if _words(heading) & words)
    return (next(alike, "") or _without_site(shared, named.get("og:site_name", "")))[:300] or None


def _without_site(title: str, site: str) -> str:
    head, separator, tail = title.rpartition(" - ") if " - " in title else title.rpartition(" | ")
    return head if separator and _key(tail) == _key(site) else title


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


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
    if ours is None or not _has_lists(ours):
        ours = _with_lists(ours, read(sections(tree)))
    elif not _measured(ours):
        ours = _with_amounts(ours, read(sections(tree)))
    elif not any(ingredient.group for ingredient in ours.ingredients):
        ours = grouped(ours, read(sections(tree)))
    known = sites.node(html, url)
    theirs = read(known) if known else None
    if theirs and theirs.title and theirs.ingredients:
        return (_with_own_words(theirs, ours) if ours else theirs), "site"
    return (ours, "schema.org") if ours and ours.ingredients else (None, "")


def _has_lists(found: Recipe) -> bool:
    """A single long ingredient is a list that its page has run together."""
    run_together = len(found.ingredients) == 1 and len(found.ingredients[0].original) > _ONE_LINE
    return bool(found.ingredients and found.steps) and not run_together


def _measured(found: Recipe) -> bool:
    return 3 * sum(map(_has_digit, found.ingredients)) > len(found.ingredients)


def _has_digit(ingredient: Ingredient) -> bool:
    return any(map(str.isnumeric, ingredient.original))


def _with_amounts(found: Recipe, headed: Recipe) -> Recipe:
    """Data that only names the foods, or their kinds in one line, has less to say than the page's list."""
    known, told = len(found.ingredients), len(headed.ingredients)
    measured = sum(map(_has_digit, headed.ingredients))
    fuller = known in (1, told) and 2 * measured >= told > 0
    return replace(found, ingredients=headed.ingredients) if fuller else found


def _with_lists(found: Recipe | None, headed: Recipe) -> Recipe | None:
    """A page without structured data must have both lists to be one with a recipe."""
    if found is None:
        return headed if headed.ingredients and headed.steps else None
    if len(found.ingredients) <= 1 and headed.ingredients:
        found = replace(found, ingredients=headed.ingredients)
    return replace(found, steps=found.steps or headed.steps)


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
