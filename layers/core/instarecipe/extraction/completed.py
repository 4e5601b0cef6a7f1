"""What a page's structured data leaves out, taken from the lists that its readers see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from instarecipe.domain.recipe import Ingredient, Recipe
from instarecipe.extraction.headings import headings, opens
from instarecipe.extraction.schema import grouped
from instarecipe.extraction.stretches import is_told, is_weighed

_ONE_LINE = 120
_KNOWN = 0.8
"""Share of the data's lines that the page's list must hold to be the same list."""
_NEW = 0.6
"""Share of the lines beyond them that must measure something."""
_MOST_NEW = 2
"""How many times as many may be new."""
_FEW, _NEW_TO_WHOLE = 5, 0.5
"""So many lines that all stand in the page's list do not by chance: fewer of the others must measure."""
_TOLD = 0.8
"""Share of the new steps that must say what to do."""
_STEPS, _BEGINNING = 3, 60
"""Steps that outweigh a paragraph, and the characters by which it is known again."""
_LONGER, _LONGEST = 2, 12
"""How much more the page's method says than the data's."""


def completed(found: Recipe | None, headed: Recipe) -> Recipe | None:
    """`found` with what `headed`, the lists on the page, know better; None when neither is a recipe.

    A page without structured data must have both lists to be one with a recipe.
    """
    if found is None:
        return headed if headed.ingredients and headed.steps else None
    found = _stated(replace(found, description=found.description or headed.description), headed)
    if headed.steps and (
        _says_nothing(found, headed) or _goes_on(found, headed) or _is_buried(found, headed)
    ):
        found = replace(found, steps=headed.steps)
    if not _has_lists(found):
        return _with_lists(found, headed)
    if not _measured(found):
        return _with_amounts(found, headed)
    if _is_part(found, headed) or _is_torn(found, headed):
        return replace(found, ingredients=headed.ingredients)
    return grouped(found, headed)


def _stated(found: Recipe, headed: Recipe) -> Recipe:
    """With the servings, and with the times where the data tells none: its own belong together."""
    if found.servings_text is None:
        found = replace(found, servings=headed.servings, servings_text=headed.servings_text)
    if found.prep_minutes or found.cook_minutes or found.total_minutes:
        return found
    return replace(
        found,
        prep_minutes=headed.prep_minutes,
        cook_minutes=headed.cook_minutes,
        total_minutes=headed.total_minutes,
    )


def _has_lists(found: Recipe) -> bool:
    """A single long ingredient is a list that its page has run together."""
    run_together = len(found.ingredients) == 1 and len(found.ingredients[0].original) > _ONE_LINE
    return bool(found.ingredients and found.steps) and not run_together


def _with_lists(found: Recipe, headed: Recipe) -> Recipe:
    if len(found.ingredients) <= 1 and headed.ingredients:
        found = replace(found, ingredients=headed.ingredients)
    return replace(found, steps=found.steps or headed.steps)


def _measured(found: Recipe) -> bool:
    return 3 * sum(map(_has_digit, found.ingredients)) > len(found.ingredients)


def _food(ingredient: Ingredient) -> str:
    return _key(ingredient.food or ingredient.original)


def _has_digit(ingredient: Ingredient) -> bool:
    return any(map(str.isnumeric, ingredient.original))


def _with_amounts(found: Recipe, headed: Recipe) -> Recipe:
    """Data that only names the foods, or their kinds in one line, has less to say than the page's list."""
    known, told = len(found.ingredients), len(headed.ingredients)
    if 2 * sum(map(_has_digit, headed.ingredients)) < told or not told:
        return found
    said = _joined([ingredient.original for ingredient in headed.ingredients])
    named = sum(_food(ingredient) in said for ingredient in found.ingredients)
    same = known in (1, told) or (known < told <= _MOST_NEW * known and named >= _KNOWN * known)
    return replace(found, ingredients=headed.ingredients) if same else found


def _is_part(found: Recipe, headed: Recipe) -> bool:
    """Whether the data holds only the beginning or one group of the page's list."""
    known = {_key(ingredient.original) for ingredient in found.ingredients}
    new = [ingredient for ingredient in headed.ingredients if _key(ingredient.original) not in known]
    shared = len(headed.ingredients) - len(new)
    if not new or shared < _KNOWN * len(found.ingredients) or len(new) > _MOST_NEW * shared:
        return False
    foods = set(map(_food, found.ingredients))
    if 2 * sum(_food(ingredient) not in foods for ingredient in new) < len(new):
        return False  # the data adds up what the page's list takes in parts
    whole = len(found.ingredients) >= _FEW and shared >= len(found.ingredients)
    weighed = sum(is_weighed(ingredient.original) for ingredient in new)
    return weighed >= (_NEW_TO_WHOLE if whole else _NEW) * len(new) and len(headed.ingredients) > len(
        found.ingredients
    )


def _is_torn(found: Recipe, headed: Recipe) -> bool:
    """Whether the data says the same as the page's list, with its lines torn apart."""
    if not len(headed.ingredients) < len(found.ingredients):
        return False
    ours = _joined([ingredient.original for ingredient in found.ingredients])
    theirs = _joined([ingredient.original for ingredient in headed.ingredients])
    return ours == theirs


def _says_nothing(found: Recipe, headed: Recipe) -> bool:
    """Whether the data's method is none, or one paragraph about the dish that the page tells how to make."""
    if not any(is_told(step.text) for step in found.steps):
        return True
    told = sum(is_told(step.text) for step in headed.steps)
    if len(found.steps) > 1 or told < _STEPS or told < _TOLD * len(headed.steps):
        return False
    return _key(found.steps[0].text)[:_BEGINNING] not in _joined([step.text for step in headed.steps])


def _is_buried(found: Recipe, headed: Recipe) -> bool:
    """Whether the data gives a whole article, the page's method being a part of it."""
    article, told = _joined([step.text for step in found.steps]), [_key(step.text) for step in headed.steps]
    if not _LONGER * sum(map(len, told)) < len(article) or not all(text in article for text in told):
        return False
    around = [step.text for step in found.steps if _key(step.text) not in told]
    with_heading = any(opens(text, headings().method, is_heading=True) for text in around)
    return (2 if with_heading else 4) * sum(map(is_told, around)) < len(around)


def _goes_on(found: Recipe, headed: Recipe) -> bool:
    """Whether the page's method says what the data's does, and much more."""
    known, told = [_key(step.text) for step in found.steps], _joined([step.text for step in headed.steps])
    length = sum(map(len, known))
    if not _LONGER * length < len(told) < _LONGEST * length:
        return False
    new = [step.text for step in headed.steps if not any(_key(step.text) in text for text in known)]
    if len(set(new)) + len(known) < len(headed.steps) or sum(map(is_told, new)) < _TOLD * len(new):
        return False
    return sum(len(text) for text in known if text in told) >= _KNOWN * length


def _joined(texts: Sequence[str]) -> str:
    return "".join(map(_key, texts))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
