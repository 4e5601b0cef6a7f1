"""Lists that a page gives twice, once in cups and once in grams or just so: one of them is the recipe's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby

from instarecipe.domain.recipe import Ingredient

_List = tuple[Ingredient, ...]
_FEWEST = 3
"""Ingredients of a list."""
_MOST_SYSTEMS = 4
_SAME = 0.65
"""Share of the foods that two lists must have in common, place by place: cornflour is cornstarch, in cups."""
_OTHER_UNIT = 0.25
"""Share of the lines that must be measured in another unit, unless all others say the very same: two doughs
may well take the same foods."""
_REPEATED = 4
"""Equal lines in a row that are no accident; two creams may well take the same sugar."""


def in_one_system(found: _List) -> _List:
    """The first of the lists, when all of them name the same foods one after the other.

    They stand one behind the other as a whole (cups, grams), or within each group.
    """
    groups = [tuple(group) for _, group in groupby(found, key=lambda ingredient: ingredient.group)]
    for systems in range(_MOST_SYSTEMS, 1, -1):
        for parts in ([found], groups):
            first, *others = _lists(parts, systems)
            if len(first) >= _FEWEST and all(_is_same_list(first, other) for other in others):
                return first
    return found


def unrepeated(found: _List) -> _List:
    """Without a tail that only repeats: pages print a list again for phones, or for their groups."""
    first: dict[tuple[str | None, str], int] = {}
    for position, ingredient in enumerate(found):
        first.setdefault((ingredient.group, ingredient.original), position)
    end = len(found)
    while end and first[found[end - 1].group, found[end - 1].original] < end - 1:
        end -= 1
    return found[:end] if len(found) - end >= _REPEATED else found


def _lists(parts: list[_List], systems: int) -> Iterator[_List]:
    """The first, second, … piece of each part together; nothing where a part cannot be shared out."""
    if any(len(part) % systems for part in parts):
        parts = []
    for at in range(systems):
        pieces = (part[at * len(part) // systems : (at + 1) * len(part) // systems] for part in parts)
        yield tuple(chain.from_iterable(pieces))


def _is_same_list(first: _List, other: _List) -> bool:
    pairs = list(zip(first, other, strict=True))
    same = sum(_food(one) == _food(two) for one, two in pairs)
    converted = sum(one.unit != two.unit for one, two in pairs)
    repeated = sum(one.original == two.original for one, two in pairs)
    enough = converted >= _OTHER_UNIT * len(pairs) or 0 < converted == len(pairs) - repeated
    return same >= _SAME * len(pairs) and enough


def _food(ingredient: Ingredient) -> str:
    return "".join(filter(str.isalpha, (ingredient.food or ingredient.original).casefold()))
