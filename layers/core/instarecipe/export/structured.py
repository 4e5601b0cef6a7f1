"""JSON-LD: the recipe as https://schema.org/Recipe, the form that every recipe program reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from instarecipe.domain.recipe import Nutrition, Recipe, Step
from instarecipe.domain.wording import clean, line, number, one_line, servings, usable

UNTITLED: Final = "Recipe"
NUTRIENTS: Final = {
    "calories": ("calories", "kcal"),
    "carbohydrateContent": ("carbohydrates", "g"),
    "fatContent": ("fats", "g"),
    "proteinContent": ("proteins", "g"),
}
"""schema.org's name → ours, and the unit."""


def json_ld(recipe: Recipe) -> dict[str, Any]:
    """What is not known is left out."""
    found = {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": one_line(recipe.title) or UNTITLED,
        "description": clean(recipe.description),
        "author": {"@type": "Person", "name": one_line(recipe.author)} if recipe.author else None,
        "image": [recipe.image] if (recipe.image or "").startswith(("https://", "http://")) else None,
        "url": one_line(recipe.source_url),
        "inLanguage": one_line(recipe.language),
        "recipeYield": servings(recipe),
        "prepTime": _duration(recipe.prep_minutes),
        "cookTime": _duration(recipe.cook_minutes),
        "totalTime": _duration(recipe.total_minutes),
        "keywords": ", ".join(one_line(word.replace(",", " ")) for word in recipe.keywords),
        "nutrition": nutrition(recipe.nutrition),
        "recipeIngredient": [text for one in recipe.ingredients if (text := line(one))],
        "recipeInstructions": list(_instructions(recipe.steps)),
    }
    return {name: value for name, value in found.items() if value}


def nutrition(known: Nutrition | None) -> dict[str, str] | None:
    """A NutritionInformation; None when there is nothing to say."""
    if known is None:
        return None
    values = {
        name: f"{number(value)} {unit}"
        for name, (field, unit) in NUTRIENTS.items()
        if (value := getattr(known, field)) == 0 or usable(value)
    }
    return {"@type": "NutritionInformation", **values} if values else None


def _instructions(steps: Iterable[Step]) -> Iterator[dict[str, Any]]:
    for heading, group in groupby(steps, key=lambda step: one_line(step.group)):
        texts = (clean(step.text) for step in group)
        found = [{"@type": "HowToStep", "text": text} for text in texts if text]
        if heading and found:
            yield {"@type": "HowToSection", "name": heading, "itemListElement": found}
        else:
            yield from found


def _duration(minutes: int | None) -> str | None:
    """ISO 8601."""
    return f"PT{minutes}M" if minutes is not None and minutes >= 0 else None
