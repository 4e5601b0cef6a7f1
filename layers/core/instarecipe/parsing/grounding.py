"""What a model says must stand in the post: amounts, units and foods near each other, steps in its words.

An ingredient whose line is copied from the post is beyond doubt, since our own parser reads the line.
Any other is looked for by its food; the amount and the unit must be said where the food is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.parsing.evidence import Evidence
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.passages import Passage

MOST_WARNINGS = 10
"""An item's row has little room; what is beyond is told by `ungrounded:more`."""
SHARE_OF_WORDS = 0.6
"""Of a step's words that the post must say: a model may join sentences, but not cook by itself."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """`recipe` is without what is stated nowhere (servings, times, nutrition, description).

    `warnings` are `ungrounded:ingredient:3:amount` (counted from 0), `ungrounded:step:1`,
    `ungrounded:servings` and so on; `share` of the ingredients and steps is without a doubt, 0 to 1.
    """

    recipe: Recipe
    warnings: tuple[str, ...]
    share: float


def ground(recipe: Recipe, text: str) -> Grounded:
    """Compares a recipe with the text that it was made of."""
    evidence = Evidence(text, recipe.language)
    ingredients = [list(_doubts(ingredient, evidence)) for ingredient in recipe.ingredients]
    steps = [not _is_told(step, evidence) for step in recipe.steps]
    stated, unstated = _without_unstated(recipe, evidence)
    found = [
        *(f"ingredient:{at}:{part}" for at, parts in enumerate(ingredients) for part in parts),
        *(f"step:{at}" for at, doubtful in enumerate(steps) if doubtful),
        *unstated,
    ]
    lines = len(ingredients) + len(steps)
    doubtful = sum(map(bool, ingredients)) + sum(steps)
    return Grounded(stated, tuple(_warnings(found)), 1 - doubtful / lines if lines else 0.0)


def _warnings(found: list[str]) -> Iterator[str]:
    for what in islice(found, MOST_WARNINGS):
        yield f"ungrounded:{what}"
    if len(found) > MOST_WARNINGS:
        yield "ungrounded:more"


# -- ingredients ---------------------------------------------------------------------------------------


def _doubts(ingredient: Ingredient, evidence: Evidence) -> Iterator[str]:
    """Which of `food`, `amount` and `unit` does not stand in the text; of an unknown food only that."""
    if evidence.copies(ingredient.original) and _is_read_from_line(ingredient, evidence.language):
        return
    passages = evidence.about(ingredient.food or ingredient.note or ingredient.original)
    if passages:
        yield from _doubted_measure(ingredient, evidence.telling(passages))
    else:
        yield "food"


def _is_read_from_line(ingredient: Ingredient, language: str | None) -> bool:
    return replace(ingredient, group=None) == parse_line(ingredient.original, language)


def _doubted_measure(ingredient: Ingredient, told: list[Passage]) -> Iterator[str]:
    amount, unit = ingredient.amount, ingredient.unit
    if amount is None:
        if unit is not None and not any(passage.names(unit) for passage in told):
            yield "unit"
        return
    counting = [passage for passage in told if passage.counts(amount, ingredient.amount_max, unit)]
    if not counting:
        yield "amount"
    if unit is not None and not any(
        passage.measured(amount, ingredient.amount_max, unit) if counting else passage.names(unit)
        for passage in counting or told
    ):
        yield "unit"


# -- all the rest --------------------------------------------------------------------------------------


def _is_told(step: Step, evidence: Evidence) -> bool:
    return evidence.wording.share(step.text) >= SHARE_OF_WORDS and evidence.says_numbers_of(step.text)


def _without_unstated(recipe: Recipe, evidence: Evidence) -> tuple[Recipe, list[str]]:
    """The recipe without the facts that the text does not state, and their names."""
    times = ("prep_minutes", "cook_minutes", "total_minutes")
    minutes = [getattr(recipe, name) for name in times]
    unstated = [
        name
        for name, value in zip(times, minutes, strict=True)
        if value is not None and not evidence.says_minutes(value)
    ]
    if recipe.servings is not None and not evidence.says_number(recipe.servings):
        unstated.append("servings")
    if recipe.nutrition and not all(map(evidence.says_number, _numbers(recipe.nutrition))):
        unstated.append("nutrition")
    gone = list(unstated)
    if "servings" in unstated or not evidence.says_numbers_of(recipe.servings_text or ""):
        gone.append("servings_text")
    if recipe.description and evidence.wording.share(recipe.description) < SHARE_OF_WORDS:
        gone.append("description")
    nothing: dict[str, Any] = dict.fromkeys(gone)
    return replace(recipe, **nothing), [name.removesuffix("_minutes") for name in unstated]


def _numbers(nutrition: Nutrition) -> Iterable[float]:
    values = (nutrition.calories, nutrition.carbohydrates, nutrition.fats, nutrition.proteins)
    return [value for value in values if value is not None]
