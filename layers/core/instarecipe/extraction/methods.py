"""A page's method: under its heading, or by its lines alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from instarecipe.extraction import stretches
from instarecipe.extraction.bodies import (
    AMOUNT,
    NOTHING,
    NUMBERED_STEP,
    Section,
    body,
    is_heading,
    opens_one_of,
    starts,
)
from instarecipe.extraction.headings import headings

if TYPE_CHECKING:
    from instarecipe.extraction.blocks import Block
    from instarecipe.extraction.graph import Node

_METHOD = 60
"""Characters that a method has at least."""
_STEP, _SENTENCE = 12, 40
"""Characters of a step at least: in a list or a page without lists, and beside lists."""
_COMMA = re.compile(r",\s+(?=[\d½¼¾⅓⅔⅛])")
_WORD = re.compile(r"\w+")


def found(seen: Sequence[Block], ingredients: Section) -> Section:
    """The first method behind the ingredients: a post may explain "how to make it" before its recipe card."""
    headed = [_headed(seen, start) for start in starts(seen, headings().method)]
    headed = list(filter(_is_long, headed))
    first = min(
        headed, key=lambda section: (section.start < ingredients.start, section.start), default=NOTHING
    )
    if first.groups or not ingredients.groups:
        return first._replace(groups=_without(first.groups, ingredients.lines()))
    start, end = stretches.told(seen, ingredients.start, ingredients.end)
    return Section(start, end, _groups(seen[start:end])) if end > start else NOTHING


def _without(groups: list[Node], ingredients: Sequence[str]) -> list[Node]:
    """The steps without the ingredients that some pages print under each of them."""
    listed = {_key(text) for text in ingredients}

    def is_listed(text: str) -> bool:
        return bool(AMOUNT.match(text)) and all(_key(part) in listed for part in _COMMA.split(text))

    kept = ([text for text in group["itemListElement"] if not is_listed(text)] for group in groups)
    return [{**group, "itemListElement": texts} for group, texts in zip(groups, kept, strict=True) if texts]


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def of_lines(lines: Sequence[Block]) -> list[Node]:
    """The groups of lines that are called method, if they are."""
    section = Section(0, len(lines), _groups(lines))
    return section.groups if _is_long(section) and any(map(stretches.is_told, section.lines())) else []


def _is_long(section: Section) -> bool:
    return sum(map(len, section.lines())) >= _METHOD


def _headed(seen: Sequence[Block], start: int) -> Section:
    end = start + 1 + len(body(seen, start))
    while end < len(seen) and _is_next_part(seen, start, end):
        end += 1 + len(body(seen, end))
    counts = NUMBERED_STEP.match(seen[start].text)  # Step 1 is the first of its kind
    return Section(start, end, _groups(seen[start if counts else start + 1 : end]))


def _is_next_part(seen: Sequence[Block], start: int, at: int) -> bool:
    """`Method for the filling`, `Method for the sauce`: parts of one method, each under its heading."""
    first, next_ = seen[start], seen[at]
    if next_.level != first.level:
        return False
    if next_.level and at + 1 < len(seen) and NUMBERED_STEP.match(seen[at + 1].text):
        return True  # over a Step 1 of its own
    if not opens_one_of(next_, headings().method):
        return False
    words = _WORD.findall(next_.text.casefold())
    same = words[:1] == _WORD.findall(first.text.casefold())[:1]
    said = {block.text for block in seen[start:at]}
    return same and len(words) > 1 and next_.text not in said and not NUMBERED_STEP.match(next_.text)


def _groups(lines: Sequence[Block]) -> list[Node]:
    """`[{"name": heading, "itemListElement": [steps]}]`"""
    in_items = sum(len(block.text) for block in lines if block.item)
    shortest = _SENTENCE if in_items else _STEP
    told = [block for block in lines if len(block.text) >= _STEP and not is_heading(block)]
    led = len(told) > 1 and told[0].item and told[1].item  # what follows a list is no step
    only_items = led or 5 * in_items >= 4 * sum(len(block.text) for block in lines)
    counted = [at for at, block in enumerate(lines) if not block.item and NUMBERED_STEP.match(block.text)]
    if len(counted) > 1:
        only_items, shortest = False, _STEP  # Step 2 may have a list under it, and Step 3 none
        most = max(after - at for at, after in pairwise(counted))
        lines = lines[: counted[-1] + most]
    found: list[Node] = [{"name": "", "itemListElement": []}]
    for block in lines:
        if NUMBERED_STEP.match(block.text):
            continue
        if is_heading(block):
            found.append({"name": block.text.strip(" :"), "itemListElement": []})
        elif (block.item and len(block.text) >= _STEP) or (len(block.text) >= shortest and not only_items):
            found[-1]["itemListElement"].append(block.text)
    return [group for group in found if group["itemListElement"]]
