"""The recipe that stands under the page's own headings, for pages whose structured data leaves it out.

"Ingredients" or "Zutaten für 4 Personen" opens a list, "Method" the next; which words these are, the parser's
tables know in all their languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from instarecipe.extraction.document import Block, blocks
from instarecipe.extraction.headings import headings, opens
from instarecipe.extraction.readable import around

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
_LINE = 150
"""Characters of an ingredient at most; what is longer is prose."""
_AMOUNT = re.compile(r"^[^\w½¼¾⅓⅔⅛]{0,3}(?:\d|[½¼¾⅓⅔⅛])|\d[^\w]{0,3}$")
_NUMBERED_STEP = re.compile(r"^\W*\w{0,12}\s*\d{1,2}\W*$")
_NUMBER_ALONE = re.compile(r"^[\d½¼¾⅓⅔⅛.,/–-][\d½¼¾⅓⅔⅛.,/– -]*$")
_AMOUNT_ALONE = re.compile(rf"{_NUMBER_ALONE.pattern[:-1]}(?:[^\W\d]{{1,12}}\.?)?$")


class _Section(NamedTuple):
    start: int
    groups: list[Node]

    def lines(self) -> list[str]:
        return [text for group in self.groups for text in group["itemListElement"]]


def sections(tree: HtmlElement) -> Node:
    """A schema.org recipe without a name; of its lists any may be empty."""
    seen = list(islice(blocks(tree, unseen=around(tree, named=False)), _BLOCKS))
    found = [_ingredients(seen, start) for start in _starts(seen, headings().ingredients)]
    best = max(found, key=_amounts, default=_Section(0, []))
    if _amounts(best) < 2 or 3 * _amounts(best) < len(best.lines()):
        best = _Section(0, [])
    methods = [_method(seen, start) for start in _starts(seen, headings().method)]
    methods = [method for method in methods if sum(map(len, method.lines())) >= _METHOD]
    # The first one behind the ingredients; a post may explain "how to make it" before its recipe card.
    method = min(
        methods, key=lambda method: (method.start < best.start, method.start), default=_Section(0, [])
    )
    return {"@type": "Recipe", "recipeingredient": best.groups, "recipeinstructions": method.groups}


def _starts(seen: Sequence[Block], phrases: frozenset[str]) -> list[int]:
    return [start for start, block in enumerate(seen) if _opens(block, phrases)]


def _amounts(section: _Section) -> int:
    return sum(1 for text in section.lines() if _AMOUNT.search(text))


def _ingredients(seen: Sequence[Block], start: int) -> _Section:
    body = _rows(_body(seen, start))
    with_items = any(block.item for block in body)
    groups: list[Node] = [{"name": "", "itemListElement": []}]
    for block in body:
        is_line = block.item if with_items else len(block.text) <= _LINE and not _is_heading(block)
        if is_line:
            groups[-1]["itemListElement"].append(block.text)
        elif len(block.text) <= 60:
            groups.append({"name": block.text.strip(" :"), "itemListElement": []})
        elif not with_items:
            break
    return _Section(start, [group for group in groups if group["itemListElement"]])


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


def _method(seen: Sequence[Block], start: int) -> _Section:
    body = _body(seen, start)
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
    return _Section(start, [group for group in groups if group["itemListElement"]])


def _is_heading(block: Block) -> bool:
    return block.level is not None or (block.text.endswith(":") and len(block.text) <= 60)


def _body(seen: Sequence[Block], start: int) -> list[Block]:
    """What follows a heading, up to one of its rank or one that opens something else."""
    level = seen[start].level or 6
    numbered = _NUMBERED_STEP.match(seen[start].text)
    body: list[Block] = []
    for block in seen[start + 1 : start + 1 + _LONGEST]:
        if numbered and _NUMBERED_STEP.match(block.text):
            body.append(block)  # Step 2 goes on with what Step 1 began
            continue
        if any(_opens(block, phrases) for phrases in headings()):
            break
        if block.level is not None and block.level <= level and body:
            break
        body.append(block)
    return body


def _opens(block: Block, phrases: frozenset[str]) -> bool:
    return opens(block.text, phrases, is_heading=_is_heading(block))
