"""Lists that a page gives once in cups and once in grams: one of them is the recipe's."""

from __future__ import annotations

from instarecipe.domain.recipe import Ingredient

_FEWEST = 3
_MOST_SYSTEMS = 4
_SAME = 0.65
"""Share of the foods that two lists must have in common, place by place: cornflour is cornstarch, in cups."""
_OTHER_UNIT = 0.25
"""Share of the lines that must be measured in another unit; two doughs may well take the same foods."""


def in_one_system(found: tuple[Ingredient, ...]) -> tuple[Ingredient, ...]:
    """The first of the lists, when all of them name the same foods one after the other."""
    for systems in range(_MOST_SYSTEMS, 1, -1):
        size = len(found) // systems
        if size < _FEWEST or size * systems != len(found):
            continue
        first, *others = (found[start : start + size] for start in range(0, len(found), size))
        if all(_is_same_list(first, other) for other in others):
            return first
    return found


def _is_same_list(first: tuple[Ingredient, ...], other: tuple[Ingredient, ...]) -> bool:
    pairs = list(zip(first, other, strict=True))
    same = sum(_food(one) == _food(two) for one, two in pairs)
    converted = sum(one.unit != two.unit for one, two in pairs)
    return same >= _SAME * len(pairs) and converted >= _OTHER_UNIT * len(pairs)


def _food(ingredient: Ingredient) -> str:
    return "".join(filter(str.isalpha, (ingredient.food or ingredient.original).casefold()))
