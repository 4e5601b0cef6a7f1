"""How much, where a line says so in front: `2 x 400g tins`, `a few sprigs`, `1 (14-ounce) can`."""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.amounts import Measure, measure, unit
from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.numbers import and_half
from instarecipe.parsing.tables.measures import BARE, CONTAINERS, LENGTH, MEASURES, PACKED, SCALES, SPOONS
from instarecipe.parsing.tokens import MARK, NUMBER, Tokens

OPENING = {"(": ")", "[": "]", "（": "）", "{": "}"}
_TIMES = frozenset("x×✕✖*")
_MEANS_ONE = SPOONS | CONTAINERS | {"glass"}
_IN_FRONT = MEASURES - LENGTH
"""Units that may stand in front of their number; `in 2 batches` is no inch."""
_SHORTEST_WORD = 3
"""Letters of a unit's sign; what is longer is its name (`литр молока`)."""


class Place(NamedTuple):
    """`food` and `aside` are ranges of tokens; the aside goes into the note."""

    measure: Measure
    food: tuple[int, int]
    aside: tuple[int, int] = (0, 0)


def in_front(line: Tokens, lexicon: Lexicon) -> Place | None:
    """`about 2 cups`, `100g/4oz`, `400g tin`: a scale in front of a container is its size."""
    start = skip_about(line, 0, lexicon)
    if lexicon.named.at(line, start):
        return None
    if start + 1 < len(line) and line[start].key in lexicon.of and line[start + 1].kind == NUMBER:
        start += 1  # z 1 citronu
    first = measure(line, start, lexicon) or _unit_first(line, start, lexicon)
    if first is None:
        return _without_number(line, start, lexicon)
    if first.unit is None:
        return _counted(line, first, lexicon)
    end = _other_measures(line, first.end, lexicon)
    container = unit(line, end, lexicon) if first.unit in SCALES else None
    if container and container[0] in (CONTAINERS if lexicon.english else PACKED):
        return _place(line, Measure(1.0, None, *container), lexicon)
    return _place(line, first._replace(end=end), lexicon)


def _unit_first(line: Tokens, place: int, lexicon: Lexicon) -> Measure | None:
    """`gr. 300 di farina`: the unit in front of its number, as copying from right to left puts it too."""
    if lexicon.english and all(token.key.isascii() for token in line):
        return None  # `Pound 2 chicken breasts`
    named = unit(line, place, lexicon)
    if named is None or named[0] not in _IN_FRONT or named[1] >= len(line) or line[named[1]].kind != NUMBER:
        return None
    if len(line[place].key) == 1 and named[0] not in SCALES:
        return None  # `T55 flour` is a flour
    found = measure(line, named[1], lexicon)
    return found._replace(unit=named[0]) if found and found.unit is None else None


def _place(line: Tokens, found: Measure, lexicon: Lexicon, aside: tuple[int, int] = (0, 0)) -> Place:
    """The food begins behind the measure, and behind an `of`."""
    end = found.end
    words = lexicon.unmeasured.at(line, end)
    if words and words[1] < len(line) and not aside[1]:
        aside, end = (end, words[1]), words[1]  # 0 to taste salt
    while end < len(line) - 1 and (line[end].key in lexicon.of or line[end].key == ":"):
        end += 1
    part = found.low is not None and found.low < 1 and end > found.end
    if part and end < len(line) - 1 and lexicon.numbers.get(line[end].key) == 1:
        end += 1  # a quarter of an onion
    return Place(found, (end, len(line)), aside)


def skip_about(line: Tokens, place: int, lexicon: Lexicon) -> int:
    """Behind `about`, `scant`, `ca.` and stray marks, which change no amount."""
    while place < len(line):
        found = lexicon.about.at(line, place)
        if found:
            place = found[1]
        elif _is_article(line, place, lexicon):
            place += 2  # a generous 1/2 teaspoon
        elif line[place].kind == MARK and line[place].key not in OPENING:
            place += 1
        else:
            break
    return place


def _is_article(line: Tokens, place: int, lexicon: Lexicon) -> bool:
    """Whether `a` stands in front of a praised number, and is none itself."""
    return (
        place + 2 < len(line)
        and lexicon.numbers.get(line[place].key) == 1
        and line[place + 1].key in lexicon.heaped
        and line[place + 2].kind == NUMBER
    )


def _without_number(line: Tokens, place: int, lexicon: Lexicon) -> Place | None:
    """`pinch of salt`, `few rashers bacon`, `some oil`: a unit without a number, or neither."""
    start = place
    while place < len(line) and (line[place].key in lexicon.few or lexicon.numbers.get(line[place].key) == 1):
        place += 1  # a few
    found = unit(line, place, lexicon)
    if found and found[1] < len(line):
        name, end = found
        word = name in SCALES and len(line[place].key) > _SHORTEST_WORD
        if lexicon.one_by_default and (word or name in _MEANS_ONE):
            half = and_half(line, end, lexicon) or (0.0, end)
            return _place(line, Measure(1.0 + half[0], None, name, half[1]), lexicon)
        told = place > start or name in BARE or line[place].key in lexicon.heaped
        if told and name not in SCALES:
            return _place(line, Measure(None, None, name, end), lexicon)
    return _place(line, Measure(None, None, None, place), lexicon) if place > start else None


def _counted(line: Tokens, count: Measure, lexicon: Lexicon) -> Place | None:
    """A number without a unit: what follows may be a size (`x 350g`, `(14-ounce) can`, `6-ounce`)."""
    times = count.end < len(line) and line[count.end].key in _TIMES
    start = end = count.end + times
    size = measure(line, start, lexicon)
    sized = size is not None and size.unit in MEASURES
    if size is not None and sized:
        end = _other_measures(line, size.end, lexicon)
    bracket = closing(line, end)
    container = unit(line, bracket or end, lexicon) if bracket or sized or times else None
    if container and not (sized and container[0] in MEASURES):
        aside = (end + 1, bracket - 1) if bracket else (0, 0)
        return _place(line, count._replace(unit=container[0], end=container[1]), lexicon, aside)
    return _place(line, count._replace(end=end), lexicon)


def _other_measures(line: Tokens, place: int, lexicon: Lexicon) -> int:
    """Behind the same amount in other measures: `/3½oz`, `or 225 g`, ` 250 mL`."""
    while place < len(line):
        start = place
        if line[place].key in "/|=≈+" or line[place].key in lexicon.either or line[place].key in lexicon.plus:
            start = skip_about(line, place + 1, lexicon)
        other = measure(line, start, lexicon)
        if other is None or other.unit not in MEASURES:
            break
        place = other.end
    return place


def closing(line: Tokens, place: int) -> int | None:
    """Behind the bracket that closes the one at `place`; the end of the line when it is never closed."""
    if place >= len(line) or line[place].key not in OPENING:
        return None
    depth = 0
    for at in range(place, len(line)):
        if line[at].key in OPENING:
            depth += 1
        elif line[at].key in OPENING.values():
            depth -= 1
            if depth == 0:
                return at + 1
    return len(line)
