"""A page's lists as its readers see them, for pages whose structured data has none.

A short line such as "Ingredients" or "Zutaten" opens a list, "Method" the next; which words these are, the
parser's tables know in all their languages. Where no heading tells, the lines themselves do (`stretches`),
or what the page's elements are called (`containers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from instarecipe.extraction import ingredient_lists, methods, stretches
from instarecipe.extraction.blocks import Block, blocks
from instarecipe.extraction.bodies import Section, without_style
from instarecipe.extraction.containers import lines_of_ingredients, lines_of_method
from instarecipe.extraction.readable import around, asides
from instarecipe.extraction.rows import rows
from instarecipe.extraction.stated import stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from instarecipe.extraction.graph import Node

_BLOCKS = 20_000
_ABOVE, _BELOW = 60, 6
"""Lines over the ingredients and under the heading of the method that may state servings and times."""
_SENTENCE = 40
_STOPS = (".", "!", "?", "…")
_SHORT_PARAGRAPH = 400


class _Lists(NamedTuple):
    seen: Sequence[Block]
    ingredients: Section
    steps: Section

    def is_whole(self) -> bool:
        return bool(self.ingredients.groups and self.steps.groups)


def sections(tree: HtmlElement) -> Node:
    """A schema.org recipe without a name; of its lists any may be empty."""
    boxed = rows(tree)

    def lists(unseen: frozenset[HtmlElement]) -> _Lists:
        seen = without_style(list(islice(blocks(tree, unseen=unseen, rows=boxed), _BLOCKS)))
        ingredients = ingredient_lists.found(seen)
        return _Lists(seen, ingredients, methods.found(seen, ingredients))

    # What the names of classes call an aside is left out, unless the recipe stands there.
    surely = around(tree)
    named = surely | asides(tree)
    strict = lists(named)
    whole = strict if named == surely else lists(surely)
    if not strict.is_whole() and not whole.is_whole() and (hidden := lists(frozenset())).is_whole():
        strict = whole = hidden  # a tab that opens at a click
    ingredients = strict.ingredients
    if 5 * ingredients.amounts() < 4 * whole.ingredients.amounts():
        ingredients = whole.ingredients
    steps = strict.steps if strict.steps.groups else whole.steps
    return {
        "@type": "Recipe",
        "description": _introduction(strict.seen[: strict.ingredients.start]),
        "recipeingredient": ingredients.groups or ingredient_lists.of_lines(lines_of_ingredients(tree)),
        "recipeinstructions": steps.groups or methods.of_lines(lines_of_method(tree)),
        **stated([block.text for block in _beside(strict)]),
    }


def _beside(lists: _Lists) -> Sequence[Block]:
    """Where a page states servings and times: under its title, and around the beginnings of its lists."""
    first = lists.ingredients.start or lists.steps.start
    end = max(lists.ingredients.end, lists.steps.start + _BELOW if lists.steps.start > first else 0)
    title = max((at for at, block in enumerate(lists.seen[:end]) if block.level == 1), default=0)
    return lists.seen[max(title, first - _ABOVE) : end or title + _ABOVE]


def _introduction(before: Sequence[Block]) -> str:
    """The first paragraph between the page's title and the ingredients, if it is a short one."""
    title = next((at for at, block in enumerate(before) if block.level == 1), len(before))
    said = (block.text for block in before[title + 1 :] if block.level is None and not block.item)
    first = next((text for text in said if len(text) >= _SENTENCE and text.endswith(_STOPS)), "")
    return first if len(first) <= _SHORT_PARAGRAPH and not stretches.is_stated(first) else ""
