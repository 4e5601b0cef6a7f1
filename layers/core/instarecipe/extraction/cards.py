"""Recipe cards of the plugins that most food blogs use, read by their class names.

They hold what schema.org has no word for, the groups of ingredients, and they are still there when a page's
JSON-LD is not. Also the microformats hRecipe and h-recipe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from instarecipe.extraction.blocks import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from instarecipe.extraction.graph import Node


class _Card(NamedTuple):
    """Class names: the whole card, its name, the list of ingredients, of steps, and what a heading has."""

    card: str
    name: str
    ingredients: str
    steps: str
    heading: str = ""


_CARDS = (
    _Card(
        "wprm-recipe-container",
        "wprm-recipe-name",
        "wprm-recipe-ingredients-container",
        "wprm-recipe-instructions-container",
        "wprm-recipe-group-name",
    ),
    _Card("tasty-recipes", "tasty-recipes-title", "tasty-recipes-ingredients", "tasty-recipes-instructions"),
    _Card("mv-create-card", "mv-create-title", "mv-create-ingredients", "mv-create-instructions"),
    _Card("zlrecipe-container", "zlrecipe-title", "zlrecipe-ingredients-list", "zlrecipe-instructions-list"),
    _Card(
        "jetpack-recipe", "jetpack-recipe-title", "jetpack-recipe-ingredients", "jetpack-recipe-directions"
    ),
    _Card("easyrecipe", "ERSName", "ERSIngredients", "ERSInstructions", "ERSSectionHead"),
    _Card("hrecipe", "fn", "ingredient", "instructions"),
    _Card("h-recipe", "p-name", "p-ingredient", "e-instructions"),
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TITLES = frozenset({"ingredients", "instructions", "directions", "method", "zutaten", "zubereitung"})
"""Headings that name the list, not a group in it."""


def cards(tree: HtmlElement, html: str) -> list[Node]:
    """The cards of a page as schema.org objects with their groups; `html` is what `tree` was made from."""
    return [
        node
        for kind in _CARDS
        if kind.card in html
        for card in _having(tree, kind.card)
        if (node := _node(card, kind))["recipeingredient"]
    ]


def _node(card: HtmlElement, kind: _Card) -> Node:
    name = next(_having(card, kind.name), None)
    ingredients = _groups(card, kind.ingredients, kind.heading)
    steps = _groups(card, kind.steps, kind.heading)
    return {
        "@type": "Recipe",
        "name": text_of(name) if name is not None else "",
        "recipeingredient": ingredients,
        "recipeinstructions": [] if _repeats(steps, ingredients) else steps,
    }


def _repeats(steps: list[Node], ingredients: list[Node]) -> bool:
    """Whether most ingredients stand among the steps: then these are the whole card."""
    listed, told = _texts(ingredients), _texts(steps)
    return 2 * len(listed & told) > len(listed)


def _texts(groups: list[Node]) -> set[str]:
    return {text for group in groups for text in group["itemListElement"]}


def _groups(card: HtmlElement, container: str, heading: str) -> list[Node]:
    """`[{"name": heading, "itemListElement": [lines]}]` of all elements with the class `container`."""
    groups: list[Node] = [{"name": "", "itemListElement": []}]
    for element in _outermost(card, container):
        for is_heading, text in _lines(element, heading):
            if not is_heading:
                groups[-1]["itemListElement"].append(text)
            elif text.lower().strip(" :") not in _TITLES:
                groups.append({"name": text.strip(" :"), "itemListElement": []})
    return [group for group in groups if group["itemListElement"]]


def _lines(element: HtmlElement, heading: str) -> Iterator[tuple[bool, str]]:
    """Whether it is a heading, and the text; an element without lists or paragraphs is read line by line."""
    found = False
    for node in element.iter():
        is_heading = node.tag in _HEADINGS or heading in _classes(node)
        if is_heading or _is_row(node):
            found = True
            text = text_of(node).replace("\n", " ")
            if text:
                yield is_heading, text
    if not found:
        yield from ((False, part) for part in text_of(element).split("\n") if part)


def _is_row(node: HtmlElement) -> bool:
    """An innermost list entry, or a paragraph that is in none."""
    if node.tag == "li":
        return next(node.iterdescendants("li"), None) is None
    return node.tag == "p" and next(node.iterancestors("li"), None) is None


def _classes(node: HtmlElement) -> list[str]:
    return (node.get("class") or "").split()


def _having(element: HtmlElement, name: str) -> Iterator[HtmlElement]:
    return (node for node in element.iter() if name in node.get("class", "") and name in _classes(node))


def _outermost(element: HtmlElement, name: str) -> list[HtmlElement]:
    found = list(_having(element, name))
    known = set(found)
    return [node for node in found if known.isdisjoint(node.iterancestors())]
