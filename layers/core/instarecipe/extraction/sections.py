"""The recipe that stands in the page's own text, for pages whose structured data leaves it out.

"Ingredients" or "Zutaten für 4 Personen" opens a list, "Method" the next; which words these are, the parser's
tables know in all their languages. Where no heading tells, the lines themselves do (`stretches`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from instarecipe.extraction import stretches
from instarecipe.extraction.document import Block, blocks
from instarecipe.extraction.headings import headings, is_over, names_group, opens
from instarecipe.extraction.readable import around, asides
from instarecipe.extraction.rows import rows

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from instarecipe.extraction.graph import Node

_BLOCKS = 20_000
_LONGEST = 150
"""Blocks of one section."""
_METHOD = 60
"""Characters that a method has at least."""
_STEP, _SENTENCE = 12, 40
"""Characters of a step at least: in a list or a page without lists, and beside lists."""
_STOPS = (".", "!", "?", "…")
_SHORT_PARAGRAPH = 400
_LINE = 150
"""Characters of an ingredient at most; what is longer is prose."""
_MARK = 30
"""Characters of a mark at most."""
_MAJOR = 3
"""Level of the headings that end what a plain line has opened."""
_AMOUNT = re.compile(r"^[^\w½¼¾⅓⅔⅛]{0,3}(?:\d|[½¼¾⅓⅔⅛])|\d[^\w]{0,3}$")
_NUMBERED_STEP = re.compile(r"^\W*\w{0,12}\s*\d{1,2}\W*$")
_NUMBERED = re.compile(r"^\W*\d{1,2}\s?[.):]")
_NUMBER_ALONE = re.compile(r"^[\d½¼¾⅓⅔⅛.,/–-][\d½¼¾⅓⅔⅛.,/– -]*$")
_AMOUNT_ALONE = re.compile(rf"{_NUMBER_ALONE.pattern[:-1]}(?:[^\W\d]{{1,12}}\.?)?$")


class _Section(NamedTuple):
    start: int
    end: int
    groups: list[Node]

    def lines(self) -> list[str]:
        return [text for group in self.groups for text in group["itemListElement"]]


_NOTHING = _Section(0, 0, [])


def sections(tree: HtmlElement) -> Node:
    """A schema.org recipe without a name; of its lists any may be empty."""
    boxed = rows(tree)

    def lists(unseen: frozenset[HtmlElement]) -> tuple[_Section, _Section, str]:
        seen = list(islice(blocks(tree, unseen=unseen, rows=boxed), _BLOCKS))
        ingredients, steps = _lists(seen)
        return ingredients, steps, _introduction(seen[: ingredients.start])

    # What the names of classes call an aside is left out, unless the recipe stands there.
    surely = around(tree)
    named = surely | asides(tree)
    strict = lists(named)
    whole = strict if named == surely else lists(surely)
    ingredients = strict[0] if 5 * _amounts(strict[0]) >= 4 * _amounts(whole[0]) else whole[0]
    steps = strict[1] if strict[1].groups else whole[1]
    return {
        "@type": "Recipe",
        "description": strict[2],
        "recipeingredient": ingredients.groups,
        "recipeinstructions": steps.groups,
    }


def _lists(seen: Sequence[Block]) -> tuple[_Section, _Section]:
    ingredients = _best([_ingredients(seen, start) for start in _starts(seen, headings().ingredients)])
    if not ingredients.groups:
        ingredients = _unheaded(seen, stretches.measured(seen), _ingredient_groups)
    methods = [_method(seen, start) for start in _starts(seen, headings().method)]
    methods = [method for method in methods if sum(map(len, method.lines())) >= _METHOD]
    # The first one behind the ingredients; a post may explain "how to make it" before its recipe card.
    steps = min(
        methods, key=lambda method: (method.start < ingredients.start, method.start), default=_NOTHING
    )
    if ingredients.groups and not steps.groups:
        steps = _unheaded(seen, stretches.told(seen, ingredients.start, ingredients.end), _step_groups)
    return ingredients, steps


def _introduction(before: Sequence[Block]) -> str:
    """The first paragraph between the page's title and the ingredients, if it is a short one."""
    title = next((at for at, block in enumerate(before) if block.level == 1), len(before))
    said = (block.text for block in before[title + 1 :] if block.level is None and not block.item)
    first = next((text for text in said if len(text) >= _SENTENCE and text.endswith(_STOPS)), "")
    return first if len(first) <= _SHORT_PARAGRAPH and not stretches.is_stated(first) else ""


def _starts(seen: Sequence[Block], phrases: frozenset[str]) -> list[int]:
    return [start for start, block in enumerate(seen) if _opens(block, phrases)]


def _amounts(section: _Section) -> int:
    return sum(1 for text in section.lines() if _AMOUNT.search(text))


def _best(found: Sequence[_Section]) -> _Section:
    best = max(found, key=_amounts, default=_NOTHING)
    if _amounts(best) < 2 or 3 * _amounts(best) < len(best.lines()):
        return _NOTHING
    return best


def _unheaded(
    seen: Sequence[Block], stretch: tuple[int, int], grouped: Callable[[Sequence[Block]], list[Node]]
) -> _Section:
    start, end = stretch
    return _Section(start, end, grouped(seen[start:end])) if end > start else _NOTHING


# -- ingredients ---------------------------------------------------------------------------------------


def _ingredients(seen: Sequence[Block], start: int) -> _Section:
    body = _body(seen, start)
    return _Section(start, start + 1 + len(body), _ingredient_groups(body))


def _ingredient_groups(body: Sequence[Block]) -> list[Node]:
    body = _from_first_amount([block for block in _rows(body) if not stretches.is_stated(block.text)])
    with_items = any(block.item for block in body)
    groups: list[Node] = [{"name": "", "itemListElement": []}]
    for block in body:
        if _is_ingredient(block, with_items=with_items):
            groups[-1]["itemListElement"].append(block.text)
        elif len(block.text) <= 60:
            groups.append({"name": block.text.strip(" :"), "itemListElement": []})
        elif not with_items:
            break
    return [group for group in groups if group["itemListElement"]]


def _is_ingredient(block: Block, *, with_items: bool) -> bool:
    """An entry of a list; without lists any short line, beside them one that is weighed."""
    if with_items and block.item:
        return True
    if len(block.text) > _LINE:
        return False
    return stretches.is_weighed(block.text) if with_items else not _is_heading(block)


def _from_first_amount(body: Sequence[Block]) -> Sequence[Block]:
    """Without the lists in front that measure nothing: marks such as "vegetarian", links."""
    kept = {block.list for block in body if _AMOUNT.search(block.text) or len(block.text) > _MARK}
    first = next((at for at, block in enumerate(body) if block.item and block.list in kept), 0)
    return [block for at, block in enumerate(body) if at >= first or not block.item]


def _rows(body: Sequence[Block]) -> list[Block]:
    """The cells of a row in one block, where amount and name are blocks of their own."""
    amounts = [at for at, block in enumerate(body) if _AMOUNT_ALONE.match(block.text)]
    apart = 3 * len(amounts) >= len(body) and all(after - at > 1 for at, after in pairwise(amounts))
    alone = _AMOUNT_ALONE if apart else _NUMBER_ALONE
    found: list[Block] = []
    for block in body:
        if found and alone.match(found[-1].text) and not _is_heading(block):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {block.text}")
        else:
            found.append(block)
    return found


# -- steps ---------------------------------------------------------------------------------------------


def _method(seen: Sequence[Block], start: int) -> _Section:
    body = _body(seen, start)
    return _Section(start, start + 1 + len(body), _step_groups(body))


def _step_groups(body: Sequence[Block]) -> list[Node]:
    in_items = sum(len(block.text) for block in body if block.item)
    shortest = _SENTENCE if in_items else _STEP
    told = [block for block in body if len(block.text) >= _STEP and not _is_heading(block)]
    led = len(told) > 1 and told[0].item and told[1].item  # what follows a list is no step
    only_items = led or 5 * in_items >= 4 * sum(len(block.text) for block in body)
    groups: list[Node] = [{"name": "", "itemListElement": []}]
    for block in body:
        if _NUMBERED_STEP.match(block.text):
            continue
        if _is_heading(block):
            groups.append({"name": block.text.strip(" :"), "itemListElement": []})
        elif (block.item and len(block.text) >= _STEP) or (len(block.text) >= shortest and not only_items):
            groups[-1]["itemListElement"].append(block.text)
    return [group for group in groups if group["itemListElement"]]


# -- blocks --------------------------------------------------------------------------------------------


def _is_heading(block: Block) -> bool:
    return is_over(block.text, block.level)


def _body(seen: Sequence[Block], start: int) -> list[Block]:
    """What follows a heading, up to one of its rank or one that opens something else."""
    level = seen[start].level or _MAJOR
    own = next(phrases for phrases in headings() if _opens(seen[start], phrases))
    numbered = _NUMBERED_STEP.match(seen[start].text)
    body: list[Block] = []
    for block in seen[start + 1 : start + 1 + _LONGEST]:
        below = seen[start].level is not None and (block.level or 0) > level
        goes_on = _NUMBERED_STEP.match(block.text) if numbered else below and _opens(block, own)
        goes_on = goes_on or (block.level == level and _is_group(block))
        if not goes_on:  # Step 2 goes on with what Step 1 began
            if any(_opens(block, phrases) for phrases in headings()):
                break
            if block.level is not None and block.level <= level and body and not _NUMBERED.match(block.text):
                break
        body.append(block)
    return body


def _is_group(block: Block) -> bool:
    """`For the sauce`, over the entries of a list: a part of what stands above, of whatever rank."""
    return block.item and names_group(block.text)


def _opens(block: Block, phrases: frozenset[str]) -> bool:
    return opens(block.text, phrases, is_heading=_is_heading(block))
