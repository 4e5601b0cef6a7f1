"""Where a page lists and tells its recipe although no heading says so: the stretch of lines that most does.

Each line counts for or against; the stretch with the highest sum is taken (Kadane).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from instarecipe.extraction.headings import headings, is_over, opens

if TYPE_CHECKING:
    from instarecipe.extraction.blocks import Block
    from instarecipe.parsing.features import Features

Stretch = tuple[int, int]
_NONE: Stretch = (0, 0)
_NEVER = -1_000.0
_MAY_MEASURE = re.compile(r"[\d½¼¾⅓⅔⅛]")
_IN_FRONT = re.compile(r"\W{0,3}[\d½¼¾⅓⅔⅛]")
_ENERGY = re.compile(r"\d\s?k(?:cal|j)\b", re.IGNORECASE)
_ASIDE = re.compile(r"(?<=\w)\s?\([^()]*\)")
_MOST_LINES = 3_000
"""Lines with a digit that are looked at."""
_LINE = 150
_SHORT = 40
_FEWEST, _FEWEST_OF_KITCHEN = 3, 2
_READ = 600
"""Characters of a paragraph that tell what it is about."""
_FAR = 200
"""Lines between which the steps must stand."""
_STEPS, _COOKED = 60, 2
"""Characters and cooking verbs of a method at least."""


def measured(seen: Sequence[Block]) -> Stretch:
    """The lines that list ingredients, as `(start, end)`; `(0, 0)` when there are too few."""
    likely = [at for at, block in enumerate(seen) if len(block.text) <= _LINE and _may_measure(block)]
    if len(likely) < _FEWEST:
        return _NONE
    first, last = likely[0], likely[: _MOST_LINES + 1][-1]
    start, end = _best(seen, first, last + 1, _lists)
    texts = [block.text for block in seen[start:end] if _may_measure(block)]
    in_front = sum(bool(_IN_FRONT.match(text)) for text in texts)  # a table of nutrients has them behind
    if min(in_front, sum(map(is_measured, texts))) < max(_FEWEST, len(texts) / 2):
        return _NONE
    if sum(map(is_weighed, texts)) < _FEWEST_OF_KITCHEN:
        return _NONE
    while end < len(seen) and seen[end].list and seen[end].list == seen[end - 1].list:
        end += 1  # salt, pepper
    while start > 0 and seen[start].list and seen[start].list == seen[start - 1].list:
        start -= 1
    return start, end


def told(seen: Sequence[Block], start: int, end: int) -> Stretch:
    """The lines that tell what to do with ingredients that stand in `start` to `end`."""
    for first, last in ((end, min(len(seen), end + _FAR)), (max(0, start - _FAR), start)):
        found = _best(seen, first, last, _cooks)
        texts = [block.text for block in seen[found[0] : found[1]] if not is_over(block.text, block.level)]
        if sum(map(len, texts)) >= _STEPS and sum(_features(text).verbs for text in texts) >= _COOKED:
            return found
    return _NONE


def is_measured(text: str) -> bool:
    """Whether a line has an amount."""
    seen = _features(text)
    return seen.measured > 0 and not seen.verb and not seen.stated.pure


def is_weighed(text: str) -> bool:
    """Whether a line has an amount and a unit of the kitchen."""
    seen = _features(text)
    return seen.measured > 1 and not seen.verb


def lacks_food(text: str) -> bool:
    """Whether a line is an amount with its unit and nothing else."""
    from instarecipe.parsing.ingredient import parse_line

    read = parse_line(text)
    return read.amount is not None and read.food is None


def is_stated(text: str) -> bool:
    """Whether a line is about servings or times and nothing else."""
    return _features(text).stated.pure


def tells_energy(text: str) -> bool:
    """Whether a line is one of a table of nutrients, which has no heading at times."""
    # The tables take a while to load, and only a page with a recipe needs them.
    from instarecipe.parsing.labels import nutrition

    said = _ASIDE.sub("", text)  # 100 g oats (370 kcal)
    return bool(_ENERGY.search(said) or nutrition([said]))


def is_told(text: str) -> bool:
    """Whether a line says what to do."""
    seen = _features(text)
    return seen.verb or seen.verbs + seen.heated > 1


def _best(seen: Sequence[Block], first: int, last: int, gain: Callable[[Block], float]) -> Stretch:
    best, total, begin, found = 0.0, 0.0, first, _NONE
    for at in range(first, last):
        if total <= 0:
            total, begin = 0.0, at
        total += gain(seen[at])
        if total > best:
            best, found = total, (begin, at + 1)
    return found


def _lists(block: Block) -> float:
    if len(block.text) > _LINE:
        return -4.0
    if block.level is not None and block.level < 3:
        return -3.0
    if _may_measure(block):
        if tells_energy(block.text):
            return _NEVER
        one = _features(block.text)
        if one.measured and not one.verb and one.talk < 2 and not one.stated.pure:
            return (0.0, 1.0, 2.0)[one.measured]
    return -0.5 if len(block.text) <= _SHORT else -1.5


def _cooks(block: Block) -> float:
    if any(
        opens(block.text, phrases, is_heading=True)
        for phrases in (headings().closing, headings().ingredients)
    ):
        return _NEVER
    if block.level is not None:
        return -3.0 if block.level < 3 else -1.0
    one = _features(block.text)
    cooking = one.verb + one.heated + min(one.verbs, 4)
    if one.talk > max(1, cooking) or (one.measured and not one.verb):
        return -2.0
    if cooking > 1 or one.verb:
        return 1.0 + min(cooking, 4) / 2
    return -0.5 if len(block.text) <= _SHORT else -1.5


def _may_measure(block: Block) -> bool:
    return bool(_MAY_MEASURE.search(block.text))


def _features(text: str) -> Features:
    return _features_of_beginning(text[:_READ])


@lru_cache(maxsize=4_096)
def _features_of_beginning(text: str) -> Features:
    # The tables take a while to load, and only a page without lists in its data needs them.
    from instarecipe.parsing.features import features
    from instarecipe.parsing.lines import line_of

    return features(line_of(text))
