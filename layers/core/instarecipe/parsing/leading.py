"""Where a line says how much: in front (`2 x 400g tins`), in the middle (`juice of 1 lemon`), or behind."""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.amounts import Measure, measure, unit
from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.tables.measures import BARE, CONTAINERS, LENGTH, MEASURES, PACKED, SCALES, SPOONS
from instarecipe.parsing.tokens import MARK, NUMBER, WORD, Line

OPENING = {"(": ")", "[": "]", "（": "）", "{": "}"}
TIMES = frozenset("x×✕✖*")


class Place(NamedTuple):
    """`food` and `aside` are ranges of tokens; the aside goes into the note."""

    measure: Measure
    food: tuple[int, int]
    aside: tuple[int, int] = (0, 0)


def find(line: Line, lexicon: Lexicon) -> Place | None:
    """The amount and unit of a line, and which tokens are left for food and note."""
    return in_front(line, lexicon) or in_the_middle(line, lexicon) or behind(line, lexicon)


# -- in front ------------------------------------------------------------------------------------------


def in_front(line: Line, lexicon: Lexicon) -> Place | None:
    start = _skip_about(line, 0, lexicon)
    if lexicon.named.at(line, start):
        return None
    if start + 1 < len(line) and line[start].key in lexicon.of and line[start + 1].kind == NUMBER:
        start += 1  # z 1 citronu
    first = measure(line, start, lexicon)
    if first is None:
        return _bare_unit(line, start, lexicon)
    if first.unit is None:
        return _counted(line, first, lexicon)
    end = _other_measures(line, first.end, lexicon)
    if first.unit in SCALES:
        container = unit(line, end, lexicon)
        if container and container[0] in (CONTAINERS if lexicon.english else PACKED):
            return _place(line, Measure(1.0, None, container[0], container[1]), lexicon)
    return _place(line, first._replace(end=end), lexicon)


def _place(line: Line, found: Measure, lexicon: Lexicon, aside: tuple[int, int] = (0, 0)) -> Place | None:
    end = found.end
    words = lexicon.unmeasured.at(line, end)
    if words and words[1] < len(line) and not aside[1]:
        aside, end = (end, words[1]), words[1]  # 0 to taste salt
    while end < len(line) - 1 and (line[end].key in lexicon.of or line[end].key == ":"):
        end += 1
    return Place(found, (end, len(line)), aside)


def _skip_about(line: Line, place: int, lexicon: Lexicon) -> int:
    """Behind `about`, `scant`, `ca.` and stray marks, which change no amount."""
    while place < len(line):
        found = lexicon.about.at(line, place)
        if found:
            place = found[1]
        elif line[place].kind == MARK and line[place].key not in OPENING:
            place += 1
        else:
            break
    return place


def _bare_unit(line: Line, place: int, lexicon: Lexicon) -> Place | None:
    """`pinch of salt`, `few rashers bacon`, `some oil`: a unit without a number, or neither."""
    few = place
    while few < len(line) and (line[few].key in lexicon.few or lexicon.numbers.get(line[few].key) == 1):
        few += 1  # a few
    found = unit(line, few, lexicon)
    if found and found[1] < len(line):
        if lexicon.one_by_default and (found[0] in SPOONS or found[0] in CONTAINERS):
            half = lexicon.numbers.get(line[found[1]].key, 0.0)
            end = found[1] + (0 < half < 1)  # a cup and a half is one word more
            return _place(line, Measure(1.0 + (half if 0 < half < 1 else 0.0), None, found[0], end), lexicon)
        sized = line[few].key in lexicon.heaped
        if found[0] not in SCALES and (few > place or sized or found[0] in BARE):
            return _place(line, Measure(None, None, *found), lexicon)
    if few > place:
        return _place(line, Measure(None, None, None, few), lexicon)
    return None


def _counted(line: Line, count: Measure, lexicon: Lexicon) -> Place | None:
    """A number without a unit: what follows may be a size (`x 350g`, `(14-ounce) can`, `6-ounce`)."""
    place = count.end
    times = place < len(line) and line[place].key in TIMES
    place += times
    closed = closing(line, place)
    if closed:
        container = unit(line, closed, lexicon)
        if container:
            found = count._replace(unit=container[0], end=container[1])
            return _place(line, found, lexicon, (place + 1, closed - 1))
        return _place(line, count._replace(end=place), lexicon)
    size = measure(line, place, lexicon)
    if size and size.unit in MEASURES:
        end = _other_measures(line, size.end, lexicon)
        aside = (0, 0)
        closed = closing(line, end)
        container = unit(line, closed or end, lexicon)
        if container and container[0] not in MEASURES:
            aside = (end + 1, closed - 1) if closed else aside
            return _place(line, count._replace(unit=container[0], end=container[1]), lexicon, aside)
        return _place(line, count._replace(end=end), lexicon)
    named = unit(line, place, lexicon) if times else None
    if named:
        return _place(line, count._replace(unit=named[0], end=named[1]), lexicon)
    return _place(line, count._replace(end=place), lexicon)


def _other_measures(line: Line, place: int, lexicon: Lexicon) -> int:
    """Behind the same amount in other measures: `/3½oz`, `or 225 g`, ` 250 mL`."""
    while place < len(line):
        start = place
        if line[place].key in "/|=≈+" or line[place].key in lexicon.either or line[place].key in lexicon.plus:
            start = _skip_about(line, place + 1, lexicon)
        other = measure(line, start, lexicon)
        if other is None or other.unit not in MEASURES:
            break
        place = other.end
    return place


def closing(line: Line, place: int) -> int | None:
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


# -- in the middle and behind --------------------------------------------------------------------------


def in_the_middle(line: Line, lexicon: Lexicon) -> Place | None:
    """`juice of 1 lemon`, `Saft von 2 Zitronen`: the words in front become the note."""
    for at in range(1, min(len(line) - 2, 9)):
        if line[at - 1].kind != WORD:
            return None
        if line[at].key in lexicon.of:
            start = _skip_about(line, at + 1, lexicon)
            found = measure(line, start, lexicon)
            if found and found.end < len(line):
                return Place(found, (found.end, len(line)), (0, at))
    return None


def behind(line: Line, lexicon: Lexicon) -> Place | None:
    """`Farina 300 g`, `Beurre - 20 grammes`, `Salz 1 Prise`, `uova 2`."""
    for at in range(1, len(line)):
        if line[at].key in OPENING or lexicon.notes.at(line, at):
            return None
        if line[at].kind != NUMBER and line[at].key not in lexicon.numbers:
            continue
        if line[at].start == line[at - 1].end and line[at - 1].kind == WORD and line[at].key.isdigit():
            continue  # T55
        found = measure(line, at, lexicon)
        if found and found.unit in LENGTH:
            return None
        if found and _ends_here(line, found, lexicon) and (found.unit or line[at].kind == NUMBER):
            if found.unit is None and (found.low or 0) > 100:
                return None
            return Place(found, (0, at))
    return None


def _ends_here(line: Line, found: Measure, lexicon: Lexicon) -> bool:
    if found.end == len(line) or (found.unit and line[found.end].key in ",;.([（、，"):
        return True
    return bool(found.unit and lexicon.notes.at(line, found.end))
