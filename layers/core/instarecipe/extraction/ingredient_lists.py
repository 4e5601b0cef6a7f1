"""A page's list of ingredients: under its heading, with its parts under theirs, or by its lines alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise, takewhile
from typing import TYPE_CHECKING

from instarecipe.extraction import stretches
from instarecipe.extraction.bodies import (
    AMOUNT,
    NOTHING,
    Section,
    body,
    is_heading,
    opens_one_of,
    starts,
    under,
)
from instarecipe.extraction.headings import headings

if TYPE_CHECKING:
    from instarecipe.extraction.blocks import Block
    from instarecipe.extraction.graph import Node

_LINE = 150
"""Characters of an ingredient at most; what is longer is prose."""
_MARK = 30
"""Characters of a mark at most."""
_RARE = 4
"""Lines for each that is a group's name."""
_GROUP = 60
"""Characters of a group's name at most."""
_PART = 0.6
"""Share of the lines of a further part that must begin with an amount."""
_NEW = 0.25
"""Share of its lines that are new: two parts may well take the same salt."""
_TOLD = 60
"""Characters of a line that tells what to do, and ends the list."""
_NUMBER_ALONE = re.compile(r"^[\d½¼¾⅓⅔⅛.,/–-][\d½¼¾⅓⅔⅛.,/– -]*$")
_AMOUNT_ALONE = re.compile(rf"{_NUMBER_ALONE.pattern[:-1]}(?:[^\W\d]{{1,12}}\.?){{0,3}}$")


def found(seen: Sequence[Block]) -> Section:
    """The list with the most amounts; `NOTHING` when there is none."""
    headed = _best([_headed(seen, start) for start in starts(seen, headings().ingredients)])
    if headed.groups:
        return headed
    start, end = stretches.measured(seen)
    if end <= start:
        return NOTHING
    start, end = _with_parts_before(seen, start), _with_parts_behind(seen, start, end)
    return Section(start, end, _groups(seen[start:end]))


def of_lines(lines: Sequence[Block]) -> list[Node]:
    """The groups of lines that are called ingredients, if they are; of a page's tabs the first."""
    lines = list(takewhile(lambda block: not stretches.tells_energy(block.text), lines))
    return _best([Section(0, len(lines), _groups(lines))]).groups


def _best(candidates: Sequence[Section]) -> Section:
    """The section with the most amounts, if it is a list of ingredients at all."""
    most = max(candidates, key=Section.amounts, default=NOTHING)
    if most.amounts() < 2 or 3 * most.amounts() < len(most.lines()):
        return NOTHING
    return most


def _headed(seen: Sequence[Block], start: int) -> Section:
    lines = body(seen, start)
    prose = next(
        (at for at, block in enumerate(lines) if _is_prose(block) or stretches.tells_energy(block.text)),
        len(lines),
    )
    end = start + 1 + prose
    if prose == len(lines) and any(AMOUNT.search(block.text) for block in lines):
        end = _with_parts_behind(seen, start, end)
    return Section(start, end, _groups(seen[start + 1 : end]))


def _is_prose(block: Block) -> bool:
    """Whether a line tells what to do: where no heading ends a list, the method does."""
    return (
        len(block.text) >= _TOLD
        and block.text.endswith(".")
        and not AMOUNT.search(block.text)
        and stretches.is_told(block.text)
    )


def _with_parts_behind(seen: Sequence[Block], start: int, end: int) -> int:
    """The end of a list that goes on under headings of the same rank: `Dough`, `Glaze`."""
    while end < len(seen) and _is_part(seen, end, seen[start:end]):
        end += 1 + len(under(seen, end))
    return end


def _with_parts_before(seen: Sequence[Block], start: int) -> int:
    """Where a list begins that has the same in front."""
    while start > 0:
        heading = next((at for at in range(start - 2, -1, -1) if is_heading(seen[at])), None)
        if heading is None or not is_heading(seen[start - 1]):
            break
        if heading + 1 + len(under(seen, heading)) < start - 1 or not _is_part(seen, heading, ()):
            break
        start = heading
    return start


def _is_part(seen: Sequence[Block], heading: int, known: Sequence[Block]) -> bool:
    """Whether a heading and what stands under it are one more part of a list, and not the list again."""
    block = seen[heading]
    if not is_heading(block) or any(
        opens_one_of(block, phrases) for phrases in (headings().method, headings().closing)
    ):
        return False
    lines = under(seen, heading)
    measured = sum(
        1 for line in lines if AMOUNT.match(line.text) and len(line.text) <= _LINE and _is_listed(line.text)
    )
    texts = {line.text.casefold() for line in known}
    new = sum(1 for line in lines if line.text.casefold() not in texts)
    return 0 < measured >= _PART * len(lines) and new >= _NEW * len(lines)


def _is_listed(text: str) -> bool:
    return stretches.is_measured(text) and not text.endswith((".", "!", "?"))


def _groups(lines: Sequence[Block]) -> list[Node]:
    """`[{"name": heading, "itemListElement": [lines]}]`"""
    lines = _from_first_amount([block for block in _rows(lines) if not stretches.is_stated(block.text)])
    with_items = any(block.item for block in lines)
    names = {block.text for block in lines if block.strong and not AMOUNT.search(block.text)}
    if _RARE * len(names) > len(lines):
        names.clear()  # the foods are printed bold
    found: list[Node] = [{"name": "", "itemListElement": []}]
    before: Block | None = None
    for block in lines:
        if before and not before.item and not is_heading(before) and with_items and not block.item:
            pass  # what stands beside a list in lines of their own are no ingredients
        elif block.text not in names and _is_ingredient(block, with_items=with_items):
            found[-1]["itemListElement"].append(block.text)
        elif len(block.text) <= _GROUP:
            found.append({"name": block.text.strip(" :"), "itemListElement": []})
        elif not with_items:
            break
        before = block
    return [group for group in found if group["itemListElement"]]


def _is_ingredient(block: Block, *, with_items: bool) -> bool:
    """An entry of a list; without lists any short line, beside them one that is weighed."""
    if with_items and block.item:
        return True
    if len(block.text) > _LINE:
        return False
    return stretches.is_weighed(block.text) if with_items else not is_heading(block)


def _from_first_amount(lines: Sequence[Block]) -> Sequence[Block]:
    """Without the lists in front that measure nothing: marks such as "vegetarian", links, tabs."""
    kept = {block.list for block in lines if AMOUNT.search(block.text) or len(block.text) > _MARK}
    entries = (at for at, block in enumerate(lines) if block.item and block.list in kept)
    measured = (at for at, block in enumerate(lines) if AMOUNT.search(block.text))
    first = next(chain(entries, measured), 0)
    return [block for at, block in enumerate(lines) if at >= first or not block.item]


def _rows(lines: Sequence[Block]) -> list[Block]:
    """The cells of a row in one block, where amount and name are blocks of their own."""
    following = [after for block, after in pairwise(lines) if _AMOUNT_ALONE.match(block.text)]
    apart = 3 * len(following) >= len(lines) and not any(AMOUNT.match(block.text) for block in following)
    with_items = any(block.item for block in lines)
    found: list[Block] = []
    waits = False
    for block in lines:
        before = found[-1].text if found else ""
        joins = _NUMBER_ALONE.match(before) or (waits and not AMOUNT.match(block.text))
        if joins and not is_heading(block):
            text = f"{before} {block.text}"
            found[-1] = replace(found[-1], text=text, item=with_items)
            waits = apart and stretches.lacks_food(text)
        else:
            found.append(block)
            waits = apart and bool(_AMOUNT_ALONE.match(block.text))
    return found
