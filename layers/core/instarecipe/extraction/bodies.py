"""What stands under a heading: the lines up to the next one that opens something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from instarecipe.extraction.headings import headings, is_over, names_group, opens

if TYPE_CHECKING:
    from instarecipe.extraction.blocks import Block
    from instarecipe.extraction.graph import Node

_LONGEST = 150
"""Blocks of one section."""
_MAJOR = 3
"""Level of the headings that end what a plain line has opened."""
_STYLED = 3
"""Headings in a row that are a list in large letters."""
AMOUNT = re.compile(r"^[^\w½¼¾⅓⅔⅛]{0,3}(?:\d|[½¼¾⅓⅔⅛])|\d[^\w]{0,3}$")
_AMOUNT_BEHIND = re.compile(r"\d\s?[^\W\d]{1,12}\W{0,2}$")
NUMBERED_STEP = re.compile(r"^\W*\w{0,12}\s*\d{1,2}\W*$")
_NUMBERED = re.compile(r"^\W*\d{1,2}\s?[.):]")


class Section(NamedTuple):
    """Lines `start` to `end` of a page, as `[{"name": group, "itemListElement": [lines]}]`."""

    start: int
    end: int
    groups: list[Node]

    def lines(self) -> list[str]:
        return [text for group in self.groups for text in group["itemListElement"]]

    def amounts(self) -> int:
        return sum(1 for text in set(self.lines()) if AMOUNT.search(text) or _AMOUNT_BEHIND.search(text))


NOTHING = Section(0, 0, [])


def is_heading(block: Block) -> bool:
    return is_over(block.text, block.level)


def opens_one_of(block: Block, phrases: frozenset[str]) -> bool:
    return opens(block.text, phrases, is_heading=is_heading(block))


def starts(seen: Sequence[Block], phrases: frozenset[str]) -> Iterator[int]:
    return (start for start, block in enumerate(seen) if opens_one_of(block, phrases))


def body(seen: Sequence[Block], start: int) -> list[Block]:
    """What follows a heading, up to one of its rank or one that opens something else."""
    level = seen[start].level or _MAJOR
    kinds = headings()
    own = next((phrases for phrases in kinds if opens_one_of(seen[start], phrases)), kinds.method)
    numbered = NUMBERED_STEP.match(seen[start].text)
    found: list[Block] = []
    for block in seen[start + 1 : start + 1 + _LONGEST]:
        below = seen[start].level is not None and (block.level or 0) > level
        goes_on = NUMBERED_STEP.match(block.text) if numbered else below and opens_one_of(block, own)
        goes_on = goes_on or (block.level == level and _is_group(block))
        goes_on = goes_on or (own is kinds.method and _is_next_entry(block, found))
        if not goes_on:  # Step 2 goes on with what Step 1 began
            if any(opens_one_of(block, phrases) for phrases in kinds):
                break
            if block.level is not None and block.level <= level and found and not _NUMBERED.match(block.text):
                break
        found.append(block)
    return found


def _is_next_entry(block: Block, before: Sequence[Block]) -> bool:
    """`Gather the ingredients`, `To make the dough` among the entries of a list open nothing."""
    return bool(before) and block.item and block.list == before[-1].list and not is_heading(block)


def _is_group(block: Block) -> bool:
    """`For the sauce`, over the entries of a list: a part of what stands above, of whatever rank."""
    return block.item and names_group(block.text)


def under(seen: Sequence[Block], heading: int) -> list[Block]:
    """The lines directly under a heading; of a list its entries alone."""
    lines = list(takewhile(lambda block: not is_heading(block), seen[heading + 1 : heading + 1 + _LONGEST]))
    return list(takewhile(lambda block: block.item, lines)) if lines and lines[0].item else lines


def without_style(seen: Sequence[Block]) -> list[Block]:
    """The lines of a page; those of a list that is only printed as large as headings are no headings."""
    found: list[Block] = []
    for level, run in groupby(seen, key=lambda block: block.level):
        like = list(run)
        amounts = sum(1 for block in like if AMOUNT.search(block.text))
        if level is not None and len(like) >= _STYLED and 2 * amounts >= len(like):
            like = [replace(block, level=None, item=True) for block in like]
        found += like
    return found
